"""How Stripe words things: keys, forms, lists, versions, ids, seconds; https://docs.stripe.com/api."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from clonery.server import bodies, rates, texts
from clonery.server.dialect import Dialect, Page, Paging
from clonery.server.problems import (
    Flaw,
    Invalid,
    MissingScope,
    NoRoute,
    Problem,
    RateLimited,
    Unauthorized,
    WrongMethod,
)
from clonery.server.request import Answer, Request
from clonery.server.state.record import Record

from . import idempotency, ids, keys, wording
from .completion import Completion
from .events import signature
from .expansion import expanded
from .ids import VERSION
from .records.thing import Thing
from .refusals import Refusal
from .shapes import shape

if TYPE_CHECKING:
    from clonery.server.call import Call
    from clonery.server.operation import Operation
    from clonery.server.state.outbox import Delivery

TYPES = {"hosted": "hosted_page", "embedded": "embedded_page", "custom": "elements"}
"""What `ui_mode` was called by the versions that older clients pin."""
DESCRIBED = (("external_account",), ("bank_account",), ("source",), ("card",))
READS, WRITES = ("read", 100), ("write", 100)
"""Calls a second in test mode."""


class Stripe(Dialect):
    """Stripe's dialect of /v1 (forms) and /v2 (JSON)."""

    paging_arguments: ClassVar[frozenset[str]] = frozenset({"limit", "starting_after", "ending_before", "expand"})
    page_size = 10
    page_limit = 100
    newest_first = True
    refuses_unknown = True

    @cached_property
    def completion(self) -> Completion:
        """What the published schemas say that an object always shows."""
        return Completion(self.clone.specs.schema)

    @cached_property
    def paths(self) -> dict[str, str]:
        """Where an object of each kind is read, with the id's placeholder."""
        return {
            one.entry["effect"]["kind"]: one.entry["http"]["path"]
            for one in self.clone.operations.values()
            if one.entry.get("effect", {}).get("verb") == "read" and one.entry["http"]["path"].count("{") == 1
        }

    # coming in

    def token(self, request: Request) -> str | None:
        """A bearer token, or the user name of basic authorization."""
        sent = request.basic
        return (sent[0] or None) if sent else super().token(request)

    def body(self, request: Request, operation: Operation) -> Any:
        """The body; what a DELETE takes is sent as a query by the vendor's clients. Pages read their own forms."""
        if operation.name.startswith("pages/"):
            return None
        if request.method == "DELETE" and not request.body and request.query:
            named = {argument.wire: argument.schema for argument in operation.at("body")}
            read, schemas = bodies.form(request.query.encode()), self.clone.specs.schema
            return {k: texts.typed(named[k], v, schemas) if k in named else v for k, v in read.items()}
        read = super().body(request, operation)
        if isinstance(read, dict) and request.content_type == bodies.FORM:
            lists = {one.wire for one in operation.at("body") if one.types == ("array",)}
            wrong = [name for name in lists & read.keys() if isinstance(read[name], str) and read[name]]
            if wrong:
                raise Invalid(flaws=tuple(Flaw((name,), "type", read[name], ["array"]) for name in sorted(wrong)))
        return read

    def mint(self, call: Call, user: Any, scopes: tuple[str, ...] | None) -> str:
        """A secret test key; with scopes, a restricted one."""
        return call.new_id("sk_test_51" if scopes is None else "rk_test_51", 97)

    def needs(self, call: Call) -> None:
        """A restricted key names what it may do: `rak_customer_read`; to write a thing is to read it as well."""
        keys.check(call)
        scopes = call.credential.scopes if call.credential else None
        kind = call.operation.entry.get("effect", {}).get("kind") if call.operation else None
        if scopes is None or not kind:
            return
        needed = (
            [f"rak_{kind}_write"]
            if call.operation and call.operation.writes
            else [f"rak_{kind}_read", f"rak_{kind}_write"]
        )
        if not set(needed) & set(scopes):
            raise MissingScope(needed=needed, provided=list(scopes))

    def forgive(self, call: Call, arguments: dict[str, Any], flaws: tuple[Flaw, ...]) -> tuple[Flaw, ...]:
        """Where the description knows a token alone, cards and banks may be described in full, as SDKs do."""
        old = arguments.get("ui_mode")
        if isinstance(old, str) and old in TYPES:
            arguments["ui_mode"] = TYPES[old]
            flaws = tuple(flaw for flaw in flaws if flaw.path != ("ui_mode",))
        told = (flaw.rule == "type" and flaw.path in DESCRIBED and isinstance(flaw.value, dict) for flaw in flaws)
        return tuple(flaw for flaw, fine in zip(flaws, told, strict=True) if not fine)

    def paging(self, call: Call, arguments: dict[str, Any]) -> Paging:
        size = arguments.get("limit", self.page_size)
        if not 1 <= size <= self.page_limit:
            bound = "greater than or equal to 1" if size < 1 else "less than or equal to 100"
            message = f"This value must be {bound} (it currently is '{size}')."
            raise Refusal(message, "parameter_invalid_integer", "limit")
        return Paging(size, after=arguments.get("starting_after"), before=arguments.get("ending_before"))

    def new_id(self, call: Call, kind: str) -> str:
        prefix, size = ids.form(kind)
        return call.new_id(prefix, size)

    def spend(self, call: Call) -> None:
        bucket, limit = READS if call.request.method == "GET" else WRITES
        rates.spend(call, bucket, limit, rates.SECOND)
        idempotency.check(call)

    # going out

    def now(self, moment: int) -> Any:
        """Seconds since 1970."""
        return moment // 1_000_000

    def show(self, call: Call, result: Any, whole: bool = True) -> Any:
        """A list says the path that it was asked at."""
        if isinstance(result, Thing):
            return shape(call, result, whole)
        if isinstance(result, dict) and result.get("object") in ("list", "search_result") and "url" in result:
            result = {**result, "url": ids.address(call)}
        shown = super().show(call, result, whole)
        return shown if isinstance(result, Record) else expanded(call, shown)

    def shown(self, call: Call, record: Record, whole: bool) -> Any:
        shown = super().shown(call, record, whole)
        return expanded(call, shown) if whole else shown

    def plain(self, call: Call, record: Record) -> Any:
        """A record that no operation is written for, without what the clone keeps for itself."""
        return {name: value for name, value in record.doc.items() if not name.startswith("_")}

    def page(self, call: Call, page: Page) -> Any:
        """A list object, which says whether there is more."""
        url = ids.address(call).replace("/v1/balance/history", "/v1/balance_transactions")  # the older name
        return {"object": "list", "data": self.items(call, page), "has_more": page.more, "url": url}

    def error(self, call: Call, problem: Problem) -> tuple[int, Any]:
        """What was refused before it was executed is not kept for an idempotency key."""
        refused = isinstance(
            problem, idempotency.Replayed | Unauthorized | MissingScope | NoRoute | WrongMethod | RateLimited
        )
        if (
            refused
            or (isinstance(problem, Invalid) and problem.flaws)
            or problem.details.get("type") == "idempotency_error"
        ):
            call.memo["unexecuted"] = True
        return wording.error(call, problem)

    def finish(self, call: Call, answer: Answer) -> Answer:
        """Keep the answer for its idempotency key: beside what a call wrote, or alone where it was refused."""
        if call.request.header("idempotency-key"):
            if call.session.store.db.in_transaction or answer.status < 300:
                idempotency.keep(call, answer)
            else:
                with call.session.transaction():
                    idempotency.keep(call, answer)
        return answer

    def headers(self, call: Call, status: int) -> Iterable[tuple[str, str]]:
        request = call.request
        made = [
            ("Request-Id", f"req_{call.request_id[:14]}"), ("Stripe-Version", request.header("stripe-version",
                                                                                             VERSION)),
            ("Cache-Control", "no-cache, no-store"), ("Access-Control-Allow-Origin", "*"),
            ("Access-Control-Expose-Headers", "Request-Id, Stripe-Manage-Version, Stripe-Should-Retry"),
        ]  # fmt: skip
        for name, sent in (("Idempotency-Key", "idempotency-key"), ("Stripe-Account", "stripe-account")):
            if request.header(sent):
                made.append((name, request.header(sent)))
        if status in (409, 429) or status >= 500:
            made.append(("Stripe-Should-Retry", "true" if status < 500 else "false"))
        return made

    def sign(self, delivery: Delivery, now: int) -> dict[str, str]:
        """The signature of a webhook's request, which clients refuse when it is older than five minutes."""
        return {"Stripe-Signature": signature(delivery.body, str(delivery.details.get("secret", "")), now)}

    def actor_name(self, record: Any) -> str:
        return str(record.get("email") or record.id)

    def open(self, operation: Operation) -> bool:
        """Pages are for anyone who has their address."""
        return operation.name.startswith("pages/") and operation.name != "pages/contents"
