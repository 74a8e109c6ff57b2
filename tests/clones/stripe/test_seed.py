"""Seeds: a history that happened, keys, what is wrong with one, export."""

import re
from typing import Any

import httpx
import pytest

from clonery.clones.stripe import seed
from clonery.clones.stripe.money import ledger
from clonery.clones.stripe.records.checkout import CheckoutSession
from clonery.clones.stripe.records.customers import Customer
from clonery.clones.stripe.records.hooks import Event
from clonery.clones.stripe.records.money import Payout
from clonery.clones.stripe.records.payments import BalanceTransaction, Charge, Dispute
from clonery.server.call import Call
from clonery.server.farm import Farm
from clonery.server.request import Request
from clonery.server.settings import Settings
from clonery.server.state.clock import parse
from clonery.server.wanted import FarmError

from .conftest import KEY, Served


def opened(**options: Any) -> Call:
    """A call in a session of that seed, in January."""
    farm = Farm(Settings(clones=("stripe",)))
    session, clone = farm.create(clock="2026-01-05T09:00:00Z", **options), farm.clone("stripe")
    assert clone.operations
    return Call(session, clone, Request("GET", "/v1", base="http://test/stripe"), session.clock.now())


def test_the_default_seed_is_a_business_whose_books_add_up() -> None:
    call = opened()
    booked = call.all(BalanceTransaction)
    held = ledger.totals(call)["eur"]
    assert sum(one.net for one in booked) == held["available"] + held["pending"] > 0
    charges = [one for one in call.all(Charge) if one.captured]
    assert sum(one.amount for one in booked if one.type == "charge") == sum(one.amount_captured for one in charges)
    assert {one.status for one in call.all(Payout)} == {"paid"}
    assert call.count(Customer) == 8
    assert call.count(Event) > 50
    assert all(one.created <= call.now for one in call.all(Event))


def test_the_other_seeds_show_what_they_are_named_after() -> None:
    shop = opened(seeds={"stripe": "checkout-flow"})
    assert {one.status for one in shop.all(CheckoutSession)} == {"complete", "expired", "open"}
    trouble = opened(seeds={"stripe": "disputes"})
    assert {one.status for one in trouble.all(Dispute)} == {"lost", "won", "needs_response", "warning_needs_response"}
    assert opened(seeds={"stripe": "empty"}).count(Customer) == 0


def test_a_history_names_what_it_made() -> None:
    history = [
        {"at": "2026-01-02T10:00:00Z", "call": "PostCustomers", "with": {"name": "Ann"}, "as": "ann"},
        {"at": "2026-01-03T10:00:00Z", "call": "PostPaymentIntents", "as": "paid", "with": {
            "amount": 700, "currency": "usd", "customer": "$ann", "payment_method": "pm_card_visa", "confirm": True,
            "payment_method_types": ["card"]}},
        {"at": "2026-01-04T10:00:00Z", "act": "dispute", "with": {"charge": "$paid.latest_charge"}},
    ]  # fmt: skip
    call = opened(seeds={"stripe": {"history": history}})
    (dispute,) = call.all(Dispute)
    charge = call.get(Charge, dispute.charge)
    assert (charge.amount, call.get(Customer, charge.customer).get("name")) == (700, "Ann")
    assert (charge.created, dispute.created) == (seconds("2026-01-03"), seconds("2026-01-04"))


def seconds(day: str) -> int:
    return parse(f"{day}T10:00:00Z") // 1_000_000


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ({"call": "PostNothing"}, "no operation 'PostNothing'"),
        ({"call": "PostCustomers", "with": {"name": 5}}, "PostCustomers: name: type"),
        ({"call": "PostCustomers", "with": {"name": "$nobody"}}, "nothing was named 'nobody'"),
        ({"call": "PostRefunds", "with": {"charge": "ch_none"}}, "No such charge"),
    ],
)
def test_a_wrong_step_is_named(step: dict[str, Any], said: str) -> None:
    with pytest.raises(FarmError, match=said):
        opened(seeds={"stripe": {"history": [step]}})


def test_what_is_exported_is_planted_again() -> None:
    call = opened()
    data = seed.export(call)
    again = opened(seeds={"stripe": data})
    assert seed.export(again) == data
    assert ledger.totals(again) == ledger.totals(call)


@pytest.mark.parametrize("name", ["small-business", "checkout-flow", "disputes"])
def test_all_that_a_seed_holds_keeps_its_schema(served: Served, name: str) -> None:
    session = served.within(lambda: served.farm.create(clock="2026-01-05T09:00:00Z", seeds={"stripe": name}))
    operations = [one for one in served.checked.clone.operations.values() if one.function and one.method == "GET"]
    reads = {one.entry["effect"]["kind"]: one.entry["http"]["path"] for one in operations
             if one.entry["effect"]["verb"] == "read" and one.entry["http"]["path"].count("{") == 1}  # fmt: skip
    served.checked.flaws.clear()
    seen = 0
    with httpx.Client(
        base_url=f"{served.url}/s/{session.id}/stripe", headers={"Authorization": f"Bearer {KEY}"}
    ) as http:
        for one in operations:
            path = one.entry["http"]["path"]
            if "{" in path or one.entry["inputSchema"].get("required") or not path.startswith("/v1"):
                continue
            answer = http.get(path, params={"limit": 20} if "limit" in one.arguments else {})
            assert answer.status_code == 200, answer.text
            for item in answer.json().get("data", ()):
                read = reads.get(one.entry["effect"]["kind"])
                if read:
                    assert http.get(re.sub(r"{.*}", item["id"], read)).json()["id"] == item["id"]
                    seen += 1
    served.within(lambda: served.farm.end(session.id))
    assert not served.checked.flaws, "\n".join(served.checked.flaws)
    assert seen > 20
