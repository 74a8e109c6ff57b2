"""The order in which credit is used."""

from typing import Any

from clonery.clones.stripe.billing import granting
from clonery.clones.stripe.lookups import make
from clonery.clones.stripe.records.billing import CreditGrant
from clonery.server.call import Call


def grant(call: Call, name: str, left: int = 100, **fields: Any) -> CreditGrant:
    amount = {"type": "monetary", "monetary": {"currency": "usd", "value": 100}}
    given = {"id": name, "amount": amount, "applicability_config": {"scope": {"price_type": "metered"}},
             "category": "paid", "customer": "cus_1", "effective_at": 10, "expires_at": None, "priority": 50,
             "updated": 10, "_left": left}  # fmt: skip
    return make(call, CreditGrant, **{**given, **fields})


def test_what_is_used_first(call: Call) -> None:
    grant(call, "plain")
    grant(call, "old", effective_at=5)
    grant(call, "soon", expires_at=90)
    grant(call, "gift", category="promotional")
    grant(call, "urgent", priority=1)
    for gone in ({"left": 0}, {"expires_at": 20}, {"effective_at": 40}, {"voided_at": 15}, {"customer": "cus_2"}):
        grant(call, f"gone {gone}", **gone)
    found = granting.usable(call, "cus_1", "usd", 30)
    assert [one.id for one in found] == ["urgent", "soon", "gift", "old", "plain"]
    assert granting.usable(call, "cus_1", "eur", 30) == []


def test_lines_of_no_usage_take_none(call: Call) -> None:
    line = {"id": "il_1", "amount": 50, "discount_amounts": [], "pricing": None, "_item": None}
    assert granting.fits(call, grant(call, "any"), line) is False
    assert granting.spread(call, "cus_1", "usd", [line], 30) == []
    assert granting.imagine(call, "cus_1", "usd", [line], 30) is False
