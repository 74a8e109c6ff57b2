"""Pages that a browser sees, beside checkout's own."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx

from .test_payment_intents import pay

BACK = "https://acme.example/back"


def test_a_customer_comes_back_from_the_bank(api: Any) -> None:
    made = pay(
        api, method="pm_card_threeDSecure2Required", automatic_payment_methods={"enabled": True}, return_url=BACK
    )
    page = made.next_action.redirect_to_url.url
    assert "Is this you?" in httpx.get(page).text
    back = urlsplit(httpx.post(page, data={"outcome": "succeed"}).headers["location"])
    asked = parse_qs(back.query)
    assert (back.hostname, asked["payment_intent"], asked["redirect_status"]) == (
        "acme.example",
        [made.id],
        ["succeeded"],
    )
    assert asked["payment_intent_client_secret"] == [made.client_secret]
    assert api.payment_intents.retrieve(made.id).status == "succeeded"
    assert httpx.get(page).status_code == 404


def test_another_provider_takes_the_payment_on_its_page(api: Any) -> None:
    fields = {"amount": 1500, "currency": "eur", "payment_method_types": ["ideal"], "confirm": True, "return_url": BACK}
    made = api.payment_intents.create({**fields, "payment_method_data": {"type": "ideal", "ideal": {"bank": "ing"}}})
    assert made.status == "requires_action"
    assert httpx.post(made.next_action.redirect_to_url.url, data={"outcome": "succeed"}).status_code == 303
    read = api.payment_intents.retrieve(made.id, {"expand": ["latest_charge"]})
    assert (read.status, read.latest_charge.payment_method_details.ideal.bank) == ("succeeded", "ing")


def test_an_account_is_set_up_once(api: Any) -> None:
    made = api.accounts.create({"type": "express"})
    link = api.account_links.create({"account": made.id, "type": "account_onboarding", "return_url": BACK,
                                     "refresh_url": f"{BACK}/again"})  # fmt: skip
    assert "external_account" in httpx.get(link.url).text
    assert httpx.post(link.url, data={"done": "1"}).headers["location"] == BACK
    assert api.accounts.retrieve(made.id).charges_enabled is True
    assert httpx.get(link.url).headers["location"] == f"{BACK}/again"


def test_a_receipt_says_what_was_paid(api: Any) -> None:
    charge = api.charges.retrieve(pay(api, amount=1234).latest_charge)
    assert "$12.34" in httpx.get(charge.receipt_url).text
    assert httpx.get(charge.receipt_url + "x").status_code == 404
