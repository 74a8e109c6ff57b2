"""What the control door's tests share: a client that asks in process and holds every answer against its schema."""

import asyncio
import re
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import jsonschema
import pytest

from clonery.server.app import App
from clonery.server.doors.control import ROUTES
from clonery.server.doors.control.openapi import ERROR
from clonery.server.farm import Farm

START = "2026-01-01T00:00:00Z"


class Control:
    """Asks a farm: `control("POST", "sessions", {…})` → the answer's JSON, held against what is declared."""

    def __init__(self, farm: Farm) -> None:
        self.farm = farm
        self.runner = asyncio.Runner()
        transport = httpx.ASGITransport(app=App(farm))
        self.client = httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:7070")

    def send(self, method: str, url: str, **more: Any) -> httpx.Response:
        """Any request; the event loop goes on only while one is under way."""
        return self.runner.run(self.client.request(method, url, **more))

    def __call__(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        sent = {} if body is None else {"json": body}
        answer = self.send(method, f"/_clonery/{path}", headers=headers, **sent)
        route = next(
            made for made in ROUTES
            if made.method == method and re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", made.path), path.partition("?")[0])
        )  # fmt: skip
        assert answer.status_code == route.status, answer.text
        if route.answer is None:
            assert (answer.status_code, answer.content) == (204, b"")
            return None
        data = answer.json()
        jsonschema.validate(data, route.answer)
        return data

    def refused(self, method: str, path: str, body: Any = None, **more: Any) -> tuple[int, str, str, str]:
        """Status, code, field and message of a refusal; an absent field is ""."""
        sent = more if body is None else {"json": body, **more}
        answer = self.send(method, f"/_clonery/{path}", **sent)
        jsonschema.validate(answer.json(), ERROR)
        error = answer.json()["error"]
        return answer.status_code, error["code"], error["field"] or "", error["message"]

    def toy(self, method: str, path: str, body: Any = None, *, session: str = "x", token: str = "toy_default") -> Any:
        """A call of the toy's REST API."""
        sent = {} if body is None else {"json": body}
        return self.send(method, f"/s/{session}/toy{path}", headers={"authorization": f"Bearer {token}"}, **sent)

    def widget(self, name: str, box: str = "main") -> dict[str, Any]:
        """A new widget in session x."""
        answer = self.toy("POST", f"/boxes/{box}/widgets", {"name": name})
        assert answer.status_code == 201, answer.text
        made: dict[str, Any] = answer.json()
        return made

    def close(self) -> None:
        self.runner.run(self.client.aclose())
        self.runner.run(self.farm.stop())
        self.runner.close()


@pytest.fixture
def controls(toy_farm: Callable[..., Farm]) -> Iterator[Callable[..., Control]]:
    """Makes clients of new farms; they and their farms are closed in the end."""
    made: list[Control] = []

    def make(**settings: Any) -> Control:
        made.append(Control(toy_farm(**settings)))
        return made[-1]

    yield make
    for control in made:
        control.close()


@pytest.fixture
def control(controls: Callable[..., Control]) -> Control:
    """A client of a new farm with a session `x` on a virtual clock."""
    made = controls()
    made("POST", "sessions", {"name": "x", "clock": START})
    return made
