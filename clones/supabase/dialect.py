"""How Supabase words things: access tokens, a project's keys, refs, limits; https://supabase.com/docs/reference/api."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from clonery.server import rates
from clonery.server.dialect import Dialect, Paging
from clonery.server.problems import Forbidden, Problem, Unauthorized
from clonery.server.request import Request
from clonery.server.state import clock
from clonery.server.state.record import Record

from . import wording

if TYPE_CHECKING:
    from clonery.server.call import Call
    from clonery.server.operation import Operation

LIMIT, MINUTE = 120, 60 * rates.SECOND
ANON, SERVICE_ROLE = "anon", "service_role"
"""The styles of credentials that are a project's keys; an access token has none."""
LETTERS = "abcdefghijklmnopqrstuvwxyz"
OPEN = ("/auth/v1/callback", "/auth/v1/authorize", "/auth/v1/verify", "/auth/v1/saml", "/auth/v1/sso/saml", "/v1/oauth")
"""Where a browser comes without a key."""


class Supabase(Dialect):
    """Supabase's dialect."""

    paging_arguments: ClassVar[frozenset[str]] = frozenset({"page", "per_page", "limit", "offset", "cursor"})
    page_size = 50
    page_limit = 1000

    # coming in

    def token(self, request: Request) -> str | None:
        """A bearer token, else the header or argument `apikey` of a project."""
        found = super().token(request) or request.header("apikey")
        if found or "apikey=" not in request.query:
            return found or None
        return next((value for name, value in request.pairs if name == "apikey" and value), None)

    def mint(self, call: Call, user: Any, scopes: tuple[str, ...] | None) -> str:
        return "sbp_" + (call.new_uuid() + call.new_uuid()).replace("-", "")[:40]

    def open(self, operation: Operation) -> bool:
        return str(operation.entry["http"]["path"]).startswith(OPEN)

    def needs(self, call: Call) -> None:
        """A project's keys open that project, the anonymous one no administration. Raises Unauthorized, Forbidden."""
        style = call.credential.style if call.credential else ""
        if style in (ANON, SERVICE_ROLE) and not wording.of_project(call.request.path):
            raise Unauthorized(code="unknown")
        if style == ANON and call.request.path.startswith("/auth/v1/admin"):
            raise Forbidden("User not allowed", code="not_admin")

    def paging(self, call: Call, arguments: dict[str, Any]) -> Paging:
        size = arguments.get("per_page", arguments.get("limit"))
        size = min(size, self.page_limit) if isinstance(size, int) and size > 0 else self.page_size
        number, offset = arguments.get("page"), arguments.get("offset")
        number = max(number, 1) if isinstance(number, int) else 1
        return Paging(size, max(offset, 0) if isinstance(offset, int) else (number - 1) * size, number=number)

    def new_id(self, call: Call, kind: str) -> str:
        """Projects and organizations go by twenty letters, everything else by a UUID."""
        if kind in ("v1_project", "v1_organization_slug"):
            return "".join(LETTERS[call.random(26)] for _ in range(20))
        return call.new_uuid()

    def spend(self, call: Call) -> None:
        rates.spend(call, "api", LIMIT, MINUTE)

    # going out

    def now(self, moment: int) -> Any:
        return clock.iso(moment, 6)

    def error(self, call: Call, problem: Problem) -> tuple[int, Any]:
        return wording.error(call, problem)

    def headers(self, call: Call, status: int) -> Iterable[tuple[str, str]]:
        if wording.of_project(call.request.path):
            return [("X-Supabase-Api-Version", call.request.header("x-supabase-api-version") or "2024-01-01")]
        count, reset = rates.used(call, "api", MINUTE)
        left = max(-(-(reset - call.moment) // rates.SECOND), 0)
        return [
            ("X-RateLimit-Limit", str(LIMIT)), ("X-RateLimit-Remaining", str(max(LIMIT - count, 0))),
            ("X-RateLimit-Reset", str(left)),
        ]  # fmt: skip

    def actor_name(self, record: Record) -> str:
        return str(record.get("email") or record.id)
