"""A browser and an app that come to the consenting toy, in this process."""

from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest

from clonery.server import perform
from clonery.server.farm import Farm
from clonery.server.request import Answer, Request
from clonery.server.settings import Settings

TOYS = Path(__file__).resolve().parents[2] / "toys"
BACK = "http://localhost:9/back"
ASKED = {"client_id": "acme", "redirect_uri": BACK, "response_type": "code", "state": "s1", "scope": "read"}
APP = {"client_id": "acme", "client_secret": "hush"}


class Web:
    """Calls one session of the toy; the clock is virtual and stands still."""

    def __init__(self) -> None:
        self.farm = Farm(Settings(clones=("consenting",), clones_folder=TOYS))
        self.clone = self.farm.clone("consenting")
        self.session = self.farm.create(clock="2026-01-05T09:00:00Z")

    def call(self, method: str, path: str, form: Any = None, query: Any = None, **headers: str) -> Answer:
        body = urlencode(form).encode() if form else b""
        sent = {
            "content-type": "application/x-www-form-urlencoded",
            **{n.replace("_", "-"): v for n, v in headers.items()},
        }
        request = Request(method, path, urlencode(query or {}), sent, body, "http://farm/consenting", "http://farm")
        return perform.rest(self.farm, self.session, self.clone, request)

    def allow(self, user: str = "u1", decision: str = "allow", **asked: str) -> dict[str, str]:
        """What goes back to the app after somebody has answered the page."""
        answer = self.call("POST", "/oauth/authorize", {"user": user, "decision": decision}, {**ASKED, **asked})
        assert answer.status == 302, answer.body
        back = urlsplit(dict(answer.headers)["Location"])
        assert f"{back.scheme}://{back.netloc}{back.path}" == BACK
        return dict(parse_qsl(back.query))

    def token(self, **form: str) -> tuple[int, Any]:
        answer = self.call("POST", "/oauth/token", {**APP, **form})
        return answer.status, answer.data

    def signed_in(self, user: str = "u1", **asked: str) -> Any:
        """The tokens of somebody who said yes."""
        status, tokens = self.token(grant_type="authorization_code", code=self.allow(user, **asked)["code"])
        assert status == 200, tokens
        return tokens

    def reads(self, token: str) -> int:
        return self.call("GET", "/shops/main", authorization=f"Bearer {token}").status

    def advance(self, seconds: int) -> None:
        self.session.clock.move(self.session.clock.now() + seconds * 1_000_000)


def basic(name: str, secret: str) -> str:
    return "Basic " + b64encode(f"{name}:{secret}".encode()).decode()


@pytest.fixture
def web() -> Iterator[Web]:
    made = Web()
    yield made
    for session in made.farm.sessions.values():
        session.close()


Make = Callable[..., Any]
