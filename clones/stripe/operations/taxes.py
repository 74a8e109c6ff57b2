"""Stripe Tax: calculations, the transactions made of them, registrations, settings; https://docs.stripe.com/api/tax/calculations."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation

from ..lookups import find, make, metadata, named, part, save
from ..money import amounts, taxing
from ..records.customers import Customer, Product
from ..records.services import Calculation, TaxTransaction
from ..refusals import Refusal, absent, missing
from ..shapes import Shown, included, sublist
from ..timing import DAY
from .tax_settings import defaults

Lines = list[dict[str, Any]]
GOOD_DAYS = 90
"""How long a calculation can be made a transaction of."""


@operation("PostTaxCalculations")
def calculate(
    call: Call, currency: str, line_items: Lines, customer: str | None = None,
    customer_details: dict[str, Any] | None = None, shipping_cost: dict[str, Any] | None = None,
    ship_from_details: dict[str, Any] | None = None, tax_date: int | None = None,
) -> Calculation:  # fmt: skip
    """POST /v1/tax/calculations: nothing is kept of it but the calculation itself, for three months."""
    currency, at = currency.lower(), tax_date or call.now
    amounts.known(currency)
    details = _details(call, customer, customer_details)
    lines: Lines = []
    for place, given in enumerate(line_items):
        lines.append(_line(call, given, details, currency, at, f"line_items[{place}]"))
    if len({line["reference"] for line in lines}) < len(lines):
        raise Refusal("The references of line items must be unique.", param="line_items")
    shipping = None
    if shipping_cost is not None:
        code = shipping_cost.get("tax_code") or "txcd_92010001"
        shipping = _taxed(
            call, {**shipping_cost, "amount": shipping_cost.get("amount", 0)}, code, details, currency, at
        )
    taxed = [*lines, *([shipping] if shipping else [])]
    inside = sum(one["amount_tax"] for one in taxed if one["tax_behavior"] == "inclusive")
    outside = sum(one["amount_tax"] for one in taxed if one["tax_behavior"] == "exclusive")
    parts = [(each, one["tax_behavior"] == "inclusive") for one in taxed for each in one["tax_breakdown"]]
    return make(
        call, Calculation, id=None, amount_total=sum(one["amount"] for one in taxed) + outside, currency=currency,
        customer=customer, customer_details=details, expires_at=call.now + GOOD_DAYS * DAY, tax_date=at,
        shipping_cost=shipping, ship_from_details=ship_from_details, tax_amount_exclusive=outside,
        tax_amount_inclusive=inside, tax_breakdown=taxing.summed(parts), _lines=lines,
    )  # fmt: skip


def _lines(found: Calculation | TaxTransaction) -> Lines:
    """The lines that an object keeps to itself."""
    return found.get("_lines") or []


def _details(call: Call, customer: str | None, given: dict[str, Any] | None) -> dict[str, Any]:
    """Where the customer is. Raises Refusal where that is not told, or is no place that can be taxed."""
    told = dict(given or {})
    if customer is not None:
        found = named(call, Customer, customer, "customer")
        told.setdefault("address", found.get("address"))
        told.setdefault("address_source", "billing")
        if found.get("tax_exempt") == "reverse":
            told.setdefault("taxability_override", "reverse_charge")
        elif found.get("tax_exempt") == "exempt":
            told.setdefault("taxability_override", "customer_exempt")
    elif given is None:
        raise absent("customer_details")
    address = {name: value or None for name, value in (told.get("address") or {}).items()}
    if not address.get("country") or (address["country"] == "US" and not address.get("state")):
        message = "The customer's location isn't recognized. Set a valid customer address in order to calculate tax."
        raise Refusal(message, "customer_tax_location_invalid", "customer_details[address]")
    return {
        "address": address, "address_source": told.get("address_source"), "ip_address": told.get("ip_address"),
        "tax_ids": told.get("tax_ids") or [], "taxability_override": told.get("taxability_override") or "none",
    }  # fmt: skip


def _line(
    call: Call, given: dict[str, Any], details: dict[str, Any], currency: str, at: int, param: str
) -> dict[str, Any]:
    product = named(call, Product, given["product"], f"{param}[product]") if given.get("product") else None
    code = given.get("tax_code") or (product.get("tax_code") if product else None)
    id = call.new_id("tax_li_")
    return {
        "id": id, "object": "tax.calculation_line_item", "livemode": False, "product": given.get("product"),
        "metadata": given.get("metadata") or None, "quantity": given.get("quantity", 1),
        "reference": given.get("reference") or id,
        **_taxed(call, given, code or defaults(call).get("tax_code") or taxing.GENERAL, details, currency, at),
    }  # fmt: skip


def _taxed(
    call: Call, given: dict[str, Any], code: str, details: dict[str, Any], currency: str, at: int
) -> dict[str, Any]:
    behavior = given.get("tax_behavior") or _behavior(call, currency)
    broken = taxing.breakdown(
        call, given["amount"], behavior == "inclusive", code, details["address"], details["taxability_override"], at
    )
    made = {"amount": given["amount"], "amount_tax": broken["amount"], "tax_behavior": behavior, "tax_code": code,
            "tax_breakdown": [broken]}  # fmt: skip
    return {**made, "shipping_rate": given["shipping_rate"]} if given.get("shipping_rate") else made


def _behavior(call: Call, currency: str) -> str:
    """What a price is where it does not say: with `inferred_by_currency`, dollars come without taxes."""
    told = defaults(call).get("tax_behavior") or "exclusive"
    return told if told != "inferred_by_currency" else "exclusive" if currency in ("usd", "cad") else "inclusive"


@operation("GetTaxCalculationsCalculation")
def get_calculation(call: Call, calculation: str) -> Calculation:
    """GET /v1/tax/calculations/{calculation}"""
    return _good(call, find(call, Calculation, calculation, "calculation"))


def _good(call: Call, found: Calculation) -> Calculation:
    if found.expires_at is not None and found.expires_at <= call.now:
        raise missing("tax_calculation", found.id, "calculation")
    return found


@operation("GetTaxCalculationsCalculationLineItems")
def list_calculation_lines(call: Call, calculation: str) -> Page:
    """GET /v1/tax/calculations/{calculation}/line_items"""
    return part(call, _lines(_good(call, find(call, Calculation, calculation, "calculation"))))


@included("tax.calculation", "line_items")
def _calculation_lines(call: Call, shown: Shown) -> Shown:
    return sublist(call, f"/v1/tax/calculations/{shown['id']}/line_items", _lines(call.get(Calculation, shown["id"])))


def _unused(call: Call, reference: str) -> None:
    if call.first(TaxTransaction, {"reference": reference}) is not None:
        message = f"A transaction with the reference '{reference}' already exists."
        raise Refusal(message, "resource_already_exists", "reference")


@operation("PostTaxTransactionsCreateFromCalculation")
def create_transaction(
    call: Call, calculation: str, reference: str, posted_at: int | None = None, **given: Any
) -> TaxTransaction:
    """POST /v1/tax/transactions/create_from_calculation"""
    found = _good(call, named(call, Calculation, calculation, "calculation"))
    _unused(call, reference)
    if found.get("_used"):
        raise Refusal(f"A transaction was already made of the calculation {found.id}.", param="calculation")
    lines = [
        {**{name: value for name, value in line.items() if name != "tax_breakdown"}, "id": call.new_id("tax_li_"),
         "object": "tax.transaction_line_item", "type": "transaction", "reversal": None}
        for line in _lines(found)
    ]  # fmt: skip
    made = make(
        call, TaxTransaction, id=None, currency=found.currency, customer=found.customer, reference=reference,
        customer_details=found.get("customer_details"), ship_from_details=found.get("ship_from_details"),
        posted_at=posted_at or call.now, reversal=None, tax_date=found.get("tax_date"), type="transaction",
        shipping_cost=_without_parts(found.get("shipping_cost")), _lines=lines,
        metadata=metadata(given.get("metadata")),
    )  # fmt: skip
    save(call, found, _used=made.id)
    return made


def _without_parts(cost: dict[str, Any] | None) -> dict[str, Any] | None:
    return {name: value for name, value in cost.items() if name != "tax_breakdown"} if cost else None


@operation("PostTaxTransactionsCreateReversal")
def create_reversal(
    call: Call, mode: str, original_transaction: str, reference: str, flat_amount: int | None = None,
    line_items: Lines | None = None, shipping_cost: dict[str, Any] | None = None, **given: Any,
) -> TaxTransaction:  # fmt: skip
    """POST /v1/tax/transactions/create_reversal: of all, of lines, or of a flat amount spread over them."""
    found = named(call, TaxTransaction, original_transaction, "original_transaction")
    if found.type == "reversal":
        raise Refusal("A reversal can't be reversed.", param="original_transaction")
    _unused(call, reference)
    if mode == "full":
        if flat_amount is not None or line_items:
            raise Refusal("`line_items` and `flat_amount` are only for partial reversals.", param="mode")
        asked = [{"original_line_item": one["id"], "amount": -one["amount"], "amount_tax": -one["amount_tax"],
                  "reference": one["reference"], "quantity": one["quantity"]} for one in _lines(found)]  # fmt: skip
        cost = found.get("shipping_cost")
        shipping_cost = {"amount": -cost["amount"], "amount_tax": -cost["amount_tax"]} if cost else None
    elif flat_amount is not None:
        asked = _spread(found, flat_amount)
    elif line_items or shipping_cost:
        asked = line_items or []
    else:
        raise absent("line_items")
    lines = [_reversed(call, found, one) for one in asked]
    cost = {**(_without_parts(found.get("shipping_cost")) or {}), **shipping_cost} if shipping_cost else None
    return make(
        call, TaxTransaction, id=None, currency=found.currency, customer=found.get("customer"), reference=reference,
        customer_details=found.get("customer_details"), ship_from_details=found.get("ship_from_details"),
        posted_at=call.now, reversal={"original_transaction": found.id}, tax_date=found.get("tax_date"),
        type="reversal", shipping_cost=cost, _lines=lines, metadata=metadata(given.get("metadata")),
    )  # fmt: skip


def _spread(found: TaxTransaction, flat: int) -> Lines:
    """A flat amount, below zero and with its taxes, by what each line cost; the last one takes the rest."""
    whole = sum(
        one["amount"] + (one["amount_tax"] if one["tax_behavior"] == "exclusive" else 0) for one in _lines(found)
    )
    if flat >= 0 or -flat > whole:
        raise Refusal(f"The flat amount must be below zero and at least {-whole}.", param="flat_amount")
    made, left = [], flat
    for place, one in enumerate(_lines(found)):
        total = one["amount"] + (one["amount_tax"] if one["tax_behavior"] == "exclusive" else 0)
        part_of = left if place == len(_lines(found)) - 1 else flat * total // whole
        left -= part_of
        tax = part_of * one["amount_tax"] // total if total else 0
        alone = part_of - (tax if one["tax_behavior"] == "exclusive" else 0)
        made.append({"original_line_item": one["id"], "amount": alone, "amount_tax": tax,
                     "reference": one["reference"], "quantity": one["quantity"]})  # fmt: skip
    return made


def _reversed(call: Call, found: TaxTransaction, given: dict[str, Any]) -> dict[str, Any]:
    old = next((one for one in _lines(found) if one["id"] == given["original_line_item"]), None)
    if old is None:
        raise missing("line_item", given["original_line_item"], "line_items[original_line_item]", 400)
    if given["amount"] > 0 or given["amount"] < -old["amount"] or given["amount_tax"] < -old["amount_tax"]:
        raise Refusal("A line is reversed by an amount below zero, and by no more than it was.", param="line_items")
    return {**old, "id": call.new_id("tax_li_"), "amount": given["amount"], "amount_tax": given["amount_tax"],
            "quantity": given.get("quantity", old["quantity"]), "reference": given["reference"], "type": "reversal",
            "reversal": {"original_line_item": old["id"]}, "metadata": given.get("metadata") or None}  # fmt: skip


@operation("GetTaxTransactionsTransaction")
def get_transaction(call: Call, transaction: str) -> TaxTransaction:
    """GET /v1/tax/transactions/{transaction}"""
    return find(call, TaxTransaction, transaction, "transaction")


@operation("GetTaxTransactionsTransactionLineItems")
def list_transaction_lines(call: Call, transaction: str) -> Page:
    """GET /v1/tax/transactions/{transaction}/line_items"""
    return part(call, _lines(find(call, TaxTransaction, transaction, "transaction")))


@included("tax.transaction", "line_items")
def _transaction_lines(call: Call, shown: Shown) -> Shown:
    lines = _lines(call.get(TaxTransaction, shown["id"]))
    return sublist(call, f"/v1/tax/transactions/{shown['id']}/line_items", lines)
