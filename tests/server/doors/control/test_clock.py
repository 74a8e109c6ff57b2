"""The clock over the control API: due jobs run on the way, each at its own time."""

import pytest

from .conftest import Control


def test_a_hundred_due_jobs_run_at_their_own_times(control: Control) -> None:
    for number in range(1, 101):
        control.widget(f"w{number}")
        later = control.toy("POST", f"/boxes/main/widgets/{number}/later", {"seconds": 101 - number})
        assert later.status_code == 200
    assert control("POST", "sessions/x/clock", {"advance": "50s"})["now"] == "2026-01-01T00:00:50.000Z"
    widgets = control("GET", "sessions/x/state?kind=widget")["toy"]["widget"].values()
    closed = {made["number"]: made["name"] for made in widgets if made["state"] == "closed"}
    assert sorted(closed) == list(range(51, 101))
    assert (closed[100], closed[51]) == ("closed 2026-01-01T00:00:01Z", "closed 2026-01-01T00:00:50Z")
    assert control("POST", "sessions/x/clock", {"now": "2026-02-01T00:00:00Z"})["now"] == "2026-02-01T00:00:00.000Z"
    lines = control("GET", "sessions/x/calls?after=200")["calls"]
    assert [line["operation"] for line in lines] == ["job:close"] * 100
    assert [line["at"] for line in lines[:2]] == ["2026-01-01T00:00:01.000Z", "2026-01-01T00:00:02.000Z"]


def test_a_real_clock_can_be_moved_too(control: Control) -> None:
    control("POST", "sessions", {"name": "real"})
    before = control("GET", "sessions/real/clock")
    assert control.farm.sessions["real"].untouched
    control.toy("POST", "/boxes/main/widgets", {"name": "one"}, session="real")
    control.toy("POST", "/boxes/main/widgets/1/later", {"seconds": 3600}, session="real")
    after = control("POST", "sessions/real/clock", {"advance": "1h30m"})
    assert (before["mode"], after["mode"]) == ("real", "real")
    assert after["now"] > before["now"]
    assert control("GET", "sessions/real/state")["toy"]["widget"]["1"]["state"] == "closed"
    control("POST", "sessions/real/reset")
    assert control("GET", "sessions/real/clock")["now"] < after["now"]


@pytest.mark.parametrize(
    ("body", "field", "message"),
    [
        ({}, "advance", "give either advance or now"),
        ({"advance": "1d", "now": "2026-01-02T00:00:00Z"}, "advance", "give either advance or now"),
        ({"advance": "soon"}, "advance", "'soon' is no span of time: write it like 90s, 15m, 1h30m, 3d or 2w"),
        ({"advance": 5}, "advance", "advance has to be string, not number"),
        ({"now": "noon"}, "now", "'noon' is no time: write it like 2026-01-31T09:00:00Z"),
        ({"advance": "999999w"}, "advance", "the clock goes from 1970 to 9999"),
        ({"now": "1969-01-01"}, "now", "the clock goes from 1970 to 9999"),
        ({"to": "1d"}, "to", "unknown field 'to'; there are advance, now"),
    ],
)
def test_a_move_that_makes_no_sense_is_refused(control: Control, body: object, field: str, message: str) -> None:
    assert control.refused("POST", "sessions/x/clock", body) == (422, "invalid", field, message)
    assert control("GET", "sessions/x/clock") == {"now": "2026-01-01T00:00:00.000Z", "mode": "virtual"}
