"""How Linear words things: raw keys, connections, limits; https://linear.app/developers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from clonery.server import rates
from clonery.server.dialect import Dialect, Paging
from clonery.server.problems import Flaw, Problem
from clonery.server.request import Request
from clonery.server.state import clock
from clonery.server.state.record import Record

from . import wording

if TYPE_CHECKING:
    from clonery.server.call import Call
    from clonery.server.operation import Operation

_OWN_SCOPES = {
    "issueCreate": ("issues:create",), "commentCreate": ("comments:create",),
    "timeScheduleCreate": ("timeSchedule:write",), "timeScheduleUpdate": ("timeSchedule:write",),
}  # fmt: skip
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

    def open(self, operation: Operation) -> bool:
        """Where files go and lie: the address is the permission."""
        return operation.name.startswith("uploads/")

    def body(self, request: Request, operation: Operation) -> Any:
        return None if operation.name == "uploads/put" else super().body(request, operation)

    def paging(self, call: Call, arguments: dict[str, Any]) -> Paging:
        size = arguments.get("first") or arguments.get("last")
        size = min(size, self.page_limit) if isinstance(size, int) and size > 0 else self.page_size
        return Paging(size, after=arguments.get("after"), before=arguments.get("before"))

    def new_id(self, call: Call, kind: str) -> str:
        return call.new_uuid()

    def spend(self, call: Call) -> None:
        rates.spend(call, "requests", REQUESTS, HOUR)

    def forgive(self, call: Call, arguments: dict[str, Any], flaws: tuple[Flaw, ...]) -> tuple[Flaw, ...]:
        """Tools take null for what is to be taken away, whatever the type they name."""
        return tuple(flaw for flaw in flaws if not (flaw.rule == "type" and flaw.value is None))

    # going out

    def scopes(self, operation: Operation) -> tuple[str, ...]:
        """What changes something asks for more than reading; two creations have scopes of their own."""
        if operation.entry.get("graphql", {}).get("type") != "mutation":
            return ()
        return ("write", "admin", *_OWN_SCOPES.get(operation.name, ()))

    def now(self, moment: int) -> Any:
        return clock.iso(moment, 3)

    def error(self, call: Call, problem: Problem) -> tuple[int, Any]:
        return wording.error(call, problem)

    def failure(self, call: Call, problem: Problem) -> tuple[int, dict[str, Any]] | None:
        return wording.failure(call, problem)

    def document_refusal(self, code: str) -> tuple[int, dict[str, Any]]:
        return wording.document_refusal(code)

    def headers(self, call: Call, status: int) -> Iterable[tuple[str, str]]:
        count, reset = rates.used(call, "requests", HOUR)
        until = str(reset // 1000)
        return [
            ("X-Request-Id", call.request_id),
            ("X-RateLimit-Requests-Limit", str(REQUESTS)),
            ("X-RateLimit-Requests-Remaining", str(max(REQUESTS - count, 0))),
            ("X-RateLimit-Requests-Reset", until),
            ("X-Complexity", "1"),
            ("X-RateLimit-Complexity-Limit", str(COMPLEXITY)),
            ("X-RateLimit-Complexity-Remaining", str(max(COMPLEXITY - count, 0))),
            ("X-RateLimit-Complexity-Reset", until),
        ]

    def actor_name(self, record: Record) -> str:
        return str(record.get("email") or record.get("name") or record.id)
