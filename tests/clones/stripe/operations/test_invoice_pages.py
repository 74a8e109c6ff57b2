"""Pages of invoices: read, paid by a card that is typed in, printed."""

from typing import Any

import httpx
import pytest
import stripe
from tests.clones.stripe.business import sell, welcome
from tests.clones.stripe.conftest import KEY


@pytest.fixture
def invoice(api: Any) -> Any:
    customer = welcome(api, card=None)
    made = api.invoices.create({"customer": customer.id, "collection_method": "send_invoice", "days_until_due": 9})
    api.invoice_items.create({"customer": customer.id, "invoice": made.id, "amount": 4200, "currency": "usd",
                              "description": "Desk <large>"})  # fmt: skip
    return api.invoices.finalize_invoice(made.id)


def card(number: str) -> dict[str, str]:
    return {"cardNumber": number, "cardExpiry": "12 / 40", "cardCvc": "123", "billingName": "Ana"}


def test_an_invoice_is_paid_on_its_page(api: Any, invoice: Any) -> None:
    seen = httpx.get(invoice.hosted_invoice_url)
    assert (seen.status_code, invoice.number in seen.text, "Desk &lt;large&gt;" in seen.text) == (200, True, True)
    refused = httpx.post(invoice.hosted_invoice_url, data=card("4000 0000 0000 0002"))
    assert (refused.status_code, "declined" in refused.text) == (402, True)
    assert httpx.post(invoice.hosted_invoice_url, data=card("4242")).status_code == 402
    assert api.invoices.retrieve(invoice.id).status == "open"
    assert httpx.post(invoice.hosted_invoice_url, data=card("4242 4242 4242 4242")).status_code == 200
    read = api.invoices.retrieve(invoice.id, {"expand": ["payments"]})
    assert (read.status, read.amount_paid, read.payments.data[0].status) == ("paid", 4200, "paid")
    again = httpx.post(invoice.hosted_invoice_url, data=card("4242 4242 4242 4242"))
    assert (again.status_code, len(api.charges.list({"customer": invoice.customer}).data)) == (200, 2)


def test_a_bank_may_ask(api: Any, invoice: Any) -> None:
    asked = httpx.post(invoice.hosted_invoice_url, data=card("4000 0000 0000 3220"))
    assert asked.status_code == 303
    httpx.post(asked.headers["location"], data={"outcome": "succeed"})
    assert api.invoices.retrieve(invoice.id).status == "paid"


def test_papers(api: Any, base: str, invoice: Any) -> None:
    paper = httpx.get(invoice.invoice_pdf)
    assert (paper.headers["content-type"], paper.content[:5]) == ("application/pdf", b"%PDF-")
    assert invoice.number.encode() in paper.content
    note = api.credit_notes.create({"invoice": invoice.id, "amount": 200})
    assert note.number.encode() in httpx.get(note.pdf).content
    quote = api.quotes.create({"customer": invoice.customer, "line_items": [{"price": sell(api, 500)}]})
    files = stripe.StripeClient(KEY, base_addresses={"api": base, "files": base}, max_network_retries=0)
    assert files.v1.quotes.pdf(quote.id).io.read(5) == b"%PDF-"


def test_what_nobody_may_see(api: Any, base: str) -> None:
    draft = api.invoices.create({"customer": welcome(api).id})
    for path in (f"i/{draft.id}", f"i/{draft.id}/pdf", "i/in_none", "credit_notes/cn_none/pdf"):
        assert httpx.get(f"{base}/{path}").status_code == 404
    assert httpx.post(f"{base}/i/{draft.id}").status_code == 404
    assert api.invoices.retrieve(draft.id).hosted_invoice_url is None
