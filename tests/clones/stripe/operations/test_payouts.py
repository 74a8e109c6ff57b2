"""Payouts and top-ups: what they take, when they land, how they fail."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
import stripe
from tests.clones.stripe.conftest import Served

from .test_payment_intents import pay
from .test_transfers import balance

OWN = "acct_1AcmeShop000000"
BANK = {"object": "bank_account", "country": "US", "currency": "usd", "routing_number": "110000000"}


def bank(api: Any, number: str = "000123456789") -> Any:
    return api.accounts.external_accounts.create(OWN, {"external_account": {**BANK, "account_number": number}})


def advance(served: Served, base: str, by: str) -> None:
    clock = f"{served.url}/_clonery/sessions/{base.split('/')[4]}/clock"
    httpx.post(clock, json={"advance": by}).raise_for_status()


def test_a_payout_lands_in_two_days(api: Any, served: Served, base: str) -> None:
    bank(api)
    pay(api, amount=10_000, method="pm_card_bypassPending")
    before = balance(api)
    made = api.payouts.create({"amount": 5000, "currency": "usd", "metadata": {"week": "1"}})
    assert (made.status, made.amount, made.automatic) == ("pending", 5000, False)
    assert balance(api)[0] == before[0] - 5000
    booked = api.balance_transactions.retrieve(made.balance_transaction)
    assert (booked.type, booked.amount, booked.source, booked.status) == ("payout", -5000, made.id, "available")
    advance(served, base, "24h")
    assert api.payouts.retrieve(made.id).status == "in_transit"
    with pytest.raises(stripe.InvalidRequestError):
        api.payouts.cancel(made.id)
    advance(served, base, "2d")
    assert api.payouts.retrieve(made.id).status == "paid"
    assert [one.id for one in api.payouts.list({"status": "paid"}).data] == [made.id]
    told = [event.type for event in api.events.list({"type": "payout.*", "limit": 10}).data]
    assert told == ["payout.paid", "payout.updated", "payout.created"]
    back = api.payouts.reverse(made.id)
    assert (back.amount, back.original_payout, api.payouts.retrieve(made.id).reversed_by) == (-5000, made.id, back.id)
    assert api.balance_transactions.retrieve(back.balance_transaction).amount == 5000


def test_a_payout_that_fails_gives_the_money_back(api: Any, act: Callable[..., Any]) -> None:
    good, closed = bank(api), bank(api, "000111111113")
    pay(api, amount=10_000, method="pm_card_bypassPending")
    before = balance(api)
    made = api.payouts.create({"amount": 5000, "currency": "usd", "destination": closed.id})
    act("land-payout", payout=made.id, outcome="failed")
    read = api.payouts.retrieve(made.id, {"expand": ["failure_balance_transaction"]})
    assert (read.status, read.failure_code, read.failure_balance_transaction.amount) == (
        "failed",
        "account_closed",
        5000,
    )
    assert balance(api) == before
    other = api.payouts.create({"amount": 100, "currency": "usd"})
    assert other.destination == good.id
    assert api.payouts.cancel(other.id).status == "canceled"
    assert balance(api) == before


def test_a_payout_takes_no_more_than_there_is(api: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError) as homeless:
        api.payouts.create({"amount": 100, "currency": "gbp"})
    assert homeless.value.param == "currency"
    bank(api)
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.payouts.create({"amount": 10_000_000, "currency": "usd"})
    assert (caught.value.code, caught.value.http_status) == ("balance_insufficient", 400)


def test_a_top_up_arrives(api: Any, act: Callable[..., Any]) -> None:
    before = balance(api)
    made = api.topups.create({"amount": 20_000, "currency": "usd", "description": "For refunds"})
    assert (made.status, balance(api)) == ("pending", before)
    act("topup-arrives", topup=made.id)
    read = api.topups.retrieve(made.id)
    assert (read.status, api.balance_transactions.retrieve(read.balance_transaction).type) == ("succeeded", "topup")
    assert balance(api)[0] == before[0] + 20_000
    stopped = api.topups.cancel(api.topups.create({"amount": 500, "currency": "usd"}).id)
    assert (stopped.status, [one.id for one in api.topups.list({"status": "canceled"}).data]) == (
        "canceled",
        [stopped.id],
    )
    with pytest.raises(stripe.InvalidRequestError):
        api.topups.cancel(made.id)
