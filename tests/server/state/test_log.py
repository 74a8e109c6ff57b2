"""The call log: one true line a call, secrets hidden, read in pages."""

from collections.abc import Callable
from typing import Any

from clonery.server.state.log import redacted

Ask = Callable[..., Any]


def test_a_line_says_who_did_what_and_what_changed(ask: Ask) -> None:
    ask("POST", "/boxes", {"name": "x"}, headers={"traceparent": "00-abc-def-01"})
    (line,) = ask.session.opened.log.read()[0]
    assert (line["number"], line["clone"], line["operation"], line["door"]) == (1, "toy", "box/create", "rest")
    assert (line["actor"], line["status"], line["fidelity"], line["trace"]) == ("ada", 201, "written", "00-abc-def-01")
    assert line["arguments"] == {"name": "x"}
    assert line["answer"] == {"id": 2, "name": "x"}
    assert line["changed"] == [
        {"clone": "toy", "kind": "box", "id": 2, "before": None, "after": {"name": "x", "id": 2}}
    ]
    assert line["duration_ms"] > 0


def test_pages_go_on_after_a_number(ask: Ask) -> None:
    for _ in range(5):
        ask("GET", "/boxes/main/widgets")
    lines, after = ask.session.opened.log.read(0, 2)
    assert ([line["number"] for line in lines], after) == ([1, 2], 2)
    lines, after = ask.session.opened.log.read(4, 2)
    assert ([line["number"] for line in lines], after) == ([5], None)


def test_secrets_are_hidden_at_any_depth(ask: Ask) -> None:
    given = {"config": {"secret": "s", "url": "u"}, "items": [{"access_token": "t"}], "token_type": "x"}
    assert redacted(given) == {
        "config": {"secret": "[redacted]", "url": "u"}, "items": [{"access_token": "[redacted]"}], "token_type": "x",
    }  # fmt: skip
    ask("POST", "/boxes", {"name": 'a "token":"b'})
    assert ask.session.opened.log.read()[0][0]["status"] == 201
