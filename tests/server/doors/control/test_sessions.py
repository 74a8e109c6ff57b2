"""Sessions over the control API: made, listed, renewed, forked, ended."""

import time
from collections.abc import Callable
from datetime import datetime

import pytest

from .conftest import START, Control


def test_a_session_is_made_with_what_it_was_asked_for(control: Control) -> None:
    made = control("POST", "sessions", {
        "name": "mine", "clones": ["toy"], "seeds": {"toy": {"boxes": ["a", "b"]}}, "clock": START, "random_seed": 7,
        "ttl_seconds": 60, "idle_seconds": 30, "strict": True, "rate_limits": True, "tick_ms": 1000,
    })  # fmt: skip
    assert (made["id"], made["clock"]) == ("mine", {"now": "2026-01-01T00:00:00.000Z", "mode": "virtual"})
    lives = datetime.fromisoformat(made["expires_at"]) - datetime.fromisoformat(made["created_at"])
    assert round(lives.total_seconds()) == 60
    assert made["idle_seconds"] == 30
    toy = made["clones"]["toy"]
    assert (toy["rest"], toy["token"]) == ("http://127.0.0.1:7070/s/mine/toy", "toy_default")
    assert [box["name"] for box in control("GET", "sessions/mine/state?kind=box")["toy"]["box"].values()] == ["a", "b"]
    session = control.farm.session("mine")
    assert (session.strict, session.rate_limits, session.opened.chance.seed) == (True, True, 7)
    control.toy("GET", "/boxes/a/widgets", session="mine")
    assert control("GET", "sessions/mine/clock")["now"] == "2026-01-01T00:00:01.000Z"


@pytest.mark.parametrize("body", [None, {}, {"name": None, "seeds": None, "ttl_seconds": None, "clones": None}])
def test_nothing_is_needed(control: Control, body: object) -> None:
    made = control("POST", "sessions", body)
    assert made["clock"]["mode"] == "real"
    assert made["expires_at"] is None
    assert control("GET", f"sessions/{made['id']}")["clones"] == made["clones"]


@pytest.mark.parametrize(
    ("body", "field", "message"),
    [
        ({"nmae": "x"}, "nmae", "unknown field 'nmae'; did you mean 'name'?"),
        ({"clones": ["tay"]}, "clones", "unknown clone 'tay'; did you mean 'toy'?"),
        ({"clones": []}, "clones", "clones: [] has less than 1 item"),
        ({"seeds": {"tay": {}}}, "seeds.tay", "no clone 'tay' in this session; did you mean 'toy'?"),
        ({"seeds": {"toy": "small-projet"}}, "seeds", "toy has no seed 'small-projet'; did you mean 'small-project'?"),
        ({"seeds": {"toy": 1}}, "seeds.toy", "seeds.toy has to be object or string, not number"),
        ({"seeds": {"toy": {"boxs": []}}}, "seeds", "the inline seed of toy"),
        ({"seeds": {"toy": "/etc/x.json"}}, "seeds.toy", "a seed is a name or data here: read the file and send"),
        ({"world": "acmee"}, "world", "unknown world 'acmee'"),
        ({"clock": "noon"}, "clock", "'noon' is no time: write it like 2026-01-31T09:00:00Z, or \"real\""),
        ({"name": "A b"}, "name", 'name: "A b" does not match'),
        ({"ttl_seconds": 0}, "ttl_seconds", "ttl_seconds: 0 is less than or equal to the minimum of 0"),
        ({"random_seed": 2**63}, "random_seed", "random_seed: 9223372036854775808 is greater than the maximum"),
        ({"strict": "yes"}, "strict", "strict has to be boolean, not string"),
    ],
)
def test_what_cannot_be_met_is_refused_by_name(control: Control, body: object, field: str, message: str) -> None:
    before = len(control.farm.sessions)
    status, code, named, said = control.refused("POST", "sessions", body)
    assert (status, code, named) == (422, "invalid", field)
    assert said.startswith(message)
    assert len(control.farm.sessions) == before


