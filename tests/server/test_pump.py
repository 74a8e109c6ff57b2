"""The pump: deliveries leave after the commit, in order, are tried again on the session's clock, and are never lost."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from clonery.server import perform
from clonery.server.farm import Farm
from clonery.server.request import Request
from clonery.server.state import outbox
from clonery.server.state.clock import MICROSECONDS
from clonery.server.state.session import Session

from .conftest import Target

START = "2026-01-01T00:00:00Z"


def put(farm: Farm, session: Session, url: str, body: str = "{}", **more: Any) -> None:
    """A call that puts one delivery into the outbox."""
    call = perform.start(farm, session, farm.clone("toy"), Request("POST", "/"))
    with session.transaction():
        outbox.put(call, outbox.Delivery(url, "made", body, {}, **more))
    farm.committed(call)


def run(work: Callable[[], Awaitable[None]], *farms: Farm) -> None:
    async def whole() -> None:
        try:
            await asyncio.wait_for(work(), 10)
        finally:
            for farm in farms:
                await farm.stop()

    asyncio.run(whole())


def outcomes(session: Session) -> list[tuple[str, int]]:
    return [(made.status, len(made.attempts)) for made in outbox.all_of(session)]


def test_a_delivery_is_sent_and_its_attempt_kept(toy_farm: Callable[..., Farm], target: Target) -> None:
    farm = toy_farm()
    session = farm.create(clock=START)

    async def work() -> None:
        put(farm, session, target.url, '{"a": 1}')
        assert target.requests == []
        await farm.pump.drain()
        (made,) = outbox.all_of(session)
        assert made.status == "delivered"
        (attempt,) = made.attempts
        assert {name: attempt[name] for name in ("at", "status", "body", "error")} == {
            "at": "2026-01-01T00:00:00.000Z", "status": 200, "body": "taken", "error": None,
        }  # fmt: skip

    run(work, farm)
    assert target.bodies == ['{"a": 1}']


def test_deliveries_of_a_session_keep_their_order(toy_farm: Callable[..., Farm], target: Target) -> None:
    farm = toy_farm()
    one, other = farm.create(), farm.create()

    async def work() -> None:
        for number in range(20):
            put(farm, one, target.url, f"one {number}")
            put(farm, other, target.url, f"other {number}")
        await farm.pump.drain()

    run(work, farm)
    for name in ("one", "other"):
        assert [body for body in target.bodies if body.startswith(name)] == [f"{name} {n}" for n in range(20)]


def test_only_so_many_are_under_way_at_once(
    toy_farm: Callable[..., Farm], target: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clonery.server.pump.AT_ONCE", 3)
    farm = toy_farm()
    target.gate.clear()

    async def work() -> None:
        for _ in range(6):
            put(farm, farm.create(), target.url)
        while len(target.requests) < 3:
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.1)
        assert len(target.requests) == 3
        target.gate.set()
        await farm.pump.drain()
        assert len(target.requests) == 6

    run(work, farm)


def test_a_failed_one_is_tried_again_when_the_clock_gets_there(toy_farm: Callable[..., Farm], target: Target) -> None:
    target.answers = [(500, {}, b"no"), (500, {}, b"no"), (200, {}, b"yes")]
    farm = toy_farm()
    session = farm.create(clock=START)

    async def advance(seconds: int) -> list[tuple[str, int]]:
        session.clock.move(session.clock.now() + seconds * MICROSECONDS)
        farm.moved(session)
        await farm.pump.drain()
        return outcomes(session)

    async def work() -> None:
        put(farm, session, target.url, retries=[60 * MICROSECONDS, 120 * MICROSECONDS])
        await farm.pump.drain()
        assert outcomes(session) == [("pending", 1)]
        assert await advance(59) == [("pending", 1)]
        assert await advance(1) == [("pending", 2)]
        assert await advance(119) == [("pending", 2)]
        assert await advance(1) == [("delivered", 3)]
        assert session.opened.next_delivery is None

    run(work, farm)


def test_a_call_finds_the_try_that_is_due(toy_farm: Callable[..., Farm], target: Target) -> None:
    target.answers = [(500, {}, b"no"), (200, {}, b"yes")]
    farm = toy_farm()
    session = farm.create(clock=START, tick_ms=1000)

    async def work() -> None:
        put(farm, session, target.url, retries=[2 * MICROSECONDS])
        await farm.pump.drain()
        for tried in (1, 2):  # each call ticks one second
            request = Request("GET", "/boxes", headers={"authorization": "Bearer toy_default"})
            perform.rest(farm, session, farm.clone("toy"), request)
            await farm.pump.drain()
            assert len(target.requests) == tried

    run(work, farm)
    assert len(target.requests) == 2


def test_on_a_real_clock_it_is_tried_again_by_itself(toy_farm: Callable[..., Farm], target: Target) -> None:
    target.answers = [(500, {}, b"no"), (204, {}, b"")]
    farm = toy_farm()
    session = farm.create()

    async def work() -> None:
        put(farm, session, target.url, retries=[50_000])
        while outcomes(session) != [("delivered", 2)]:
            await asyncio.sleep(0.01)

    run(work, farm)
    assert len(target.requests) == 2


def test_when_the_tries_are_used_up_it_has_failed(toy_farm: Callable[..., Farm], target: Target) -> None:
    target.answers = [(500, {}, b"no")]
    farm = toy_farm()
    session = farm.create()

    async def work() -> None:
        put(farm, session, target.url, retries=[0, 0])
        await farm.pump.drain()
        assert outcomes(session) == [("failed", 3)]

    run(work, farm)


def test_a_refused_host_is_not_tried_again(toy_farm: Callable[..., Farm]) -> None:
    farm = toy_farm()
    session = farm.create()

    async def work() -> None:
        put(farm, session, "http://example.com/", retries=[0, 0])
        await farm.pump.drain()
        (made,) = outbox.all_of(session)
        assert (made.status, len(made.attempts)) == ("failed", 1)
        assert "--allow-webhook-host example.com" in made.attempts[0]["error"]

    run(work, farm)


def test_a_session_that_ends_meanwhile_takes_no_result(toy_farm: Callable[..., Farm], target: Target) -> None:
    farm = toy_farm()
    target.gate.clear()

    async def work() -> None:
        session = farm.create(name="short")
        for _ in range(2):
            put(farm, session, target.url)
        while not target.requests:
            await asyncio.sleep(0.01)
        farm.end("short")
        again = farm.create(name="short")
        target.gate.set()
        await farm.pump.drain()
        assert not again.awake
        assert not session.awake  # closed, and not opened again

    run(work, farm)
    assert len(target.requests) == 1


def test_a_reset_meanwhile_keeps_the_result(toy_farm: Callable[..., Farm], target: Target) -> None:
    farm = toy_farm()
    session = farm.create()
    target.gate.clear()

    async def work() -> None:
        put(farm, session, target.url)
        while not target.requests:
            await asyncio.sleep(0.01)
        session.reset()
        target.gate.set()
        await farm.pump.drain()
        assert outcomes(session) == [("delivered", 1)]

    run(work, farm)


def test_without_an_event_loop_it_waits_for_one(toy_farm: Callable[..., Farm], target: Target) -> None:
    farm = toy_farm()
    session = farm.create()
    put(farm, session, target.url, "first")
    assert outcomes(session) == [("pending", 0)]

    async def work() -> None:
        put(farm, session, target.url, "second")
        await farm.pump.drain()
        await farm.pump.stop()

    asyncio.run(work())
    assert target.bodies == ["first", "second"]

    async def more() -> None:  # on another loop, as every `asyncio.run` brings one
        put(farm, session, target.url, "third")
        await farm.pump.drain()

    run(more, farm)
    assert target.bodies == ["first", "second", "third"]


def test_a_try_that_the_end_cuts_off_stays_due(toy_farm: Callable[..., Farm], target: Target) -> None:
    farm = toy_farm()
    session = farm.create()
    target.gate.clear()

    async def work() -> None:
        put(farm, session, target.url)
        while not target.requests:
            await asyncio.sleep(0.01)
        await farm.pump.stop()
        target.gate.set()
        assert outcomes(session) == [("pending", 0)]
        farm.moved(session)
        await farm.pump.drain()
        assert outcomes(session) == [("delivered", 1)]

    run(work, farm)
    assert len(target.requests) == 2
