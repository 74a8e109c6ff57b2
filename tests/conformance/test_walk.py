"""A bounded walk of every clone: the whole one is `make conformance`."""

import pytest

from clonery.server.registry import Registry

from .__main__ import FLOOR, REFUSED_LIMIT, row, walk
from .report import Report

SAMPLE_FLOOR = FLOOR - 0.02
OPERATIONS = 120
"""About how many operations of a clone are walked here."""
FLOORS = {
    "stripe": 0.96,  # written: it refuses what is valid by the schema alone
    "supabase": 0.93, "calcom": 0.93, "unipile": 0.95,
}  # fmt: skip
"""Clones that are below the floor still, or in this sample of their operations."""
NAMES = [name for name in Registry().names if name != "conformance"]


def walked(name: str) -> Report:
    return walk(name, max(len(Registry().get(name).operations) // OPERATIONS, 1))


@pytest.mark.parametrize("name", NAMES)
def test_answers_are_valid_and_what_was_written_is_read_back(name: str) -> None:
    report = walked(name)
    wrong = "\n".join(" ".join(map(str, failure)) for failure in report.failures)
    assert report.right_share >= FLOORS.get(name, SAMPLE_FLOOR), f"{row(report)}\n{wrong}"
    assert report.refused_share <= 3 * REFUSED_LIMIT, "\n".join(report.refused)
    assert report.stateful >= 0.6 * report.writes, "\n".join(report.unread)


def test_a_report_counts_what_is_due() -> None:
    report = Report("plain", operations=10, refused={"a": "why", "b": "why"}, answered=8, valid=6, checked={"c": "why"})
    assert (report.due, report.valid_share, report.right_share, report.refused_share) == (8, 0.75, 0.875, 0.2)
    assert row(report).split() == ["plain", "10", "2", "8", "6", "75.0%", "1", "87.5%", "0", "0"]
