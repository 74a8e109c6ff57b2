"""How ClickUp words things: bare tokens, pages from 0, ids, milliseconds, limits; https://developer.clickup.com/docs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from clonery.server import rates
from clonery.server.dialect import Dialect, Paging
from clonery.server.problems import Problem
from clonery.server.request import Request
from clonery.server.state.record import Record

from . import wording

if TYPE_CHECKING:
    from clonery.server.call import Call
    from clonery.server.operation import Operation

LIMIT, MINUTE = 100, 60 * rates.SECOND
NUMBERED = (
    "team",
    "space",
    "folder",
    "list",
    "comment",
    "reply",
    "time_entry",
    "space_folder",
    "channel",
    "home_list",
    "guest",
)
"""Kinds that go by digits."""
FIRST_ID = 90_120_000_001


class ClickUp(Dialect):
    """ClickUp's dialect."""

    paging_arguments: ClassVar[frozenset[str]] = frozenset({"page", "cursor", "limit"})
    page_size = 100
    page_limit = 100

    # coming in

    def token(self, request: Request) -> str | None:
        """The token alone, or behind `Bearer`."""
        sent = request.header("authorization").strip()
        return super().token(request) if sent.lower().startswith("bearer ") else sent or None

    def present(self, token: str) -> dict[str, str]:
        return {"Authorization": token}

    def mint(self, call: Call, user: Any, scopes: tuple[str, ...] | None) -> str:
        """A personal token: `pk_`, who it is of, and thirty-two capitals and digits."""
        return f"pk_{user.id if user is not None else 0}_{call.new_id(size=32).upper()}"

    def open(self, operation: Operation) -> bool:
        """A token is what that answers with."""
        return operation.name == "GetAccessToken"

    def paging(self, call: Call, arguments: dict[str, Any]) -> Paging:
        number = arguments.get("page")
        number = max(number, 0) if isinstance(number, int) else 0
        return Paging(self.page_size, number * self.page_size, number=number)

    def new_id(self, call: Call, kind: str) -> str:
        """Tasks go by nine of base 36, places by digits, messages and the like by a UUID."""
        if kind == "task":
            return "86" + call.new_id(size=7).lower()
        return str(call.next("id", FIRST_ID)) if kind in NUMBERED else call.new_uuid()

    def spend(self, call: Call) -> None:
        rates.spend(call, "api", LIMIT, MINUTE)

    # going out

    def now(self, moment: int) -> Any:
        """Milliseconds since 1970, as text."""
        return str(moment // 1000)

    def error(self, call: Call, problem: Problem) -> tuple[int, Any]:
        return wording.error(call, problem)

    def headers(self, call: Call, status: int) -> Iterable[tuple[str, str]]:
        count, reset = rates.used(call, "api", MINUTE)
        return [
            ("X-RateLimit-Limit", str(LIMIT)), ("X-RateLimit-Remaining", str(max(LIMIT - count, 0))),
            ("X-RateLimit-Reset", str(reset // rates.SECOND)),
        ]  # fmt: skip

    def actor_name(self, record: Record) -> str:
        return str(record.get("username") or record.id)
