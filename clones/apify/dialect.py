"""How Apify words things: tokens, older paths, names with a tilde, packed bodies, pages; https://docs.apify.com/api/v2."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from clonery.server import rates
from clonery.server.dialect import Dialect, Page, Paging
from clonery.server.problems import Malformed, Problem
from clonery.server.request import Request
from clonery.server.state import clock
from clonery.server.state.record import Record

from . import wording

if TYPE_CHECKING:
    from clonery.server.call import Call
    from clonery.server.operation import Operation

LIMIT = 60
"""Calls a second, of one resource."""
VERBS = ("GET", "POST", "PUT", "PATCH", "DELETE")
WINDOWS = {"gzip": zlib.MAX_WBITS | 32, "x-gzip": zlib.MAX_WBITS | 32, "deflate": zlib.MAX_WBITS}
PACKED_LIMIT_BYTES = 20 * 1024 * 1024
"""How much a packed body may unpack to."""
NAMED = ("actor", "task", "dataset", "key_value_store", "request_queue", "schedule")
"""Kinds that go by `user~name` as well."""


class Apify(Dialect):
    """Apify's dialect."""

    paging_arguments: ClassVar[frozenset[str]] = frozenset({"offset", "limit"})
    page_size = 1000
    page_limit = 1000

    # coming in

    def token(self, request: Request) -> str | None:
        """A bearer token, or `?token=`."""
        found = super().token(request)
        if found is not None or "token=" not in request.query:
            return found
        try:
            return next((value for name, value in request.pairs if name == "token" and value), None)
        except Malformed:
            return None

    def mint(self, call: Call, user: Any, scopes: tuple[str, ...] | None) -> str:
        return call.new_id("apify_api_", 36)

    def open(self, operation: Operation) -> bool:
        """The store and the tools are public."""
        return str(operation.entry["http"]["path"]).startswith(("/v2/store", "/v2/tools", "/v2/browser-info"))

    def rewrite(self, call: Call, path: str) -> str:
        """`/v2/acts` as it was called until 2026; `?method=PUT` in place of the verb."""
        request = call.request
        if "method=" in request.query:
            asked = next((value.upper() for name, value in request.pairs if name == "method"), "")
            request.method = asked if asked in VERBS else request.method
        return f"/v2/actors{path[8:]}" if path == "/v2/acts" or path.startswith("/v2/acts/") else path

    def body(self, request: Request, operation: Operation) -> Any:
        """The body, unpacked if it was packed. Raises Malformed."""
        window = WINDOWS.get(request.header("content-encoding").lower())
        if window is not None and request.body:
            unpacking = zlib.decompressobj(window)
            try:
                unpacked = unpacking.decompress(request.body, PACKED_LIMIT_BYTES)
            except zlib.error as error:
                raise Malformed(str(error), code="invalid-request") from None
            if unpacking.unconsumed_tail:
                raise Malformed("The body unpacks to too much", code="request-too-large")
            if not unpacking.eof:
                raise Malformed("The packed body ends too early", code="invalid-request")
            request.body = unpacked
        elif request.header("content-encoding") not in ("", "identity"):
            raise Malformed(f"Content-Encoding {request.header('content-encoding')} is not supported.", code="encoding")
        if operation.name == "keyValueStore_record_put":
            return {}  # it is kept as it is
        return super().body(request, operation)

    def locate(self, call: Call, kind: str, values: dict[str, Any]) -> Record | None:
        """The record that `user~name` names."""
        text = next(iter(values.values()), None)
        if kind not in NAMED or not isinstance(text, str) or "~" not in text:
            return None
        owner, _, name = text.partition("~")
        found = call.all(call.clone.kind(kind), {"name": name})
        return next(
            (made for made in found if owner in (made.get("username"), made.get("userId"), _username(call, made))), None
        )

    def paging(self, call: Call, arguments: dict[str, Any]) -> Paging:
        size, offset = arguments.get("limit"), arguments.get("offset")
        size = min(size, self.page_limit) if isinstance(size, int) and size > 0 else self.page_size
        return Paging(size, max(offset, 0) if isinstance(offset, int) else 0)

    def new_id(self, call: Call, kind: str) -> str:
        return call.new_id(size=17)

    def spend(self, call: Call) -> None:
        rates.spend(call, call.request.path, LIMIT, rates.SECOND)

    # going out

    def now(self, moment: int) -> Any:
        return clock.iso(moment, 3)

    def page(self, call: Call, page: Page) -> Any:
        """A bare list says in headers which part it is."""
        counted = {
            "total": page.total or 0,
            "offset": page.paging.offset,
            "count": len(page.items),
            "limit": page.paging.limit,
        }
        call.headers += [(f"X-Apify-Pagination-{name.capitalize()}", str(number)) for name, number in counted.items()]
        call.headers.append(("X-Apify-Pagination-Desc", "false"))
        return self.items(call, page)

    def error(self, call: Call, problem: Problem) -> tuple[int, Any]:
        return wording.error(call, problem)

    def headers(self, call: Call, status: int) -> Iterable[tuple[str, str]]:
        return [("X-RateLimit-Limit", str(LIMIT)), ("Access-Control-Allow-Origin", "*"), ("Server", "nginx")]

    def actor_name(self, record: Record) -> str:
        return str(record.get("username") or record.id)


def _username(call: Call, record: Record) -> Any:
    owner = call.peek(call.clone.kind("user"), record.get("userId"))
    return owner.get("username") if owner is not None else None
