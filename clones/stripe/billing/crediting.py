"""Credit notes: what an invoice is reduced by, and where the money goes; https://docs.stripe.com/invoicing/integration/programmatic-credit-notes."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..lookups import make, metadata, named, save
from ..money import amounts
from ..payments import refunding
from ..records.billing import CreditNote, Invoice, InvoicePayment
from ..records.customers import Customer, CustomerTransaction, TaxRate
from ..records.payments import PaymentIntent, Refund
from ..refusals import Refusal, absent
from . import paying, totals
from .lines import Line
from .standing import time_of

if TYPE_CHECKING:
    from clonery.server.call import Call

LEFT = "The sum of credit, refund and out of band amounts ({given}) must equal the credit note amount ({due})."


def describe(call: Call, given: dict[str, Any]) -> tuple[Invoice, dict[str, Any]]:
    """The invoice, and the fields of a note that parameters ask for: nothing is stored. Raises Refusal, NotFound."""
    invoice = named(call, Invoice, given["invoice"], "invoice")
    if invoice.status not in ("open", "paid", "uncollectible"):
        raise Refusal(f"Credit notes can only be created for invoices that are finalized, not {invoice.status}.")
    lines = credited_lines(call, invoice, given)
    tax = sum(tax["amount"] for line in lines for tax in line["taxes"] if tax["tax_behavior"] == "exclusive")
    inside = sum(tax["amount"] for line in lines for tax in line["taxes"] if tax["tax_behavior"] == "inclusive")
    off = sum(line["discount_amount"] for line in lines)
    subtotal = sum(line["amount"] for line in lines) - off
    shipping = _shipping(invoice, given)
    sent = int(shipping["amount_total"]) if shipping else 0
    total = subtotal + tax + sent
    left = creditable(call, invoice)
    if total < 1:
        raise Refusal("A credit note needs an amount of at least 1.", param="amount")
    if total > left:
        message = f"The credit note total ({total}) is more than what is left of the invoice ({left})."
        raise Refusal(message, param="amount")
    before, after = split(invoice, total)
    return invoice, {
        "amount": total, "amount_shipping": sent, "currency": invoice.currency, "customer": invoice.customer,
        "discount_amount": off, "discount_amounts": [], "effective_at": given.get("effective_at") or time_of(call,
                                                                                                             invoice),
        "invoice": invoice.id, "memo": given.get("memo"), "metadata": metadata(given.get("metadata")),
        "out_of_band_amount": given.get("out_of_band_amount"), "post_payment_amount": after,
        "pre_payment_amount": before,
        "pretax_credit_amounts": [], "reason": given.get("reason"), "refunds": [], "shipping_cost": shipping,
        "status": "issued",
        "subtotal": subtotal, "subtotal_excluding_tax": subtotal - inside, "total": total,
        "total_excluding_tax": total - tax - inside, "total_taxes": totals.summed(lines),
        "type": "mixed" if before and after else "pre_payment" if before else "post_payment", "voided_at": None,
        "created": time_of(call, invoice), "customer_balance_transaction": None, "_clock": invoice.test_clock,
        "_lines": lines,
    }  # fmt: skip


def _shipping(invoice: Invoice, given: dict[str, Any]) -> dict[str, Any] | None:
    """What a note gives back of an invoice's shipping. Raises Refusal where there was none."""
    if not given.get("shipping_cost"):
        return None
    held: dict[str, Any] | None = invoice.get("shipping_cost")
    if not held:
        raise Refusal("The invoice has no shipping cost.", param="shipping_cost")
    return held


def creditable(call: Call, invoice: Invoice) -> int:
    """What of an invoice no note has credited yet."""
    notes = call.all(CreditNote, {"invoice": invoice.id})
    return invoice.total - sum(note.total for note in notes if note.status == "issued")


def split(invoice: Invoice, total: int) -> tuple[int, int]:
    """What of a note lowers what is due, and what gives back what was paid."""
    before = min(total, invoice.amount_remaining) if invoice.status != "paid" else 0
    return before, total - before


