"""The timer: jobs of sessions on the real clock run by themselves, and sessions end when their time is over."""

import asyncio
from collections.abc import Awaitable, Callable

import orjson
import pytest

from clonery.server import perform
from clonery.server.farm import Farm, UnknownSession
from clonery.server.request import Request
from clonery.server.state.session import Session


def call(farm: Farm, session: Session, method: str, path: str, body: object = None) -> None:
    """A call that has to succeed."""
    headers = {"authorization": "Bearer toy_default"}
    request = Request(method, path, headers=headers, body=orjson.dumps(body) if body is not None else b"")
    answer = perform.rest(farm, session, farm.clone("toy"), request)
    assert answer.status < 300, answer.data


def schedule(farm: Farm, session: Session, seconds: int) -> None:
    """A widget that a job closes after that time."""
    call(farm, session, "POST", "/boxes", {"name": "b"})
    call(farm, session, "POST", "/boxes/b/widgets", {"name": "w"})
    call(farm, session, "POST", "/boxes/b/widgets/1/later", {"seconds": seconds})


def run(farm: Farm, work: Callable[[], Awaitable[None]]) -> None:
    async def whole() -> None:
        await farm.start()
        try:
            await asyncio.wait_for(work(), 10)
        finally:
            await farm.stop()

    asyncio.run(whole())


def states(session: Session) -> list[str]:
    rows = session.store.execute("SELECT json_extract(doc, '$.state') FROM records WHERE doc LIKE '%\"box\":%'")
    return [state for (state,) in rows.fetchall()]


def test_a_job_runs_when_it_is_due_though_nobody_calls(toy_farm: Callable[..., Farm]) -> None:
    farm = toy_farm()
    session = farm.create()

    async def work() -> None:
        schedule(farm, session, 1)
        calls = session.opened.log.last
        assert states(session) == ["open"]
        wait = farm.timer.wait_seconds(session)
        assert wait is not None
        assert 0.5 < wait <= 1
        while states(session) != ["closed"]:
            await asyncio.sleep(0.02)
        (line,) = session.opened.log.read(calls)[0]
        assert (line["operation"], line["door"], line["status"]) == ("job:close", "clock", 204)
        assert farm.timer.wait_seconds(session) is None

    run(farm, work)


def test_a_virtual_clock_waits_for_nobody(toy_farm: Callable[..., Farm]) -> None:
    farm = toy_farm()
    session = farm.create(clock="2026-01-01T00:00:00Z")

    async def work() -> None:
        schedule(farm, session, 0)
        assert farm.timer.wait_seconds(session) is None
        session.clock.move(session.clock.now() + 1)
        assert farm.moved(session) == 1
        assert states(session) == ["closed"]

    run(farm, work)


def test_an_earlier_job_moves_the_alarm(toy_farm: Callable[..., Farm]) -> None:
    farm = toy_farm()
    session = farm.create()

    async def work() -> None:
        schedule(farm, session, 3600)
        call(farm, session, "POST", "/boxes/b/widgets/1/later", {"seconds": 0})
        while states(session) != ["closed"]:
            await asyncio.sleep(0.01)
        wait = farm.timer.wait_seconds(session)
        assert wait is not None
        assert 3500 < wait < 3600

    run(farm, work)


def test_a_session_ends_with_its_time(toy_farm: Callable[..., Farm]) -> None:
    farm = toy_farm()
    farm.create(name="brief", ttl_seconds=0.05)
    kept = farm.create(name="kept", ttl_seconds=0.05)

    async def work() -> None:
        farm.renew(kept, 60, None)
        while "brief" in farm.sessions:
            await asyncio.sleep(0.01)
        assert "kept" in farm.sessions

    run(farm, work)
    with pytest.raises(UnknownSession, match="session 'brief' has ended: its time to live was over"):
        farm.session("brief")


def test_a_session_ends_when_it_is_idle_and_not_while_it_is_used(toy_farm: Callable[..., Farm]) -> None:
    farm = toy_farm()

    async def work() -> None:
        farm.create(name="busy", idle_seconds=0.3)
        farm.create(name="idle", idle_seconds=0.3)
        while "idle" in farm.sessions:
            farm.session("busy")
            await asyncio.sleep(0.02)
        assert "busy" in farm.sessions

    run(farm, work)
    with pytest.raises(UnknownSession, match=r"has ended: it was idle for 0\.3 seconds"):
        farm.session("idle")


def test_without_an_event_loop_nothing_is_armed_and_start_makes_up_for_it(toy_farm: Callable[..., Farm]) -> None:
    farm = toy_farm()
    session = farm.create()
    schedule(farm, session, 0)
    assert states(session) == ["open"]

    async def work() -> None:
        while states(session) != ["closed"]:
            await asyncio.sleep(0.01)

    run(farm, work)


def test_an_ended_session_is_looked_at_no_more(toy_farm: Callable[..., Farm]) -> None:
    farm = toy_farm()
    session = farm.create(name="gone")

    async def work() -> None:
        schedule(farm, session, 1)
        farm.end("gone")
        await asyncio.sleep(1.1)
        assert not session.awake  # closed, and not opened again

    run(farm, work)
