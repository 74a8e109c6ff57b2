"""Credit for usage: granted, used by invoices, expired, voided, given back."""

from typing import Any

import pytest
import stripe
from tests.clones.stripe.business import START, at, sell, turn, types, welcome, wind

USAGE: dict[str, Any] = {"scope": {"price_type": "metered"}}


class Shop:
    """A customer on a test clock who pays for usage, ten cents a call."""

    def __init__(self, api: Any) -> None:
        self.api, self.clock = api, wind(api)
        meter = api.billing.meters.create({"display_name": "Calls", "event_name": "calls",
                                           "default_aggregation": {"formula": "sum"}})  # fmt: skip
        self.customer = welcome(api, clock=self.clock).id
        self.price = sell(api, 10, "Calls", recurring={"usage_type": "metered", "meter": meter.id})
        self.id = api.subscriptions.create({"customer": self.customer, "items": [{"price": self.price}]}).id

    def use(self, calls: int) -> None:
        payload = {"stripe_customer_id": self.customer, "value": str(calls)}
        self.api.billing.meter_events.create({"event_name": "calls", "payload": payload})

    def grant(self, value: int, **more: Any) -> Any:
        amount = {"type": "monetary", "monetary": {"currency": "usd", "value": value}}
        given = {"customer": self.customer, "amount": amount, "applicability_config": USAGE, **more}
        return self.api.billing.credit_grants.create(given)

    def left(self) -> list[tuple[int, int]]:
        """What can be used, and what is on the books."""
        given = {"customer": self.customer, "filter": {"type": "applicability_scope", "applicability_scope":
                                                       {"price_type": "metered"}}}  # fmt: skip
        found = self.api.billing.credit_balance_summary.retrieve(given).balances
        return [(one.available_balance.monetary.value, one.ledger_balance.monetary.value) for one in found]

    def bill(self, month: int) -> Any:
        turn(self.api, self.clock, at(2026, month, 1, 2))
        return self.api.invoices.list({"subscription": self.id}).data[0]


def test_usage_is_paid_by_credit_first(api: Any) -> None:
    shop = Shop(api)
    paid, promoted = shop.grant(1500), shop.grant(400, category="promotional", priority=1)
    assert (paid.category, paid.priority, shop.left()) == ("paid", 50, [(1900, 1900)])
    shop.use(120)
    assert api.invoices.create_preview({"subscription": shop.id}).total == 0
    assert shop.left() == [(1900, 1900)]
    first = shop.bill(2)
    used = first.total_pretax_credit_amounts
    assert (first.status, first.subtotal, first.total, sum(each.amount for each in used)) == ("paid", 1200, 0, 1200)
    moved = api.billing.credit_balance_transactions.list({"customer": shop.customer}).data
    assert [(one.type, one.credit_grant) for one in moved[:2]] == [("debit", paid.id), ("debit", promoted.id)]
    assert [one.debit.amount.monetary.value for one in moved[:2]] == [800, 400]
    assert moved[0].debit.credits_applied.invoice == first.id
    assert api.billing.credit_balance_transactions.retrieve(moved[0].id).debit.type == "credits_applied"
    shop.use(100)
    second = shop.bill(3)
    assert (second.total, second.amount_paid, shop.left()) == (300, 300, [(0, 0)])
    assert "billing.credit_grant.created" in types(api)


def test_a_void_invoice_gives_credit_back(api: Any) -> None:
    shop = Shop(api)
    shop.grant(500)
    shop.use(100)
    turn(api, shop.clock, at(2026, 2, 1))
    draft = api.invoices.list({"subscription": shop.id}).data[0]
    final = api.invoices.finalize_invoice(draft.id)
    assert (final.total, final.amount_due, shop.left()) == (500, 500, [(0, 0)])
    api.invoices.void_invoice(final.id)
    assert shop.left() == [(500, 500)]
    back = api.billing.credit_balance_transactions.list({"customer": shop.customer}).data[0]
    assert (back.credit.type, back.credit.amount.monetary.value) == ("credits_application_invoice_voided", 500)


def test_credit_ends(api: Any) -> None:
    shop = Shop(api)
    soon, later = shop.grant(500, expires_at=START + 86_400), shop.grant(300, effective_at=START + 2 * 86_400)
    assert shop.left() == [(500, 800)]
    turn(api, shop.clock, START + 3 * 86_400)
    assert shop.left() == [(300, 300)]
    gone = api.billing.credit_balance_transactions.list({"credit_grant": soon.id}).data[0]
    assert (gone.debit.type, gone.debit.amount.monetary.value, gone.created) == ("credits_expired", 500, START + 86_400)
    changed = api.billing.credit_grants.update(later.id, {"metadata": {"a": "1"}, "expires_at": START + 9 * 86_400})
    assert (changed.metadata["a"], changed.expires_at) == ("1", START + 9 * 86_400)
    over = api.billing.credit_grants.expire(later.id)
    assert (over.expires_at, shop.left()) == (START + 3 * 86_400, [(0, 0)])
    assert [one.id for one in api.billing.credit_grants.list({"customer": shop.customer}).data] == [later.id, soon.id]


def test_credit_is_voided_while_nobody_used_it(api: Any) -> None:
    shop = Shop(api)
    made, used = shop.grant(500, priority=90), shop.grant(100)
    assert api.billing.credit_grants.void_grant(made.id).voided_at == START
    with pytest.raises(stripe.InvalidRequestError):
        api.billing.credit_grants.void_grant(made.id)
    shop.use(100)
    shop.bill(2)
    with pytest.raises(stripe.InvalidRequestError):
        api.billing.credit_grants.void_grant(used.id)
    assert api.billing.credit_grants.retrieve(made.id).voided_at == START


@pytest.mark.parametrize(("more", "param"), [
    ({"applicability_config": {"scope": {"price_type": "metered", "prices": [{"id": "price_none"}]}}},
     "applicability_config[scope]"), ({"expires_at": 5}, "expires_at"),
    ({"amount": {"type": "monetary"}}, "amount[monetary]"), ({"customer": "cus_none"}, "customer"),
])  # fmt: skip
def test_what_is_refused(api: Any, more: dict[str, Any], param: str) -> None:
    shop = Shop(api)
    with pytest.raises(stripe.InvalidRequestError) as caught:
        shop.grant(500, **more)
    assert caught.value.param == param
    assert shop.left() == []


def test_credit_for_one_price_alone(api: Any) -> None:
    shop = Shop(api)
    shop.grant(500, applicability_config={"scope": {"prices": [{"id": shop.price}]}})
    with pytest.raises(stripe.InvalidRequestError):
        shop.grant(500, applicability_config={"scope": {"prices": [{"id": sell(api, 5)}]}})
    given = {"type": "applicability_scope", "applicability_scope": {"prices": [{"id": shop.price}]}}
    summary = api.billing.credit_balance_summary.retrieve({"customer": shop.customer, "filter": given})
    assert summary.balances[0].available_balance.monetary.value == 500
    shop.use(60)
    assert shop.bill(2).amount_paid == 100
