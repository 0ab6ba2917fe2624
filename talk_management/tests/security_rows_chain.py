"""Rows of the security matrix: what makes the chain beside teams, branches and departments."""


class ChainRows:
    """Delegations, acting heads, recusals and links; mixed into TestSecurityMatrix."""

    def rows_of_chain(self):
        env = self.env
        date_to = {"date_to": "2035-12-31"}
        like = {"delegator_id": self.head.id, "date_from": "2025-01-01", "date_to": "2025-12-31"}
        mine = env["talk.delegation"].create({**like, "delegate_id": self.nurse.id})
        like = {**like, "date_from": "2036-01-01", "date_to": False, "delegate_id": self.porter.id}
        yield "talk.delegation", "by the responsible to the employee", mine, like, date_to
        like = {"department_id": self.medicine.id, "employee_id": self.inspector.id}
        acting = env["talk.acting.head"].create(like)
        like = {**like, "department_id": self.surgery.id}
        yield "talk.acting.head", "of the hospital", acting, like, date_to
        like = {"responsible_id": self.head.id, "employee_id": self.clerk.id}
        recusal = env["talk.recusal"].create(like)
        like = {**like, "employee_id": self.nurse.id}
        yield "talk.recusal", "of the responsible", recusal, like, date_to
        like = {"employee_id": self.deputy.id, "branch_id": self.branch.id}
        link = env["talk.link"].create(like)
        like = {"employee_id": self.deputy.id, "department_id": self.surgery.id}
        yield "talk.link", "of the superior", link, like, date_to
