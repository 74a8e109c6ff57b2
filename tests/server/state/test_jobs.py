"""What is due runs at its own time, in order, each in its own transaction, and rewinds with the state."""

from collections.abc import Callable
from typing import Any

import pytest

from clonery.server import perform
from clonery.server.state.clock import iso, parse

Ask = Callable[..., Any]


def test_a_hundred_jobs_run_in_order_of_time_at_their_due_time(ask: Ask) -> None:
    session = ask.farm.create(name="v", clock="2026-03-01T00:00:00Z")
    for number in range(1, 101):
        ask("POST", "/boxes/main/widgets", {"name": "w"}, session=session)
        seconds = 1000 - number
        ask("POST", f"/boxes/main/widgets/{number}/later", {"seconds": seconds}, session=session)
    session.clock.move(session.clock.now() + 950 * 1_000_000)
    assert ask("GET", "/boxes/main/widgets/100", session=session).data["state"] == "closed"
    assert ask("GET", "/boxes/main/widgets/49", session=session).data["state"] == "open"
    lines = [line for line in session.opened.log.read(0, 1000)[0] if line["door"] == "clock"]
    assert [line["arguments"]["widget"] for line in lines] == list(range(100, 49, -1))
    start = parse("2026-03-01T00:00:00Z")
    name = ask("GET", "/boxes/main/widgets/100", session=session).data["name"]
    assert name == f"closed {iso(start + 900 * 1_000_000)}"


def test_jobs_rewind_with_the_state(ask: Ask) -> None:
    ask("POST", "/boxes/main/widgets", {"name": "w"})
    ask("POST", "/boxes/main/widgets/1/later", {"seconds": 60})
    ask.session.reset()
    ask.session.clock.move(ask.session.clock.now() + 10**9)
    assert perform.run_due(ask.farm, ask.session, ask.session.clock.now()) == 0


def test_a_job_whose_thing_is_gone_is_logged_and_taken_off(ask: Ask) -> None:
    ask("POST", "/boxes/main/widgets", {"name": "w"})
    ask("POST", "/boxes/main/widgets/1/later", {"seconds": 60})
    ask("DELETE", "/boxes/main")
    later = ask.session.clock.now() + 10**9
    assert perform.run_due(ask.farm, ask.session, later) == 1
    assert ask.session.opened.log.read()[0][-1]["status"] == 404
    assert perform.run_due(ask.farm, ask.session, later) == 0


def test_a_job_that_breaks_fails_one_call_and_not_the_next(ask: Ask) -> None:
    ask("POST", "/boxes/main/widgets", {"name": "w"})
    ask("POST", "/boxes/main/widgets/1/later", {"seconds": 60})
    ask.farm.clone("toy").jobs["close"] = lambda call, widget: 1 / 0
    ask.session.clock.move(ask.session.clock.now() + 10**9)
    with pytest.raises(ZeroDivisionError):
        ask("GET", "/boxes/main/widgets/1")
    assert ask("GET", "/boxes/main/widgets/1").data["state"] == "open"
    assert [line["status"] for line in ask.session.opened.log.read()[0]] == [201, 200, 500, 200]