def credited_lines(call: Call, invoice: Invoice, given: dict[str, Any]) -> list[Line]:
    """The lines of a note: of the invoice's lines, of its own, or one for an amount of the whole."""
    if given.get("lines"):
        if given.get("amount") is not None:
            raise Refusal("You may only specify one of these parameters: amount, lines.", param="amount")
        return [_line(call, invoice, each, f"lines[{number}]") for number, each in enumerate(given["lines"])]
    money = [given.get(name) for name in ("amount", "credit_amount", "refund_amount", "out_of_band_amount")]
    amount = money[0] if money[0] is not None else sum(part or 0 for part in money[1:])
    if not amount and given.get("shipping_cost"):
        return []
    if not amount:
        raise absent("amount")
    return _shared(call, invoice, amount)


def _shared(call: Call, invoice: Invoice, amount: int) -> list[Line]:
    """An amount of the whole invoice, taxes in it, as one line."""
    share = Fraction(amount, invoice.total) if invoice.total else Fraction(0)
    taxes = [
        {**tax, "amount": amounts.rounded(tax["amount"] * share),
         "taxable_amount": amounts.rounded(tax["taxable_amount"] * share)}
        for tax in invoice.get("total_taxes") or []
    ]  # fmt: skip
    outside = sum(tax["amount"] for tax in taxes if tax["tax_behavior"] == "exclusive")
    return [_made(amount - outside, taxes, None, "Credit", 1)]


def _line(call: Call, invoice: Invoice, given: dict[str, Any], param: str) -> Line:
    if given["type"] == "custom_line_item":
        unit = given.get("unit_amount_decimal", given.get("unit_amount"))
        if unit is None and given.get("amount") is None:
            raise absent(f"{param}[unit_amount]")
        quantity = given.get("quantity", 1)
        amount = given.get(
            "amount", amounts.rounded(amounts.fraction(unit or 0, f"{param}[unit_amount_decimal]") * quantity)
        )
        rates = [named(call, TaxRate, id, f"{param}[tax_rates]").id for id in given.get("tax_rates") or []]
        taxes = totals.taxes(call, amount, rates, call.get(Customer, invoice.customer).tax_exempt)
        made = _made(amount, taxes, None, given.get("description"), quantity)
        return {**made, "unit_amount": given.get("unit_amount"), "_rates": rates, "tax_rates": rates}
    line = next((line for line in invoice._lines if line["id"] == given.get("invoice_line_item")), None)
    if line is None:
        raise Refusal(
            f"No such invoice line item: '{given.get('invoice_line_item')}'",
            "resource_missing",
            f"{param}[invoice_line_item]",
        )
    amount = given.get("amount")
    if amount is None:
        quantity = given.get("quantity", line["quantity"] or 1)
        amount = amounts.rounded(Fraction(line["amount"] * quantity, line["quantity"] or 1))
    if amount > line["amount"]:
        raise Refusal("The amount is more than that of the invoice line.", param=f"{param}[amount]")
    share = Fraction(amount, line["amount"]) if line["amount"] else Fraction(0)
    off = amounts.rounded((line["amount"] - totals.net(line)) * share)
    taxes = totals.taxes(
        call, amount - off, line["_rates"] or invoice.default_tax_rates, call.get(Customer, invoice.customer).tax_exempt
    )
    made = _made(amount, taxes, line["id"], line["description"], given.get("quantity", line["quantity"]))
    return {**made, "discount_amount": off}


def _made(amount: int, taxes: list[dict[str, Any]], line: str | None, description: str | None, quantity: Any) -> Line:
    made: Line = {
        "id": "cnli_preview", "object": "credit_note_line_item", "amount": amount, "description": description,
        "discount_amount": 0, "discount_amounts": [], "livemode": False, "metadata": {}, "pretax_credit_amounts": [],
        "quantity": quantity, "tax_rates": [], "taxes": taxes, "unit_amount": None, "unit_amount_decimal": None,
        "type": "invoice_line_item" if line else "custom_line_item",
    }  # fmt: skip
    return {**made, "invoice_line_item": line} if line else made


