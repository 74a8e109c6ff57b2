"""What subscriptions and invoices show, and what only where it is asked for."""

from typing import Any

from tests.clones.stripe.business import sell, welcome


def test_what_is_asked_for_is_there(api: Any) -> None:
    tax = api.tax_rates.create({"display_name": "VAT", "inclusive": False, "percentage": 10})
    made = api.subscriptions.create({
        "customer": welcome(api).id, "items": [{"price": sell(api, 1000)}], "default_tax_rates": [tax.id],
        "expand": ["latest_invoice.payments", "customer", "items.data.price.product"],
    })  # fmt: skip
    assert (made.customer.name, made["items"].data[0].price.product.name) == ("Ana", "Pro")
    assert made.default_tax_rates[0].display_name == "VAT"
    assert made.latest_invoice.payments.data[0].amount_paid == 1100
    deep = api.invoices.retrieve(made.latest_invoice.id, {"expand": ["payments.data.payment.payment_intent"]})
    assert deep.payments.data[0].payment.payment_intent.amount == 1100
    plain = api.invoices.retrieve(made.latest_invoice.id)
    assert ("payments" in plain, "confirmation_secret" in plain) == (False, False)
    assert plain.hosted_invoice_url.endswith(f"/i/{plain.id}")
    listed = api.subscriptions.list({"expand": ["data.latest_invoice"]}).data[0]
    assert listed.latest_invoice.id == plain.id


def test_nothing_of_the_clones_own_is_shown(api: Any, http: Any) -> None:
    made = api.subscriptions.create({"customer": welcome(api).id, "items": [{"price": sell(api, 1000)}]})
    for path in (f"/v1/subscriptions/{made.id}", f"/v1/invoices/{made.latest_invoice}"):
        text = http.get(path).text
        assert '"_' not in text
