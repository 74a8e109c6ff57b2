"""Usage that is billed before a period ends."""

from typing import Any

from tests.clones.stripe.business import DAY, START, agree, at, lines, sell, turn, welcome, wind

TIERS = [{"up_to": 100, "unit_amount": 10}, {"up_to": "inf", "unit_amount": 5}]


class Shop:
    """A customer who pays for what is metered."""

    def __init__(self, api: Any, **more: Any) -> None:
        self.api, self.clock = api, wind(api)
        meter = api.billing.meters.create({"display_name": "Calls", "event_name": "calls",
                                           "default_aggregation": {"formula": "sum"}})  # fmt: skip
        self.customer = welcome(api, clock=self.clock).id
        price = sell(api, 10, "Calls", recurring={"usage_type": "metered", "meter": meter.id}, **more.pop("price", {}))
        item = {"price": price, **more.pop("item", {})}
        self.id = api.subscriptions.create({"customer": self.customer, "items": [item], **more}).id

    def use(self, calls: int) -> None:
        payload = {"stripe_customer_id": self.customer, "value": str(calls)}
        self.api.billing.meter_events.create({"event_name": "calls", "payload": payload})

    def invoices(self) -> list[Any]:
        return list(self.api.invoices.list({"subscription": self.id}).data)[::-1]


def test_an_amount_is_reached(api: Any) -> None:
    shop = Shop(api, billing_thresholds={"amount_gte": 1000})
    shop.use(99)
    assert shop.invoices() == []
    turn(api, shop.clock, START + 3 * DAY)
    shop.use(21)
    [early] = shop.invoices()
    assert (early.billing_reason, early.total, early.threshold_reason.amount_gte) == (
        "subscription_threshold",
        1200,
        1000,
    )
    assert (early.status, early.period_start, early.lines.data[0].quantity) == ("draft", START, 120)
    shop.use(30)
    turn(api, shop.clock, at(2026, 2, 1, 2))
    paid = shop.invoices()
    assert [(one.status, one.total) for one in paid] == [("paid", 1200), ("paid", 300)]
    assert api.subscriptions.retrieve(shop.id)["items"].data[0].current_period_start == at(2026, 2, 1)
    shop.use(5)
    turn(api, shop.clock, at(2026, 3, 1, 2))
    assert shop.invoices()[-1].total == 50
    agree(api, shop.customer)


def test_units_are_reached_and_tiers_go_on(api: Any) -> None:
    tiered = {"billing_scheme": "tiered", "tiers_mode": "graduated", "tiers": TIERS}
    shop = Shop(api, price=tiered, item={"billing_thresholds": {"usage_gte": 80}})
    shop.use(80)
    [early] = shop.invoices()
    reason = early.threshold_reason.item_reasons[0]
    assert (early.total, reason.usage_gte, reason.line_item_ids) == (800, 80, [early.lines.data[0].id])
    turn(api, shop.clock, START + 5 * DAY)
    shop.use(50)
    turn(api, shop.clock, at(2026, 2, 1, 2))
    assert lines(shop.invoices()[-1]) == [
        ("20 × Calls (Tier 1 at $0.10 / month)", 200), ("30 × Calls (Tier 2 at $0.05 / month)", 150),
    ]  # fmt: skip


def test_a_period_may_begin_with_it(api: Any) -> None:
    shop = Shop(api, billing_thresholds={"amount_gte": 1000, "reset_billing_cycle_anchor": True})
    turn(api, shop.clock, START + 9 * DAY)
    shop.use(150)
    [early] = shop.invoices()
    held = api.subscriptions.retrieve(shop.id)
    assert (early.total, held.billing_cycle_anchor) == (1500, START + 9 * DAY)
    assert held["items"].data[0].current_period_end == at(2026, 2, 10)


def test_nothing_is_early_on_the_last_day(api: Any) -> None:
    shop = Shop(api, billing_thresholds={"amount_gte": 1000})
    turn(api, shop.clock, at(2026, 1, 31, 6))
    shop.use(500)
    assert shop.invoices() == []
    turn(api, shop.clock, at(2026, 2, 1, 2))
    assert [one.total for one in shop.invoices()] == [5000]