def issue(call: Call, given: dict[str, Any]) -> CreditNote:
    """Store a note and move its money: less is due, or it is refunded, credited, given back. Raises Refusal."""
    invoice, fields = describe(call, given)
    after = fields["post_payment_amount"]
    refunds = [
        (named(call, Refund, each.get("refund"), "refunds[refund]"), each) for each in given.get("refunds") or []
    ]
    parts = {name: given.get(f"{name}_amount") or 0 for name in ("credit", "refund", "out_of_band")}
    linked = sum(each.get("amount_refunded", refund.amount) for refund, each in refunds)
    if after and sum(parts.values()) + linked != after:
        raise Refusal(LEFT.format(given=sum(parts.values()) + linked, due=after))
    if not after and sum(parts.values()) + linked:
        raise Refusal("An invoice that is not paid can't be refunded or credited: give the amount alone.")
    fields["_lines"] = [{**line, "id": call.new_id("cnli_")} for line in fields["_lines"]]
    count = len(call.all(CreditNote, {"invoice": invoice.id})) + 1
    made = make(call, CreditNote, **{**fields, "number": f"{invoice.number}-CN-{count:02d}"})
    if parts["refund"]:
        intent = call.get(PaymentIntent, invoice._intent)
        refund = refunding.refund(call, refunding.charge_of(call, intent), parts["refund"], None)
        refunds.append((refund, {"amount_refunded": parts["refund"]}))
    shown = [{"amount_refunded": each.get("amount_refunded", refund.amount), "payment_record_refund": None,
              "refund": refund.id, "type": "refund"} for refund, each in refunds]  # fmt: skip
    made = save(call, made, refunds=shown)
    if parts["credit"]:
        made = save(
            call, made, _balance=parts["credit"], customer_balance_transaction=_credit(call, made, -parts["credit"])
        )
    call.emit("credit_note.created", object=made)
    _reduce(call, invoice, made)
    return made


def _credit(call: Call, note: CreditNote, amount: int) -> str:
    """Move the customer's balance; the id of the transaction."""
    customer = call.get(Customer, note.customer)
    ending = customer.balance + amount
    booked = make(call, CustomerTransaction, amount=amount, currency=note.currency, customer=customer.id,
                  credit_note=note.id,
                  ending_balance=ending, type="credit_note", invoice=note.invoice, created=note.created,
                  description=None)  # fmt: skip
    save(call, customer, "customer.updated", balance=ending, currency=customer.currency or note.currency)
    return booked.id


def _reduce(call: Call, invoice: Invoice, note: CreditNote) -> None:
    """Less is due of an invoice; when nothing is left it is paid."""
    before, after = note.pre_payment_amount, note.post_payment_amount
    due = invoice.amount_due - before
    made = save(
        call, invoice, "invoice.updated", amount_due=due, amount_remaining=invoice.amount_remaining - before,
        pre_payment_credit_notes_amount=invoice.pre_payment_credit_notes_amount + before,
        post_payment_credit_notes_amount=invoice.post_payment_credit_notes_amount + after,
    )  # fmt: skip
    if not before:
        return
    if made.amount_remaining == 0:
        paying.release(call, made, "void_invoice")
        paying.paid(call, made, None)
    else:
        _ask(call, made)


def _ask(call: Call, invoice: Invoice) -> None:
    """Let the payment of an invoice be for what is left of it."""
    intent = call.peek(PaymentIntent, invoice._intent)
    if intent is not None:
        save(call, intent, amount=invoice.amount_remaining)
    for payment in call.all(InvoicePayment, {"invoice": invoice.id}):
        if payment.status == "open":
            save(call, payment, amount_requested=invoice.amount_remaining)


def void(call: Call, note: CreditNote) -> CreditNote:
    """A note was a mistake: the invoice is due again. Raises Refusal for one that gave money back."""
    if note.status == "void":
        raise Refusal("This credit note has already been voided.")
    if note.post_payment_amount:
        raise Refusal("You can only void credit notes of open invoices: this one gave back what was paid.")
    invoice, before = call.get(Invoice, note.invoice), note.pre_payment_amount
    if invoice.status != "open":
        raise Refusal("You can only void credit notes of open invoices.")
    made = save(call, invoice, "invoice.updated", amount_due=invoice.amount_due + before,
                amount_remaining=invoice.amount_remaining + before,
                pre_payment_credit_notes_amount=invoice.pre_payment_credit_notes_amount - before)  # fmt: skip
    _ask(call, made)
    return save(call, note, "credit_note.voided", status="void", voided_at=time_of(call, note))
