"""Cash balances: money arrives, payments take it, by themselves or by hand."""

from typing import Any

import pytest
import stripe

US = {"funding_type": "bank_transfer", "bank_transfer": {"type": "us_bank_transfer"}}


def wait(api: Any, customer: str, amount: int = 1000) -> Any:
    return api.payment_intents.create({
        "amount": amount, "currency": "usd", "customer": customer, "confirm": True,
        "payment_method_types": ["customer_balance"], "payment_method_data": {"type": "customer_balance"},
        "payment_method_options": {"customer_balance": US},
    })  # fmt: skip


def send(api: Any, customer: str, amount: int) -> Any:
    given = {"amount": amount, "currency": "usd", "reference": "order 7"}
    return api.test_helpers.customers.fund_cash_balance(customer, given)


def test_a_payment_takes_what_arrives(api: Any) -> None:
    customer = api.customers.create({"name": "Ann"}).id
    first = send(api, customer, 400)
    assert (first.type, first.ending_balance, first.funded.bank_transfer.reference) == ("funded", 400, "order 7")
    made = wait(api, customer)
    details = made.next_action.display_bank_transfer_instructions
    assert (made.status, details.amount_remaining, details.type) == ("requires_action", 600, "us_bank_transfer")
    assert api.customers.cash_balance.retrieve(customer).available is None
    send(api, customer, 700)
    paid = api.payment_intents.retrieve(made.id, {"expand": ["latest_charge"]})
    assert (paid.status, paid.amount_received, paid.latest_charge.id[:3]) == ("succeeded", 1000, "py_")
    assert api.customers.cash_balance.retrieve(customer).available.to_dict() == {"usd": 100}
    moved = api.customers.cash_balance_transactions.list(customer).data[::-1]
    assert [(one.type, one.net_amount, one.ending_balance) for one in moved] == [
        ("funded", 400, 400), ("applied_to_payment", -400, 0), ("funded", 700, 700), ("applied_to_payment", -600, 100),
    ]  # fmt: skip
    assert api.customers.cash_balance_transactions.retrieve(customer, moved[0].id).id == first.id
    with pytest.raises(stripe.InvalidRequestError, match="money in its cash balance"):
        api.customers.delete(customer)


def test_money_is_put_toward_a_payment_by_hand(api: Any) -> None:
    customer = api.customers.create({"name": "Ann"}).id
    api.customers.cash_balance.update(customer, {"settings": {"reconciliation_mode": "manual"}})
    made = wait(api, customer)
    send(api, customer, 1500)
    assert api.payment_intents.retrieve(made.id).status == "requires_action"
    part = api.payment_intents.apply_customer_balance(made.id, {"amount": 300})
    assert part.next_action.display_bank_transfer_instructions.amount_remaining == 700
    for sent, param in (({"amount": 701}, "amount"), ({"currency": "eur"}, "currency")):
        with pytest.raises(stripe.InvalidRequestError) as caught:
            api.payment_intents.apply_customer_balance(made.id, sent)
        assert (caught.value.http_status, caught.value.param) == (400, param)
    assert api.payment_intents.apply_customer_balance(made.id).status == "succeeded"
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.payment_intents.apply_customer_balance(made.id)
    assert caught.value.code == "payment_intent_unexpected_state"
    settings = api.customers.cash_balance.retrieve(customer).settings
    assert (settings.reconciliation_mode, settings.using_merchant_default) == ("manual", False)


def test_a_customer_has_one_account_to_pay_into(api: Any) -> None:
    customer = api.customers.create({"name": "Ann"}).id
    told = [api.customers.funding_instructions.create(customer, {**US, "currency": "usd"}) for _ in range(2)]
    assert told[0].to_dict() == told[1].to_dict()
    assert [one.type for one in told[0].bank_transfer.financial_addresses] == ["aba", "swift"]
    euro = {"type": "eu_bank_transfer", "eu_bank_transfer": {"country": "FR"}}
    made = api.customers.funding_instructions.create(customer, {**US, "currency": "eur", "bank_transfer": euro})
    assert made.bank_transfer.financial_addresses[0].iban.iban[:2] == "FR"
    for sent in ({**US, "currency": "eur"}, {**US, "currency": "gbp", "bank_transfer": euro}):
        with pytest.raises(stripe.InvalidRequestError) as caught:
            api.customers.funding_instructions.create(customer, sent)
        assert caught.value.param == "bank_transfer[type]"


@pytest.mark.parametrize(
    ("amount", "code", "param"), [(0, "parameter_invalid_integer", "amount"), (5, None, "currency")]
)
def test_what_does_not_arrive(api: Any, amount: int, code: str | None, param: str) -> None:
    customer = api.customers.create({"name": "Ann"}).id
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.test_helpers.customers.fund_cash_balance(customer, {"amount": amount, "currency": "sek"})
    assert (caught.value.code, caught.value.param) == (code, param)
    assert api.customers.cash_balance_transactions.list(customer).data == []
