"""What the Stripe clone's tests share: a server, the vendor's own client, a fresh session, checked answers."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
import stripe
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012
from tests.clones.served import Served, serving

from clonery.server import perform
from clonery.server.app import App
from clonery.server.call import Call
from clonery.server.farm import Farm
from clonery.server.operation import absolute
from clonery.server.request import Request
from clonery.server.settings import Settings

KEY = "sk_test_51AcmeAda00000000000000000000000000000000000000000000000000000000000000000000000000000000default1"


class Checked:
    """The farm's application; every good answer of a written operation is checked against its published schema."""

    def __init__(self, farm: Farm) -> None:
        self.app, self.clone = App(farm), farm.clone("stripe")
        self.flaws: list[str] = []
        self._validators: dict[str, Any] = {}
        self._schemas: Any = Registry(retrieve=self._schema)

    def _schema(self, uri: str) -> Any:
        """The description refers to itself so much that only a validator that follows references late can take it."""
        return DRAFT202012.create_resource(absolute(self.clone.specs.schema(uri.rpartition("/")[2])))

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        sent: dict[str, Any] = {"status": 0, "body": b""}

        async def watched(message: Any) -> None:
            sent["status"] = message.get("status", sent["status"])
            sent["body"] += message.get("body", b"")
            await send(message)

        vars(watched)["__self__"] = getattr(send, "__self__", None)  # by which a fault cuts the connection
        await self.app(scope, receive, watched)
        path = re.fullmatch(r"(?:/s/[^/]+)?/stripe(/v[12]/.*)", scope.get("path", ""))
        if sent["status"] == 200 and path:
            self.check(scope["method"], path[1], json.loads(sent["body"]))

    def check(self, method: str, path: str, body: Any) -> None:
        """Note what in a good answer breaks the published schema."""
        operation, _ = perform.route(self.clone, method, path)
        if operation.function is None:
            return
        if operation.name not in self._validators:
            schema = absolute(operation.entry["results"]["200"])
            self._validators[operation.name] = Draft202012Validator(schema, registry=self._schemas)
        for flaw in list(self._validators[operation.name].iter_errors(body))[:3]:
            self.flaws.append(f"{operation.name}: {'/'.join(map(str, flaw.absolute_path))}: {flaw.message[:400]}")


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    """The server itself, for tests that look at the farm behind it."""
    with serving("stripe", Checked) as server:
        yield server


@pytest.fixture
def base(served: Served) -> Iterator[str]:
    """The clone's address in a fresh session; after the test every good answer must have kept its schema."""
    session = served.within(lambda: served.farm.create(random_seed=1, seeds={"stripe": "small-project"}))
    served.checked.flaws.clear()
    yield f"{served.url}/s/{session.id}/stripe"
    served.within(lambda: served.farm.end(session.id))
    assert not served.checked.flaws, "\n".join(["", *served.checked.flaws])


@pytest.fixture
def sign_in(base: str) -> Iterator[Callable[[str], stripe.StripeClient]]:
    """Makes a client of a key."""
    made: list[stripe.RequestsClient] = []

    def client(key: str) -> stripe.StripeClient:
        made.append(stripe.RequestsClient())
        return stripe.StripeClient(key, base_addresses={"api": base}, http_client=made[-1], max_network_retries=0)

    yield client
    for each in made:
        each.close()


@pytest.fixture
def api(sign_in: Callable[[str], stripe.StripeClient]) -> Any:
    """Everything below /v1, with the default key."""
    return sign_in(KEY).v1


@pytest.fixture
def http(base: str) -> Iterator[httpx.Client]:
    """A plain client with the default key."""
    with httpx.Client(base_url=base, headers={"Authorization": f"Bearer {KEY}"}) as client:
        yield client


@pytest.fixture
def act(served: Served, base: str) -> Callable[..., Any]:
    """What the outside world does: `act("dispute", charge=…)`."""
    id = base.split("/")[4]

    def done(name: str, **arguments: Any) -> Any:
        address = f"{served.url}/_clonery/sessions/{id}/clones/stripe/acts/{name}"
        answer = httpx.post(address, json={"arguments": arguments}).raise_for_status().json()
        assert not answer["is_error"], answer
        return answer["result"]

    return done


@pytest.fixture
def call() -> Iterator[Call]:
    """A call in the middle of its transaction, without a server: for what operations are made of."""
    farm = Farm(Settings(clones=("stripe",)))
    session = farm.create(random_seed=1, clock="2026-01-05T12:00:00Z", seeds={"stripe": "small-project"})
    clone = farm.clone("stripe")
    assert clone.operations
    with session.transaction():
        yield Call(session, clone, Request("POST", "/v1", base="http://test/stripe"), session.clock.now())
    session.close()
