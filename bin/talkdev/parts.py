"""The result of one part of bin/test."""

from dataclasses import dataclass, field


@dataclass
class Part:
    name: str
    passed: int = 0
    failed: int = 0
    problems: list = field(default_factory=list)

    def ok(self):
        self.passed += 1

    def fail(self, problem):
        self.failed += 1
        self.problems.append(problem)

    def extend(self, other):
        self.passed += other.passed
        self.failed += other.failed
        self.problems += other.problems
