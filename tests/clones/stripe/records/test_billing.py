"""Records of billing: what is found by an index, and what a note hides."""

from typing import Any

from clonery.clones.stripe.lookups import make
from clonery.clones.stripe.records.billing import Feature, Meter, Subscription
from clonery.server.call import Call
from clonery.server.state.query import has


def test_a_subscription_is_found_by_its_items(call: Call) -> None:
    fields: dict[str, Any] = {
        "billing_mode": {"type": "classic"},
        "cancellation_details": {},
        "_items": [],
        "_told": [],
    }
    one = make(call, Subscription, _item_ids=["si_1", "si_2"], **fields)
    make(call, Subscription, _item_ids=["si_3"], **fields)
    assert call.first(Subscription, {"_item_ids": has("si_2")}) == one
    assert call.first(Subscription, {"_item_ids": has("si_4")}) is None


def test_objects_have_the_names_of_the_api(call: Call) -> None:
    feature = make(call, Feature, name="Exports", lookup_key="exports")
    assert (feature.object, Meter.OBJECT) == ("entitlements.feature", "billing.meter")
    assert feature.id.startswith("feat_")
