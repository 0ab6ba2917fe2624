"""A large institution grown from a seed: who leads what, who belongs where. Plain Python."""

import random
from dataclasses import dataclass, field
from itertools import accumulate

TEAM = 9  # the leadership team: two principals and seven members
SPAN = 10  # departments below one department, and people in one on average
BRANCH = 40  # people from whom one Party branch draws its members


@dataclass
class Department:
    parent: int | None
    leader: int | None  # leader in charge; mostly taken over from the department above
    head: int | None  # None: vacant


@dataclass
class Branch:
    places: list = field(default_factory=list)  # (person, role)


@dataclass
class Institution:
    """People are numbers from 0; the first nine are the leadership team.

    Uneven on purpose: departments of one and of sixty, posts vacant, heads without a user,
    people on long leave. The same seed and number give the same institution.
    """

    number: int
    seed: int = 1
    departments: list = field(default_factory=list)
    branches: list = field(default_factory=list)
    home: dict = field(default_factory=dict)  # person → department
    users: set = field(default_factory=set)
    away: dict = field(default_factory=dict)  # person → kind of status

    def __post_init__(self):
        self.dice = random.Random(f"{self.seed}/{self.number}")
        self._grow_departments()
        self._place_people()
        self._grow_branches()
        self._take_away()

    def _grow_departments(self):
        heads = iter(range(TEAM, self.number))
        for at in range(max(self.number // SPAN, 1)):
            top = at < SPAN
            chosen = top or self.dice.random() < 0.02
            self.departments.append(
                Department(
                    parent=None if top else at // SPAN - 1,
                    leader=self.dice.randrange(2, TEAM) if chosen else None,
                    head=next(heads) if self.dice.random() > 0.03 else None,
                )
            )
        self.users.update(range(TEAM))

    def _place_people(self):
        sizes = accumulate(self.dice.lognormvariate(0, 0.8) for _dept in self.departments)
        sizes = list(sizes)
        heads = {dept.head: at for at, dept in enumerate(self.departments) if dept.head}
        self.users.update(head for head in heads if self.dice.random() > 0.05)
        for person in range(TEAM, self.number):
            at = heads.get(person)
            if at is None:
                at = self.dice.choices(range(len(sizes)), cum_weights=sizes)[0]
            self.home[person] = at

    def _grow_branches(self):
        """Neighbouring departments share a branch; nearly half of the people are in the Party."""
        self.branches = [Branch() for _at in range(max(self.number // BRANCH, 1))]
        members = [[] for _branch in self.branches]
        for person, home in self.home.items():
            if self.dice.random() < 0.45:
                members[home * len(self.branches) // len(self.departments)].append(person)
        for branch, people in zip(self.branches, members):
            branch.places = [(person, "member") for person in people]
            if not people:
                continue
            posts = ["deputy_secretary", *["committee"] * 2, *["group_leader"] * 2]
            if self.dice.random() > 0.03:
                posts.insert(0, "secretary")
            chosen = self.dice.sample(people, min(len(posts), len(people)))
            branch.places += zip(chosen, posts)
            self.users.update(p for p, role in branch.places if role == "secretary")

    def _take_away(self):
        kinds = ("long_leave", "secondment", "retired_rehired")
        for person in range(TEAM, self.number):
            if self.dice.random() < 0.03:
                self.away[person] = self.dice.choices(kinds, (6, 2, 2))[0]
