"""Test clocks: their customers live in their time, and go with them."""

from typing import Any

import pytest
import stripe
from tests.clones.stripe.business import sell, welcome, wind

from clonery.clones.stripe.lookups import make
from clonery.clones.stripe.operations.test_clocks import settle
from clonery.clones.stripe.records.clocks import Clock
from clonery.server.call import Call


def test_a_clock_advances_by_the_next_call(api: Any) -> None:
    clock = api.test_helpers.test_clocks.create({"frozen_time": 1_700_000_000, "name": "History"})
    customer = api.customers.create({"name": "Past", "test_clock": clock.id})
    assert (customer.created, customer.test_clock) == (1_700_000_000, clock.id)
    moving = api.test_helpers.test_clocks.advance(clock.id, {"frozen_time": 1_700_086_400})
    assert (moving.status, moving.frozen_time) == ("advancing", 1_700_000_000)
    read = api.test_helpers.test_clocks.retrieve(clock.id)
    assert (read.status, read.frozen_time) == ("ready", 1_700_086_400)
    assert api.customers.create({"name": "Next", "test_clock": clock.id}).created == 1_700_086_400
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.test_helpers.test_clocks.advance(clock.id, {"frozen_time": 1_700_086_400})
    assert caught.value.param == "frozen_time"


def test_a_clock_takes_its_customers_along(api: Any) -> None:
    clock = api.test_helpers.test_clocks.create({"frozen_time": 1_700_000_000})
    customer = api.customers.create({"name": "Past", "test_clock": clock.id})
    assert [one.id for one in api.customers.list({"test_clock": clock.id}).data] == [customer.id]
    assert api.test_helpers.test_clocks.delete(clock.id).deleted is True
    assert api.customers.retrieve(customer.id).deleted is True
    assert api.test_helpers.test_clocks.list().data == []


def test_a_clock_takes_three_customers(api: Any) -> None:
    clock = wind(api)
    for _ in range(3):
        welcome(api, card=None, clock=clock)
    with pytest.raises(stripe.InvalidRequestError) as caught:
        welcome(api, card=None, clock=clock)
    assert caught.value.param == "test_clock"
    assert len(api.customers.list({"test_clock": clock}).data) == 3


def test_what_is_gone_with_its_clock(api: Any) -> None:
    clock = wind(api)
    made = api.subscriptions.create({"customer": welcome(api, clock=clock).id, "items": [{"price": sell(api, 900)}]})
    api.test_helpers.test_clocks.delete(clock)
    assert api.subscriptions.retrieve(made.id).status == "canceled"
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.test_helpers.test_clocks.retrieve(clock)
    assert caught.value.http_status == 404


def test_a_clock_that_could_not_advance_says_so(call: Call) -> None:
    clock = make(call, Clock, frozen_time=1, status="advancing", status_details={})
    settle(call, clock.id)
    assert call.get(Clock, clock.id).status == "internal_failure"
    settle(call, make(call, Clock, frozen_time=1, status_details={}).id)
    assert [one.status for one in call.all(Clock)] == ["internal_failure", "ready"]
