"""One clone behind a real server: what the tests that drive vendors' clients share."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn

from clonery.server.app import App
from clonery.server.farm import Farm
from clonery.server.settings import Settings


class Served(uvicorn.Server):
    """A farm of one clone, in a thread of its own, on a free port of 127.0.0.1; `checked` makes its application."""

    def __init__(self, clone: str, checked: Callable[[Farm], Any] = App) -> None:
        self.farm = Farm(Settings(clones=(clone,)))
        self.checked = checked(self.farm)
        config = uvicorn.Config(self.checked, port=0, log_level="warning", access_log=False, server_header=False)
        super().__init__(config)
        self.thread = threading.Thread(target=self.run)
        self.url = ""

    def begin(self) -> None:
        """Start it; from then on it has a URL, without a trailing slash."""
        self.thread.start()
        while not self.started:
            assert self.thread.is_alive(), "the server did not start"
            self.thread.join(0.005)
        self.loop = self.servers[0].get_loop()
        self.url = f"http://127.0.0.1:{self.servers[0].sockets[0].getsockname()[1]}"

    def within(self, function: Callable[[], Any]) -> Any:
        """The result of `function`, called on the server's event loop."""

        async def call() -> Any:
            return function()

        return asyncio.run_coroutine_threadsafe(call(), self.loop).result(20)

    def end(self) -> None:
        self.should_exit = True
        self.thread.join(10)


@contextmanager
def serving(clone: str, checked: Callable[[Farm], Any] = App) -> Iterator[Served]:
    """A server that has begun, and ends with the block."""
    server = Served(clone, checked)
    server.begin()
    yield server
    server.end()
