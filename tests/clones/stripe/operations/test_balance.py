"""The balance is the sum of its transactions, pending for two days."""

from typing import Any

import httpx
from tests.clones.stripe.conftest import Served

from .test_payment_intents import pay


def held(api: Any) -> dict[tuple[str, str], int]:
    """What the balance shows: state and currency → amount."""
    shown = api.balance.retrieve()
    return {(state, part.currency): part.amount for state in ("available", "pending") for part in shown[state]}


def test_money_is_pending_and_then_available(served: Served, base: str, api: Any) -> None:
    assert held(api) == {("available", "usd"): 0, ("pending", "usd"): 0}
    pay(api, amount=10_000)
    pay(api, amount=500, method="pm_card_bypassPending")
    pay(api, amount=3000, currency="eur")
    at_once = 500 - 45
    assert held(api) == {
        ("available", "usd"): at_once, ("pending", "usd"): 10_000 - 320,
        ("available", "eur"): 0, ("pending", "eur"): 3000 - 112,
    }  # fmt: skip
    clock = f"{served.url}/_clonery/sessions/{base.split('/')[4]}/clock"
    httpx.post(clock, json={"advance": "3d"}).raise_for_status()
    assert held(api) == {
        ("available", "usd"): at_once + 9680, ("pending", "usd"): 0,
        ("available", "eur"): 2888, ("pending", "eur"): 0,
    }  # fmt: skip


def test_a_transaction_says_where_it_came_from(api: Any) -> None:
    made = pay(api, amount=1000)
    (booked,) = api.balance_transactions.list({"type": "charge"}).data
    assert (booked.source, booked.fee_details[0].type, booked.fee_details[0].amount) == (
        made.latest_charge, "stripe_fee", 59)  # fmt: skip
    assert api.balance_transactions.retrieve(booked.id).net == 941
