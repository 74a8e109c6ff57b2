"""How Sentry words things: tokens, link headers with cursors, slugs, limits; https://docs.sentry.io/api."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import parse_qsl, urlencode

from clonery.server import rates
from clonery.server.dialect import Dialect, Page, Paging
from clonery.server.problems import Invalid, Problem
from clonery.server.state import clock
from clonery.server.state.record import Record

from . import wording

if TYPE_CHECKING:
    from clonery.server.call import Call

LIMIT, CONCURRENT = 40, 25


class Sentry(Dialect):
    """Sentry's dialect."""

    paging_arguments: ClassVar[frozenset[str]] = frozenset({"cursor", "per_page", "limit"})
    page_size = 100
    page_limit = 100
    newest_first = True

    # coming in

    def mint(self, call: Call, user: Any, scopes: tuple[str, ...] | None) -> str:
        """A user's token, or an organization's where it is nobody's."""
        return ("sntrys_" if user is None else "sntryu_") + "".join(f"{call.random(16):x}" for _ in range(64))

    def paging(self, call: Call, arguments: dict[str, Any]) -> Paging:
        """A cursor is `value:offset:backwards`. Raises Invalid for what is none."""
        size = arguments.get("per_page") or arguments.get("limit")
        size = min(size, self.page_limit) if isinstance(size, int) and size > 0 else self.page_size
        parts = str(arguments.get("cursor") or "0:0:0").split(":")
        if len(parts) != 3 or not parts[1].isdecimal():
            raise Invalid("Invalid cursor parameter.")
        return Paging(size, int(parts[1]))

    def new_id(self, call: Call, kind: str) -> str:
        """A number, as text; events and replays go by thirty-two hexadecimal digits."""
        if kind in ("event", "replay", "trace", "checkin", "attachment"):
            return "".join(f"{call.random(16):x}" for _ in range(32))
        return str(call.next(f"{kind}/id", 1001))

    def spend(self, call: Call) -> None:
        rates.spend(call, "api", LIMIT, rates.SECOND)

    # going out

    def now(self, moment: int) -> Any:
        return clock.iso(moment, 6)

    def page(self, call: Call, page: Page) -> Any:
        """A bare list; both ways on stand in the Link header, `results` says whether something is there."""
        paging = page.paging
        query = dict(parse_qsl(call.request.query, keep_blank_values=True))
        ways = [
            ("previous", max(paging.offset - paging.limit, 0), 1, paging.offset > 0),
            ("next", paging.offset + paging.limit, 0, page.more),
        ]
        links = []
        for rel, offset, backwards, there in ways:
            cursor = f"0:{offset}:{backwards}"
            address = f"{call.base}{call.request.path}?{urlencode({**query, 'cursor': cursor})}"
            links.append(f'<{address}>; rel="{rel}"; results="{str(there).lower()}"; cursor="{cursor}"')
        call.headers.append(("Link", ", ".join(links)))
        return self.items(call, page)

    def error(self, call: Call, problem: Problem) -> tuple[int, Any]:
        return wording.error(call, problem)

    def headers(self, call: Call, status: int) -> Iterable[tuple[str, str]]:
        count, reset = rates.used(call, "api", rates.SECOND)
        return [
            ("X-Sentry-Rate-Limit-Limit", str(LIMIT)), ("X-Sentry-Rate-Limit-Remaining", str(max(LIMIT - count, 0))),
            ("X-Sentry-Rate-Limit-Reset", str(reset // rates.SECOND)),
            ("X-Sentry-Rate-Limit-ConcurrentLimit", str(CONCURRENT)),
            ("X-Sentry-Rate-Limit-ConcurrentRemaining", str(CONCURRENT - 1)), ("Allow", call.request.method),
        ]  # fmt: skip

    def actor_name(self, record: Record) -> str:
        return str(record.get("email") or record.get("username") or record.id)
