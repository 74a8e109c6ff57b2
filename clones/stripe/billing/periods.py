"""Billing periods: days and weeks by seconds, months and years by the calendar; https://docs.stripe.com/billing/subscriptions/billing-cycle."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, datetime
from typing import Any

SECONDS = {"day": 86_400, "week": 604_800}
MONTHS = {"month": 1, "year": 12}


def shifted(at: int, months: int) -> int:
    """So many months later, or earlier: a day that the month lacks is its last one."""
    moment = datetime.fromtimestamp(at, UTC)
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    day = min(moment.day, monthrange(year, month + 1)[1])
    return int(moment.replace(year=year, month=month + 1, day=day).timestamp())


def boundary(anchor: int, recurring: dict[str, Any], number: int) -> int:
    """The start of the period that is `number` periods after the anchor."""
    interval, steps = str(recurring["interval"]), int(recurring.get("interval_count", 1)) * number
    if interval in SECONDS:
        return anchor + SECONDS[interval] * steps
    return shifted(anchor, MONTHS[interval] * steps)


def after(anchor: int, recurring: dict[str, Any], at: int) -> int:
    """The first boundary after that second."""
    return boundary(anchor, recurring, _number(anchor, recurring, at) + 1)


def until(anchor: int, recurring: dict[str, Any], at: int) -> int:
    """The last boundary at or before that second."""
    return boundary(anchor, recurring, _number(anchor, recurring, at))


def _number(anchor: int, recurring: dict[str, Any], at: int) -> int:
    """The number of the period that holds that second."""
    interval, count = str(recurring["interval"]), int(recurring.get("interval_count", 1))
    if interval in SECONDS:
        return (at - anchor) // (SECONDS[interval] * count)
    first, last = datetime.fromtimestamp(anchor, UTC), datetime.fromtimestamp(at, UTC)
    months = (last.year - first.year) * 12 + last.month - first.month
    number = months // (MONTHS[interval] * count)
    while boundary(anchor, recurring, number) > at:
        number -= 1
    while boundary(anchor, recurring, number + 1) <= at:
        number += 1
    return number


def same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two prices recur alike."""
    keys = ("interval", "interval_count")
    return [one.get(key) for key in keys] == [other.get(key) for key in keys]


def anchored(at: int, config: dict[str, Any]) -> int:
    """The first second from `at` on that fits a `billing_cycle_anchor_config`."""
    now = datetime.fromtimestamp(at, UTC)
    hour, minute, second = (
        given if (given := config.get(name)) is not None else getattr(now, name)
        for name in ("hour", "minute", "second")
    )
    for ahead in range(13):
        year, month = divmod(now.year * 12 + now.month - 1 + ahead, 12)
        if config.get("month") and config["month"] != month + 1:
            continue
        day = min(config["day_of_month"], monthrange(year, month + 1)[1])
        made = int(datetime(year, month + 1, day, hour, minute, second, tzinfo=UTC).timestamp())
        if made >= at:
            return made
    raise AssertionError("a year holds every day of a month")


def date(at: int) -> str:
    """A day as invoices write it: `05 Jan 2026`."""
    return datetime.fromtimestamp(at, UTC).strftime("%d %b %Y")
