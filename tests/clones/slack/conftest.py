"""What the Slack clone's tests share: a server, SDK clients on a fresh session, checked answers."""

import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from tests.clones.served import Served, serving

from clonery.clones.slack.records import User
from clonery.server.app import App
from clonery.server.call import Call
from clonery.server.farm import Farm
from clonery.server.operation import compiled
from clonery.server.problems import Problem
from clonery.server.request import Request
from clonery.server.settings import Settings

ADA = "xoxp-100000000001-100000000002-100000000003-acmeada0default000000000000000000"
BOT = "xoxb-100000000001-100000000004-acmebot0000000000000000"
SECRET = "acme0000000000000000000000000000"
DIVERGES = (
    ("chat.update: message/blocks", "the description takes one block for all"),
    ("conversations.history: messages: [] has less", "an empty channel is none in the description"),
    ('conversations.open: channel: {"id":"C', "group messages have had ids with C since"),
    ('admin.conversations.search: : "channels', "the list is named `conversations` since"),
    ('auth.test: : "team', "app-level tokens came later"),
    ('auth.test: : "user', "app-level tokens came later"),
    ('auth.test: : "url', "app-level tokens came later"),
)
"""Where today's answers differ from the description of 2020, and why."""
GENERAL, RANDOM, WEBAPP = "C0ACMEGEN0", "C0ACMERAN0", "C0ACMESHOP"
ADA_ID, BEN_ID, CLEO_ID, BOT_ID = "U0ACMEADA0", "U0ACMEBEN0", "U0ACMECLEO", "U0ACMEBOT0"


class Checked:
    """The farm's application; every good answer is checked against the schema of the method that it hit."""

    def __init__(self, farm: Farm) -> None:
        self.app = App(farm)
        self.clone = farm.clone("slack")
        self.flaws: list[str] = []
        self._validators: dict[str, Any] = {}

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        sent: dict[str, Any] = {"status": 0, "body": b""}

        async def watched(message: Any) -> None:
            sent["status"] = message.get("status", sent["status"])
            sent["body"] += message.get("body", b"")
            await send(message)

        await self.app(scope, receive, watched)
        _, found, method = unquote(scope["path"]).partition("/slack/api/")
        if found and sent["status"] == 200 and sent["body"].startswith(b'{"ok":true'):
            self.check(method, json.loads(sent["body"]))

    def check(self, name: str, body: Any) -> None:
        """Note what in a good answer breaks the published schema."""
        operation = self.clone.operations.get(name)
        schema = operation.entry.get("results", {}).get("200") if operation else None
        alone = name == "conversations.replies" and len(body["messages"]) < 2
        if operation is None or not schema or alone:  # the description knows no thread without an answer
            return
        if name not in self._validators:
            self._validators[name] = compiled(schema, operation.schemas)
        for flaw in list(self._validators[name].iter_errors(body))[:3]:
            said = f"{name}: {'/'.join(map(str, flaw.instance_path))}: {flaw.message[:300]}"
            if not said.startswith(tuple(start for start, _ in DIVERGES)):
                self.flaws.append(said)


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with serving("slack", Checked) as server:
        yield server


@pytest.fixture
def seed() -> str:
    """The seed of the session; a module that wants another one has a fixture of this name."""
    return "small-project"


@pytest.fixture
def clock() -> str:
    """The session's clock; a module whose time must stand has a fixture of this name."""
    return "real"


@pytest.fixture
def base(served: Served, seed: str, clock: str) -> Iterator[str]:
    """The clone's address in a fresh session; after the test every good answer must have kept its schema."""
    session = served.within(lambda: served.farm.create(random_seed=1, seeds={"slack": seed}, clock=clock))
    served.checked.flaws.clear()
    yield f"{served.url}/s/{session.id}/slack"
    served.within(lambda: served.farm.end(session.id))
    assert not served.checked.flaws, "\n".join(["", *served.checked.flaws])


@pytest.fixture
def client(base: str) -> Callable[[str], WebClient]:
    """Makes a client of the SDK for a token."""
    return lambda token: WebClient(token, base_url=f"{base}/api/", timeout=10)


@pytest.fixture
def ada(client: Callable[[str], WebClient]) -> WebClient:
    """The SDK as the default user, who owns the workspace."""
    return client(ADA)


@pytest.fixture
def bot(client: Callable[[str], WebClient]) -> WebClient:
    """The SDK as the app's bot."""
    return client(BOT)


@pytest.fixture
def control(served: Served, base: str) -> Iterator[httpx.Client]:
    """The session's control API."""
    session = base.split("/")[4]
    with httpx.Client(base_url=f"{served.url}/_clonery/sessions/{session}") as made:
        yield made


@pytest.fixture
def act(control: httpx.Client) -> Callable[..., Any]:
    """Lets a person do something: `act("click", user="ben", …)`."""

    def do(name: str, /, **arguments: Any) -> Any:
        answer = control.post(f"/clones/slack/acts/{name}", json={"arguments": arguments}).json()
        assert answer.get("result", {}).get("ok"), answer
        return answer["result"]

    return do


@pytest.fixture
def token_of(control: httpx.Client, client: Callable[[str], WebClient]) -> Callable[..., WebClient]:
    """Mints a token of a person, with all rights or with the scopes named, and makes a client of it."""

    def mint(name: str, *scopes: str) -> WebClient:
        body = {"clone": "slack", "user": name, **({"scopes": list(scopes)} if scopes else {})}
        return client(control.post("/credentials", json=body).json()["token"])

    return mint


@pytest.fixture
def call() -> Iterator[Call]:
    """A call of Ada's in the middle of its transaction, without a server: for what methods are made of."""
    farm = Farm(Settings(clones=("slack",)))
    session, clone = farm.create(random_seed=1, clock="2026-01-05T12:00:00Z"), farm.clone("slack")
    assert clone.operations
    with session.transaction():
        made = Call(session, clone, Request("POST", "/", base="http://test/slack"), session.clock.now())
        made.actor = made.get(User, ADA_ID)
        yield made
    session.close()


def refused(call: Callable[[], Any]) -> str:
    """The word with which the SDK's call is refused."""
    with pytest.raises(SlackApiError) as caught:
        call()
    return str(caught.value.response["error"])


def word(call: Callable[[], Any]) -> str:
    """The word with which a function of the clone refuses."""
    with pytest.raises(Problem) as caught:
        call()
    return caught.value.code
