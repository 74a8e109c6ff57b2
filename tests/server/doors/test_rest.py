"""The REST door on a real socket: whole answers, HEAD, and connections broken as a fault asks."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
import uvicorn

from clonery.server.app import App
from clonery.server.farm import Farm
from clonery.server.state.faults import Fault

TOKEN = {"authorization": "Bearer toy_default"}


@pytest.fixture
def served(toy_farm: Callable[..., Farm]) -> Iterator[tuple[Farm, str]]:
    farm = toy_farm()
    server = uvicorn.Server(uvicorn.Config(App(farm), port=0, log_level="critical", access_log=False, lifespan="off"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        thread.join(0.005)
    yield farm, f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/toy"
    server.should_exit = True
    thread.join(10)


def test_head_has_the_headers_of_get_and_no_body(served: tuple[Farm, str]) -> None:
    _, url = served
    head = httpx.head(f"{url}/boxes/main/widgets", headers=TOKEN)
    assert (head.status_code, head.content, head.headers["content-length"]) == (200, b"", "2")
    assert httpx.delete(f"{url}/boxes/main", headers=TOKEN).status_code == 204


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("reset", (httpx.RemoteProtocolError, httpx.ReadError)), ("truncate", httpx.RemoteProtocolError),
        ("lost_acknowledgement", (httpx.RemoteProtocolError, httpx.ReadError)),
    ],
)  # fmt: skip
def test_a_broken_connection_is_broken_for_the_client(served: tuple[Farm, str], kind: str, error: Any) -> None:
    farm, url = served
    farm.session("default").opened.faults.append(Fault("f", kind=kind, count=1))
    with pytest.raises(error):
        httpx.post(f"{url}/boxes", headers=TOKEN, json={"name": "x" * 100})
    again = httpx.post(f"{url}/boxes", headers=TOKEN, json={"name": "x" * 100})
    assert again.status_code == (201 if kind == "reset" else 409)


def test_a_timeout_holds_the_answer_back(served: tuple[Farm, str]) -> None:
    farm, url = served
    farm.session("default").opened.faults.append(Fault("f", kind="timeout", count=1))
    with pytest.raises(httpx.ReadTimeout):
        httpx.get(f"{url}/boxes/main/widgets", headers=TOKEN, timeout=0.2)


def test_our_own_mistake_is_the_vendors_500_and_stands_in_the_log(served: tuple[Farm, str]) -> None:
    farm, url = served
    operation = farm.clone("toy").operations["widget/list"]
    function, operation.function = operation.function, lambda call, **_: 1 / 0
    try:
        answer = httpx.get(f"{url}/boxes/main/widgets", headers=TOKEN)
    finally:
        operation.function = function
    assert answer.status_code == 500
    assert "the clone failed" in answer.json()["error"]["message"]
