"""Transfers, destination and direct charges, application fees: to the cent, on both sides."""

from collections.abc import Callable
from typing import Any

import pytest
import stripe

from .test_accounts import seller
from .test_payment_intents import pay


def balance(api: Any, options: Any = None, currency: str = "usd") -> tuple[int, int]:
    """What is available and what is pending."""
    read = api.balance.retrieve({}, options)
    found = [sum(one.amount for one in part if one.currency == currency) for part in (read.available, read.pending)]
    return found[0], found[1]


def test_a_payment_for_somebody_else_is_passed_on_less_a_fee(api: Any, act: Callable[..., Any]) -> None:
    account = seller(api, act).id
    there, before = {"stripe_account": account}, sum(balance(api))
    made = pay(api, amount=10000, transfer_data={"destination": account}, application_fee_amount=1000)
    assert sum(balance(api)) - before == 10000 - 320 - 10000 + 1000
    assert sum(balance(api, there)) == 9000
    charge = api.charges.retrieve(made.latest_charge, {"expand": ["transfer", "application_fee"]})
    assert (charge.transfer.amount, charge.transfer.destination, charge.application_fee.amount) == (
        10000,
        account,
        1000,
    )
    payment = api.charges.retrieve(charge.transfer.destination_payment, {"expand": ["balance_transaction"]}, there)
    booked = payment.balance_transaction
    assert (booked.type, booked.amount, booked.fee, booked.net) == ("payment", 10000, 1000, 9000)
    api.refunds.create({"payment_intent": made.id, "amount": 5000, "reverse_transfer": True,
                        "refund_application_fee": True})  # fmt: skip
    assert sum(balance(api, there)) == 9000 - 5000 + 500
    api.refunds.create({"payment_intent": made.id, "reverse_transfer": True, "refund_application_fee": True})
    assert sum(balance(api, there)) == 0
    assert sum(balance(api)) - before == -320
    read = api.transfers.retrieve(charge.transfer.id)
    assert (read.amount_reversed, read.reversed, len(read.reversals.data)) == (10000, True, 2)
    fee = api.application_fees.retrieve(charge.application_fee.id)
    assert (fee.amount_refunded, fee.refunded, len(fee.refunds.data)) == (1000, True, 2)


def test_a_direct_charge_leaves_the_platform_its_fee(api: Any, act: Callable[..., Any]) -> None:
    account, before = seller(api, act).id, sum(balance(api))
    there = {"stripe_account": account}
    made = api.payment_intents.create({
        "amount": 10000, "currency": "usd", "payment_method": "pm_card_visa", "confirm": True,
        "payment_method_types": ["card"], "application_fee_amount": 500,
    }, there)  # fmt: skip
    assert sum(balance(api, there)) == 10000 - 320 - 500
    assert sum(balance(api)) - before == 500
    charge = api.charges.retrieve(made.latest_charge, {"expand": ["balance_transaction"]}, there)
    assert sorted((one.type, one.amount) for one in charge.balance_transaction.fee_details) == [
        ("application_fee", 500), ("stripe_fee", 320)]  # fmt: skip
    (fee,) = api.application_fees.list({"charge": charge.id}).data
    assert (fee.account, fee.amount) == (account, 500)
    api.application_fees.refunds.create(fee.id, {"amount": 200})
    assert (sum(balance(api, there)), sum(balance(api)) - before) == (9380, 300)
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.application_fees.refunds.create(fee.id, {"amount": 301})
    assert caught.value.param == "amount"
    api.refunds.create({"charge": charge.id, "refund_application_fee": True}, there)
    assert (sum(balance(api, there)), sum(balance(api)) - before) == (-320, 0)


def test_a_transfer_takes_what_is_available(api: Any, act: Callable[..., Any]) -> None:
    account = seller(api, act).id
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.transfers.create({"amount": 90_000_000, "currency": "usd", "destination": account})
    assert caught.value.code == "balance_insufficient"
    pay(api, amount=5000, method="pm_card_bypassPending")
    before = balance(api)
    made = api.transfers.create(
        {"amount": 4000, "currency": "usd", "destination": account, "transfer_group": "order_1"}
    )
    assert balance(api)[0] == before[0] - 4000
    assert balance(api, {"stripe_account": account})[0] == 4000
    back = api.transfers.reversals.create(made.id, {"amount": 1500})
    assert balance(api)[0] == before[0] - 2500
    assert api.transfers.reversals.retrieve(made.id, back.id).amount == 1500
    with pytest.raises(stripe.InvalidRequestError) as over:
        api.transfers.reversals.create(made.id, {"amount": 2501})
    assert over.value.param == "amount"
    assert [one.id for one in api.transfers.list({"transfer_group": "order_1"}).data] == [made.id]


def test_a_transfer_of_a_charge_that_is_on_its_way_waits_with_it(api: Any, act: Callable[..., Any]) -> None:
    account = seller(api, act).id
    charge = pay(api, amount=5000).latest_charge
    made = api.transfers.create(
        {"amount": 3000, "currency": "usd", "destination": account, "source_transaction": charge}
    )
    assert balance(api, {"stripe_account": account}) == (0, 3000)
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.transfers.create({"amount": 2001, "currency": "usd", "destination": account, "source_transaction": charge})
    assert caught.value.param == "amount"
    assert api.charges.retrieve(made.destination_payment, {}, {"stripe_account": account}).source_transfer == made.id


def test_an_account_that_may_not_take_transfers_is_refused(api: Any) -> None:
    made = api.accounts.create({"type": "express", "country": "US"})
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.transfers.create({"amount": 100, "currency": "usd", "destination": made.id})
    assert caught.value.code == "insufficient_capabilities_for_transfer"
    with pytest.raises(stripe.InvalidRequestError) as lone:
        pay(api, application_fee_amount=100)
    assert lone.value.param == "application_fee_amount"


def test_a_capture_may_change_what_is_passed_on(api: Any, act: Callable[..., Any]) -> None:
    account, before = seller(api, act).id, sum(balance(api))
    held = pay(api, amount=10000, capture_method="manual", transfer_data={"destination": account},
               application_fee_amount=1000)  # fmt: skip
    api.payment_intents.capture(held.id, {"amount_to_capture": 6000, "application_fee_amount": 300})
    assert sum(balance(api, {"stripe_account": account})) == 5700
    assert sum(balance(api)) - before == 6000 - 204 - 6000 + 300
    again = pay(api, amount=10000, capture_method="manual", transfer_data={"destination": account})
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.payment_intents.capture(again.id, {"final_capture": False})
    assert caught.value.param == "final_capture"


def test_a_platforms_card_is_used_on_an_account(api: Any, act: Callable[..., Any]) -> None:
    there: dict[str, Any] = {"stripe_account": seller(api, act).id}
    customer = api.customers.create({}).id
    own = api.payment_methods.attach("pm_card_visa", {"customer": customer})
    copy = api.payment_methods.create({"customer": customer, "payment_method": own.id}, there)
    assert (copy.id != own.id, copy.customer, copy.card.last4) == (True, None, "4242")
    made = api.payment_intents.create({"amount": 900, "currency": "usd", "payment_method": copy.id, "confirm": True,
                                       "payment_method_types": ["card"]}, there)  # fmt: skip
    assert made.status == "succeeded"
    with pytest.raises(stripe.InvalidRequestError):
        api.payment_methods.create({"customer": customer, "payment_method": own.id})
