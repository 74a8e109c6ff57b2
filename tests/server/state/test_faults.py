"""Faults fire by rule, stand in the log, and keep or lose what they should."""

from collections.abc import Callable
from typing import Any

from clonery.server.state.faults import Fault

Ask = Callable[..., Any]


def test_a_status_fault_answers_in_place_of_the_operation(ask: Ask) -> None:
    ask.session.opened.faults.append(
        Fault("f1", method="POST", path="/boxes*", status=429, headers={"Retry-After": "3"}, body={"no": 1}, count=1)
    )
    refused = ask("POST", "/boxes", {"name": "x"})
    assert (refused.status, refused.data, dict(refused.headers)["Retry-After"]) == (429, {"no": 1}, "3")
    assert ask("POST", "/boxes", {"name": "x"}).status == 201
    lines = ask.session.opened.log.read()[0]
    assert [line["fault"] for line in lines] == ["f1", None]
    assert lines[0]["changed"] == []


def test_a_lost_acknowledgement_keeps_the_write(ask: Ask) -> None:
    ask.session.opened.faults.append(Fault("f1", operation="box/*", kind="lost_acknowledgement", count=1))
    assert ask("POST", "/boxes", {"name": "x"}).transport == "reset"
    assert ask("POST", "/boxes", {"name": "x"}).status == 409


def test_timeout_and_reset_keep_the_operation_from_running(ask: Ask) -> None:
    for kind in ("timeout", "reset"):
        ask.session.opened.faults[:] = [Fault("f", kind=kind, delay_ms=5)]
        answer = ask("POST", "/boxes", {"name": kind})
        assert (answer.transport, answer.delay_ms) == (kind, 5)
    ask.session.opened.faults.clear()
    assert ask("POST", "/boxes", {"name": "reset"}).status == 201


def test_a_stale_read_shows_the_state_before_the_last_write(ask: Ask) -> None:
    ask("POST", "/boxes/main/widgets", {"name": "old"})
    ask("PATCH", "/boxes/main/widgets/1", {"name": "new"})
    ask.session.opened.faults.append(Fault("f1", method="GET", kind="stale", count=1))
    assert ask("GET", "/boxes/main/widgets/1").data["name"] == "old"
    assert ask("GET", "/boxes/main/widgets/1").data["name"] == "new"


def test_probability_is_drawn_from_the_session_and_repeats(ask: Ask) -> None:
    def walk() -> list[int]:
        ask.session.reset()
        ask.session.opened.faults.append(Fault("f1", status=500, probability=0.5))
        return [ask("GET", "/boxes/main/widgets").status for _ in range(20)]

    first = walk()
    assert first == walk()
    assert set(first) == {200, 500}


def test_a_fault_of_another_clone_or_path_does_not_fire() -> None:
    fault = Fault("f", clone="toy", path="/boxes/*/widgets")
    assert fault.matches("toy", "x", "GET", "/boxes/main/widgets")
    assert not fault.matches("other", "x", "GET", "/boxes/main/widgets")
    assert not fault.matches("toy", "x", "GET", "/gadgets")
