"""Accepted results, and what differs between two."""

from pathlib import Path

import pytest

from clonery.runs import baseline
from clonery.runs.artifacts import NoRuns

from .results import result, run, scenario

GOOD = scenario("a.md", run(1, "passed", 100.0, "passed", "passed"))
BAD = scenario("a.md", run(1, "failed", 50.0, "passed", "failed"))


def test_what_was_accepted_is_read_and_added_to(tmp_path: Path) -> None:
    path = tmp_path / ".clonery" / "baseline.json"
    with pytest.raises(NoRuns, match="accept some with"):
        baseline.read(path)
    baseline.accept(path, result(GOOD))
    baseline.accept(path, result(scenario("b.md", run(1, "failed", 0.0, "failed"))))
    held = baseline.read(path)
    assert {name: made["passed"] for name, made in held.items()} == {"a.md": True, "b.md": False}
    baseline.accept(path, result(BAD, scenario("c.md", run(1, "infrastructure", None))))
    assert {name: made["satisfaction"] for name, made in baseline.read(path).items()} == {"a.md": 50, "b.md": 0}
    path.write_text("[]")
    with pytest.raises(NoRuns, match="can't be read"):
        baseline.read(path)


def test_the_tests_of_a_suite_are_told_apart_by_title(tmp_path: Path) -> None:
    path = tmp_path / ".clonery" / "baseline.json"
    one = scenario("suite.json", run(1, "passed", 100.0, "passed"), title="one")
    two = scenario("suite.json", run(1, "failed", 0.0, "failed"), title="two")
    baseline.accept(path, result(one, two))
    assert {name: made["passed"] for name, made in baseline.read(path).items()} == {
        "suite.json#one": True, "suite.json#two": False
    }  # fmt: skip


def test_two_results_are_compared_criterion_by_criterion() -> None:
    gone = scenario("gone.md", run(1, "passed", 100.0, "passed"))
    fresh = scenario("new.md", run(1, "passed", 100.0, "passed"))
    found = list(baseline.compare(result(GOOD, gone), result(BAD, fresh)))
    assert [(made["path"], made["standing"]) for made in found] == [
        ("a.md", "regressed"), ("new.md", "new"), ("gone.md", "gone")
    ]  # fmt: skip
    assert found[0]["criteria"] == [{"criterion": "criterion 1", "before": 1.0, "now": 0.0}]
    assert (found[0]["before"], found[0]["now"]) == (100, 50)
