"""What the GitHub clone's tests share: a server, clients on a fresh session, answers checked against their schemas."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from github import Auth, Github
from tests.clones.github.credentials import ADA
from tests.clones.served import Served, serving

from clonery.clones.github.lookups import find_repository
from clonery.clones.github.records.people import User
from clonery.clones.github.records.repositories import Repository
from clonery.server.app import App
from clonery.server.call import Call
from clonery.server.farm import Farm
from clonery.server.operation import compiled
from clonery.server.request import Request
from clonery.server.settings import Settings
from clonery.server.state.credentials import Credential

ALIASES = (
    (re.compile(r"^/repositories/\d+/"), "/repos/o/r/"),
    (re.compile(r"^/organizations/\d+/team/"), "/teams/"),
    (re.compile(r"^/organizations/\d+/"), "/orgs/o/"),
    (re.compile(r"^/user/\d+/"), "/users/u/"),
)
"""Paths with ids, and a path of the same operation with names."""


class Checked:
    """The farm's application; every good answer is checked against the schema of the operation that it hit."""

    def __init__(self, farm: Farm) -> None:
        self.app = App(farm)
        self.clone = farm.clone("github")
        self.flaws: list[str] = []
        self.checked = 0
        self._validators: dict[str, Any] = {}

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        sent: dict[str, Any] = {"status": 0, "headers": [], "body": b""}

        async def watched(message: Any) -> None:
            sent.update((key, message[key]) for key in ("status", "headers") if key in message)
            sent["body"] += message.get("body", b"")
            await send(message)

        await self.app(scope, receive, watched)
        path = (scope.get("raw_path") or scope["path"].encode()).decode().partition("?")[0]
        at = path.find("/github/")
        if 200 <= sent["status"] < 300 and at >= 0 and scope["method"] != "HEAD":
            self.check(scope["method"], path[at + len("/github") :], sent)

    def check(self, method: str, path: str, sent: dict[str, Any]) -> None:
        """Note what in a good answer breaks the published schema."""
        for prefix in self.clone.prefixes:
            path = path.removeprefix(prefix)
        for pattern, named in ALIASES:
            path = pattern.sub(named, path)
        found = self.clone.routes.find(path)
        end = found[0].ends.get(method) if found else None
        if end is None:
            return
        operation = end[1]
        kind = dict(sent["headers"]).get(b"content-type", b"")
        results = operation.entry.get("results", {})
        if list(results) == ["302"]:
            return  # the file itself, at the address of the redirect to it
        if str(sent["status"]) not in results:
            self.flaws.append(f"{operation.name} answers {sent['status']}; published are {', '.join(results)}")
        elif sent["body"] and kind.startswith(b"application/json"):
            validator = self.validator(operation, str(sent["status"]))
            body = json.loads(sent["body"])
            self.checked += 1
            for flaw in list(validator.iter_errors(body))[:3]:
                self.flaws.append(f"{operation.name}: {'/'.join(map(str, flaw.instance_path))}: {flaw.message[:300]}")

    def validator(self, operation: Any, status: str) -> Any:
        key = f"{operation.name}/{status}"
        if key not in self._validators:
            self._validators[key] = compiled(operation.entry["results"][status], operation.schemas)
        return self._validators[key]


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    """The server itself, for tests that look at or change the farm behind it."""
    with serving("github", Checked) as server:
        yield server


@pytest.fixture(scope="module")
def farm_url(served: Served) -> str:
    """The address of a real server of this module's own, without a trailing slash."""
    return served.url


@pytest.fixture
def seed() -> str:
    """The seed of the session; a module that wants another one has a fixture of this name."""
    return "small-project"


@pytest.fixture
def base(served: Served, farm_url: str, seed: str) -> Iterator[str]:
    """The clone's address in a fresh session; after the test every good answer must have kept its schema."""
    session = served.within(lambda: served.farm.create(random_seed=1, seeds={"github": seed}))
    served.checked.flaws.clear()
    yield f"{farm_url}/s/{session.id}/github"
    served.within(lambda: served.farm.end(session.id))
    assert not served.checked.flaws, "\n".join(["", *served.checked.flaws])


@pytest.fixture
def sign_in(base: str) -> Iterator[Callable[[str], Github]]:
    """Makes a PyGithub client of a token; without pauses between requests, and without retries."""
    made: list[Github] = []

    def client(token: str) -> Github:
        auth = Auth.Token(token)
        made.append(Github(base_url=base, auth=auth, seconds_between_requests=0, seconds_between_writes=0, retry=None))
        return made[-1]

    yield client
    for each in made:
        each.close()


@pytest.fixture
def token_of(served: Served, base: str) -> Callable[..., str]:
    """Mints a token of a person, with all rights or with the scopes named: `token_of("dev-bot", "repo")`."""
    id = base.split("/")[4]

    def mint(login: str, *scopes: str) -> str:
        def put() -> str:
            session = served.farm.session(id)
            user = session.store.find(User, login=login)
            assert user is not None, login
            token = f"ghp_{login}{''.join(scopes)}".replace(":", "").ljust(40, "0")
            with session.transaction():
                held = Credential(token=token, clone="github", user=user.id, scopes=scopes or None)
                return session.opened.credentials.put(held).token

        return str(served.within(put))

    return mint


@pytest.fixture
def gh(sign_in: Callable[[str], Github]) -> Github:
    """PyGithub as the default user, Ada, who owns the organization."""
    return sign_in(ADA)


@pytest.fixture
def http(base: str) -> Iterator[httpx.Client]:
    """An httpx client with the default token."""
    with httpx.Client(base_url=base, headers={"Authorization": f"Bearer {ADA}"}) as client:
        yield client


@pytest.fixture
def call() -> Iterator[Call]:
    """A call of Ada's in the middle of its transaction, without a server: for what operations are made of."""
    farm = Farm(Settings(clones=("github",)))
    session, clone = farm.create(random_seed=1, clock="2026-01-05T12:00:00Z"), farm.clone("github")
    assert clone.operations
    with session.transaction():
        made = Call(session, clone, Request("POST", "/", base="http://test/github"), session.clock.now())
        made.actor = made.find(User, login="ada")
        yield made
    session.close()


@pytest.fixture
def webapp(call: Call) -> Repository:
    """The seeded repository acme/webapp."""
    return find_repository(call, "acme", "webapp")


@pytest.fixture
def fresh(call: Call) -> Repository:
    """A new repository of Ada's without a commit."""
    stamps = {"created_at": call.now, "updated_at": call.now}
    return call.create(Repository, owner=call.actor, name="fresh", topics=[], languages={}, security={}, **stamps)
