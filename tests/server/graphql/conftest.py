"""A graph to try the kernel's GraphQL on: the one clone with a schema whose root fields are operations."""

import time
from collections.abc import Callable
from typing import Any

import orjson
import pytest

from clonery.server.doors import rest
from clonery.server.farm import Farm
from clonery.server.graphql.graph import api
from clonery.server.graphql.schema import Api
from clonery.server.request import Answer, Request
from clonery.server.settings import Settings
from clonery.server.state.session import Session

NAME = "linear"


class Graphed:
    """A farm with a graph, called without a server; each test has a session of its own."""

    def __init__(self, name: str = NAME) -> None:
        self.farm = Farm(Settings(clones=(name,)))
        self.clone = self.farm.clone(name)
        self.session: Session = self.farm.session("default")
        self.token = ""

    def begin(self, seed: str) -> None:
        name = self.clone.name
        self.session = self.farm.create(random_seed=1, seeds={name: seed}, clock="2026-01-06T12:00:00Z")
        found = self.session.opened.credentials.default(name)
        assert found is not None
        self.token = found.token

    @property
    def api(self) -> Api:
        return api(self.clone)

    def send(self, body: Any, token: str | None = None, method: str = "POST", query: str = "") -> Answer:
        """The answer to a body (sent as JSON unless it is bytes), by the door that a request would come through."""
        sent = body if isinstance(body, bytes) else orjson.dumps(body)
        headers = {"authorization": self.token if token is None else token, "content-type": "application/json"}
        base = f"http://farm/{self.clone.name}"
        request = Request(method, "/graphql", query, headers, sent, base, "http://farm")
        return rest.enter(self.farm, self.session, self.clone, request)

    def __call__(self, query: str, **variables: Any) -> Any:
        """The data of an answer without errors."""
        answer = self.send({"query": query, "variables": variables})
        assert answer.status == 200, answer.data
        assert "errors" not in answer.data, answer.data
        return answer.data["data"]

    def statements(self, action: Callable[[], Any]) -> list[str]:
        """The SQL statements that an action runs."""
        seen: list[str] = []
        self.session.store.db.set_trace_callback(seen.append)
        try:
            action()
        finally:
            self.session.store.db.set_trace_callback(None)
        return [text for text in seen if text.lstrip("( ").upper().startswith("SELECT")]

    def milliseconds(self, action: Callable[[], Any], times: int = 7) -> float:
        """How long an action takes, the best of some."""
        spent = []
        for _ in range(times):
            began = time.perf_counter()
            action()
            spent.append((time.perf_counter() - began) * 1000)
        return min(spent)


@pytest.fixture(scope="session")
def graphed() -> Graphed:
    return Graphed()


@pytest.fixture
def ask(graphed: Graphed, request: pytest.FixtureRequest) -> Graphed:
    """The graph in a fresh session of the seed that the module's SEED names."""
    graphed.begin(getattr(request.module, "SEED", "small-team"))
    return graphed
