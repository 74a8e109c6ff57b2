"""How Cal.com words things: keys, versions of resources, take and skip, limits; https://cal.com/docs/api-reference/v2."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from clonery.server import rates
from clonery.server.dialect import Dialect, Paging
from clonery.server.problems import Flaw, NoRoute, Problem
from clonery.server.request import Request
from clonery.server.state import clock
from clonery.server.state.record import Record

from . import wording

if TYPE_CHECKING:
    from clonery.server.call import Call
    from clonery.server.operation import Operation

LIMIT, MINUTE = 120, 60 * rates.SECOND
CLIENT_LIMIT = 500
"""Of OAuth clients."""
CLIENT = "client"
"""The style of credentials that are an OAuth client's secret."""
VERSION = "cal-api-version"
VERSIONS = (
    ("/v2/bookings", "2024-08-13"), ("/v2/event-types", "2024-06-14"), ("/v2/schedules", "2024-06-11"),
    ("/v2/slots", "2024-09-04"),
)  # fmt: skip
"""The start of a path, and the version of that resource."""


class CalCom(Dialect):
    """Cal.com's dialect of version 2."""

    paging_arguments: ClassVar[frozenset[str]] = frozenset({"take", "skip", "limit", "cursor", "offset"})
    page_size = 100
    page_limit = 250

    # coming in

    def token(self, request: Request) -> str | None:
        """A bearer token, or the secret of an OAuth client."""
        return super().token(request) or request.header("x-cal-secret-key") or None

    def mint(self, call: Call, user: Any, scopes: tuple[str, ...] | None) -> str:
        return "cal_live_" + call.new_uuid().replace("-", "")

    def needs(self, call: Call) -> None:
        """A resource with versions answers to its own alone. Raises NoRoute."""
        operation, sent = call.operation, call.request.header(VERSION)
        if operation is not None and sent and sent != versions(operation, call.request.path):
            raise NoRoute(code="version")

    def forgive(self, call: Call, arguments: dict[str, Any], flaws: tuple[Flaw, ...]) -> tuple[Flaw, ...]:
        """Without its version a resource is not found; doors beside REST need not name it. Raises NoRoute.

        Secrets of OAuth clients are optional beside another credential, which the description does not say.
        """
        kept = []
        for flaw in flaws:
            if flaw.rule == "required" and flaw.name == VERSION:
                if call.request.door == "rest":
                    raise NoRoute(code="version")
            elif not (flaw.rule == "required" and flaw.name in ("x-cal-client-id", "x-cal-secret-key")):
                kept.append(flaw)
        return tuple(kept)

    def paging(self, call: Call, arguments: dict[str, Any]) -> Paging:
        size, skip = arguments.get("take", arguments.get("limit")), arguments.get("skip", arguments.get("offset"))
        size = min(size, self.page_limit) if isinstance(size, int) and size > 0 else self.page_size
        return Paging(size, max(skip, 0) if isinstance(skip, int) else 0)

    def new_id(self, call: Call, kind: str) -> str:
        """Bookings and their seats go by twenty-two letters and digits, everything else by a UUID."""
        return call.new_id(size=22) if kind == "booking" else call.new_uuid()

    def spend(self, call: Call) -> None:
        rates.spend(call, "default", limit(call), MINUTE)

    # going out

    def now(self, moment: int) -> Any:
        return clock.iso(moment, 3)

    def error(self, call: Call, problem: Problem) -> tuple[int, Any]:
        return wording.error(call, problem)

    def headers(self, call: Call, status: int) -> Iterable[tuple[str, str]]:
        count, reset = rates.used(call, "default", MINUTE)
        left = max(-(-(reset - call.moment) // rates.SECOND), 0)
        return [
            ("X-Request-Id", call.request.header("x-request-id", call.request_id)),
            ("X-RateLimit-Limit-Default", str(limit(call))),
            ("X-RateLimit-Remaining-Default", str(max(limit(call) - count, 0))),
            ("X-RateLimit-Reset-Default", str(left)),
        ]  # fmt: skip

    def actor_name(self, record: Record) -> str:
        return str(record.get("username") or record.get("email") or record.id)


def limit(call: Call) -> int:
    """Calls a minute."""
    return CLIENT_LIMIT if call.credential is not None and call.credential.style == CLIENT else LIMIT


def versions(operation: Operation, path: str) -> str:
    """The version that the operation answers to."""
    argument = operation.arguments.get(VERSION)
    if argument is None:
        return next((version for start, version in VERSIONS if path.startswith(start)), "2024-08-13")
    named = argument.schema.get("default")
    return str(named or next((version for start, version in VERSIONS if path.startswith(start)), "2024-08-13"))
