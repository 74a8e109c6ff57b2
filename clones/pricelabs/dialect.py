"""How PriceLabs words things: keys, offsets, limits a minute and an hour; https://developers.pricelabs.co."""

from __future__ import annotations

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

MINUTELY, MINUTE = 60, 60 * rates.SECOND
HOURLY, HOUR = 1000, 3600 * rates.SECOND


class PriceLabs(Dialect):
    """PriceLabs' dialect; the people of an account are seen in its log alone."""

    user_kind = "account_user"
    paging_arguments: ClassVar[frozenset[str]] = frozenset({"limit", "offset", "page_number", "page_size"})
    page_size = 100
    page_limit = 100

    # coming in

    def token(self, request: Request) -> str | None:
        return request.header("x-api-key") or None

    def present(self, token: str) -> dict[str, str]:
        return {"X-API-Key": token}

    def mint(self, call: Call, user: Any, scopes: tuple[str, ...] | None) -> str:
        return call.new_id(size=40)

    def paging(self, call: Call, arguments: dict[str, Any]) -> Paging:
        size = arguments.get("limit", arguments.get("page_size"))
        size = min(size, self.page_limit) if isinstance(size, int) and size > 0 else self.page_size
        number, offset = arguments.get("page_number"), arguments.get("offset")
        number = max(number, 1) if isinstance(number, int) else 1
        return Paging(size, max(offset, 0) if isinstance(offset, int) else (number - 1) * size, number=number)

    def new_id(self, call: Call, kind: str) -> str:
        """Listings go by the property system's numbers, everything else by a UUID."""
        return str(call.next("listing/id", 700_001)) if kind == "listing" else call.new_uuid()

    def spend(self, call: Call) -> None:
        rates.spend(call, "minute", MINUTELY, MINUTE)
        rates.spend(call, "hour", HOURLY, HOUR)

    # going out

    def now(self, moment: int) -> Any:
        return clock.iso(moment, 3)

    def error(self, call: Call, problem: Problem) -> tuple[int, Any]:
        return wording.error(call, problem)

    def actor_name(self, record: Record) -> str:
        return str(record.get("email") or record.id)
