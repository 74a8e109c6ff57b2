"""How reading grows with what is there: a page of history does not, a search hardly."""

import asyncio
import time
from collections.abc import Callable
from contextlib import AsyncExitStack
from functools import partial

import orjson
import pytest
from httpx import AsyncClient
from tests.clones.caller import Caller
from tests.clones.slack.conftest import BEN_ID, RANDOM, WEBAPP, Served
from tests.clones.slack.test_sockets import APP_TOKEN
from websockets.asyncio.client import ClientConnection, connect

from clonery.clones.slack import crowd, posting
from clonery.clones.slack.records import Message
from clonery.server.call import Call
from clonery.server.request import Request

FEW, MANY, BATCH = 1_000, 50_000, 2_500


def fill(ask: Caller, channel: str, count: int, begin: int) -> None:
    """Messages a second apart."""
    call = Call(ask.session, ask.clone, Request("POST", "/"), ask.session.clock.now())
    for start in range(0, count, BATCH):
        with ask.session.transaction():
            for number in range(start, min(start + BATCH, count)):
                ts = f"{begin + number}.000100"
                text = f"{crowd.WHO[number % 12]} {crowd.DID[number // 12 % 12]} n{number}"
                fields = {"user": BEN_ID, "text": text}
                made = {**fields, **posting.facts(fields, ts)}
                call.session.store.insert(
                    Message, {**Message.DEFAULTS, **made, "id": f"{channel}-{ts}", "channel": channel, "ts": ts}
                )


def fastest(run: Callable[[int], None], times: int = 30) -> float:
    """Milliseconds of the fastest run: the others met something else that the machine did."""
    took = []
    for number in range(times):
        began = time.perf_counter()
        run(number)
        took.append(time.perf_counter() - began)
    return min(took) * 1000


@pytest.mark.all
def test_reading_hardly_grows(capsys: pytest.CaptureFixture[str]) -> None:
    ask = Caller("slack")
    fill(ask, RANDOM, FEW, 1_500_000_000)
    fill(ask, WEBAPP, MANY, 1_600_000_000)

    def page(channel: str, last: int) -> Callable[[int], None]:
        def run(number: int) -> None:
            body = {"channel": channel, "latest": str(last - number * 15), "limit": 15}
            answer = ask("POST", "/api/conversations.history", body, content_type="application/json; charset=utf-8")
            assert len(answer.data["messages"]) == 15

        return run

    def search(query: str) -> float:
        def run(_: int) -> None:
            answer = ask("GET", "/api/search.messages", query=f"query={query}")
            assert answer.data["messages"]["total"] > 0

        return fastest(run, 5)

    few, many = fastest(page(RANDOM, 1_500_000_990)), fastest(page(WEBAPP, 1_600_000_000 + MANY // 2))
    found = {
        query: search(query) for query in ("n777", "rolled+back", "slower+week", "in:webapp+billing+before:2021-01-01")
    }
    with capsys.disabled():
        print(f"\na page of history: {few:.2f} ms of {FEW:,}, {many:.2f} ms of {MANY:,}; search in ms: {found}")
    assert many < few * 1.3
    assert max(found.values()) < 50


@pytest.mark.all
def test_five_hundred_websockets_are_open_at_a_time(served: Served) -> None:
    """Ten for an app, which is Slack's own limit, in fifty sessions; each of them hears of a message."""

    async def walk() -> None:
        farm = served.farm
        names = [served.within(lambda: farm.create(seeds={"slack": "small-project"}).id) for _ in range(50)]
        async with AsyncExitStack() as stack, AsyncClient(base_url=served.url, timeout=30) as web:
            held = []
            for name in names:
                acts = f"/_clonery/sessions/{name}/clones/slack/acts"
                await web.post(f"{acts}/configure_app", json={"arguments": {
                    "socket_mode": True, "events": ["message.channels"]}})  # fmt: skip
                for _ in range(10):
                    opened = await web.post(
                        f"/s/{name}/slack/api/apps.connections.open", headers={"Authorization": f"Bearer {APP_TOKEN}"}
                    )
                    socket = await stack.enter_async_context(connect(opened.json()["url"]))
                    assert '"hello"' in str(await socket.recv())
                    held.append(socket)
                for number in range(10):
                    said = {"user": "ben", "channel": "webapp", "text": f"m{number}"}
                    await web.post(f"{acts}/post", json={"arguments": said})
            slack = farm.clone("slack")
            assert sum(farm.sockets.count(farm.session(name), slack, "A0ACMEBOT0") for name in names) == 500

            async def heard(socket: ClientConnection) -> str:
                envelope = orjson.loads(await socket.recv())
                await socket.send(orjson.dumps({"envelope_id": envelope["envelope_id"]}).decode())
                return str(envelope["payload"]["event"]["text"])

            async with asyncio.timeout(60):
                texts = await asyncio.gather(*(heard(socket) for socket in held))
            assert sorted(texts) == sorted(f"m{number}" for _ in names for number in range(10))
        for name in names:
            served.within(partial(farm.end, name))

    asyncio.run(walk())
