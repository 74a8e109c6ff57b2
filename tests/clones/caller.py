"""One clone in a farm of its own, called as its vendor's clients call it."""

from typing import Any

import orjson

from clonery.server.doors import rest
from clonery.server.farm import Farm
from clonery.server.request import Answer, Request
from clonery.server.settings import Settings


class Caller:
    """Calls the default session of one clone; `token` None sends none, "" the default one."""

    def __init__(self, name: str, **settings: Any) -> None:
        self.farm = Farm(Settings(clones=(name,), **settings))
        self.clone = self.farm.clone(name)
        self.session = self.farm.session("default")
        found = self.session.opened.credentials.default(name)
        assert found is not None, f"{name}'s seed has no default token"
        self.token = found.token
        self.details = found.details

    def __call__(
        self, method: str, path: str, body: Any = None, token: str | None = "", query: str = "", **headers: str
    ) -> Answer:
        """The answer; `body` is sent as JSON unless it is bytes, names of headers have `_` for `-`."""
        sent = body if isinstance(body, bytes) else b"" if body is None else orjson.dumps(body)
        shown = self.clone.dialect.present(self.token if token == "" else token) if token is not None else {}
        made = {name.lower(): value for name, value in shown.items()}
        if sent:
            made["content-type"] = "application/json"
        made |= {name.replace("_", "-"): value for name, value in headers.items()}
        request = Request(method, path, query, made, sent, f"http://farm/{self.clone.name}", "http://farm")
        return rest.enter(self.farm, self.session, self.clone, request)

    def refusal(self, method: str, path: str, **more: Any) -> tuple[int, Any]:
        """Status and body of an answer that is no success."""
        answer = self(method, path, **more)
        assert answer.status >= 400
        return answer.status, answer.data
