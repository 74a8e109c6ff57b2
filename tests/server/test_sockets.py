"""Sockets that receivers hold open: deliveries go over them in turn, and count when they are acknowledged."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from clonery.server import perform
from clonery.server.farm import Farm
from clonery.server.request import Request
from clonery.server.sockets import Socket
from clonery.server.state import outbox
from clonery.server.state.session import Session

from .conftest import TOYS

START = "2026-01-01T00:00:00Z"
Say = Callable[[str], Awaitable[None]]


@pytest.fixture
def farm() -> Farm:
    from clonery.server.settings import Settings

    return Farm(Settings(clones=("herald",), clones_folder=TOYS))


def put(farm: Farm, session: Session, body: str, name: str = "a", **more: Any) -> None:
    call = perform.start(farm, session, farm.clone("herald"), Request("POST", "/"))
    with session.transaction():
        outbox.put(call, outbox.Delivery(f"socket:{name}", "told", body, {}, **more))
    farm.committed(call)


def open_socket(farm: Farm, session: Session, answer: Callable[[Socket, str], None], name: str = "a") -> Socket:
    """A socket whose receiver does `answer` with each message."""
    clone = farm.clone("herald")
    module = clone.module("sockets")
    assert module is not None

    async def say(text: str) -> None:
        answer(made, text)

    made = Socket(say, module)
    farm.sockets.add(session, clone, name, made)
    return made


def acknowledge(socket: Socket, text: str) -> None:
    socket.take("not an acknowledgement")
    socket.take(f"{text.split()[0]} well")


def run(farm: Farm, work: Callable[[], Awaitable[None]]) -> None:
    async def whole() -> None:
        try:
            await asyncio.wait_for(work(), 10)
        finally:
            await farm.stop()

    asyncio.run(whole())


def answers(farm: Farm, session: Session) -> list[str]:
    return [each.get("body") for each in session.store.select(farm.clone("herald").kind("answer"))]


def test_a_delivery_is_acknowledged_with_an_answer(farm: Farm) -> None:
    session = farm.create(clock=START)

    async def work() -> None:
        open_socket(farm, session, acknowledge)
        put(farm, session, "news")
        await farm.pump.drain()
        (made,) = outbox.all_of(session)
        assert (made.status, made.attempts[0]["status"], made.attempts[0]["body"]) == ("delivered", 200, "well")
        assert answers(farm, session) == ["well"]
        line = session.opened.log.read()[0][-1]
        assert (line["operation"], line["door"]) == ("answer:told", "answer")

    run(farm, work)


def test_without_a_socket_it_waits_for_its_next_try(farm: Farm) -> None:
    session = farm.create(clock=START)

    async def work() -> None:
        put(farm, session, "news", retries=[1_000_000])
        await farm.pump.drain()
        assert outbox.all_of(session)[0].attempts[0]["error"] == "no socket is open"
        open_socket(farm, session, acknowledge)
        session.clock.move(session.clock.now() + 2_000_000)
        farm.pump.wake(session)
        await farm.pump.drain()
        assert [each["status"] for each in outbox.all_of(session)[0].attempts] == [None, 200]

    run(farm, work)


def test_silence_and_a_closed_socket_are_failures(farm: Farm) -> None:
    session = farm.create(clock=START)
    farm.sockets.acknowledge_seconds = 0.05

    async def work() -> None:
        silent = open_socket(farm, session, lambda socket, text: None)
        put(farm, session, "one")
        await farm.pump.drain()
        farm.sockets.remove(session, farm.clone("herald"), "a", silent)
        open_socket(farm, session, lambda socket, text: socket.drop())
        put(farm, session, "two")
        await farm.pump.drain()
        errors = [made.attempts[0]["error"] for made in outbox.all_of(session)]
        assert errors == ["no acknowledgement within 0.05 seconds", "ConnectionResetError: the socket was closed"]

    run(farm, work)


def test_open_sockets_take_turns(farm: Farm) -> None:
    session, got = farm.create(clock=START), []

    async def work() -> None:
        for name in ("first", "second"):
            open_socket(farm, session, lambda socket, text, name=name: (got.append(name), acknowledge(socket, text))[1])  # type: ignore[misc] # a default in a lambda
        assert farm.sockets.count(session, farm.clone("herald"), "a") == 2
        for number in range(4):
            put(farm, session, str(number))
        await farm.pump.drain()

    run(farm, work)
    assert got == ["first", "second"] * 2
