"""Alerts of usage: told once for each customer, off and on again, archived for good."""

from typing import Any

import pytest
import stripe
from tests.clones.stripe.business import welcome

TOLD = "billing.alert.triggered"


@pytest.fixture
def meter(api: Any) -> str:
    formula = {"formula": "sum"}
    given = {"display_name": "Calls", "event_name": "calls", "default_aggregation": formula}
    return str(api.billing.meters.create(given).id)


def alert(api: Any, meter: str, gte: int, **more: Any) -> Any:
    threshold = {"gte": gte, "meter": meter, "recurrence": "one_time", **more}
    return api.billing.alerts.create({"alert_type": "usage_threshold", "title": "Many", "usage_threshold": threshold})


def use(api: Any, customer: str, calls: int) -> None:
    payload = {"stripe_customer_id": customer, "value": str(calls)}
    api.billing.meter_events.create({"event_name": "calls", "payload": payload})


def told(api: Any) -> list[tuple[str, str, int]]:
    found = [event.data.object for event in api.events.list({"type": TOLD}).data]
    return [(one.alert.id, one.customer, one.value) for one in found][::-1]


def test_each_customer_is_told_of_once(api: Any, meter: str) -> None:
    one, other = welcome(api).id, welcome(api).id
    every = alert(api, meter, 100)
    only = alert(api, meter, 50, filters=[{"type": "customer", "customer": other}])
    use(api, one, 99)
    assert told(api) == []
    use(api, one, 1)
    use(api, one, 500)
    assert told(api) == [(every.id, one, 100)]
    use(api, other, 120)
    assert sorted(told(api)[1:]) == sorted([(every.id, other, 120), (only.id, other, 120)])
    assert [each.id for each in api.billing.alerts.list({"meter": meter}).data] == [only.id, every.id]


def test_an_alert_is_off_and_on_again(api: Any, meter: str) -> None:
    customer, made = welcome(api).id, alert(api, meter, 10)
    assert api.billing.alerts.deactivate(made.id).status == "inactive"
    use(api, customer, 20)
    assert told(api) == []
    assert api.billing.alerts.activate(made.id).status == "active"
    use(api, customer, 1)
    assert told(api) == [(made.id, customer, 21)]
    assert api.billing.alerts.archive(made.id).status == "archived"
    with pytest.raises(stripe.InvalidRequestError):
        api.billing.alerts.activate(made.id)
    assert api.billing.alerts.retrieve(made.id).status == "archived"


def test_an_alert_needs_a_meter_and_an_amount(api: Any, meter: str) -> None:
    for given, param in (((api, "mtr_none", 5), "usage_threshold[meter]"), ((api, meter, 0), "usage_threshold[gte]")):
        with pytest.raises(stripe.InvalidRequestError) as caught:
            alert(*given)
        assert caught.value.param == param
    assert api.billing.alerts.list().data == []
