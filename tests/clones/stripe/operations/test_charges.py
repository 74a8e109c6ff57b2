"""Charges: read, described, captured by the older way."""

from typing import Any

import httpx
import pytest
import stripe

from .test_payment_intents import pay


def test_a_charge_says_how_it_was_paid(api: Any) -> None:
    made = pay(api, amount=700, metadata={"order": "7"})
    read = api.charges.retrieve(made.latest_charge)
    assert (read.amount, read.amount_captured, read.captured, read.paid, read.status) == (
        700,
        700,
        True,
        True,
        "succeeded",
    )
    assert (read.metadata.to_dict(), read.payment_method_details.card.last4) == ({"order": "7"}, "4242")
    assert (read.outcome.type, read.outcome.risk_level) == ("authorized", "normal")
    api.charges.update(read.id, {"description": "Beans", "metadata": {"paid": "yes"}})
    again = api.charges.retrieve(read.id)
    assert (again.description, again.metadata.to_dict()) == ("Beans", {"order": "7", "paid": "yes"})
    assert [one.id for one in api.charges.list({"payment_intent": made.id}).data] == [read.id]


def test_a_charge_is_captured_once(api: Any) -> None:
    held = pay(api, amount=700, capture_method="manual")
    with pytest.raises(stripe.InvalidRequestError) as refused:
        api.charges.capture(held.latest_charge, {"amount": 500})
    assert "You must capture the PaymentIntent instead" in str(refused.value)
    api.payment_intents.capture(held.id, {"amount_to_capture": 500})
    charge = api.charges.retrieve(held.latest_charge)
    assert (charge.amount_captured, charge.amount_refunded, charge.refunded) == (500, 200, False)
    (let_go,) = api.refunds.list({"charge": charge.id}).data
    assert (let_go.amount, let_go.balance_transaction) == (200, None)
    assert api.refunds.create({"charge": charge.id}).amount == 500
    assert api.charges.retrieve(charge.id).refunded is True
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.charges.capture(held.latest_charge)
    assert caught.value.code == "charge_already_captured"


def test_a_token_is_charged_without_an_intent(api: Any, http: httpx.Client) -> None:
    sent = {"amount": 1500, "currency": "usd", "source": "tok_visa", "metadata[order]": "8", "description": "Mug"}
    made = http.post("/v1/charges", data=sent).json()
    assert (made["paid"], made["captured"], made["payment_intent"], made["source"]["last4"]) == (
        True,
        True,
        None,
        "4242",
    )
    assert api.balance_transactions.retrieve(made["balance_transaction"]).net == 1500 - 74
    refused = http.post("/v1/charges", data={**sent, "source": "tok_chargeDeclinedInsufficientFunds"})
    error = refused.json()["error"]
    assert (refused.status_code, error["code"], error["decline_code"]) == (402, "card_declined", "insufficient_funds")
    assert api.charges.retrieve(error["charge"]).status == "failed"
    given_back = http.post(f"/v1/charges/{made['id']}/refund", data={"amount": 500}).json()
    assert (given_back["object"], given_back["amount_refunded"]) == ("charge", 500)


def test_a_customer_is_charged_by_what_is_kept(api: Any, http: httpx.Client) -> None:
    customer = api.customers.create({"source": "tok_mastercard"}).id
    held = http.post(
        "/v1/charges", data={"amount": 900, "currency": "usd", "customer": customer, "capture": "false"}
    ).json()
    assert (held["captured"], held["payment_method_details"]["card"]["brand"]) == (False, "mastercard")
    taken = http.post(f"/v1/charges/{held['id']}/capture", data={"amount": 400}).json()
    assert (taken["captured"], taken["amount_captured"], taken["amount"]) == (True, 400, 900)
    nobody = api.customers.create({}).id
    refused = http.post("/v1/charges", data={"amount": 900, "currency": "usd", "customer": nobody})
    assert (refused.status_code, refused.json()["error"]["code"]) == (402, "missing")
    assert (
        http.post("/v1/charges", data={"amount": 900, "currency": "usd"}).json()["error"]["code"] == "parameter_missing"
    )


def test_a_charge_tells_of_its_dispute(api: Any, http: httpx.Client) -> None:
    made = pay(api, method="pm_card_createDispute")
    assert http.get(f"/v1/charges/{made.latest_charge}/dispute").json()["reason"] == "fraudulent"
    assert http.get(f"/v1/charges/{pay(api).latest_charge}/dispute").status_code == 404
