"""Quotes; https://docs.stripe.com/api/quotes."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation

from .. import timing
from ..billing import quoting, standing
from ..lookups import find, listing, make, named, part, save
from ..records.billing import Quote
from ..records.customers import Customer
from ..refusals import Refusal
from ..shapes import included, sublist
from .customers import customer_of

LASTS = 30 * timing.DAY
"""How long an offer stands unless it says otherwise, in seconds."""


def quote_of(call: Call, id: str, *statuses: str) -> Quote:
    """A quote that may be changed so. Raises NotFound, Refusal."""
    found = find(call, Quote, id, "quote")
    if statuses and found.status not in statuses:
        raise Refusal(f"The quote has the status {found.status}: it must be {' or '.join(statuses)}.")
    return found


@operation("PostQuotes")
def create_quote(call: Call, customer: str | None = None, test_clock: str | None = None, **given: Any) -> Quote:
    """POST /v1/quotes: a draft, with its sums."""
    asked = given.pop("from_quote", None)
    source = named(call, Quote, asked["quote"], "from_quote[quote]") if asked else None
    if source is not None:
        if asked.get("is_revision") and source.status != "open":
            message = f"Only open quotes can be revised, and this one is {source.status}."
            raise Refusal(message, param="from_quote[quote]")
        customer, given = customer or source.customer, {**quoting.copied(call, source), **given}
    owner = customer_of(call, customer) if customer else None
    clock = owner.test_clock if owner else test_clock
    at = timing.seconds(call, clock)
    mode = (given.get("subscription_data") or {}).get("billing_mode") or {"type": "flexible"}
    data = {
        "billing_mode": mode,
        "description": None,
        "effective_date": None,
        "metadata": None,
        "trial_period_days": None,
    }
    before: dict[str, Any] = {"discounts": [], "default_tax_rates": [], "subscription_data": data, "_items": []}
    fields = {
        **before, "automatic_tax": {"enabled": False}, "expires_at": at + LASTS, "metadata": {}, "created": at,
        "invoice_settings": {"days_until_due": None, "issuer": {"type": "self"}}, "test_clock": clock,
        "status_transitions": {"accepted_at": None, "canceled_at": None, "finalized_at": None},
        **quoting.fields_of(call, given, at, customer, before),
    }  # fmt: skip
    if source is not None:
        fields["from_quote"] = {"is_revision": bool(asked.get("is_revision")), "quote": source.id}
    return make(call, Quote, "quote.created", **fields)


@operation("GetQuotesQuote")
def get_quote(call: Call, quote: str) -> Quote:
    """GET /v1/quotes/{quote}"""
    return quote_of(call, quote)


@operation("PostQuotesQuote")
def update_quote(call: Call, quote: str, customer: str | None = None, **given: Any) -> Quote:
    """POST /v1/quotes/{quote}: while it is a draft."""
    found = quote_of(call, quote, "draft")
    owner = customer_of(call, customer).id if customer else found.customer
    changes = quoting.fields_of(call, given, standing.time_of(call, found), owner, found.doc)
    return save(call, found, "quote.updated", **changes)


@operation("PostQuotesQuoteFinalize")
def finalize_quote(call: Call, quote: str, expires_at: int | None = None) -> Quote:
    """POST /v1/quotes/{quote}/finalize: numbered, and open to be accepted."""
    found = quote_of(call, quote, "draft")
    if found.customer is None:
        raise Refusal("A quote needs a customer before it is finalized.", "parameter_missing", "customer")
    at, owner = standing.time_of(call, found), call.get(Customer, found.customer)
    made = save(call, found, status="open", number=_number(call, found, owner),
                expires_at=expires_at or found.expires_at,
                status_transitions={**found.status_transitions, "finalized_at": at})  # fmt: skip
    call.emit("quote.finalized", object=made)
    timing.later(call, made.expires_at, "expire_quote", made.id, made.test_clock)
    return made


def _number(call: Call, quote: Quote, owner: Customer) -> str:
    """The next number of the customer's quotes; a revision, which takes the place of what it revises, counts on."""
    told = quote.get("from_quote") or {}
    source = call.peek(Quote, told.get("quote")) if told.get("is_revision") else None
    if source is None or not source.number:
        count = len([one for one in call.all(Quote, {"customer": owner.id}) if (one.number or "").endswith("-1")])
        return f"QT-{owner.invoice_prefix or owner.id[-8:]}-{count + 1:04d}-1"
    if source.status == "open":
        quoting.cancel(call, source)
    head, _, revision = source.number.rpartition("-")
    return f"{head}-{int(revision) + 1}"


@operation("PostQuotesQuoteAccept")
def accept_quote(call: Call, quote: str) -> Quote:
    """POST /v1/quotes/{quote}/accept: a subscription or an invoice comes of it."""
    found = quote_of(call, quote, "open")
    if found.expires_at <= standing.time_of(call, found):
        raise Refusal("The quote has expired.")
    return quoting.accept(call, found)


@operation("PostQuotesQuoteCancel")
def cancel_quote(call: Call, quote: str) -> Quote:
    """POST /v1/quotes/{quote}/cancel"""
    found = quote_of(call, quote, "draft", "open")
    return quoting.cancel(call, found)


@operation("GetQuotesQuoteLineItems")
def list_lines(call: Call, quote: str) -> Page:
    """GET /v1/quotes/{quote}/line_items"""
    found = quote_of(call, quote)
    return part(call, quoting.shown_items(call, found, found._items))


@operation("GetQuotesQuoteComputedUpfrontLineItems")
def list_upfront(call: Call, quote: str) -> Page:
    """GET /v1/quotes/{quote}/computed_upfront_line_items: what is due at first."""
    found = quote_of(call, quote)
    return part(call, quoting.shown_items(call, found, found._items))


@operation("GetQuotes")
def list_quotes(
    call: Call, customer: str | None = None, status: str | None = None, test_clock: str | None = None
) -> Page:
    """GET /v1/quotes"""
    return listing(call, Quote, {"customer": customer, "status": status, "test_clock": test_clock})


@included("quote", "line_items")
def _line_items(call: Call, shown: dict[str, Any]) -> dict[str, Any]:
    found = call.get(Quote, shown["id"])
    return sublist(call, f"/v1/quotes/{found.id}/line_items", quoting.shown_items(call, found, found._items))
