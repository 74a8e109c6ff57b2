"""When a subscription wakes, and how far its clock may go at once."""

from typing import Any

import pytest
import stripe
from tests.clones.stripe.business import DAY, START, sell, turn, welcome, wind

from clonery.clones.stripe.billing import standing
from clonery.clones.stripe.lookups import make
from clonery.clones.stripe.records.billing import Subscription
from clonery.server.call import Call


def subscription(call: Call, **fields: Any) -> Subscription:
    item = {"id": "si_1", "price": "price_1", "current_period_start": START, "current_period_end": START + 31 * DAY}
    given = {
        "created": START,
        "billing_mode": {"type": "classic"},
        "cancellation_details": {},
        "_items": [item],
        "_told": [],
    }
    return make(call, Subscription, **{**given, **fields})


def test_what_is_due(call: Call) -> None:
    end = START + 31 * DAY
    assert standing.moments(call, subscription(call)) == [end, end - 7 * DAY]
    assert standing.moments(call, subscription(call, _told=[f"upcoming {end}"])) == [end]
    assert standing.moments(call, subscription(call, status="incomplete")) == [START + 23 * 3600]
    assert standing.moments(call, subscription(call, status="canceled")) == []
    assert standing.moments(call, subscription(call, cancel_at=end)) == [end, end]
    assert standing.moments(call, subscription(call, status="paused")) == []
    assert end - 3 * DAY in standing.moments(call, subscription(call, status="trialing", trial_end=end))


def test_two_intervals_of_the_shortest(api: Any) -> None:
    clock = wind(api)
    with pytest.raises(stripe.InvalidRequestError):
        turn(api, clock, START + 731 * DAY)
    customer = welcome(api, clock=clock)
    api.subscriptions.create({"customer": customer.id, "items": [{"price": sell(api, 100)}]})
    with pytest.raises(stripe.InvalidRequestError) as caught:
        turn(api, clock, START + 60 * DAY)
    assert caught.value.param == "frozen_time"
    assert api.test_helpers.test_clocks.retrieve(clock).frozen_time == START
    turn(api, clock, START + 59 * DAY)
    assert len(api.invoices.list({"customer": customer.id}).data) == 3
