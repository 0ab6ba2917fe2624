"""What a log of Odoo says about a run: tests counted, failures, skips, and unwanted warnings."""

import re
from dataclasses import dataclass, field

from .settings import CLONE

ALLOWED = CLONE / "bin" / "log-allowed.txt"
_ENTRY = re.compile(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} \d+ (\w+) (\S+) ([\w.]+): ?(.*)$")
_RESULT = re.compile(r"(\d+) failed, (\d+) error\(s\) of (\d+) tests when loading")
_FAILURE = re.compile(r"^(FAIL|ERROR): (.+)$")
_SKIPPED = re.compile(r"^skipped (.+)$")


@dataclass
class Entry:
    level: str
    logger: str
    lines: list

    @property
    def text(self):
        return "\n".join(self.lines)


@dataclass
class Findings:
    tests: int = 0
    bad_tests: int = 0
    failures: list = field(default_factory=list)
    skipped: list = field(default_factory=list)
    unwanted: list = field(default_factory=list)

    @property
    def failed(self):
        return max(self.bad_tests, len(self.failures)) + len(self.skipped) + len(self.unwanted)

    @property
    def passed(self):
        return max(0, self.tests - max(self.bad_tests, len(self.failures)) - len(self.skipped))

    def problems(self):
        return [
            *self.failures,
            *(f"Skipped, which counts as failed: {text}" for text in self.skipped),
            *(f"Unwanted in the log: {text}" for text in self.unwanted),
        ]


def allowed_patterns():
    lines = ALLOWED.read_text(encoding="utf-8").splitlines() if ALLOWED.exists() else []
    kept = [line for line in lines if line.strip() and not line.startswith("#")]
    return [re.compile(re.split(r"\s+# ", line)[0].strip()) for line in kept]


def entries(text):
    found = []
    for line in text.splitlines():
        start = _ENTRY.match(line)
        if start:
            level, _database, logger, message = start.groups()
            found.append(Entry(level, logger, [message]))
        elif found:
            found[-1].lines.append(line)
    return found


def read(text, levels=("WARNING", "ERROR", "CRITICAL")):
    findings = Findings()
    allowed = allowed_patterns()
    for entry in entries(text):
        first = entry.lines[0]
        if counted := _RESULT.search(first):
            failed, errors, tests = map(int, counted.groups())
            findings.tests += tests
            findings.bad_tests += failed + errors
        elif _FAILURE.match(first) and entry.level == "ERROR":
            findings.failures.append(entry.text)
        elif skipped := _SKIPPED.match(first):
            findings.skipped.append(skipped.group(1))
        elif entry.level in levels and not _is_allowed(entry, allowed):
            findings.unwanted.append(f"{entry.level} {entry.logger}: {entry.text}")
    return findings


def _is_allowed(entry, allowed):
    # Odoo repeats every failed test in a summary of its own.
    if entry.logger == "odoo.tests.result" or entry.logger.startswith("odoo.tests.stats"):
        return True
    whole = f"{entry.logger}: {entry.text}"
    return any(pattern.search(whole) for pattern in allowed)
