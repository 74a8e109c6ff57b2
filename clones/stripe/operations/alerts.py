"""Billing alerts: told once when a customer's usage comes to so much; https://docs.stripe.com/api/billing/alert."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation

from ..billing import metering
from ..billing.metering import NEVER
from ..lookups import find, listing, make, named, save
from ..records.billing import Alert, Meter
from ..records.customers import Customer
from ..refusals import Refusal, absent


@operation("PostBillingAlerts")
def create_alert(
    call: Call, alert_type: str, title: str, usage_threshold: dict[str, Any] | None = None, **given: Any
) -> Alert:
    """POST /v1/billing/alerts: for one customer, or for each."""
    if usage_threshold is None:
        raise absent("usage_threshold")
    meter = named(call, Meter, usage_threshold["meter"], "usage_threshold[meter]")
    filters = usage_threshold.get("filters") or []
    for place, each in enumerate(filters):
        named(call, Customer, each.get("customer"), f"usage_threshold[filters][{place}][customer]")
    if usage_threshold["gte"] < 1:
        raise Refusal("Invalid positive integer", "parameter_invalid_integer", "usage_threshold[gte]")
    return make(
        call, Alert, id=call.new_id("alrt_", 24), alert_type=alert_type, title=title, status="active",
        usage_threshold={**usage_threshold, "filters": filters, "meter": meter.id}, _meter=meter.id, _told=[],
    )  # fmt: skip


@operation("GetBillingAlertsId")
def get_alert(call: Call, id: str) -> Alert:
    """GET /v1/billing/alerts/{id}"""
    return find(call, Alert, id)


@operation("GetBillingAlerts")
def list_alerts(call: Call, alert_type: str | None = None, meter: str | None = None) -> Page:
    """GET /v1/billing/alerts"""
    return listing(call, Alert, {"alert_type": alert_type, "_meter": meter})


def _turned(call: Call, id: str, status: str, *before: str) -> Alert:
    """An alert with another status. Raises NotFound, Refusal."""
    found = find(call, Alert, id)
    if found.status not in before:
        raise Refusal(f"You cannot set the status of an alert that is {found.status} to {status}.", param="id")
    return save(call, found, status=status)


@operation("PostBillingAlertsIdActivate")
def activate_alert(call: Call, id: str) -> Alert:
    """POST /v1/billing/alerts/{id}/activate: it can be told again."""
    return _turned(call, id, "active", "inactive")


@operation("PostBillingAlertsIdDeactivate")
def deactivate_alert(call: Call, id: str) -> Alert:
    """POST /v1/billing/alerts/{id}/deactivate"""
    return _turned(call, id, "inactive", "active")


@operation("PostBillingAlertsIdArchive")
def archive_alert(call: Call, id: str) -> Alert:
    """POST /v1/billing/alerts/{id}/archive: for good."""
    return _turned(call, id, "archived", "active", "inactive")


def check(call: Call, meter: Meter, customer: Customer, at: int) -> None:
    """Tell of the alerts of a meter that a customer's usage has come to."""
    for alert in call.all(Alert, {"_meter": meter.id, "status": "active"}):
        asked = alert.usage_threshold
        wanted = [each["customer"] for each in asked.get("filters") or []]
        if customer.id in alert._told or (wanted and customer.id not in wanted):
            continue
        value = int(metering.measured(call, meter, customer.id, NEVER, at + 1))
        if value < asked["gte"]:
            continue
        alert = save(call, alert, _told=[*alert._told, customer.id])
        shape = {
            name: held for name, held in alert.doc.items() if name[0] != "_" and name not in ("created", "metadata")
        }
        shown = {"object": "billing.alert_triggered", "alert": shape, "created": at, "customer": customer.id,
                 "livemode": alert.livemode, "value": value}  # fmt: skip
        call.emit("billing.alert.triggered", object=alert, shown=shown)
