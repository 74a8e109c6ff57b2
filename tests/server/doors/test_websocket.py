"""The websocket door on a real server: who is let in, what is said first, what comes back."""

import base64
import json
import os
import socket
import threading
from collections.abc import Iterator

import httpx
import pytest
import uvicorn

from clonery.server import perform
from clonery.server.app import App
from clonery.server.farm import Farm
from clonery.server.request import Request
from clonery.server.settings import Settings
from clonery.server.state import outbox

from ..conftest import TOYS


@pytest.fixture
def served() -> Iterator[tuple[Farm, uvicorn.Server, int]]:
    farm = Farm(Settings(clones=("herald",), clones_folder=TOYS))
    server = uvicorn.Server(uvicorn.Config(App(farm), port=0, log_level="critical", access_log=False, ws="wsproto"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        thread.join(0.005)
    yield farm, server, server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join(10)


class Client:
    """A plain websocket: texts alone, as short as those of these tests."""

    def __init__(self, port: int, path: str) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), 5)
        key = base64.b64encode(os.urandom(16)).decode()
        lines = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Upgrade: websocket", "Connection: Upgrade",
                 f"Sec-WebSocket-Key: {key}", "Sec-WebSocket-Version: 13", "", ""]  # fmt: skip
        self.socket.sendall("\r\n".join(lines).encode())
        self.read = self.socket.makefile("rb")
        self.status = int(self.read.readline().split()[1])
        while self.read.readline().strip():
            pass

    def text(self) -> str:
        head = self.read.read(2)
        return self.read.read(head[1] & 127).decode() if head[0] & 15 == 1 else ""

    def say(self, text: str) -> None:
        data = text.encode()
        self.socket.sendall(bytes([0x81, 0x80 | len(data)]) + bytes(4) + data)

    def close(self) -> None:
        self.read.close()
        self.socket.close()


def test_a_receiver_is_greeted_told_and_heard(served: tuple[Farm, uvicorn.Server, int]) -> None:
    farm, server, port = served
    client = Client(port, "/herald/events?name=a")
    assert (client.status, client.text()) == (101, "hello a")
    session = farm.session("default")

    def tell() -> None:
        call = perform.start(farm, session, farm.clone("herald"), Request("POST", "/"))
        with session.transaction():
            outbox.put(call, outbox.Delivery("socket:a", "told", "news", {}))
        farm.committed(call)

    server.servers[0].get_loop().call_soon_threadsafe(tell)
    assert client.text() == "1 news"
    client.say("1 thanks")
    url = f"http://127.0.0.1:{port}/_clonery/sessions/default/deliveries"
    while (made := httpx.get(url).json())[0]["status"] == "pending":
        pass
    assert (made[0]["status"], made[0]["attempts"][0]["body"]) == ("delivered", "thanks")
    calls = httpx.get(url.replace("deliveries", "calls")).json()["calls"]
    assert ("websocket", "websocket") in [(each["operation"], each["door"]) for each in calls]
    client.close()


@pytest.mark.parametrize("path", ["/herald/events", "/s/none/herald/events?name=a", "/nothing"])
def test_others_are_turned_away(served: tuple[Farm, uvicorn.Server, int], path: str) -> None:
    client = Client(served[2], path)
    assert client.status == 403
    client.close()
    assert json.loads(httpx.get(f"http://127.0.0.1:{served[2]}/_clonery/health").text)["status"] == "ok"
