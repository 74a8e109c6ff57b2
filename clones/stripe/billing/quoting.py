"""Quotes: what they offer, and what accepting one makes; https://docs.stripe.com/quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import timing
from ..lookups import cleared, metadata, save
from ..payments import connecting
from ..records.billing import Quote, Subscription
from ..records.customers import Customer, Price
from ..refusals import Refusal, absent
from ..shapes import shape
from . import checking, discounting, invoicing, lines, pricing, scheduling, subscribing, terms, totals
from .lines import Line
from .standing import time_of

if TYPE_CHECKING:
    from clonery.server.call import Call

DETAILS = {"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0}
SHARES = ("transfer_data", "application_fee_amount", "application_fee_percent")
PLAIN = ("header", "footer", "description", "collection_method", "expires_at", "on_behalf_of")


def items_of(call: Call, given: list[dict[str, Any]], at: int, customer: str | None) -> list[dict[str, Any]]:
    """The items that a quote offers. Raises Refusal, NotFound."""
    made = []
    for number, each in enumerate(given):
        param = f"line_items[{number}]"
        price = call.peek(Price, each.get("price"))
        recurring = bool(price and price.recurring) or bool((each.get("price_data") or {}).get("recurring"))
        price = pricing.priced(call, each, param, recurring)
        used = discounting.resolve(call, each.get("discounts"), at, price.currency, customer, f"{param}[discounts]")
        made.append({"id": call.new_id("li_"), "price": price.id, "quantity": each.get("quantity", 1),
                     "discounts": used,
                     "tax_rates": terms.rates(call, each.get("tax_rates"), f"{param}[tax_rates]")})  # fmt: skip
    if len({call.get(Price, item["price"]).currency for item in made}) > 1:
        raise Refusal("All line items of a quote must have the same currency.", param="line_items")
    return made


def line_of(call: Call, item: dict[str, Any], at: int) -> Line:
    """An item as an invoice would bill it."""
    price = call.get(Price, item["price"])
    made = lines.once(call, None, price, {"quantity": item["quantity"], "tax_rates": item["tax_rates"]}, at)
    return {**made, "discounts": list(item.get("discounts") or [])}


def sums(call: Call, quote: Any, items: list[dict[str, Any]], at: int) -> tuple[dict[str, Any], list[Line]]:
    """What items come to with the quote's discounts and taxes."""
    made = [line_of(call, item, at) for item in items]
    customer = call.peek(Customer, quote.get("customer"))
    total = totals.total(
        call, made, quote["discounts"], quote["default_tax_rates"], customer.tax_exempt if customer else None
    )
    details = {**DETAILS, "amount_discount": sum(each["amount"] for each in total["total_discount_amounts"]),
               "amount_tax": sum(each["amount"] for each in total["total_taxes"])}  # fmt: skip
    return {
        "amount_subtotal": sum(line["amount"] for line in made),
        "amount_total": total["total"],
        "total_details": details,
    }, made


def recurring(call: Call, item: dict[str, Any]) -> bool:
    return call.get(Price, item["price"]).recurring is not None


def computed(call: Call, fields: dict[str, Any], at: int) -> dict[str, Any]:
    """The sums of a quote: of what recurs, and of what is due at first."""
    items = fields["_items"]
    whole, _ = sums(call, fields, items, at)
    again = [item for item in items if recurring(call, item)]
    made: dict[str, Any] = {"recurring": None, "upfront": whole}
    if again:
        pace = call.get(Price, again[0]["price"]).recurring or {}
        held, _ = sums(call, fields, again, at)
        made["recurring"] = {**held, "interval": pace["interval"], "interval_count": pace["interval_count"]}
    return {**whole, "computed": made}


