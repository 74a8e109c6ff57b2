"""The seeds about subscriptions: their histories add up, and go on from where they end."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import stripe
from tests.clones.stripe.business import agree, at, pay_by, turn
from tests.clones.stripe.conftest import KEY


@pytest.fixture
def seeded(served: Any, request: Any) -> Iterator[Any]:
    """A client on a session of the seed that the test names."""
    session = served.within(lambda: served.farm.create(random_seed=1, seeds={"stripe": request.param}))
    http = stripe.RequestsClient()
    base = f"{served.url}/s/{session.id}/stripe"
    served.checked.flaws.clear()
    yield stripe.StripeClient(KEY, base_addresses={"api": base}, http_client=http, max_network_retries=0).v1
    http.close()
    served.within(lambda: served.farm.end(session.id))
    assert not served.checked.flaws, "\n".join(["", *served.checked.flaws])


def everything(service: Any, **given: Any) -> list[Any]:
    return list(service.list({"limit": 100, **given}).auto_paging_iter())


@pytest.mark.parametrize("seeded", ["subscription-lifecycle"], indirect=True)
def test_two_years_of_three_shops(seeded: Any) -> None:
    customers = everything(seeded.customers)
    assert [one.name for one in customers] == ["Nordlys Books", "Kite and Co", "Maison Verte"]
    for one in customers:
        agree(seeded, one.id)
    verte = seeded.subscriptions.search({"query": "metadata['shop']:'verte'"}).data[0]
    kite = seeded.subscriptions.search({"query": "metadata['shop']:'kite'"}).data[0]
    assert (verte.status, kite.status, kite.cancellation_details.feedback) == ("active", "canceled", "switched_service")
    reasons = Counter(invoice.billing_reason for invoice in everything(seeded.invoices, subscription=verte.id))
    assert reasons == {"subscription_create": 1, "subscription_cycle": 24, "subscription_update": 1}
    assert len([charge for charge in everything(seeded.charges) if charge.status == "failed"]) == 2
    told = everything(seeded.events, type="invoice.payment_failed")
    assert len(told) == 2
    turn(seeded, verte.test_clock, at(2026, 1, 20))
    assert seeded.invoices.list({"subscription": verte.id}).data[0].amount_paid == 5880


@pytest.mark.parametrize("seeded", ["subscription-heavy"], indirect=True)
def test_many_shops_in_every_state(seeded: Any) -> None:
    found = everything(seeded.subscriptions, status="all")
    counts = Counter(one.status for one in found)
    assert counts["active"] > 15
    assert {"trialing", "past_due", "canceled", "incomplete", "incomplete_expired"} <= set(counts)
    for one in everything(seeded.customers):
        agree(seeded, one.id)
    late = next(one for one in found if one.status == "past_due")
    pay_by(seeded, late.customer, "pm_card_visa")
    assert seeded.invoices.pay(late.latest_invoice).status == "paid"
    assert seeded.subscriptions.retrieve(late.id).status == "active"
