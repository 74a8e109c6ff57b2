"""How HubSpot words things: private apps' tokens, pages, times, limits; https://developers.hubspot.com/docs/api."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from clonery.server import rates
from clonery.server.dialect import Dialect, Paging
from clonery.server.problems import MissingScope, Problem
from clonery.server.state import clock
from clonery.server.state.record import Record

from . import wording

if TYPE_CHECKING:
    from clonery.server.call import Call

BURST, BURST_WINDOW = 190, 10 * rates.SECOND
DAILY, DAY = 650_000, 86_400 * rates.SECOND
FIRST_ID = 30_001
NUMBERS = {
    "0-1": "contacts", "0-2": "companies", "0-3": "deals", "0-5": "tickets", "0-7": "products", "0-8": "line_items",
    "0-14": "quotes", "0-27": "tasks", "0-46": "notes", "0-47": "meetings", "0-48": "calls", "0-49": "emails",
}  # fmt: skip
SINGULARS = {"company": "companies", **{name[:-1]: name for name in NUMBERS.values() if name != "companies"}}
TYPES = NUMBERS | SINGULARS


class HubSpot(Dialect):
    """HubSpot's dialect."""

    user_kind = "owner"
    paging_arguments: ClassVar[frozenset[str]] = frozenset({"limit", "after", "offset"})
    page_size = 10
    page_limit = 500

    # coming in

    def mint(self, call: Call, user: Any, scopes: tuple[str, ...] | None) -> str:
        return f"pat-na1-{call.new_uuid()}"

    def rewrite(self, call: Call, path: str) -> str:
        """Object types also go by their singular and by a number."""
        parts = path.split("/")
        if parts[1:2] == ["crm"] and parts[3:4] in (["objects"], ["properties"], ["pipelines"]) and len(parts) > 4:
            parts[4] = TYPES.get(parts[4].lower(), parts[4])
        return "/".join(parts)

    def needs(self, call: Call) -> None:
        """CRM objects ask for a scope of their type; a token without any scope reads nothing but itself."""
        scopes = call.credential.scopes if call.credential else None
        needed = needed_scopes(call.request.path, call.operation.writes if call.operation else False)
        if scopes is not None and not set(needed) & set(scopes):
            raise MissingScope(needed=needed[:1], provided=list(scopes))

    def paging(self, call: Call, arguments: dict[str, Any]) -> Paging:
        size = arguments.get("limit")
        return Paging(min(size, self.page_limit) if isinstance(size, int) and size > 0 else self.page_size)

    def new_id(self, call: Call, kind: str) -> str:
        return str(call.next(f"{kind}/id", FIRST_ID))

    def spend(self, call: Call) -> None:
        rates.spend(call, "daily", DAILY, DAY)
        rates.spend(call, "burst", BURST, BURST_WINDOW)

    # going out

    def now(self, moment: int) -> Any:
        return clock.iso(moment, 3)

    def error(self, call: Call, problem: Problem) -> tuple[int, Any]:
        return wording.error(call, problem)

    def headers(self, call: Call, status: int) -> Iterable[tuple[str, str]]:
        burst, _ = rates.used(call, "burst", BURST_WINDOW)
        daily, _ = rates.used(call, "daily", DAY)
        return [
            ("X-HubSpot-Correlation-Id", wording.correlation(call)), ("X-HubSpot-RateLimit-Max", str(BURST)),
            ("X-HubSpot-RateLimit-Remaining", str(max(BURST - burst, 0))),
            ("X-HubSpot-RateLimit-Interval-Milliseconds", "10000"), ("X-HubSpot-RateLimit-Daily", str(DAILY)),
            ("X-HubSpot-RateLimit-Daily-Remaining", str(max(DAILY - daily, 0))),
        ]  # fmt: skip

    def actor_name(self, record: Record) -> str:
        return str(record.get("email") or record.id)


def needed_scopes(path: str, writes: bool) -> list[str]:
    """The scopes, any of which opens the path: `crm.objects.contacts.read`."""
    parts = path.strip("/").split("/")
    below = parts[3] if parts[:1] == ["crm"] and parts[2:3] == ["objects"] and len(parts) > 3 else ""
    if not below:
        area = "crm.objects.owners" if parts[:3] == ["crm", "v3", "owners"] else parts[0] or "oauth"
        return [f"{area}.write"] if writes else [f"{area}.read", f"{area}.write"]
    return [f"crm.objects.{below}.write"] if writes else [f"crm.objects.{below}.read", f"crm.objects.{below}.write"]
