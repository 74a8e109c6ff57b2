"""Sentences about calls, each met and not met, over lines of a call log."""

from __future__ import annotations

import pytest
from tests.runs.playing import call, changed, crafted, status

from clonery.runs.criteria import Unreadable
from clonery.runs.criteria.call_forms import call_form, patterns

CLONES = ("github", "stripe")
LINES = [
    call(1, "issues/list-for-repo", path="/repos/acme/webapp/issues"),
    call(2, "issues/update", method="PATCH", path="/repos/acme/webapp/issues/1",
         changed=[changed("github", "issue", 1)]),
    call(3, "issues/get", path="/repos/acme/webapp/issues/9?x=1", status=404),
    call(4, "PostRefunds", clone="stripe", method="POST", path="/v1/refunds", fidelity="generic",
         changed=[changed("stripe", "refund", "re_1")]),
    call(5, "tool:issue_write", door="mcp", method="POST", path="/mcp", changed=[changed("github", "issue", 2)]),
    call(6, "issues/close-later", door="clock", method="POST", changed=[changed("github", "issue", 3)]),
]  # fmt: skip
SEEN = crafted({"github/issue": [], "stripe/refund": []}, {"github/issue": [], "stripe/refund": []}, LINES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At most 5 calls", "passed"), ("At most 4 calls", "failed"), ("exactly 5 tool calls", "passed"),
        ("Fewer than 5 API calls were made", "failed"), ("The agent made at least 5 calls", "passed"),
        ("No more than 5 tool calls were used", "passed"),
        ("The agent completed the task in fewer than 5 tool calls", "failed"),
        ("The number of tool calls is at most 5", "passed"), ("Total tool calls is less than 5", "failed"),
        ("at most 1 call to stripe", "passed"), ("no calls to stripe", "failed"),
        ("exactly 2 calls to issues/*", "failed"), ("exactly 3 calls to `issues/*`", "passed"),
        ("exactly 2 calls to GET /repos/*", "passed"), ("exactly 1 call to PATCH *", "passed"),
        ("called issues/update", "passed"), ("calls `PATCH /repos/*/*/issues/1`", "passed"),
        ("called issues/delete", "failed"), ("The agent uses issue_write", "passed"),
        ("calls /repos/acme/webapp/issues/9", "passed"), ("called github:issues/update", "passed"),
        ("called stripe:issues/update", "failed"),
        ("never called issues/delete", "passed"), ("never calls DELETE /repos/*", "passed"),
        ("The agent does not call issues/update", "failed"), ("issues/get is never called", "failed"),
        ("issues/update is called exactly once", "passed"), ("called issues/update at most 2 times", "passed"),
        ("called issues/update at least twice", "failed"),
        ("calls issues/list-for-repo before issues/update", "passed"),
        ("calls issues/update before issues/list-for-repo", "failed"),
        ("`issues/update` is called before `issues/get`", "passed"),
        ("in this order: issues/list-for-repo, issues/update, issues/get", "passed"),
        ("in this order: issues/update, issues/get, issues/update", "failed"),
        ("no failed calls", "failed"), ("no call failed", "failed"), ("no repeated calls", "passed"),
        ("no call is repeated", "passed"), ("no write is repeated", "passed"), ("read-only", "failed"),
        ("The agent only reads", "failed"), ("No unsupported endpoint was called", "passed"),
        ("called PostRefunds", "unproven"), ("calls issues/update before PostRefunds", "unproven"),
        ("never called PostRefunds", "failed"), ("no errors", "failed"),
    ],
)  # fmt: skip
def test_a_sentence_about_calls_is_decided(text: str, expected: str) -> None:
    assert status(f"[T] {text}", SEEN) == expected


def seen(*lines: dict[str, object]) -> str:
    return status("[T] no repeated calls", crafted({"github/issue": []}, {}, lines))


def test_a_call_is_repeated_if_nothing_was_written_meanwhile() -> None:
    get, other = call(1, "issues/get", arguments={"n": 1}), call(2, "issues/get", arguments={"n": 2})
    write = call(3, "issues/update", method="PATCH", changed=[changed("github", "issue", 1)])
    assert seen(get, other) == "passed"
    assert seen(get, other, get) == "failed"
    assert seen(get, write, get) == "passed"
    assert seen(write, write) == "failed"


def test_a_write_is_repeated_though_it_was_read_in_between() -> None:
    write = call(1, "PostRefunds", clone="stripe", method="POST", arguments={"charge": "ch_1"},
                 changed=[changed("stripe", "refund", "re_1")])  # fmt: skip
    lost = {**write, "status": 0, "fault": "f-1"}
    for lines, expected in (
        ((write,), "passed"),
        ((lost, write), "failed"),
        ((lost, call(2, "GetRefunds"), write), "failed"),
    ):
        assert status("[T] no write is repeated", crafted({"stripe/refund": []}, {}, lines)) == expected


@pytest.mark.parametrize(
    ("answer", "bad"),
    [({"ok": False, "error": "x"}, True), ({"ok": True}, False), ({"errors": [{}], "data": None}, True)],
)
def test_a_call_that_says_so_in_its_body_failed(answer: dict[str, object], bad: bool) -> None:
    line = call(1, "chat.postMessage", clone="slack", method="POST", answer=answer)
    assert status("[T] no failed calls", crafted({"slack/message": []}, {}, [line])) == ("failed" if bad else "passed")


def test_an_agent_backs_off_after_a_refusal() -> None:
    refused = call(1, "issues/get", status=429)
    for second, text, expected in (
        (2, "backs off after 429", "passed"), (2, "waits at least 3 seconds after a 429", "failed"),
        (8, "waits at least 3 seconds after a 429", "passed"), (1, "backs off after a 429", "failed"),
    ):  # fmt: skip
        again = call(second, "issues/get")
        assert status(f"[T] {text}", crafted({"github/issue": []}, {}, [refused, again])) == expected
    assert (
        status("[T] backs off after 429", crafted({"github/issue": []}, {}, [call(1, "issues/get")])) == "undetermined"
    )


def test_a_list_of_words_is_no_call() -> None:
    with pytest.raises(Unreadable, match="'all the people' names no call"):
        call_form("never called all the people", CLONES)
    with pytest.raises(Unreadable, match="names no single call"):
        call_form("never called a, b", CLONES)
    assert [pattern.text for pattern in patterns("`a b`, `c`")] == ["a b", "c"]
    assert call_form("The reply is friendly", CLONES) is None
