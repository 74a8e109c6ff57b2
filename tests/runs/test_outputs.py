"""Results in each form, read back by something that knows the form."""

import json
import xml.etree.ElementTree as ElementTree
from typing import Any

import jsonschema

from clonery.runs import artifacts, outputs

from .results import MIXED, result, run, scenario


def text_of(made: Any) -> list[str]:
    return [text for text, _ in outputs.summary(made)]


def test_the_crafted_result_is_one() -> None:
    jsonschema.Draft202012Validator(artifacts.schema()).validate(MIXED)


def test_json_is_the_whole() -> None:
    assert json.loads(outputs.render("json", MIXED)) == MIXED


def test_junit_counts_and_names_what_failed() -> None:
    root = ElementTree.fromstring(outputs.render("junit", MIXED))
    assert {name: root.get(name) for name in ("tests", "failures", "errors", "skipped")} == {
        "tests": "4", "failures": "1", "errors": "1", "skipped": "1"
    }  # fmt: skip
    suites = root.findall("testsuite")
    assert [suite.get("tests") for suite in suites] == ["2", "1", "1"]
    good, bad = suites[0].findall("testcase")
    assert (good.get("name"), good.get("classname"), good.find("failure")) == (
        'Close: it, "now" & here [1]',
        "a.md",
        None,
    )
    failure = bad.find("failure")
    assert failure is not None
    assert failure.text == "a.md:8: criterion 1: failed: not so: <b>2</b> &  more"
    assert suites[1].find("testcase/error").get("message") == "the judge can't be asked"  # type: ignore[union-attr]  # it is there
    assert bad.get("time") == "1.500"


def test_ctrf_has_a_test_for_each_run() -> None:
    made = json.loads(outputs.render("ctrf", MIXED))["results"]
    assert made["summary"] | {"start": 0, "stop": 0} == {
        "tests": 4, "passed": 1, "failed": 1, "skipped": 1, "other": 1, "pending": 0, "start": 0, "stop": 0
    }  # fmt: skip
    assert made["summary"]["stop"] - made["summary"]["start"] == 3000
    assert [test["status"] for test in made["tests"]] == ["passed", "failed", "other", "skipped"]
    assert made["tests"][1]["duration"] == 1500
    assert "a.md:8" in made["tests"][1]["message"]


def test_annotations_stand_at_the_criterions_line_and_are_escaped() -> None:
    lines = outputs.render("github", MIXED).splitlines()
    assert lines[0].startswith('::error file=a.md,line=8,title=Close%3A it%2C "now" & here::criterion 1: not so')
    assert lines[0].endswith("(1 of 2 runs)")
    assert lines[1] == "::warning file=b.md,line=1,title=Judge::the judge can't be asked"
    assert len(lines) == 3


def test_the_table_for_a_jobs_page() -> None:
    rows = outputs.markdown(MIXED).splitlines()
    assert rows[2] == '| Close: it, "now" & here | 75 | 1 of 2 | ❌  |'


def test_the_terminal_says_what_failed_and_where() -> None:
    said = text_of(MIXED)
    assert said[0] == 'Close: it, "now" & here  75 of 100  a.md'
    assert said[1] == "  1 of 2 passed (95 %: 9–91 %), pass@2 1.00, pass^2 0.00"
    assert said[2] == "  ✓ 2/2 [D] criterion 0"
    assert said[3] == "  ✗ 1/2 [D] criterion 1 (a.md:8)"
    assert said[4].startswith("      failed: not so")
    assert "1 infrastructure errors: they count as no failure of the agent" in said
    assert said[-1] == "failed: 0 of 3 scenarios passed, satisfaction 75, 3.0 s"


def test_what_kept_a_run_from_being_judged_is_said_once() -> None:
    failed = run(1, "failed", 0.0, "not_judged", "not_judged", problem="the harness exited with 2")
    for one in failed["criteria"]:
        one["reason"] = failed["problem"]
    said = text_of(result(scenario("a.md", failed)))
    assert [line for line in said if "exited with 2" in line] == ["  ! the harness exited with 2"]
    assert not any("criterion" in line for line in said)


def test_a_line_for_each_run() -> None:
    said = outputs.line("T", run(2, "failed", 50.0, "failed", problem="late"), 3)
    assert said.split() == ["failed", "50", "T", "[2/3]", "(1.5", "s,", "2", "calls,", "late)"]
    assert "not judged" in outputs.line("T", run(1, "not_judged", None), 1)
