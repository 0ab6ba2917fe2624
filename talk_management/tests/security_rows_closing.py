"""Rows of the security tables: a closed period, and the dialog that closes one."""


class ClosingRows:
    """A quarter long past that the HR officer closed, and the dialog for another."""

    def closing_values(self, year):
        return {
            "company_id": self.company.id,
            "date_from": f"{year}-01-01",
            "date_to": f"{year}-03-31",
        }

    def closing_dialog(self):
        officer = self.env(user=self.officer_user, su=False)
        like = {**self.closing_values(2021), "remark": "Followed up."}
        return officer["talk.close.period"].create(like), like

    def closed_period(self):
        vals = {**self.closing_values(2020), "user_id": self.officer_user.id}
        return self.env["talk.closing"].create(vals)

    def rows_of_closing(self):
        like = {**self.closing_values(2022), "user_id": self.officer_user.id}
        change = {"remark": "Other."}
        yield "talk.closing", "of the hospital", self.closed_period(), like, change
        dialog, like = self.closing_dialog()
        yield "talk.close.period", "opened by the HR officer", dialog, like, change

    def closing_methods(self):
        """{(model, row): record} whose buttons are pressed."""
        return {
            ("talk.closing", "of the hospital"): self.closed_period(),
            ("talk.close.period", "opened by the HR officer"): self.closing_dialog()[0],
        }
