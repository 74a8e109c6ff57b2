"""Billing periods: the calendar, its short months, and boundaries on both sides of the anchor."""

import pytest
from tests.clones.stripe.business import DAY, at

from clonery.clones.stripe.billing import periods

MONTH, YEAR, WEEK = {"interval": "month"}, {"interval": "year"}, {"interval": "week", "interval_count": 2}


def test_short_months_end_on_their_last_day_and_the_anchor_is_kept() -> None:
    anchor = at(2024, 1, 31, 9)
    found = [periods.boundary(anchor, MONTH, number) for number in range(-2, 4)]
    assert found == [
        at(2023, 11, 30, 9),
        at(2023, 12, 31, 9),
        anchor,
        at(2024, 2, 29, 9),
        at(2024, 3, 31, 9),
        at(2024, 4, 30, 9),
    ]
    assert periods.boundary(at(2024, 2, 29), YEAR, 1) == at(2025, 2, 28)
    assert periods.boundary(anchor, WEEK, 3) == anchor + 42 * DAY


@pytest.mark.parametrize(("moment", "begins", "ends"), [
    (at(2024, 1, 31), at(2024, 1, 31), at(2024, 2, 29)), (at(2024, 2, 28, 23), at(2024, 1, 31), at(2024, 2, 29)),
    (at(2024, 2, 29), at(2024, 2, 29), at(2024, 3, 31)), (at(2024, 1, 30), at(2023, 12, 31), at(2024, 1, 31)),
    (at(2026, 5, 15), at(2026, 4, 30), at(2026, 5, 31)),
])  # fmt: skip
def test_the_period_around_a_moment(moment: int, begins: int, ends: int) -> None:
    anchor = at(2024, 1, 31)
    assert (periods.until(anchor, MONTH, moment), periods.after(anchor, MONTH, moment)) == (begins, ends)


def test_every_moment_of_three_years_lies_in_one_period() -> None:
    for recurring in (MONTH, {"interval": "month", "interval_count": 3}, YEAR, WEEK):
        for day in range(0, 1100, 13):
            moment = at(2023, 6, 1) + day * DAY + 12_345
            begins, ends = (step(at(2024, 8, 31), recurring, moment) for step in (periods.until, periods.after))
            assert begins <= moment < ends


def test_an_anchor_by_its_day() -> None:
    assert periods.anchored(at(2026, 1, 20, 10), {"day_of_month": 15}) == at(2026, 2, 15, 10)
    assert periods.anchored(at(2026, 2, 1), {"day_of_month": 31, "hour": 6, "minute": 0, "second": 0}) == at(
        2026, 2, 28, 6
    )
    assert periods.anchored(at(2026, 2, 1), {"day_of_month": 1, "month": 1}) == at(2027, 1, 1)
    assert periods.date(at(2026, 1, 5)) == "05 Jan 2026"
    assert periods.same(MONTH | {"interval_count": 1}, {"interval": "month", "interval_count": 1})
    assert not periods.same(MONTH, YEAR)
