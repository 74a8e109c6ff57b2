"""Sessions come, live apart and end; what can't be met is refused by field."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from clonery.server.farm import FarmError, UnknownSession

Ask = Callable[..., Any]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": "Bad Name"}, "name"), ({"clones": ["tyo"]}, "clones"), ({"seeds": {"other": "x"}}, "seeds.other"),
        ({"clock": "soon"}, "clock"), ({"ttl_seconds": -1}, "ttl_seconds"), ({"world": "none"}, "world"),
    ],
)  # fmt: skip
def test_a_session_that_cannot_be_is_refused_by_field(ask: Ask, fields: dict[str, Any], field: str) -> None:
    with pytest.raises(FarmError) as refused:
        ask.farm.create(**fields)
    assert refused.value.field == field


def test_a_name_is_taken_once(ask: Ask) -> None:
    ask.farm.create(name="a")
    with pytest.raises(FarmError, match="there is a session 'a' already"):
        ask.farm.create(name="a")


def test_unknown_and_ended_sessions_say_which(ask: Ask) -> None:
    with pytest.raises(UnknownSession, match="there is no session 'x'"):
        ask.farm.session("x")
    ask.farm.create(name="x")
    ask.farm.end("x")
    with pytest.raises(UnknownSession, match="session 'x' has ended: it was deleted"):
        ask.farm.session("x")


def test_a_time_to_live_ends_a_session(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    ask.farm.create(name="brief", ttl_seconds=10)
    now = time.time()
    monkeypatch.setattr("time.time", lambda: now + 11)
    with pytest.raises(UnknownSession, match="its time to live was over"):
        ask.farm.session("brief")


def test_interleaved_sessions_do_not_see_each_other(ask: Ask) -> None:
    one, two = ask.farm.create(name="one"), ask.farm.create(name="two")
    for n in range(3):
        ask("POST", "/boxes/main/widgets", {"name": f"one {n}"}, session=one)
        ask("POST", "/boxes/main/widgets", {"name": f"two {n}"}, session=two)
    for session in (one, two):
        names = {row["name"] for row in ask("GET", "/boxes/main/widgets", session=session).data}
        assert names == {f"{session.id} {n}" for n in range(3)}


def test_points_of_a_diff_are_found_by_id_and_name(ask: Ask) -> None:
    made = ask.farm.snapshot(ask.session, "first")
    assert ask.farm.image_of(ask.session, "first") is ask.farm.image_of(ask.session, made.id) is made.image
    with pytest.raises(FarmError, match="no snapshot 'second'; there are first"):
        ask.farm.image_of(ask.session, "second")
    with pytest.raises(FarmError, match="already"):
        ask.farm.snapshot(ask.session, "first")
