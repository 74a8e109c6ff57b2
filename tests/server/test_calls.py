"""A call's line says what came of it, whatever came of it."""

from collections.abc import Callable
from typing import Any

from clonery.server.state.faults import Fault

Ask = Callable[..., Any]


def test_a_refused_call_has_a_line_without_changes(ask: Ask) -> None:
    ask("POST", "/boxes/main/widgets", {"name": "x", "explode": True})
    (line,) = ask.session.opened.log.read()[0]
    assert (line["status"], line["changed"], line["answer"]["error"]["message"]) == (
        404,
        [],
        "exploded after the write",
    )


def test_request_ids_differ_within_a_session_and_repeat_after_a_reset(ask: Ask) -> None:
    for _ in range(2):
        ask("GET", "/boxes/main/widgets")
    ask.session.reset()
    ask("GET", "/boxes/main/widgets")
    ids = [line["request_id"] for line in ask.session.opened.log.read()[0]]
    assert ids[0] == ids[2] != ids[1]


def test_a_status_fault_without_a_body_speaks_the_dialect(ask: Ask) -> None:
    ask.session.opened.faults.append(Fault("f", status=503))
    answer = ask("GET", "/boxes/main/widgets")
    assert (answer.status, answer.data) == (503, {"error": {"code": "failed", "message": "the call failed"}})
    assert ask.session.opened.log.read()[0][0]["fault"] == "f"
