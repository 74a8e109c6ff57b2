"""How Jira words things: basic tokens, versions of paths, pages, times; https://developer.atlassian.com/cloud/jira/platform."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from clonery.server import rates
from clonery.server.dialect import Dialect, Page, Paging
from clonery.server.problems import Flaw, Problem
from clonery.server.request import Request
from clonery.server.state import clock
from clonery.server.state.record import Record

from . import adf, links, wording

if TYPE_CHECKING:
    from clonery.server.call import Call
    from clonery.server.operation import Operation

LIMIT, HOUR = 65_000, 3600 * rates.SECOND
FIRST_ID = 10_000


class Jira(Dialect):
    """Jira Cloud's dialect."""

    paging_arguments: ClassVar[frozenset[str]] = frozenset({"startAt", "maxResults"})
    page_size = 50
    page_limit = 1000

    # coming in

    def token(self, request: Request) -> str | None:
        """The password of basic authorization (an API token), or a bearer token."""
        sent = request.basic
        return (sent[1] or None) if sent else super().token(request)

    def mint(self, call: Call, user: Any, scopes: tuple[str, ...] | None) -> str:
        return call.new_id("ATATT3xFfGF0", 180)

    def open(self, operation: Operation) -> bool:
        return operation.name == "getServerInfo"

    def rewrite(self, call: Call, path: str) -> str:
        """Version 2 and `latest` mean what version 3 does."""
        for version in ("/rest/api/2/", "/rest/api/latest/"):
            if path.startswith(version):
                return "/rest/api/3/" + path.removeprefix(version)
        return (
            "/rest/agile/1.0/" + path.removeprefix("/rest/agile/latest/")
            if path.startswith("/rest/agile/latest/")
            else path
        )

    def forgive(self, call: Call, arguments: dict[str, Any], flaws: tuple[Flaw, ...]) -> tuple[Flaw, ...]:
        """Version 2 has texts where version 3 has documents, and `True` is as good as `true`."""
        kept = []
        for flaw in flaws:
            word = arguments.get(flaw.name)
            if flaw.rule == "enum" and isinstance(word, str) and word.lower() in (flaw.expected or ()):
                arguments[flaw.name] = word.lower()
            elif flaw.rule == "type" and (flaw.value is None or (adf.plain(call) and isinstance(flaw.value, str))):
                continue  # null clears
            else:
                kept.append(flaw)
        return tuple(kept)

    def paging(self, call: Call, arguments: dict[str, Any]) -> Paging:
        size, start = arguments.get("maxResults"), arguments.get("startAt")
        size = min(size, self.page_limit) if isinstance(size, int) and size > 0 else self.page_size
        return Paging(size, start if isinstance(start, int) and start > 0 else 0)

    def new_id(self, call: Call, kind: str) -> str:
        """A number, as text; accounts have longer names."""
        if kind == "user":
            return "712020:" + call.new_uuid()
        return str(call.next(f"{kind}/id", FIRST_ID))

    def spend(self, call: Call) -> None:
        rates.spend(call, "points", LIMIT, HOUR)

    # going out

    def now(self, moment: int) -> Any:
        """ISO 8601 with milliseconds and an offset without a colon."""
        return clock.iso(moment, 3).removesuffix("Z") + "+0000"

    def plain(self, call: Call, record: Record) -> Any:
        """Things say where they are."""
        made = super().plain(call, record)
        own = links.own(call, record)
        return {"self": own, **made} if own and "self" not in made else made

    def page(self, call: Call, page: Page) -> Any:
        """A bare list."""
        return self.items(call, page)

    def error(self, call: Call, problem: Problem) -> tuple[int, Any]:
        return wording.error(call, problem)

    def headers(self, call: Call, status: int) -> Iterable[tuple[str, str]]:
        count, reset = rates.used(call, "points", HOUR)
        made = [
            ("X-AREQUESTID", call.request_id),
            ("Atl-Traceid", call.request_id),
            ("Cache-Control", "no-cache, no-store, no-transform"),
            ("X-RateLimit-Limit", str(LIMIT)),
            ("X-RateLimit-Remaining", str(max(LIMIT - count, 0))),
            ("X-RateLimit-Reset", clock.iso(reset)),
            ("X-Content-Type-Options", "nosniff"),
        ]
        if call.actor is not None:
            made.append(("X-AACCOUNTID", str(call.actor.get("accountId") or call.actor.id)))
        if status == 401:
            made.append(("WWW-Authenticate", 'OAuth realm="https%3A%2F%2Facme.atlassian.net"'))
        return made

    def actor_name(self, record: Any) -> str:
        return str(record.get("emailAddress") or record.get("displayName") or record.id)
