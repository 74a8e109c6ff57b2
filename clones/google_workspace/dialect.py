"""How Google words things: access tokens, page tokens, ids, times; https://developers.google.com/workspace."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from clonery.server import rates
from clonery.server.dialect import Dialect, Page, Paging
from clonery.server.problems import Problem
from clonery.server.request import Request
from clonery.server.state import clock
from clonery.server.state.record import Record

from . import names, wording

if TYPE_CHECKING:
    from clonery.server.call import Call
    from clonery.server.operation import Operation

QUERIES, MINUTE = 12_000, 60 * rates.SECOND
SIZES = {
    "file": 33,
    "event": 26,
    "message": 16,
    "thread": 16,
    "draft": 19,
    "task": 22,
    "space": 11,
    "spreadsheet": 44,
    "document": 44,
    "presentation": 44,
    "form": 44,
    "permission": 20,
    "comment": 11,
}
"""How long the ids of a kind are."""
HEXADECIMAL = ("message", "thread")


class GoogleWorkspace(Dialect):
    """Google's dialect."""

    paging_arguments: ClassVar[frozenset[str]] = frozenset({"pageToken", "pageSize", "maxResults"})
    page_size = 100
    page_limit = 1000

    # coming in

    def token(self, request: Request) -> str | None:
        """A bearer token, or `access_token` of the query."""
        found = super().token(request)
        if found or "access_token=" not in request.query:
            return found
        return next((text for name, text in request.pairs if name == "access_token"), None)

    def open(self, operation: Operation) -> bool:
        """Discovery documents are read by anybody."""
        return operation.name.startswith("discovery.")

    def mint(self, call: Call, user: Any, scopes: tuple[str, ...] | None) -> str:
        return call.new_id("ya29.a0", 180)

    def body(self, request: Request, operation: Operation) -> Any:
        """An upload is read by the operation itself."""
        return None if "/upload/" in request.path else super().body(request, operation)

    def locate(self, call: Call, kind: str, values: dict[str, Any]) -> Record | None:
        """`me`, `primary`, and people by their address."""
        wanted, found = next(iter(values.values()), None), call.clone.kind(kind)
        if kind == "user" and isinstance(wanted, str):
            return call.actor if wanted == "me" else call.find(found, primaryEmail=wanted)
        if kind in ("calendar", "calendar_list_entry") and wanted == "primary" and call.actor is not None:
            return call.peek(found, call.actor.get("primaryEmail"))
        return None

    def paging(self, call: Call, arguments: dict[str, Any]) -> Paging:
        size = arguments.get("pageSize") or arguments.get("maxResults")
        return Paging(min(size, self.page_limit) if isinstance(size, int) and size > 0 else self.page_size)

    def new_id(self, call: Call, kind: str) -> str:
        """Letters and digits; mail goes by sixteen hexadecimal digits, people by twenty-one decimal ones."""
        if kind in HEXADECIMAL:
            return "".join(f"{call.random(16):x}" for _ in range(SIZES[kind]))
        if kind == "user":
            return "1" + "".join(str(call.random(10)) for _ in range(20))
        return call.new_id("1" if SIZES.get(kind, 0) > 30 else "", SIZES.get(kind, 24))

    def spend(self, call: Call) -> None:
        rates.spend(call, "queries", QUERIES, MINUTE)

    # going out

    def now(self, moment: int) -> Any:
        return clock.iso(moment, 3)

    def page(self, call: Call, page: Page) -> Any:
        """A bare list."""
        return self.items(call, page)

    def plain(self, call: Call, record: Record) -> Any:
        """Things that go by a name of several parts (`spaces/S/messages/M`) have it."""
        made = super().plain(call, record)
        known = names.of(call.clone).get(record.KIND.name)
        if known is not None and known[0] not in made:
            made[known[0]] = names.filled(call, record, known[1])
        return made

    def error(self, call: Call, problem: Problem) -> tuple[int, Any]:
        return wording.error(call, problem)

    def headers(self, call: Call, status: int) -> Iterable[tuple[str, str]]:
        made = [
            ("Server", "ESF"),
            ("Vary", "Origin, X-Origin, Referer"),
            ("Cache-Control", "private"),
            ("X-Content-Type-Options", "nosniff"),
            ("X-Frame-Options", "SAMEORIGIN"),
            ("X-XSS-Protection", "0"),
        ]
        if status == 401:
            made.append(("WWW-Authenticate", 'Bearer realm="https://accounts.google.com/", error="invalid_token"'))
        return made

    def actor_name(self, record: Record) -> str:
        return str(record.get("primaryEmail") or record.id)
