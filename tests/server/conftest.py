"""What the kernel's tests share: a farm of the toy clone, and a small web server that takes deliveries."""

import os
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import orjson
import pytest

from clonery.server import perform
from clonery.server.farm import Farm
from clonery.server.request import Request
from clonery.server.settings import Settings

TOYS = Path(__file__).resolve().parents[1] / "toys"


@pytest.fixture
def toy_farm() -> Iterator[Callable[..., Farm]]:
    """Makes farms of the toy clone; their sessions are closed in the end."""
    made: list[Farm] = []

    def make(**settings: Any) -> Farm:
        made.append(Farm(Settings(clones=("toy",), clones_folder=TOYS, **settings)))
        return made[-1]

    yield make
    for farm in made:
        for session in farm.sessions.values():
            session.close()


@pytest.fixture
def free_row() -> Callable[[int], int]:
    """The first of so many free ports in a row, below those that the system gives to connections."""

    def free(port: int) -> bool:
        with socket.socket() as listener:
            try:
                listener.bind(("127.0.0.1", port))
            except OSError:
                return False
            return True

    def find(count: int) -> int:
        start = 20_000 + os.getpid() * 10 % 10_000
        return next(port for port in range(start, 32_000) if all(free(port + more) for more in range(count)))

    return find


@dataclass
class Target:
    """Takes requests as `(method, path, headers, body)`; gives `answers` in turn, the last one again and again."""

    url: str
    requests: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)
    answers: list[tuple[int, dict[str, str], bytes]] = field(default_factory=lambda: [(200, {}, b"taken")])
    gate: threading.Event = field(default_factory=threading.Event)
    """Answers wait for it; set unless a test clears it."""

    def take(self, request: tuple[str, str, dict[str, str], bytes]) -> tuple[int, dict[str, str], bytes]:
        self.requests.append(request)
        self.gate.wait(10)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    @property
    def bodies(self) -> list[str]:
        return [body.decode() for _, _, _, body in self.requests]


@pytest.fixture
def target() -> Iterator[Target]:
    """A web server on loopback."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            status, headers, answer = made.take((self.command, self.path, dict(self.headers), body))
            self.send_response_only(status)
            for name, value in {**headers, "Content-Length": str(len(answer))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: Any) -> None:
            """Keep the tests' output free of requests."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        made = Target(f"http://127.0.0.1:{server.server_address[1]}")
        made.gate.set()
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield made
        made.gate.set()
        server.shutdown()
        thread.join()


@pytest.fixture
def ask(toy_farm: Callable[..., Farm]) -> Callable[..., Any]:
    """Calls the toy in process: ask("GET", "/boxes/main/widgets/1", body) → Answer; `ask.farm`, `ask.session`."""
    farm = toy_farm()
    session = farm.session("default")

    def call(method: str, path: str, body: Any = None, *, token: str = "toy_default", **more: Any) -> Any:
        raw, _, query = path.partition("?")
        sent = body if isinstance(body, bytes) else b"" if body is None else orjson.dumps(body)
        headers = {"authorization": f"Bearer {token}"} if token else {}
        request = Request(method, raw, query, headers | more.get("headers", {}), sent, "http://farm/toy", "http://farm")
        return perform.rest(farm, more.get("session", session), farm.clone("toy"), request)

    call.farm, call.session = farm, session  # type: ignore[attr-defined] # a function with two things at hand
    return call
