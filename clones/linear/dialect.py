"""How Linear words things: raw keys, connections, limits; https://linear.app/developers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from clonery.server import rates
from clonery.server.dialect import Dialect, Paging
from clonery.server.problems import Problem
from clonery.server.request import Request
from clonery.server.state import clock
from clonery.server.state.record import Record

from . import wording

if TYPE_CHECKING:
    from clonery.server.call import Call

REQUESTS, COMPLEXITY, HOUR = 5000, 3_000_000, 3600 * rates.SECOND


class Linear(Dialect):
    """Linear's dialect."""

    paging_arguments: ClassVar[frozenset[str]] = frozenset({"first", "last", "after", "before"})
    page_size = 50
    page_limit = 250
    newest_first = True

    # coming in

    def token(self, request: Request) -> str | None:
        """A key as it is, or a bearer token of an application."""
        text = request.header("authorization").strip()
        return super().token(request) if text.lower().startswith("bearer ") else text or None

    def present(self, token: str) -> dict[str, str]:
        return {"Authorization": token if token.startswith("lin_api_") else f"Bearer {token}"}

    def mint(self, call: Call, user: Any, scopes: tuple[str, ...] | None) -> str:
        return call.new_id("lin_api_", 40)

    def paging(self, call: Call, arguments: dict[str, Any]) -> Paging:
        size = arguments.get("first") or arguments.get("last")
        size = min(size, self.page_limit) if isinstance(size, int) and size > 0 else self.page_size
        return Paging(size, after=arguments.get("after"), before=arguments.get("before"))

    def new_id(self, call: Call, kind: str) -> str:
        return call.new_uuid()

    def spend(self, call: Call) -> None:
        rates.spend(call, "requests", REQUESTS, HOUR)

    # going out

    def now(self, moment: int) -> Any:
        return clock.iso(moment, 3)

    def error(self, call: Call, problem: Problem) -> tuple[int, Any]:
        return wording.error(call, problem)

    def headers(self, call: Call, status: int) -> Iterable[tuple[str, str]]:
        count, reset = rates.used(call, "requests", HOUR)
        until = str(reset // 1000)
        return [
            ("X-Request-Id", call.request_id), ("X-RateLimit-Requests-Limit", str(REQUESTS)),
            ("X-RateLimit-Requests-Remaining", str(max(REQUESTS - count, 0))), ("X-RateLimit-Requests-Reset", until),
            ("X-Complexity", "1"), ("X-RateLimit-Complexity-Limit", str(COMPLEXITY)),
            ("X-RateLimit-Complexity-Remaining", str(max(COMPLEXITY - count, 0))), ("X-RateLimit-Complexity-Reset", until),
        ]  # fmt: skip

    def actor_name(self, record: Record) -> str:
        return str(record.get("email") or record.get("name") or record.id)
