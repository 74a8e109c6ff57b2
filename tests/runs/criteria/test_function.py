"""Criteria as functions in a file beside the scenario."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.runs.playing import crafted

from clonery.runs.criteria import Unreadable
from clonery.runs.criteria.function import function

SOURCE = """
def good(evidence):
    return evidence.after["github"]["issue"][0]["title"] == "New"

def pair(evidence):
    return False, f"{len(evidence.calls)} calls"

def asserts(evidence):
    assert not evidence.diff["added"], "something was added"

def silent(evidence):
    assert evidence.diff["added"]

def broken(evidence):
    return evidence.nothing

def odd(evidence):
    return "yes"
"""


@pytest.mark.parametrize(
    ("name", "passed", "reason"),
    [
        ("good", True, "good returned True"), ("pair", False, "0 calls"), ("asserts", False, "something was added"),
        ("silent", True, "silent returned None"), ("broken", None, "AttributeError"), ("odd", None, "returned 'yes'"),
    ],
)  # fmt: skip
def test_a_function_decides(tmp_path: Path, name: str, passed: bool | None, reason: str) -> None:
    (tmp_path / "checks.py").write_text(SOURCE)
    seen = crafted({"github/issue": []}, {"github/issue": [{"id": 1, "title": "New"}]})
    found = function(f"`checks.py:{name}`", tmp_path).decide(seen.world)
    assert found.passed is passed
    assert reason in found.reason


def test_what_is_not_there_is_refused_before_any_run(tmp_path: Path) -> None:
    (tmp_path / "checks.py").write_text(SOURCE)
    (tmp_path / "bad.py").write_text("def f(:")
    for said, message in (
        ("nothing.py:f", "no file 'nothing.py'"), ("checks.py:god", "no function 'god'; did you mean 'good'"),
        ("bad.py:f", "no Python"),
    ):  # fmt: skip
        with pytest.raises(Unreadable, match=message):
            function(said, tmp_path)
