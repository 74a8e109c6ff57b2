"""A farm behind uvicorn, until a signal ends it."""

import asyncio
import signal
import socket
from collections.abc import Callable

import uvicorn

from .app import App
from .farm import Farm
from .listening import BACKLOG

KEEP_ALIVE_SECONDS = 75
GRACE_SECONDS = 2
"""How long calls under way may take when the farm ends: a stream or a call held by a fault would never."""


class Server(uvicorn.Server):
    """uvicorn's server that tells when it listens."""

    def __init__(self, config: uvicorn.Config, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._tell = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._tell()


def run(farm: Farm, sockets: list[socket.socket], ports: dict[int, str], started: Callable[[], None]) -> None:
    """Serve on the sockets until SIGTERM or SIGINT; `ports` are those that belong to one clone."""
    config = uvicorn.Config(
        App(farm, ports=ports), http="httptools", ws="wsproto", loop="auto", interface="asgi3", lifespan="on",
        log_config=None, log_level="warning", access_log=False, proxy_headers=False, server_header=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS, timeout_graceful_shutdown=GRACE_SECONDS, backlog=BACKLOG,
    )  # fmt: skip
    server = Server(config, started)
    # uvicorn raises the signal again once it has ended in good order; here that is the end and no failure.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: None)
    with asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
        runner.run(server.serve(sockets))


def address(host: str, port: int) -> str:
    """The address to paste for what listens on host and port; where that is every address, this machine's."""
    if host in ("0.0.0.0", "::", ""):
        host = "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
