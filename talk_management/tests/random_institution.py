import random

DAY = "2026-11-20"
PAST = {"date_from": "2020-01-01", "date_to": "2026-11-19"}
NOW = {"date_from": DAY}
COMING = {"date_from": "2026-11-21"}
TEAM_ROLES = ("party_principal", "admin_principal", "member", "member")
BRANCH_ROLES = ("secretary", "deputy_secretary", "group_leader", "committee")


class Institution:
    """Grown from a seed: two companies, departments one to four deep, and what goes wrong there."""

    def __init__(self, env, companies, people, seed):
        self.env = env
        self.companies = companies
        self.chance = random.Random(seed)
        self.people = people
        self.grow_departments()
        self.grow_people()
        self.grow_heads()
        self.grow_teams()
        self.grow_branches()
        self.grow_exceptions()

    def sometimes(self, share):
        return self.chance.random() < share

    def some(self, records, most):
        number = self.chance.randint(0, min(most, len(records)))
        return self.chance.sample(list(records), number)

    def of(self, company):
        return [person for person in self.people if person.company_id == company]

    def grow_departments(self):
        departments = self.env["hr.department"]
        self.departments = departments
        for company in self.companies:
            above = departments.create({"name": "Root", "company_id": company.id})
            self.departments |= above
            for _level in range(self.chance.randint(0, 3)):
                above = departments.create(
                    [
                        {
                            "name": f"D{number}",
                            "company_id": company.id,
                            "parent_id": self.chance.choice(list(above)).id,
                        }
                        for number in range(self.chance.randint(1, 3))
                    ]
                )
                self.departments |= above
        self.shared = departments.create({"name": "Shared", "company_id": False})
        self.departments |= self.shared

    def grow_people(self):
        """Some of those at hand come in, the others have left."""
        hands = self.people
        self.people -= hands
        for company in self.companies:
            theirs = list(hands.filtered(lambda person, c=company: person.company_id == c))
            for person in self.chance.sample(theirs, self.chance.randint(4, len(theirs))):
                self.people |= person
        (hands - self.people).active = False
        homes = {}
        for person in self.people:
            places = self.departments.filtered(
                lambda unit, p=person: unit.company_id in (p.company_id, unit.company_id.browse())
            )
            home = self.chance.choice([*places, places.browse()])
            homes[home] = homes.get(home, person) | person
        for home, people in homes.items():
            people.department_id = home

    def grow_heads(self):
        for department in self.departments:
            people = self.of(department.company_id) if department.company_id else self.people
            if self.sometimes(0.6):
                department.manager_id = self.chance.choice(list(people))
            if self.sometimes(0.3):
                self.env["talk.acting.head"].create(
                    {
                        "department_id": department.id,
                        "employee_id": self.chance.choice(list(people)).id,
                        **self.chance.choice((PAST, NOW, NOW, COMING)),
                    }
                )

    def grow_teams(self):
        for company in self.companies:
            people = self.of(company)
            leads = [False, *self.some(self.departments - self.shared, 2)]
            for department in leads[self.sometimes(0.1) :]:
                if department and department.company_id != company:
                    continue
                team = self.env["talk.team"].create(
                    {
                        "name": "Team",
                        "company_id": company.id,
                        "department_id": department and department.id,
                    }
                )
                roles = self.chance.sample(TEAM_ROLES, self.chance.randint(0, 4))
                self.env["talk.team.member"].create(
                    [
                        {
                            "team_id": team.id,
                            "employee_id": person.id,
                            "role": role,
                            **self.chance.choice((PAST, NOW, NOW, NOW)),
                        }
                        for person, role in zip(
                            self.chance.sample(people, len(roles)), roles, strict=True
                        )
                    ]
                )
                for led in self.some(self.departments, 2):
                    members = team.member_ids.filtered(lambda place: not place.date_to)
                    members = members.employee_id
                    if led.company_id == company and members and not team.department_id:
                        led.talk_leader_id = self.chance.choice(list(members))

    def grow_branches(self):
        for company in self.companies:
            for number in range(self.chance.randint(0, 2)):
                branch = self.env["talk.branch"].create(
                    {"name": f"Branch {number}", "company_id": company.id}
                )
                places = {(person, "member") for person in self.some(self.of(company), 5)}
                for role in self.some(BRANCH_ROLES, 3):
                    places.add((self.chance.choice(self.of(company)), role))
                self.env["talk.branch.member"].create(
                    [
                        {"branch_id": branch.id, "employee_id": person.id, "role": role, **NOW}
                        for person, role in sorted(places, key=lambda p: (p[0].id, p[1]))
                    ]
                )
                self.link(company, branch_id=branch.id)
            for department in self.some(self.departments, 2):
                if department.company_id in (company, company.browse()):
                    self.link(company, department_id=department.id, include_below=True)

    def link(self, company, **place):
        leader = self.chance.choice(self.of(company))
        dates = self.chance.choice((PAST, NOW))
        self.env["talk.link"].create({"employee_id": leader.id, **place, **dates})

    def grow_exceptions(self):
        self.recused = set()
        for company in self.companies:
            for _number in range(self.chance.randint(0, 4)):
                one, other = self.chance.sample(self.of(company), 2)
                dates, mutual = self.chance.choice((PAST, NOW, NOW)), self.sometimes(0.5)
                if (one, other) in self.recused:
                    continue
                self.env["talk.recusal"].create(
                    {
                        "responsible_id": one.id,
                        "employee_id": other.id,
                        "is_mutual": mutual,
                        **dates,
                    }
                )
                if dates is NOW:
                    self.recused |= {(one, other), (other, one)} if mutual else {(one, other)}
        for person in self.some(self.people, 3):
            person.active = False
        for department in self.some(self.departments, 1):
            department.active = False
        for person in self.some(self.people, 2):
            self.env["talk.employment.status"].create(
                {"employee_id": person.id, "kind": self.chance.choice(("long_leave", "retired"))}
            )
