"""How OwnerRez words things: personal tokens, offsets, links, what is null; https://www.ownerrez.com/support/articles/api-overview."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

import orjson

from clonery.server import rates
from clonery.server.dialect import Dialect, Paging
from clonery.server.problems import Flaw, Problem, Unauthorized
from clonery.server.request import Answer, Request
from clonery.server.state.record import Record

from . import wording

if TYPE_CHECKING:
    from clonery.server.call import Call

LIMIT, WINDOW = 300, 300 * rates.SECOND
APP = "app"
"""The style of credentials that an application got by OAuth."""
EITHER = {"q": "created_since_utc", "property_ids": "since_utc"}
"""An argument that a list asks for, and the one that will do in its place."""


class OwnerRez(Dialect):
    """OwnerRez's dialect of version 2."""

    paging_arguments: ClassVar[frozenset[str]] = frozenset({"limit", "offset"})
    page_size = 20
    page_limit = 100

    # coming in

    def token(self, request: Request) -> str | None:
        """A personal token as password of basic authorization, or an application's bearer token."""
        sent = request.basic
        return super().token(request) if sent is None else sent[1] or None

    def present(self, token: str) -> dict[str, str]:
        if token.startswith("at_"):
            return {"Authorization": f"Bearer {token}", "User-Agent": "clonery"}
        return {"Authorization": f"Basic {b64encode(f':{token}'.encode()).decode()}"}

    def mint(self, call: Call, user: Any, scopes: tuple[str, ...] | None) -> str:
        return call.new_id("pt_", 32).lower()

    def needs(self, call: Call) -> None:
        """A personal token goes with its person's address, an application's with a User-Agent. Raises Unauthorized."""
        sent, actor = call.request.basic, call.actor
        if (
            sent is not None
            and sent[0]
            and actor is not None
            and sent[0].lower() != str(actor.get("email_address")).lower()
        ):
            raise Unauthorized(code="unknown")
        bearer = sent is None and call.request.door == "rest"
        if bearer and not call.request.header("user-agent"):
            raise Unauthorized("A User-Agent header is required.", code="user_agent_required")
        if bearer and call.credential is not None and call.credential.style != APP:
            raise Unauthorized(code="unknown")

    def paging(self, call: Call, arguments: dict[str, Any]) -> Paging:
        size, offset = arguments.get("limit"), arguments.get("offset")
        size = min(size, self.page_limit) if isinstance(size, int) and size > 0 else self.page_size
        return Paging(size, max(offset, 0) if isinstance(offset, int) else 0)

    def forgive(self, call: Call, arguments: dict[str, Any], flaws: tuple[Flaw, ...]) -> tuple[Flaw, ...]:
        """Of two arguments that narrow a list one is enough."""
        return tuple(flaw for flaw in flaws if flaw.rule != "required" or EITHER.get(flaw.name) not in arguments)

    def new_id(self, call: Call, kind: str) -> str | int:
        return call.next(f"{kind}/id", 5_000_001)

    def spend(self, call: Call) -> None:
        rates.spend(call, "api", LIMIT, WINDOW)

    # going out

    def error(self, call: Call, problem: Problem) -> tuple[int, Any]:
        return wording.error(call, problem)

    def headers(self, call: Call, status: int) -> Iterable[tuple[str, str]]:
        return [("api-supported-versions", "2.0")]

    def finish(self, call: Call, answer: Answer) -> Answer:
        """What is null is left out, but for the way on at the end of a list."""
        if answer.json and b"null" in answer.body:
            answer.body = orjson.dumps(bare(orjson.loads(answer.body)))
        return answer

    def actor_name(self, record: Record) -> str:
        return str(record.get("email_address") or record.id)


def bare(value: Any) -> Any:
    """A JSON value without its nulls."""
    if isinstance(value, dict):
        return {key: bare(held) for key, held in value.items() if held is not None or key == "next_page_url"}
    return [bare(held) for held in value] if isinstance(value, list) else value
