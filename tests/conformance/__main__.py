"""Prints the table of conformance: `python -m tests.conformance [CLONE…] [--failures] [--step N]`."""

import argparse
import sys

from clonery.server.registry import Registry

from .report import Report
from .walk import Walk

FLOOR, GOAL, REFUSED_LIMIT = 0.98, 1.0, 0.05
HEAD = "{:<18}{:>11}{:>9}{:>10}{:>8}{:>9}{:>8}{:>11}".format(
    "clone", "operations", "refused", "answered", "valid", "share", "writes", "read back"
)


def row(report: Report) -> str:
    """One line of the table."""
    return (
        f"{report.clone:<18}{report.operations:>11}{len(report.refused):>9}{report.answered:>10}{report.valid:>8}"
        f"{report.valid_share:>9.1%}{report.writes:>8}{report.stateful:>11}"
    )


def good(report: Report) -> bool:
    return report.valid_share >= FLOOR and report.refused_share <= REFUSED_LIMIT


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("clones", nargs="*")
    parser.add_argument("--failures", action="store_true", help="name each operation that failed, and why")
    parser.add_argument("--step", type=int, default=1, help="walk each Nth operation only")
    asked = parser.parse_args()
    print(HEAD)
    reports = []
    for name in asked.clones or Registry().names:
        reports.append(Walk(name).run(asked.step))
        print(row(reports[-1]), flush=True)
        for failure in reports[-1].failures if asked.failures else ():
            print("   ", *failure)
        for unread in reports[-1].unread if asked.failures else ():
            print("    not read back:", unread)
        for refused in reports[-1].refused.items() if asked.failures else ():
            print("    refused:", *refused)
    return 0 if all(map(good, reports)) else 1


if __name__ == "__main__":
    sys.exit(main())
