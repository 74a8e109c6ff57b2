"""Prints the table of conformance: `python -m tests.conformance [CLONE…] [--failures] [--step N]`."""

import argparse
import sys

from clonery.server.registry import Registry

from .report import Report
from .walk import Walk

FLOOR, GOAL, REFUSED_LIMIT = 0.98, 1.0, 0.05
HEAD = "{:<18}{:>11}{:>9}{:>10}{:>8}{:>8}{:>9}{:>8}{:>8}{:>11}".format(
    "clone", "operations", "refused", "answered", "valid", "share", "checked", "right", "writes", "read back"
)
"""`checked` are refusals that are the vendor's own, as an example says; `share` is that of valid answers alone, `right`
that of both."""


def walk(name: str, step: int = 1) -> Report:
    """Walk a clone: its REST and RPC operations, and the root fields of its graph where those are operations."""
    made = Walk(name)
    report = made.run(step)
    if any("graphql" in one.entry for one in made.clone.operations.values()):
        from .graphs import GraphWalk

        report.add(GraphWalk(name).run(step))
    return report


def row(report: Report) -> str:
    """One line of the table."""
    return (
        f"{report.clone:<18}{report.operations:>11}{len(report.refused):>9}{report.answered:>10}{report.valid:>8}"
        f"{report.valid_share:>8.1%}{len(report.checked):>9}{report.right_share:>8.1%}{report.writes:>8}"
        f"{report.stateful:>11}"
    )


def good(report: Report) -> bool:
    return report.right_share >= FLOOR and report.refused_share <= REFUSED_LIMIT


def exceptions(report: Report) -> str:
    """By name what was not valid: refusals that were checked, and failures."""
    failed = [name for name, *_ in report.failures]
    parts = [("checked refusals", list(report.checked)), ("not valid", failed)]
    return "; ".join(f"{word}: {', '.join(names)}" for word, names in parts if names)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("clones", nargs="*")
    parser.add_argument("--failures", action="store_true", help="tell of each operation that failed why")
    parser.add_argument("--step", type=int, default=1, help="walk each Nth operation only")
    asked = parser.parse_args()
    print(HEAD)
    reports = []
    for name in asked.clones or [name for name in Registry().names if name != "conformance"]:
        reports.append(walk(name, asked.step))
        print(row(reports[-1]), flush=True)
        for failure in reports[-1].failures if asked.failures else ():
            print("   ", *failure)
        for unread in reports[-1].unread if asked.failures else ():
            print("    not read back:", unread)
        for checked in reports[-1].checked.items() if asked.failures else ():
            print("    checked refusal:", *checked)
        for refused in reports[-1].refused.items() if asked.failures else ():
            print("    refused:", *refused)
    print()
    for report in reports:
        if exceptions(report):
            print(f"{report.clone}: {exceptions(report)}")
    return 0 if all(map(good, reports)) else 1


if __name__ == "__main__":
    sys.exit(main())
