"""How Unipile words things: keys, cursors, lists with their name, ids; https://developer.unipile.com/docs/api-usage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from clonery.server.dialect import Dialect, Page, Paging
from clonery.server.problems import Problem
from clonery.server.request import Request
from clonery.server.state import clock
from clonery.server.state.record import Record

from . import wording

if TYPE_CHECKING:
    from clonery.server.call import Call
    from clonery.server.operation import Operation


class Unipile(Dialect):
    """Unipile's dialect."""

    paging_arguments: ClassVar[frozenset[str]] = frozenset({"cursor", "limit", "offset"})
    page_size = 100
    page_limit = 250

    # coming in

    def token(self, request: Request) -> str | None:
        return request.header("x-api-key") or None

    def present(self, token: str) -> dict[str, str]:
        return {"X-API-KEY": token}

    def mint(self, call: Call, user: Any, scopes: tuple[str, ...] | None) -> str:
        """Eight letters and digits, a dot, thirty-two in base 64."""
        return f"{call.new_id(size=8)}.{call.new_id(size=43)}="

    def open(self, operation: Operation) -> bool:
        return False

    def paging(self, call: Call, arguments: dict[str, Any]) -> Paging:
        size, offset = arguments.get("limit"), arguments.get("offset")
        size = min(size, self.page_limit) if isinstance(size, int) and size > 0 else self.page_size
        return Paging(size, max(offset, 0) if isinstance(offset, int) else 0)

    def new_id(self, call: Call, kind: str) -> str:
        """Twenty-two letters and digits; accounts of version 2 say what they are."""
        return call.new_id("acc_", 26) if kind == "account1" else call.new_id(size=22)

    # going out

    def now(self, moment: int) -> Any:
        return clock.iso(moment, 3)

    def page(self, call: Call, page: Page) -> Any:
        """A list whose envelope nobody published says what it is a list of."""
        kind = str(call.operation.entry["effect"]["kind"]) if call.operation else "item"
        name = "".join(word.capitalize() for word in kind.split("_"))
        return {"object": f"{name}List", "items": self.items(call, page), "cursor": None}

    def error(self, call: Call, problem: Problem) -> tuple[int, Any]:
        return wording.error(call, problem)

    def actor_name(self, record: Record) -> str:
        return str(record.get("public_identifier") or record.id)
