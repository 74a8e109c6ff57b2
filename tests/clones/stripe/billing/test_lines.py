"""Lines of invoices: what each kind says of where it came from."""

from fractions import Fraction
from typing import Any

from tests.clones.stripe.business import at, sell_once, welcome

from clonery.clones.stripe.billing import lines, subscribing
from clonery.clones.stripe.lookups import make
from clonery.clones.stripe.records.customers import Customer, Price, Product
from clonery.server.call import Call

START, END = at(2026, 1, 1), at(2026, 2, 1)


def test_kinds_of_lines(call: Call) -> None:
    product = make(call, Product, name="Pro", images=[], marketing_features=[])
    fields: dict[str, Any] = {
        "product": product.id,
        "type": "recurring",
        "unit_amount": 1000,
        "unit_amount_decimal": "1000",
    }
    price = make(call, Price, recurring={"interval": "month", "interval_count": 1}, **fields)
    customer = make(call, Customer, tax_exempt="none")
    held = subscribing.imagined(call, customer, {"items": [{"price": price.id, "quantity": 3}]})
    item = held._items[0]
    [whole] = lines.cycle(call, held, item, START, END, Fraction(1))
    [third] = lines.cycle(call, held, item, START, END, Fraction(1, 7))
    free = lines.trial(call, held, item, START, END)
    assert free is not None
    assert (whole["amount"], whole["description"]) == (3000, "3 × Pro (at $10.00 / month)")
    assert whole["parent"]["subscription_item_details"]["subscription_item"] == item["id"]
    assert (third["amount"], free["amount"], free["description"]) == (429, 0, "Trial period for Pro")
    assert lines.usage(call, held, item, START, END) == []


def test_a_line_knows_its_invoice_item(api: Any) -> None:
    customer = welcome(api)
    item = api.invoice_items.create({"customer": customer.id, "pricing": {"price": sell_once(api, 900)},
                                     "metadata": {"a": "1"},
                                     "period": {"start": START, "end": END}})  # fmt: skip
    line = api.invoices.create({"customer": customer.id, "pending_invoice_items_behavior": "include"}).lines.data[0]
    assert (line.parent.type, line.parent.invoice_item_details.invoice_item) == ("invoice_item_details", item.id)
    assert (line.amount, line.quantity, line.metadata["a"], line.period.end) == (900, 1, "1", END)
    assert line.pricing.price_details.price == item.pricing.price_details.price
