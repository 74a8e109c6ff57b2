"""The farm behind uvicorn; `clonery serve` itself is tested in a process of its own."""

import asyncio
import threading
from collections.abc import Callable

import uvicorn

from clonery.server.app import App
from clonery.server.farm import Farm
from clonery.server.listening import listen
from clonery.server.serve import Server, address


def test_an_address_is_one_that_can_be_pasted() -> None:
    assert address("127.0.0.1", 7070) == "http://127.0.0.1:7070"
    assert address("0.0.0.0", 7070) == address("::", 7070) == "http://127.0.0.1:7070"
    assert address("::1", 7070) == "http://[::1]:7070"
    assert address("box.local", 80) == "http://box.local:80"


def test_the_server_tells_when_it_listens(toy_farm: Callable[..., Farm]) -> None:
    told: list[bool] = []
    config = uvicorn.Config(App(toy_farm()), log_config=None, lifespan="on", http="httptools", ws="none")

    def started() -> None:
        told.append(server.started)
        server.should_exit = True

    server = Server(config, started)
    # In a thread uvicorn leaves the signals of this process alone.
    thread = threading.Thread(target=lambda: asyncio.run(server.serve(listen("127.0.0.1", 0))))
    thread.start()
    thread.join(10)
    assert told == [True]
