"""The departments of a roster and of the database, laid into one tree.

A node's id is the record's id, or ``new:7`` for a department that row 7 will create.
"""

from collections import defaultdict
from dataclasses import dataclass

from . import roster_words as words
from .roster_book import WARNINGS
from .roster_model import Department

WARNINGS |= {"department_new", "person_without_department"}


@dataclass
class Node:
    id: object
    name: str
    parent: object = None
    row: int = 0
    department: Department | None = None


class DepartmentTree:
    """The departments of file and database as one tree."""

    def __init__(self, roster, now):
        self.roster, self.now = roster, now
        self.file = defaultdict(list)
        self.stored = defaultdict(list)
        for identifier, values in now.departments.items():
            self.stored[values["name"]].append(identifier)
        self.nodes = {
            identifier: Node(identifier, values["name"], values["parent"])
            for identifier, values in now.departments.items()
        }

    def report(self, code, department, column=None, **params):
        self.roster.report(words.DEPARTMENTS, code, department.row, column, **params)

    def build(self):
        seen = {}
        for department in self.roster.departments:
            same = (department.name, department.values.get("parent"))
            if seen.setdefault(same, department) is not department:
                self.report(
                    "department_twice",
                    department,
                    "name",
                    name=department.name,
                    first=seen[same].row,
                )
            else:
                self.file[department.name].append(department)
        self._imply()
        self.node_of = {}
        for departments in self.file.values():
            for department in departments:
                self._place(department, ())
        loop = self._loop()
        if loop:
            first = min((node for node in loop if node.row), key=lambda node: node.row)
            chain = " → ".join(node.name for node in [*loop, loop[0]])
            self.roster.report(
                words.DEPARTMENTS, "department_cycle", first.row, "parent", chain=chain
            )
            return {}
        ordered = sorted(self.nodes.values(), key=lambda node: len(self._line(node)))
        paths = {
            node.id: " / ".join(each.name for each in reversed(self._line(node)))
            for node in ordered
        }
        for node in ordered:
            if node.department:
                node.department.path = paths[node.id]
        self._home(paths)
        return {node.id: node for node in ordered}

    def _imply(self):
        """A file without the sheet of departments still names some: they are made at the top."""
        if words.DEPARTMENTS in self.roster.sheets:
            return
        for person in self.roster.people.values():
            name = person.values.get("department")
            if name and name not in self.stored and name not in self.file and "/" not in name:
                self.file[name].append(Department(0, name))
                self.roster.report(
                    words.PEOPLE, "department_new", person.row, "department", name=name
                )

    def _place(self, department, below):
        """The node of a department of the file, its superiors placed first."""
        key = id(department)
        if key in self.node_of or department in below:
            return self.node_of.get(key)
        parent, wanted = None, department.values.get("parent")
        if wanted:
            found = self.file.get(wanted) or self.stored.get(wanted)
            if not found:
                self.report(
                    "parent_unknown", department, "parent", value=wanted, name=department.name
                )
            elif len(found) > 1:
                self.report("department_ambiguous", department, "parent", value=wanted)
            elif isinstance(found[0], Department):
                parent = self._place(found[0], (*below, department))
                if parent is None:  # a loop: keep the thread, it is reported for the whole tree
                    parent = ("loop", found[0])
            else:
                parent = found[0]
        stored = self.stored.get(department.name, ())
        if len(stored) == 1 and len(self.file[department.name]) == 1:
            identifier = stored[0]
        else:
            identifier = next((each for each in stored if self.nodes[each].parent == parent), None)
        identifier = identifier or f"new:{department.row or department.name}"
        if "parent" not in department.values and identifier in self.nodes:
            parent = self.nodes[identifier].parent  # an empty cell leaves the place alone
        self.nodes[identifier] = Node(
            identifier, department.name, parent, department.row, department
        )
        self.node_of[key] = identifier
        return identifier

    def _loop(self):
        """The nodes of a circle in the tree, or nothing."""
        for node in self.nodes.values():
            if isinstance(node.parent, tuple):
                node.parent = self.node_of.get(id(node.parent[1]))
        done = set()
        for node in self.nodes.values():
            line = []
            while node and node.id not in done:
                if node in line:
                    return line[line.index(node) :]
                line.append(node)
                node = self.nodes.get(node.parent)
            done.update(each.id for each in line)
        return []

    def _line(self, node):
        line = [node]
        while line[-1].parent in self.nodes:
            line.append(self.nodes[line[-1].parent])
        return line

    def _home(self, paths):
        """Put each person's department, by name or by path, in the place of its text."""
        by_text = defaultdict(set)
        for identifier, path in paths.items():
            names = path.split(" / ")
            for start in range(len(names)):
                by_text["/".join(names[start:])].add(identifier)
            by_text[self.nodes[identifier].name].add(identifier)
        for person in self.roster.people.values():
            text = person.values.get("department")
            if not text:
                if person.key not in self.now.employees:
                    self.roster.report(
                        words.PEOPLE,
                        "person_without_department",
                        person.row,
                        "department",
                        name=person.name,
                    )
                continue
            found = by_text.get(text) or by_text.get(text.replace(" / ", "/"), ())
            in_file = {each for each in found if self.nodes[each].department}
            found = in_file if len(found) > 1 and len(in_file) == 1 else found
            if len(found) == 1:
                person.values["department"] = next(iter(found))
                continue
            del person.values["department"]
            code = "department_ambiguous" if found else "department_unknown"
            self.roster.report(words.PEOPLE, code, person.row, "department", value=text)