def shown_items(call: Call, quote: Quote, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Items of a quote as the API shows them."""
    _, made = sums(call, quote.doc, items, quote.created)
    shown = []
    for item, line in zip(items, made, strict=True):
        off = line["amount"] - totals.net(line)
        tax = sum(each["amount"] for each in line["taxes"] if each["tax_behavior"] == "exclusive")
        shown.append({
            "id": item["id"], "object": "item", "amount_discount": off, "amount_subtotal": line["amount"],
            "amount_tax": sum(each["amount"] for each in line["taxes"]), "amount_total": line["amount"] - off + tax,
            "currency": line["currency"], "description": line["description"], "quantity": item["quantity"],
            "price": shape(call, call.get(Price, item["price"]), False),
        })  # fmt: skip
    return shown


def fields_of(
    call: Call, given: dict[str, Any], at: int, customer: str | None, before: dict[str, Any]
) -> dict[str, Any]:
    """The fields of a quote that parameters set, with its sums. Raises Refusal, NotFound."""
    made: dict[str, Any] = {name: value for name, value in cleared(given).items() if name in PLAIN}
    if "line_items" in given:
        made["_items"] = items_of(call, given["line_items"] or [], at, customer)
    items = made.get("_items", before.get("_items", []))
    currency = call.get(Price, items[0]["price"]).currency if items else None
    if "default_tax_rates" in given:
        made["default_tax_rates"] = terms.rates(call, given["default_tax_rates"], "default_tax_rates")
    if "discounts" in given:
        made["discounts"] = discounting.resolve(call, given["discounts"], at, currency or "usd", customer)
    if "metadata" in given:
        made["metadata"] = metadata(given["metadata"], before.get("metadata"))
    if "subscription_data" in given:
        made["subscription_data"] = {**before["subscription_data"], **cleared(given["subscription_data"])}
        begins = made["subscription_data"].get("effective_date")
        if begins is not None and (not isinstance(begins, int) or begins <= at):
            message = "The effective date must be a time in the future."
            raise Refusal(message, param="subscription_data[effective_date]")
    for name in SHARES:
        if name in given:
            made[name] = given[name] or None
    if made.get("transfer_data"):
        connecting.account_of(call, made["transfer_data"]["destination"], "transfer_data[destination]")
    days = (given.get("invoice_settings") or {}).get("days_until_due")
    if days is not None:
        made |= {"_days_until_due": days, "invoice_settings": {"days_until_due": days, "issuer": {"type": "self"}}}
    whole = {**before, **made, "customer": customer, "currency": currency, "_items": items}
    tax = checking.automatic_tax(given, call.peek(Customer, customer))
    if tax is not None:
        shown = checking.of_invoice(tax)
        made["automatic_tax"] = {name: shown[name] for name in ("enabled", "liability", "provider", "status")}
    return {**made, "customer": customer, "currency": currency, **computed(call, whole, at)}


def accept(call: Call, quote: Quote) -> Quote:
    """The customer agrees: a subscription, or an invoice. Raises Refusal."""
    if quote.customer is None:
        raise absent("customer")
    customer, at = call.get(Customer, quote.customer), time_of(call, quote)
    stamp = {"status": "accepted", "status_transitions": {**quote.status_transitions, "accepted_at": at}}
    again = [item for item in quote._items if recurring(call, item)]
    others = [item for item in quote._items if item not in again]
    if not again:
        made = [line_of(call, item, at) for item in others]
        parent = {"quote_details": {"quote": quote.id}, "subscription_details": None, "type": "quote_details"}
        invoice = invoicing.draft(
            call, customer, made, at, billing_reason="quote_accept", collection_method=quote.collection_method,
            currency=quote.currency, default_tax_rates=quote.default_tax_rates, discounts=quote.discounts,
            parent=parent,
            auto_advance=False, _days_until_due=quote._days_until_due, _transfer=quote.get("transfer_data"),
            _fee=quote.get("application_fee_amount"),
        )  # fmt: skip
        return _accepted(call, quote, invoice=invoice.id, **stamp)
    data = quote.subscription_data
    given: dict[str, Any] = {
        "items": _items(again), "add_invoice_items": _items(others),
        "collection_method": quote.collection_method, "default_tax_rates": quote.default_tax_rates,
        "discounts": [{"discount": id} for id in quote.discounts], "metadata": data.get("metadata") or {},
        "description": data.get("description"), "trial_period_days": data.get("trial_period_days"),
    }  # fmt: skip
    if quote.collection_method == "send_invoice":
        given["days_until_due"] = quote._days_until_due or 30
    given |= {name: quote.get(name) for name in ("transfer_data", "application_fee_percent") if quote.get(name)}
    if data.get("effective_date"):
        return _later(call, quote, customer, given, int(data["effective_date"]), stamp)
    held: Subscription = subscribing.create(call, customer, given, "default_incomplete")
    return _accepted(call, quote, subscription=held.id, invoice=held.latest_invoice, **stamp)


def _items(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Items of a quote as parameters."""
    return [
        {"price": item["price"], pricing.KEPT: True, "quantity": item["quantity"], "tax_rates": item["tax_rates"],
         "discounts": _asked(item)}
        for item in items
    ]  # fmt: skip


def _asked(item: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"discount": id} for id in item.get("discounts") or []]


def _later(
    call: Call, quote: Quote, customer: Customer, given: dict[str, Any], begins: int, stamp: dict[str, Any]
) -> Quote:
    """A subscription that begins on a day that was agreed on: a schedule waits for it."""
    names = ("items", "add_invoice_items", "collection_method", "default_tax_rates", "discounts", "metadata",
             "description", "transfer_data", "application_fee_percent")  # fmt: skip
    phase = {name: given[name] for name in names if given.get(name)}
    if given.get("days_until_due"):
        phase["invoice_settings"] = {"days_until_due": given["days_until_due"]}
    if given.get("trial_period_days"):
        phase["trial_end"] = begins + given["trial_period_days"] * timing.DAY
    made = scheduling.create(call, customer, {"start_date": begins, "phases": [phase]})
    return _accepted(call, quote, subscription_schedule=made.id, **stamp)


@timing.step("expire_quote")
def expire(call: Call, id: str) -> None:
    """Nobody accepted a quote in time."""
    quote = call.peek(Quote, id)
    if quote is not None and quote.status == "open" and quote.expires_at <= time_of(call, quote):
        cancel(call, quote)


def cancel(call: Call, quote: Quote) -> Quote:
    at = time_of(call, quote)
    return save(call, quote, "quote.canceled", status="canceled",
                status_transitions={**quote.status_transitions, "canceled_at": at})  # fmt: skip


def copied(call: Call, source: Quote) -> dict[str, Any]:
    """The parameters that a quote made of another has from it."""
    made = {name: source.get(name) for name in (*PLAIN, *SHARES) if source.get(name) and name != "expires_at"}
    data = {name: value for name, value in source.subscription_data.items() if value}
    return {
        **made, "line_items": _items(source._items), "default_tax_rates": source.default_tax_rates,
        "subscription_data": data, "discounts": [{"discount": id} for id in source.discounts],
        "metadata": source.metadata,
    }  # fmt: skip


def _accepted(call: Call, quote: Quote, **changes: Any) -> Quote:
    made = save(call, quote, **changes)
    call.emit("quote.accepted", object=made)
    return made
