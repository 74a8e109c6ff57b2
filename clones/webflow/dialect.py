"""How Webflow words things: tokens, scopes, offsets, object ids, limits; https://developers.webflow.com/data/reference."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from clonery.server import rates
from clonery.server.dialect import Dialect, Paging
from clonery.server.problems import Problem
from clonery.server.state import clock
from clonery.server.state.record import Record

from . import wording

if TYPE_CHECKING:
    from clonery.server.call import Call

LIMIT, MINUTE = 60, 60 * rates.SECOND
PUBLISH_LIMIT = 1
"""How often a minute a site is published."""


class Webflow(Dialect):
    """Webflow's dialect of version 2."""

    user_kind = "token_authorized_by"
    paging_arguments: ClassVar[frozenset[str]] = frozenset({"limit", "offset"})
    page_size = 100
    page_limit = 100

    # coming in

    def mint(self, call: Call, user: Any, scopes: tuple[str, ...] | None) -> str:
        """A site's token: sixty-four hexadecimal digits."""
        return (call.new_uuid() + call.new_uuid()).replace("-", "")

    def paging(self, call: Call, arguments: dict[str, Any]) -> Paging:
        size, offset = arguments.get("limit"), arguments.get("offset")
        size = min(size, self.page_limit) if isinstance(size, int) and size > 0 else self.page_size
        return Paging(size, max(offset, 0) if isinstance(offset, int) else 0)

    def new_id(self, call: Call, kind: str) -> str:
        """An object id: the second it was made and sixteen more hexadecimal digits."""
        return f"{call.moment // 1_000_000:08x}{call.new_uuid().replace('-', '')[16:]}"

    def spend(self, call: Call) -> None:
        rates.spend(call, "api", LIMIT, MINUTE)
        if call.operation is not None and call.operation.name == "site-publish":
            rates.spend(call, call.request.path, PUBLISH_LIMIT, MINUTE)

    # going out

    def now(self, moment: int) -> Any:
        return clock.iso(moment, 3)

    def error(self, call: Call, problem: Problem) -> tuple[int, Any]:
        return wording.error(call, problem)

    def headers(self, call: Call, status: int) -> Iterable[tuple[str, str]]:
        count, _ = rates.used(call, "api", MINUTE)
        return [
            ("X-RateLimit-Limit", str(LIMIT)), ("X-RateLimit-Remaining", str(max(LIMIT - count, 0))),
            ("Cache-Control", "no-store"), ("Vary", "Accept-Encoding"),
        ]  # fmt: skip

    def actor_name(self, record: Record) -> str:
        return str(record.get("email") or record.id)
