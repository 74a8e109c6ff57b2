"""Every address reaches its session and clone, and links carry the way that was taken."""

import asyncio
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from clonery.server.app import App
from clonery.server.farm import Farm

TOKEN = {"authorization": "Bearer toy_default"}


def fetch(app: App, url: str, **headers: str) -> httpx.Response:
    async def get() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app)) as client:
            return await client.get(url, headers=TOKEN | headers)

    return asyncio.run(get())


@pytest.mark.parametrize(
    ("url", "session", "headers"),
    [
        ("http://127.0.0.1/toy/boxes/main/widgets", "default", {}),
        ("http://127.0.0.1/s/mine/toy/boxes/main/widgets", "mine", {}),
        ("http://127.0.0.1/toy/boxes/main/widgets", "mine", {"X-Clonery-Session": "mine"}),
        ("http://toy.localhost/boxes/main/widgets", "default", {}),
        ("http://toy.mine.localhost/boxes/main/widgets", "mine", {}),
        ("http://api.toy.example/boxes/main/widgets", "default", {}),
        ("http://api.toy.example/boxes/main/widgets", "mine", {"X-Clonery-Session": "mine"}),
        ("http://127.0.0.1/toy/v9/boxes/main/widgets", "default", {}),
    ],
)
def test_an_address_reaches_its_session(
    toy_farm: Callable[..., Farm], url: str, session: str, headers: dict[str, str]
) -> None:
    farm = toy_farm()
    for name in ("default", "mine"):
        farm.create(name=name, seeds={"toy": {"boxes": ["main"]}})
    answer = fetch(App(farm), url, **headers)
    assert (answer.status_code, answer.json()) == (200, [])
    calls = {name: farm.session(name).opened.log.last for name in ("default", "mine")}
    assert calls == {"default": int(session == "default"), "mine": int(session == "mine")}


def test_an_application_of_one_clone_and_session(toy_farm: Callable[..., Farm]) -> None:
    farm = toy_farm()
    farm.create(name="mine")
    assert fetch(App(farm, "toy", "mine"), "http://x/boxes/main/widgets").status_code == 200
    assert farm.session("mine").opened.log.last == 1


def test_what_is_not_there_says_what_is(toy_farm: Callable[..., Farm]) -> None:
    app = App(toy_farm())
    assert "the clones are toy" in fetch(app, "http://127.0.0.1/nothing").json()["error"]["message"]
    gone = fetch(app, "http://127.0.0.1/s/gone/toy/boxes/main/widgets")
    assert (gone.status_code, gone.json()["error"]["message"]) == (404, "there is no session 'gone'")


def test_a_broken_connection_is_an_exception_in_process(toy_farm: Callable[..., Farm]) -> None:
    from clonery.server.state.faults import Fault

    farm = toy_farm()
    farm.session("default").opened.faults.append(Fault("f", kind="reset"))
    with pytest.raises(ConnectionResetError):
        fetch(App(farm), "http://127.0.0.1/toy/boxes/main/widgets")


def test_bodies_are_read_whole_and_bounded(toy_farm: Callable[..., Farm]) -> None:
    farm = toy_farm(body_limit_bytes=100)

    async def post(size: int) -> Any:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=App(farm))) as client:
            return await client.post("http://127.0.0.1/toy/boxes", headers=TOKEN, json={"name": "x" * size})

    assert asyncio.run(post(50)).status_code == 201
    assert asyncio.run(post(500)).status_code == 413
