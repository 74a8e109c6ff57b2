"""A farm that keeps its state goes on where the last one ended."""

import asyncio
import json
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from clonery.server import perform, restart
from clonery.server.farm import Farm, UnknownSession
from clonery.server.request import Request
from clonery.server.settings import Settings
from clonery.server.state import outbox, snapshots
from clonery.server.state.folder import FolderError

from .conftest import TOYS, Target


@pytest.fixture
def farms(tmp_path: Path) -> Iterator[Callable[..., Farm]]:
    """Makes farms on one folder, each after the last has ended."""
    made: list[Farm] = []

    def make(**settings: Any) -> Farm:
        end(*made)
        made[:] = [Farm(Settings(**{"clones": ("toy",), "clones_folder": TOYS, "state": tmp_path, **settings}))]
        return made[0]

    yield make
    end(*made)


def end(*farms: Farm) -> None:
    for farm in farms:
        asyncio.run(farm.stop())


def widget(farm: Farm, session: str, name: str, clone: str = "toy") -> Any:
    request = Request("POST", "/boxes/main/widgets", headers={"authorization": "Bearer toy_default"})
    request.body = json.dumps({"name": name}).encode()
    return perform.rest(farm, farm.session(session), farm.clone(clone), request).data


def test_sessions_stay_closed_until_they_are_used(farms: Callable[..., Farm]) -> None:
    farm = farms()
    farm.create(name="a", random_seed=5)
    asyncio.run(farm.saved())
    assert widget(farm, "a", "one")["id"] == 1
    farm = farms()
    assert [session.awake for session in farm.sessions.values()] == [False, False]
    assert widget(farm, "a", "two")["id"] == 2
    assert [session.awake for session in farm.sessions.values()] == [False, True]
    assert farm.session("a").opened.chance.seed == 5


def test_a_session_is_not_served_before_its_row_is_written(farms: Callable[..., Farm]) -> None:
    farm = farms()
    farm.create(name="a")
    with pytest.raises(UnknownSession, match="session 'a' is being made"):
        farm.session("a")
    asyncio.run(farm.saved())
    assert farm.session("a").id == "a"


def test_names_that_ended_are_not_given_again(farms: Callable[..., Farm]) -> None:
    farm = farms()
    first = farm.create().id
    asyncio.run(farm.saved())
    farm.end(first)
    asyncio.run(farm.saved())
    farm = farms()
    assert farm.create().id != first
    with pytest.raises(UnknownSession, match=f"session '{first}' has ended: it was deleted"):
        farm.session(first)


def test_the_default_session_starts_anew_when_it_ends(farms: Callable[..., Farm]) -> None:
    farm = farms()
    widget(farm, "default", "one")
    farm.end("default")
    with pytest.raises(UnknownSession, match="session 'default' is being made"):
        farm.session("default")
    asyncio.run(farm.saved())
    assert farm.session("default").untouched
    widget(farm, "default", "two")
    held = snapshots.state(farms().session("default"))["toy"]["widget"]
    assert [made["name"] for made in held.values()] == ["two"]


def test_a_session_whose_time_was_over_meanwhile_has_ended(farms: Callable[..., Farm]) -> None:
    farm = farms()
    farm.create(name="a", ttl_seconds=0.01)
    farm.create(name="b", idle_seconds=0.01)
    asyncio.run(farm.saved())
    time.sleep(0.02)
    farm = farms()
    with pytest.raises(UnknownSession, match="session 'a' has ended: its time to live was over"):
        farm.session("a")
    assert "b" in farm.sessions, "how long nobody called while no farm ran does not count"


def test_a_clone_served_later_joins_the_default_session(farms: Callable[..., Farm], tmp_path: Path) -> None:
    widget(farms(), "default", "one")
    both = tmp_path / "toys"
    for name in ("toy", "other"):
        shutil.copytree(TOYS / "toy", both / name, ignore=shutil.ignore_patterns("__pycache__"))
    place = both / "other" / "__init__.py"
    place.write_text(place.read_text().replace('name="toy"', 'name="other"').replace("api.toy", "api.other"))
    served = {"clones": ("toy", "other"), "clones_folder": both}
    for _ in range(2):
        farm = farms(**served)
        session = farm.session("default")
        assert session.clones == ("toy", "other")
        state = snapshots.state(session)
        assert [made["name"] for made in state["toy"]["widget"].values()] == ["one"]
        assert [made["name"] for made in state["other"]["box"].values()] == ["main"]
        assert [change.id for change in snapshots.changes(session, session.baseline)] == [1]
    with pytest.raises(FolderError, match="has sessions of other, which this farm does not serve"):
        farms()


def test_a_reset_and_a_seed_outlive_the_farm(farms: Callable[..., Farm]) -> None:
    farm = farms()
    session = farm.session("default")
    from clonery.server import rewind

    rewind.seed(farm, session, farm.clone("toy"), {"boxes": ["main", "more"]}, replace=True)
    widget(farm, "default", "one")
    farm = farms()
    session = farm.session("default")
    assert len(snapshots.diff(session, session.baseline, None)["added"]) == 1
    rewind.reset(farm, session)
    farm = farms()
    state = snapshots.state(farm.session("default"))["toy"]
    assert (list(state), [box["name"] for box in state["box"].values()]) == (["box", "user"], ["main", "more"])
    calls = farm.session("default").opened.log.read()[0]
    assert [line["operation"] for line in calls] == ["seed", "widget/create", "reset"]


def test_a_line_that_the_log_lost_costs_no_difference(farms: Callable[..., Farm], tmp_path: Path) -> None:
    farm = farms()
    for name in ("one", "two"):
        widget(farm, "default", name)
    end(farm)
    db = sqlite3.connect(tmp_path / "sessions" / "default" / "log.db")
    db.execute("DELETE FROM calls WHERE number = 2")
    db.execute("DELETE FROM touched WHERE id = 2")
    db.commit()
    db.close()
    farm = Farm(farm.settings)
    try:
        session = farm.session("default")
        added = snapshots.diff(session, session.baseline, None)["added"]
        assert [one["record"]["name"] for one in added] == ["one", "two"]
        widget(farm, "default", "three")
        assert [line["number"] for line in session.opened.log.read()[0]] == [1, 3]
    finally:
        end(farm)


def test_deliveries_and_jobs_that_were_left_go_on(farms: Callable[..., Farm], target: Target) -> None:
    farm = farms()
    session = farm.session("default")
    farm.create(name="quiet")
    asyncio.run(farm.saved())
    widget(farm, "default", "one")
    call = perform.start(farm, session, farm.clone("toy"), Request("POST", "/"))
    with session.transaction():
        outbox.put(call, outbox.Delivery(target.url, "made", "{}", {}))
        call.schedule(call.moment + 50_000, "close", widget=1)
    widget(farm, "quiet", "one")
    farm = farms()

    async def work() -> None:
        await farm.start()
        for _ in range(200):
            await asyncio.sleep(0.02)
            if target.bodies and not farm.pump.busy(farm.sessions["default"]):
                break
        await asyncio.sleep(0.1)
        await restart.wake(farm)

    asyncio.run(work())
    session = farm.session("default")
    assert target.bodies == ["{}"]
    assert [made.status for made in outbox.all_of(session)] == ["delivered"]
    assert snapshots.state(session)["toy"]["widget"]["1"]["state"] == "closed"
    assert not farm.sessions["quiet"].awake
