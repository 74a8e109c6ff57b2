"""agent-diff's suites: crafted cases of every part of an assertion, and the verdicts that its engine gives."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.runs.playing import crafted

from clonery.runs import suites
from clonery.runs.criteria import Criterion, Evidence, Unreadable, judge
from clonery.runs.criteria.operators import OPERATORS
from clonery.runs.scenario import ScenarioError, read, read_all

ROOMS = [
    {"id": "C1", "name": "general", "topic": {"value": "old"}, "is_archived": False, "is_im": False},
    {"id": "C2", "name": "random", "topic": {"value": ""}, "is_archived": False, "is_im": False},
]


def message(id: str, **more: Any) -> dict[str, Any]:
    return {"id": f"C1-{id}", "ts": id, "channel": "C1", "user": "U1", "text": "Hey team", "reactions": [], **more}


def slack(before: dict[str, Any], after: dict[str, Any]) -> Evidence:
    rooms = {"slack/conversation": ROOMS, "slack/message": []}
    return crafted({**rooms, **before}, {**rooms, **after})


def verdicts(test: dict[str, Any], evidence: Evidence) -> list[str]:
    checks = suites.assertions(test, evidence.clones)
    return [judge(Criterion(said, "D", 1, 1, check, str(check)), evidence).status for said, check in checks]


def assertion(**more: Any) -> dict[str, Any]:
    return {"assertions": [{"diff_type": "added", "entity": "messages", **more}]}


POSTED = slack({}, {"slack/message": [message("1", text="hello world"), message("2", text="bye", channel="C2")]})


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (assertion(), "passed"),
        (assertion(expected_count=2), "passed"),
        (assertion(expected_count=1), "failed"),
        (assertion(expected_count={"min": 1}), "passed"),
        (assertion(expected_count={"min": 3}), "failed"),
        (assertion(expected_count={"max": 1}), "failed"),
        (assertion(expected_count={"min": 1, "max": 2}), "passed"),
        (assertion(expected_count=0, where={"message_text": "nothing"}), "passed"),
        (assertion(where={"channel_id": "C1"}, expected_count=1), "passed"),
        (assertion(where={"channel_id": {"eq": "C1"}, "message_text": {"contains": "bye"}}), "failed"),
        (assertion(where={"message_id": {"in": ["1", "2"]}}, expected_count=2), "passed"),
        (assertion(entity="channels"), "failed"),
        (assertion(diff_type="removed"), "failed"),
        (assertion(diff_type="unchanged"), "failed"),
        (assertion(diff_type="unchanged", entity="channels"), "passed"),
        (assertion(diff_type="unchanged", where={"channel_id": "C9"}), "passed"),
    ],
)
def test_added_rows_are_counted(said: dict[str, Any], expected: str) -> None:
    assert verdicts(said, POSTED) == [expected]


@pytest.mark.parametrize(
    ("operator", "good", "bad"),
    [
        ("eq", "hello world", "hello"), ("ne", "hello", "hello world"), ("contains", "lo wo", "LO"),
        ("not_contains", "bye", "world"), ("in", ["hello world"], ["hello"]), ("not_in", ["x"], ["hello world"]),
        ("gt", "a", "z"), ("gte", "hello world", "z"), ("lt", "z", "a"), ("lte", "hello world", "a"),
        ("exists", True, False), ("starts_with", "hello", "world"), ("ends_with", "world", "hello"),
        ("regex", "^h.*d$", "^w"), ("has_any", ["w", "q"], ["q"]), ("has_all", ["h", "w"], ["h", "q"]),
        ("i_contains", "LO WO", "xy"), ("i_starts_with", "HELLO", "WORLD"), ("i_ends_with", "WORLD", "HELLO"),
    ],
)  # fmt: skip
def test_every_operator_narrows_the_rows(operator: str, good: Any, bad: Any) -> None:
    seen = slack({}, {"slack/message": [message("1", text="hello world")]})
    assert verdicts(assertion(where={"message_text": {operator: good}}), seen) == ["passed"]
    assert verdicts(assertion(where={"message_text": {operator: bad}}), seen) == ["failed"]
    assert operator in OPERATORS


def edited(**more: Any) -> Evidence:
    return slack({"slack/message": [message("1")]}, {"slack/message": [message("1", **more)]})


@pytest.mark.parametrize(
    ("changes", "more", "strict", "ignore", "expected"),
    [
        ({"message_text": {"to": "Hello"}}, {}, True, [], "passed"),
        ({"message_text": "Hello"}, {}, True, [], "passed"),
        ({"message_text": {"from": "Hey team", "to": {"contains": "ell"}}}, {}, True, [], "passed"),
        ({"message_text": {"from": "Hi", "to": "Hello"}}, {}, True, [], "failed"),
        ({"message_text": {"to": "Bye"}}, {}, True, [], "failed"),
        ({"message_text": {}}, {}, True, [], "passed"),
        ({"user_id": {"to": "U2"}}, {}, False, [], "failed"),
        ({"message_text": {"to": "Hello"}}, {"user": "U2"}, True, [], "failed"),
        ({"message_text": {"to": "Hello"}}, {"user": "U2"}, False, [], "passed"),
        ({"message_text": {"to": "Hello"}}, {"user": "U2"}, True, ["user_id"], "passed"),
        ({"message_text": {"to": "Hello"}, "user_id": {"to": "U2"}}, {"user": "U2"}, True, [], "passed"),
        ({"message_text": {"to": "Hello"}, "user_id": {"to": "U2"}}, {}, True, [], "failed"),
        ({"message_text": {"to": "Hello"}}, {}, True, ["message_text"], "failed"),
        ({}, {}, False, [], "passed"),
        ({}, {}, True, [], "failed"),
    ],
)
def test_changed_rows_show_what_was_expected(
    changes: dict[str, Any], more: dict[str, Any], strict: bool, ignore: list[str], expected: str
) -> None:
    said = {"diff_type": "changed", "entity": "messages", "where": {"message_id": "1"}, "expected_changes": changes}
    seen = edited(text="Hello", **more)
    assert verdicts({"strict": strict, "assertions": [{**said, "ignore": ignore}]}, seen) == [expected]
    for ignored in ({"global": ignore}, {"messages": ignore}):
        assert verdicts({"strict": strict, "ignore_fields": ignored, "assertions": [said]}, seen) == [expected]


def test_a_stray_change_fails_even_where_the_count_is_met() -> None:
    seen = slack({"slack/message": [message("1"), message("2")]},
                 {"slack/message": [message("1", text="Hello"), message("2", text="Hello", user="U2")]})  # fmt: skip
    said = {"diff_type": "changed", "entity": "messages", "expected_changes": {"message_text": "Hello"}}
    assert verdicts({"assertions": [{**said, "expected_count": 1}]}, seen) == ["failed"]
    assert verdicts({"strict": False, "assertions": [{**said, "expected_count": 2}]}, seen) == ["passed"]


def test_a_changed_row_is_found_by_what_it_was_or_is() -> None:
    said = {"diff_type": "changed", "entity": "messages", "expected_changes": {"message_text": "Hello"}}
    for text in ("Hey team", "Hello"):
        assert verdicts({"assertions": [{**said, "where": {"message_text": text}}]}, edited(text="Hello")) == ["passed"]
    assert verdicts({"assertions": [{**said, "where": {"message_text": "Bye"}}]}, edited(text="Hello")) == ["failed"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"fn": "sum", "field": "amount", "op": "eq", "value": 70}, "passed"),
        ({"fn": "sum", "field": "amount", "op": "between", "value": [60, 80]}, "passed"),
        ({"fn": "sum", "field": "amount", "op": "between", "value": [71, 80]}, "failed"),
        ({"fn": "avg", "field": "amount", "op": "eq", "value": 35}, "passed"),
        ({"fn": "min", "field": "refunds.amount", "op": "gte", "value": 20}, "passed"),
        ({"fn": "max", "field": "refunds.amount", "op": "lt", "value": 50}, "failed"),
        ({"fn": "count", "field": "amount", "op": "ne", "value": 2}, "failed"),
        ({"fn": "count", "field": "nothing", "op": "eq", "value": 0}, "passed"),
        ({"fn": "sum", "field": "nothing", "op": "gt", "value": 0}, "failed"),
        ({"fn": "avg", "field": "nothing", "op": "lte", "value": 0}, "undetermined"),
    ],
)
def test_aggregates_are_over_the_rows_that_were_made_or_changed(said: dict[str, Any], expected: str) -> None:
    seen = crafted({"stripe/refund": []}, {"stripe/refund": [{"id": "a", "amount": 20}, {"id": "b", "amount": 50}]})
    test = {"assertions": [{"diff_type": "added", "entity": "refunds"}], "aggregates": [said]}
    assert verdicts(test, seen) == ["passed", expected]


SUITE = {
    "id": "bench", "service": "slack", "ignore_fields": {"global": ["created_at"]},
    "tests": [
        {"id": "test_1", "name": "Say hello", "prompt": "Send hello to general", "seed_template": "small-project",
         "impersonate_user_id": "U1", "assertions": [{"diff_type": "added", "entity": "messages"},
                                                     {"diff_type": "unchanged", "entity": "channels"}]},
        {"id": "test_2", "name": "Archive", "prompt": "Archive random",
         "assertions": [{"diff_type": "changed", "entity": "channels", "expected_changes": {"is_archived": True}}]},
    ],
}  # fmt: skip


def test_a_suite_is_scenarios_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "bench.json"
    path.write_text(json.dumps(SUITE))
    first, second = read_all(path, ("slack", "github"))
    assert (first.title, first.prompt, first.config.clones) == ("Say hello", "Send hello to general", ("slack",))
    assert first.config.seed == {"slack": "small-project"}
    assert [judge(one, POSTED).status for one in first.criteria] == ["passed", "passed"]
    assert [judge(one, POSTED).status for one in second.criteria] == ["failed"]
    with pytest.raises(ScenarioError, match="a suite of 2 tests"):
        read(path, ("slack",))
    with pytest.raises(ScenarioError, match="'slack' is no clone"):
        read_all(path, ("github",))


def test_a_scenario_takes_a_test_of_a_suite_as_its_criteria(tmp_path: Path) -> None:
    (tmp_path / "bench.json").write_text(json.dumps(SUITE))
    path = tmp_path / "hello.md"
    path.write_text(
        "# Hello\n## Prompt\nSay hello.\n## Criteria\n- [D] suite bench.json test_1\n## Config\nclones: slack\n"
    )
    found = read(path, ("slack",))
    assert [judge(one, POSTED).status for one in found.criteria] == ["passed", "passed"]
    assert found.criteria[0].reading == "count of added slack's messages: at least 1"
    path.write_text(path.read_text().replace("test_1", "test_3"))
    with pytest.raises(ScenarioError, match=r"no single test 'test_3'; did you mean 'test_\d'"):
        read(path, ("slack",))


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"assertions": [{"diff_type": "modified", "entity": "messages"}]}, "unknown diff_type 'modified'"),
        (
            {"assertions": [{"diff_type": "added", "entity": "mesages"}]},
            "unknown entity 'mesages'; did you mean 'messages'",
        ),
        (
            {"assertions": [{"diff_type": "added", "entity": "messages", "wher": {}}]},
            "unknown key 'wher'; did you mean 'where'",
        ),
        (assertion(where={"a": {"contain": 1}}), "unknown operator 'contain'; did you mean 'contains'"),
        (assertion(expected_count="1"), "count is a number"),
        (assertion(expected_count={"least": 1}), "unknown key 'least'"),
        ({"assertions": []}, "no assertions"),
        (
            {"assertions": [], "aggregates": [{"fn": "sum", "field": "x", "op": "eq", "value": 1}]},
            "of which entity is 'x'",
        ),
        ({"aggregates": [{"fn": "mean", "field": "messages.ts", "op": "eq", "value": 1}]}, "unknown fn 'mean'"),
        ({"aggregates": [{"fn": "sum", "field": "messages.ts", "op": "is", "value": 1}]}, "unknown op 'is'"),
    ],
)
def test_what_no_suite_says_is_refused_by_name(said: dict[str, Any], message: str) -> None:
    with pytest.raises(Unreadable, match=message):
        suites.assertions(said, ("slack",))
