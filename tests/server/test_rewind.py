"""What moves a state as a whole is told by one line of the log, from which the diff can be folded."""

from collections.abc import Callable
from typing import Any

import pytest

from clonery.server import rewind
from clonery.server.farm import FarmError
from clonery.server.state import snapshots
from clonery.server.state.clock import iso

Ask = Callable[..., Any]


def lines(ask: Ask) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ask.session.opened.log.read()[0]  # type: ignore[attr-defined] # of the fixture
    return found


def folded(calls: list[dict[str, Any]]) -> dict[tuple[str, Any], Any]:
    """What all changes of these lines come to: kind and id → document, None where it is gone."""
    held: dict[tuple[str, Any], Any] = {}
    for call in calls:
        for change in call["changed"]:
            key = (change["kind"], change["id"])
            if key in held:
                assert held[key] == change["before"]
            held[key] = change["after"]
    return held


def test_folding_the_log_is_the_state(ask: Ask) -> None:
    farm, session = ask.farm, ask.session  # type: ignore[attr-defined] # of the fixture
    for name in ("one", "two"):
        ask("POST", "/boxes/main/widgets", {"name": name})
    farm.snapshot(session, "good")
    ask("PATCH", "/boxes/main/widgets/1", {"name": "changed"})
    ask("POST", "/boxes/main/widgets", {"name": "three"})
    assert rewind.restore(farm, session, "good") == "snap-1"
    ask("DELETE", "/boxes/main")
    rewind.seed(farm, session, farm.clone("toy"), {"boxes": ["a"]}, replace=True)
    ask("POST", "/boxes/a/widgets", {"name": "four"})
    rewind.reset(farm, session, ["toy"])
    ask("POST", "/boxes/a/widgets", {"name": "five"})
    state = {(kind, int(id)): doc for kind, held in snapshots.state(session)["toy"].items() for id, doc in held.items()}
    left = {key: doc for key, doc in folded(lines(ask)).items() if doc is not None}
    assert left == {key: doc for key, doc in state.items() if key in left}
    assert [key for key in state if key not in left] == [("user", 1), ("user", 2), ("user", 3)]
    told = [line["operation"] for line in lines(ask) if line["door"] == "control"]
    assert told == ["restore", "seed", "reset"]


def test_a_stale_read_after_a_reset_shows_what_was_before_it(ask: Ask) -> None:
    farm, session = ask.farm, ask.session  # type: ignore[attr-defined] # of the fixture
    ask("POST", "/boxes/main/widgets", {"name": "one"})
    rewind.reset(farm, session)
    from clonery.server.state.faults import Fault

    session.opened.faults = [Fault("f", kind="stale")]
    assert [made["name"] for made in ask("GET", "/boxes/main/widgets").data] == ["one"]


def test_what_fails_is_not_told(ask: Ask) -> None:
    farm, session = ask.farm, ask.session  # type: ignore[attr-defined] # of the fixture
    with pytest.raises(FarmError, match="no snapshot 'none'; there are none"):
        rewind.restore(farm, session, "none")
    with pytest.raises(FarmError, match="toy has no seed 'none'"):
        rewind.seed(farm, session, farm.clone("toy"), "none", replace=True)
    assert lines(ask) == []


def test_jobs_that_come_back_run_when_they_are_due(ask: Ask) -> None:
    farm = ask.farm  # type: ignore[attr-defined] # of the fixture
    session = farm.create(clock="2026-01-01T00:00:00Z")
    ask("POST", "/boxes/main/widgets", {"name": "one"}, session=session)
    ask("POST", "/boxes/main/widgets/1/later", {"seconds": 60}, session=session)
    farm.snapshot(session, "waiting")
    session.clock.move(session.clock.now() + 120_000_000)
    assert farm.moved(session) == 1
    rewind.restore(farm, session, "waiting")
    assert iso(session.clock.now()) == "2026-01-01T00:00:00Z"
    assert snapshots.state(session)["toy"]["widget"]["1"]["state"] == "open"
    session.clock.move(session.clock.now() + 120_000_000)
    assert farm.moved(session) == 1
