"""Subscription schedules; https://docs.stripe.com/api/subscription_schedules."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation

from ..billing import scheduling
from ..lookups import find, listing, named
from ..records.billing import Schedule, Subscription
from ..refusals import Refusal, absent
from .customers import customer_of


@operation("PostSubscriptionSchedules")
def create_schedule(
    call: Call, customer: str | None = None, from_subscription: str | None = None, **given: Any
) -> Schedule:
    """POST /v1/subscription_schedules"""
    if from_subscription is not None:
        for name in ("phases", "start_date", "default_settings", "end_behavior"):
            if name in given:
                message = f"You cannot set `{name}` if `from_subscription` is set."
                raise Refusal(message, param=name)
        return scheduling.adopt(call, named(call, Subscription, from_subscription, "from_subscription"), given)
    if customer is None:
        raise absent("customer")
    return scheduling.create(call, customer_of(call, customer), given)


@operation("GetSubscriptionSchedulesSchedule")
def get_schedule(call: Call, schedule: str) -> Schedule:
    """GET /v1/subscription_schedules/{schedule}"""
    return find(call, Schedule, schedule, "schedule")


@operation("PostSubscriptionSchedulesSchedule")
def update_schedule(call: Call, schedule: str, **given: Any) -> Schedule:
    """POST /v1/subscription_schedules/{schedule}"""
    return scheduling.update(call, find(call, Schedule, schedule, "schedule"), given)


@operation("PostSubscriptionSchedulesScheduleRelease")
def release_schedule(call: Call, schedule: str, preserve_cancel_date: bool = False) -> Schedule:
    """POST /v1/subscription_schedules/{schedule}/release"""
    return scheduling.release(call, find(call, Schedule, schedule, "schedule"))


@operation("PostSubscriptionSchedulesScheduleCancel")
def cancel_schedule(call: Call, schedule: str, invoice_now: bool = True, prorate: bool = True) -> Schedule:
    """POST /v1/subscription_schedules/{schedule}/cancel"""
    return scheduling.cancel(call, find(call, Schedule, schedule, "schedule"), invoice_now, prorate)


@operation("GetSubscriptionSchedules")
def list_schedules(
    call: Call, customer: str | None = None, scheduled: bool | None = None, created: Any = None, **given: Any
) -> Page:
    """GET /v1/subscription_schedules"""
    where = {"customer": customer, "status": "not_started" if scheduled else None}
    return listing(call, Schedule, where, created)
