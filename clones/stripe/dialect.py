"""How Stripe words things: keys, forms, lists, versions, ids, seconds; https://docs.stripe.com/api."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from clonery.server import rates
from clonery.server.dialect import Dialect, Paging
from clonery.server.problems import MissingScope, Problem
from clonery.server.request import Request

from . import ids, wording

if TYPE_CHECKING:
    from clonery.server.call import Call
    from clonery.server.operation import Operation

VERSION = "2026-05-27.dahlia"
READS, WRITES = ("read", 100), ("write", 100)
"""Calls a second in test mode."""


class Stripe(Dialect):
    """Stripe's dialect of /v1 (forms) and /v2 (JSON)."""

    paging_arguments: ClassVar[frozenset[str]] = frozenset({"limit", "starting_after", "ending_before"})
    page_size = 10
    page_limit = 100
    newest_first = True
    refuses_unknown = True

    # coming in

    def token(self, request: Request) -> str | None:
        """A bearer token, or the user name of basic authorization."""
        style, _, rest = request.header("authorization").partition(" ")
        if style.lower() == "basic":
            try:
                return b64decode(rest.strip(), validate=True).decode().partition(":")[0] or None
            except ValueError:
                return None
        return super().token(request)

    def mint(self, call: Call, user: Any, scopes: tuple[str, ...] | None) -> str:
        """A secret test key; with scopes, a restricted one."""
        return call.new_id("sk_test_51" if scopes is None else "rk_test_51", 97)

    def needs(self, call: Call) -> None:
        """A restricted key names what it may do: `rak_customer_read`; to write a thing is to read it as well."""
        scopes = call.credential.scopes if call.credential else None
        kind = call.operation.entry.get("effect", {}).get("kind") if call.operation else None
        if scopes is None or not kind:
            return
        needed = [f"rak_{kind}_write"] if call.operation and call.operation.writes else [f"rak_{kind}_read", f"rak_{kind}_write"]
        if not set(needed) & set(scopes):
            raise MissingScope(needed=needed, provided=list(scopes))

    def paging(self, call: Call, arguments: dict[str, Any]) -> Paging:
        size = arguments.get("limit")
        size = size if isinstance(size, int) and 1 <= size <= self.page_limit else self.page_size
        return Paging(size, after=arguments.get("starting_after"), before=arguments.get("ending_before"))

    def new_id(self, call: Call, kind: str) -> str:
        prefix, size = ids.form(kind)
        return call.new_id(prefix, size)

    def spend(self, call: Call) -> None:
        bucket, limit = READS if call.request.method == "GET" else WRITES
        rates.spend(call, bucket, limit, rates.SECOND)

    # going out

    def now(self, moment: int) -> Any:
        """Seconds since 1970."""
        return moment // 1_000_000

    def show(self, call: Call, result: Any, whole: bool = True) -> Any:
        """A list says the path that it was asked at."""
        if isinstance(result, dict) and result.get("object") in ("list", "search_result") and "url" in result:
            result = {**result, "url": call.request.path}
        return super().show(call, result, whole)

    def error(self, call: Call, problem: Problem) -> tuple[int, Any]:
        return wording.error(call, problem)

    def headers(self, call: Call, status: int) -> Iterable[tuple[str, str]]:
        request = call.request
        made = [
            ("Request-Id", f"req_{call.request_id[:14]}"), ("Stripe-Version", request.header("stripe-version", VERSION)),
            ("Cache-Control", "no-cache, no-store"), ("Access-Control-Allow-Origin", "*"),
            ("Access-Control-Expose-Headers", "Request-Id, Stripe-Manage-Version, Stripe-Should-Retry"),
        ]  # fmt: skip
        for name, sent in (("Idempotency-Key", "idempotency-key"), ("Stripe-Account", "stripe-account")):
            if request.header(sent):
                made.append((name, request.header(sent)))
        if status == 429 or status >= 500:
            made.append(("Stripe-Should-Retry", "true" if status == 429 else "false"))
        return made

    def actor_name(self, record: Any) -> str:
        return str(record.get("email") or record.id)

    def open(self, operation: Operation) -> bool:
        return False
