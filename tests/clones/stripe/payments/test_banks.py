"""Bank debits that settle later, and small deposits that prove an account."""

from collections.abc import Callable
from typing import Any

import pytest
import stripe
from tests.clones.stripe.conftest import Served
from tests.clones.stripe.operations.test_payouts import advance

from clonery.clones.stripe.payments import banks

US = {"account_holder_type": "individual", "routing_number": "110000000"}


def debit(api: Any, **more: Any) -> Any:
    fields = {"amount": 10_000, "currency": "usd", "payment_method_types": ["us_bank_account"], "confirm": True}
    return api.payment_intents.create({**fields, "payment_method": "pm_usBankAccount_success", **more})


def test_a_debit_settles_by_itself(api: Any, served: Served, base: str) -> None:
    made = debit(api)
    charge = api.charges.retrieve(made.latest_charge)
    assert (made.status, charge.status, charge.paid, charge.balance_transaction) == (
        "processing",
        "pending",
        False,
        None,
    )
    advance(served, base, "1m")
    read = api.payment_intents.retrieve(made.id, {"expand": ["latest_charge.balance_transaction"]})
    booked = read.latest_charge.balance_transaction
    assert (read.status, read.amount_received, booked.type, booked.fee) == ("succeeded", 10_000, "payment", 80)
    kinds = [event.type for event in api.events.list({"limit": 6}).data]
    assert kinds == ["payment_intent.succeeded", "charge.succeeded", "payment_intent.processing", "charge.pending",
                     "payment_intent.created"]  # fmt: skip


@pytest.mark.parametrize(
    ("method", "code"),
    [
        ("pm_usBankAccount_accountClosed", "account_closed"),
        ("pm_usBankAccount_insufficientFunds", "insufficient_funds"),
    ],
)
def test_a_debit_is_sent_back(api: Any, served: Served, base: str, method: str, code: str) -> None:
    made = debit(api, payment_method=method)
    advance(served, base, "1m")
    read = api.payment_intents.retrieve(made.id, {"expand": ["latest_charge"]})
    assert (read.status, read.latest_charge.status, read.latest_charge.failure_code) == (
        "requires_payment_method", "failed", code)  # fmt: skip
    assert read.last_payment_error.code == "payment_intent_payment_attempt_failed"
    assert api.balance_transactions.list().data == []


def test_the_bank_decides_by_an_act(api: Any, act: Callable[..., Any]) -> None:
    slow, bad = debit(api, payment_method="pm_usBankAccount_processing"), debit(api)
    act("settle-payment", payment_intent=slow.id)
    act("settle-payment", payment_intent=bad.id, outcome="failed")
    assert [api.payment_intents.retrieve(one.id).status for one in (slow, bad)] == [
        "succeeded",
        "requires_payment_method",
    ]


def test_an_account_is_proven_by_small_deposits(api: Any) -> None:
    method = {"type": "us_bank_account", "us_bank_account": {**US, "account_number": "000123456789"},
              "billing_details": {"name": "Ann"}}  # fmt: skip
    made = debit(api, payment_method=None, payment_method_data=method)
    assert (made.status, made.next_action.type) == ("requires_action", "verify_with_microdeposits")
    for sent, code in (({"amounts": [1, 2]}, "payment_method_microdeposit_verification_amounts_mismatch"),
                       ({"amounts": [32]}, "payment_method_microdeposit_verification_amounts_invalid"),
                       ({"descriptor_code": "SM44XX"},
                        "payment_method_microdeposit_verification_descriptor_code_mismatch")):  # fmt: skip
        with pytest.raises(stripe.InvalidRequestError) as caught:
            api.payment_intents.verify_microdeposits(made.id, sent)
        assert caught.value.code == code
    assert api.payment_intents.verify_microdeposits(made.id, {"descriptor_code": "SM11AA"}).status == "processing"
    other = api.setup_intents.create({"payment_method_types": ["us_bank_account"], "payment_method_data": method,
                                      "confirm": True})  # fmt: skip
    assert api.setup_intents.verify_microdeposits(other.id, {"amounts": [32, 45]}).status == "succeeded"
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.setup_intents.verify_microdeposits(other.id, {"amounts": [32, 45]})
    assert caught.value.code == "intent_invalid_state"


def test_a_method_takes_its_own_currencies(api: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.payment_intents.create({"amount": 900, "currency": "usd", "payment_method_types": ["ideal"]})
    assert (caught.value.param, "support the following currencies: eur" in str(caught.value)) == ("currency", True)


def test_accounts_stand_for_their_cases() -> None:
    assert banks.name_of("sepa_debit", {"iban": "AT86 1904 3002 3547 3202"}) == "debit_incorrect_account_holder_name"
    assert (banks.name_of("us_bank_account", {"account_number": "1"}), banks.name_of("ideal", {})) == ("debit", "page")
    assert banks.case("debit_no_account").code == "no_account"
    assert banks.case("visa").number == "4242424242424242"
    shown = banks.body("us_bank_account", {"account_number": "000123456789", "routing_number": "110000000"})
    assert (shown["last4"], "000123456789" in str(shown)) == ("6789", False)
    assert (banks.redirects("ideal"), banks.redirects("card"), banks.redirects("sepa_debit")) == (True, False, False)
