"""A farm that listens on a free port of this machine from a thread of its own, so that the caller's code may block."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable
from typing import Any

from clonery.server.app import App
from clonery.server.farm import Farm as Kernel
from clonery.server.listening import listen

START_SECONDS = 30.0


class Serving:
    """uvicorn in a thread; `url` is its address. What touches the farm meanwhile has to go `through` that thread."""

    def __init__(self, kernel: Kernel, host: str = "127.0.0.1", port: int = 0) -> None:
        """Raises PortInUse."""
        from clonery.server.serve import address

        self._socket = listen(host, port)[0]
        self.url = address(host, self._socket.getsockname()[1])
        self._ready = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._server: Any = None
        self._thread = threading.Thread(target=self._run, args=(kernel, self._socket), name="clonery", daemon=True)
        self._thread.start()
        if not self._ready.wait(START_SECONDS) or self._loop is None:
            raise RuntimeError("the farm did not begin to listen")

    def _run(self, kernel: Kernel, bound: socket.socket) -> None:
        import uvicorn

        from clonery.server import serve

        config = uvicorn.Config(
            App(kernel), http="httptools", ws="none", interface="asgi3", lifespan="on", log_config=None,
            log_level="warning", access_log=False, proxy_headers=False, server_header=False,
            timeout_keep_alive=serve.KEEP_ALIVE_SECONDS, timeout_graceful_shutdown=1,
        )  # fmt: skip
        self._server = serve.Server(config, self._started)
        # Signals stay with the main thread: uvicorn takes none outside of it.
        with asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
            try:
                runner.run(self._server.serve([bound]))
            finally:
                self._loop = None
                self._ready.set()

    def _started(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._ready.set()

    def through(self, work: Callable[[], Any]) -> Any:
        """What `work` returns or raises, run between two calls on the farm's own loop."""
        loop = self._loop
        if loop is None:
            raise RuntimeError("the farm has ended")
        if threading.current_thread() is self._thread:
            return work()

        async def run() -> Any:
            return work()

        return asyncio.run_coroutine_threadsafe(run(), loop).result()

    def close(self) -> None:
        """End it in good order, and every session with it."""
        if self._server is not None:
            self._server.should_exit = True
        self._thread.join()
        self._socket.close()
