"""Verdicts from evidence alone."""

from clonery.runs import grading
from clonery.runs.judge import JudgeUnreachable
from clonery.runs.verdict import Verdict

from .conftest import ISSUE

CALLS = [
    {"number": n, "clone": clone, "operation": name, "fidelity": fidelity, "method": "GET", "path": "/x",
     "changed": changed, "status": 200, "door": "rest", "arguments": {}, "answer": None}
    for n, (clone, name, fidelity, changed) in enumerate([
        ("github", "a", "written", []), ("github", "a", "written", [{"kind": "x"}]), ("stripe", "b", "generic", []),
        ("github", "c", "refused", []), ("github", "", "", []), ("", "reset", "", []),
    ], 1)
]  # fmt: skip


def test_operations_are_counted_and_named_by_fidelity() -> None:
    assert grading.operations(CALLS) == {
        "written": {"github: a": 2}, "generic": {"stripe: b": 1}, "refused": {"github: c": 1},
        "unknown": {"github: GET /x": 1},
    }  # fmt: skip


class Judge:
    def decide(self, criterion: object, scenario: object, evidence: object) -> Verdict:
        raise JudgeUnreachable("it is away")


def test_a_judge_that_is_away_is_told_apart(scenario: object) -> None:
    found = scenario(ISSUE.replace("- [T]", "- [P] It was kind\n- [T]"))  # type: ignore[operator]  # a fixture that is a function
    blank = grading.evidence(found, {}, {}, {"added": [], "removed": [], "changed": []}, CALLS[:1], "", 0, None)
    verdicts, broken = grading.grade(found, blank, Judge(), True)  # type: ignore[arg-type]  # as much of one as is asked
    assert broken == "the judge can't be asked: it is away"
    assert [verdict.status for verdict in verdicts][2:] == ["not_judged", "passed", "passed"]
    assert verdicts[-1].criterion.startswith("The run changes nothing")


def test_records_are_lists_that_carry_their_ids(scenario: object) -> None:
    found = scenario()  # type: ignore[operator]  # a fixture that is a function
    state = {"github": {"note": {"7": {"text": "x"}, "8": {"id": 8}}}}
    made = grading.evidence(found, state, state, {}, [], "said", 3, None)
    assert made.after == {"github": {"note": [{"id": "7", "text": "x"}, {"id": 8}]}}
    assert (made.clones, made.answer, made.exit_code) == (("github",), "said", 3)
