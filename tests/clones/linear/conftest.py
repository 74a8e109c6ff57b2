"""What the Linear clone's tests share: a server, sessions on it, raw GraphQL, and the newest SDK on node."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from tests.clones.served import Served, serving
from tests.node import javascript

from clonery.clones.linear.records.people import User
from clonery.server.call import Call
from clonery.server.farm import Farm
from clonery.server.request import Request
from clonery.server.settings import Settings

ADA = "lin_api_adaAcmeDefault00000000000000000000000001"
BEN_READS = "lin_api_benAcmeReadOnly0000000000000000000000002"
CLEO = "lin_api_cleoAcmeMember000000000000000000000003"
SDK = "@linear/sdk"
PRELUDE = """
import { LinearClient } from "@linear/sdk";
const client = new LinearClient({ apiKey: process.env.LINEAR_API_KEY, apiUrl: process.env.LINEAR_API_URL });
process.on("uncaughtException", (error) => { console.error(String(error.message).slice(0, 600)); process.exit(1); });
const show = (value) => console.log(JSON.stringify(value));
"""


@pytest.fixture(scope="session")
def served() -> Iterator[Served]:
    with serving("linear") as server:
        yield server


@pytest.fixture
def seed() -> str:
    """The seed of the session; a module that wants another one has a fixture of this name."""
    return "small-team"


@pytest.fixture
def session(served: Served, seed: str) -> Iterator[Any]:
    """A fresh session on a clock that stands."""
    made = served.within(
        lambda: served.farm.create(random_seed=1, seeds={"linear": seed}, clock="2026-01-06T12:00:00Z")
    )
    yield made
    served.within(lambda: served.farm.end(made.id))


@pytest.fixture
def base(served: Served, session: Any) -> str:
    """The clone's address in the session."""
    return f"{served.url}/s/{session.id}/linear"


class Graph:
    """Asks by raw GraphQL, as any client in Python does."""

    def __init__(self, base: str) -> None:
        self.base = base

    def send(self, query: str, token: str = ADA, **variables: Any) -> httpx.Response:
        headers = {"Authorization": token} if token else {}
        return httpx.post(f"{self.base}/graphql", json={"query": query, "variables": variables}, headers=headers)

    def __call__(self, query: str, token: str = ADA, **variables: Any) -> Any:
        """The data of an answer without errors."""
        answer = self.send(query, token, **variables)
        body = answer.json()
        assert answer.status_code == 200, body
        assert "errors" not in body, body
        return body["data"]

    def refused(self, query: str, token: str = ADA, **variables: Any) -> tuple[int, str, str]:
        """Status, type and message of the first error."""
        answer = self.send(query, token, **variables)
        error = answer.json()["errors"][0]
        return answer.status_code, error["extensions"]["type"], error["message"]


@pytest.fixture
def ask(base: str) -> Graph:
    return Graph(base)


@pytest.fixture
def sdk(base: str) -> Callable[..., Any]:
    """Runs a script with `client`, the SDK's own, and returns what it shows."""

    def run(script: str, key: str = ADA) -> Any:
        return javascript(PRELUDE + script, SDK, LINEAR_API_KEY=key, LINEAR_API_URL=f"{base}/graphql")

    return run


@pytest.fixture
def call(seed: str) -> Iterator[Call]:
    """A call of Ada's in the middle of its transaction, without a server: for what operations are made of."""
    farm = Farm(Settings(clones=("linear",)))
    session = farm.create(random_seed=1, seeds={"linear": seed}, clock="2026-01-06T12:00:00Z")
    clone = farm.clone("linear")
    assert clone.operations
    with session.transaction():
        made = Call(session, clone, Request("POST", "/graphql", base="http://test/linear"), session.clock.now())
        made.actor = made.find(User, displayName="ada")
        yield made
    session.close()