def test_a_name_is_taken_once(control: Control) -> None:
    assert control.refused("POST", "sessions", {"name": "x"}) == (
        409, "conflict", "name", "there is a session 'x' already",
    )  # fmt: skip


def test_a_key_makes_one_session(control: Control) -> None:
    key = {"Idempotency-Key": "k1"}
    first = control("POST", "sessions", {"random_seed": 1, "strict": True}, **key)
    again = control("POST", "sessions", {"strict": True, "random_seed": 1, "name": None}, **key)
    assert (again["id"], again["clones"]) == (first["id"], first["clones"])
    status, code, field, _ = control.refused("POST", "sessions", {"random_seed": 2}, headers=key)
    assert (status, code, field) == (409, "conflict", "Idempotency-Key")
    fork = control("POST", f"sessions/{first['id']}/fork")["id"]
    control("DELETE", f"sessions/{first['id']}")
    assert control("POST", "sessions", {"random_seed": 2}, **key)["id"] not in (first["id"], fork)


def test_the_list_has_those_that_live(control: Control) -> None:
    control("POST", "sessions", {"name": "short", "ttl_seconds": 0.01})
    time.sleep(0.02)
    listed = control("GET", "sessions")
    assert [made["id"] for made in listed] == ["x"]
    assert listed[0]["clones"] == {
        "toy": {"rest": "http://127.0.0.1:7070/s/x/toy", "mcp": "http://127.0.0.1:7070/s/x/toy/mcp"}
    }
    assert control.refused("GET", "sessions/short")[3] == "session 'short' has ended: its time to live was over"
    assert control.farm.sessions["x"].untouched


def test_a_session_is_renewed(control: Control) -> None:
    control("POST", "sessions", {"name": "mine", "ttl_seconds": 60, "idle_seconds": 50})
    ends = control.farm.session("mine").settings["expires_at"]
    longer = control("PATCH", "sessions/mine", {"ttl_seconds": 600})
    assert control.farm.session("mine").settings["expires_at"] > ends + 500
    assert longer["idle_seconds"] == 50
    before = control.farm.session("mine").settings["expires_at"]
    control("PATCH", "sessions/mine", {})
    assert 0 < control.farm.session("mine").settings["expires_at"] - before < 60
    forever = control("PATCH", "sessions/mine", {"ttl_seconds": None, "idle_seconds": None})
    assert (forever["expires_at"], forever["idle_seconds"]) == (None, None)
    assert control.refused("PATCH", "sessions/mine", {"ttl": 1})[2] == "ttl"


def test_a_fork_goes_its_own_way(control: Control) -> None:
    control.widget("one")
    made = control("POST", "sessions/x/fork", {"name": "y"})
    assert made["clones"]["toy"]["token"] == "toy_default"
    assert made["clock"] == {"now": "2026-01-01T00:00:00.000Z", "mode": "virtual"}
    assert control("GET", "sessions/y/diff") == {"added": [], "removed": [], "changed": []}
    assert control("GET", "sessions/y/calls")["calls"] == []
    control.toy("PATCH", "/boxes/main/widgets/1", {"name": "two"}, session="y")
    assert control("GET", "sessions/x/state")["toy"]["widget"]["1"]["name"] == "one"
    assert control("GET", "sessions/y/state")["toy"]["widget"]["1"]["name"] == "two"
    assert control("POST", "sessions/x/fork")["id"].startswith("s-")
    assert control.refused("POST", "sessions/x/fork", {"name": "y"})[:3] == (409, "conflict", "name")


def test_the_default_session_is_one_like_any_other(control: Control) -> None:
    control.toy("POST", "/boxes", {"name": "more"}, session="default")
    assert len(control("GET", "sessions/default/diff")["added"]) == 1
    control("DELETE", "sessions/default")
    assert control("GET", "sessions/default/diff")["added"] == []


def test_a_farm_has_a_limit(controls: Callable[..., Control]) -> None:
    control = controls(session_limit=2)
    control("POST", "sessions")
    control("POST", "sessions")
    assert control.refused("POST", "sessions")[:2] == (409, "limit")
