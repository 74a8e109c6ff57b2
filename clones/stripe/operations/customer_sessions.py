"""Customer sessions, and the customer portal; https://docs.stripe.com/api/customer_portal."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation

from .. import keys
from ..lookups import changed, cleared, find, listing, make, metadata, named, save
from ..records.checkout import CustomerSession, PortalConfiguration, PortalSession
from ..refusals import Refusal, absent
from ..shapes import Shown, shows
from .customers import customer_of

GOOD_SECONDS = 1800
FEATURES: dict[str, Any] = {
    "customer_update": {"allowed_updates": ["email", "address", "phone"], "enabled": True},
    "invoice_history": {"enabled": True},
    "payment_method_update": {"enabled": True, "payment_method_configuration": None},
    "subscription_cancel": {
        "cancellation_reason": {"enabled": False, "options": ["too_expensive", "unused", "other"]}, "enabled": True,
        "mode": "at_period_end", "proration_behavior": "none",
    },
    "subscription_update": {
        "default_allowed_updates": [], "enabled": False, "proration_behavior": "none", "products": [],
        "schedule_at_period_end": {"conditions": []}, "billing_cycle_anchor": None,
        "trial_update_behavior": "end_trial",
    },
}  # fmt: skip
"""What a portal lets customers do unless it says otherwise."""


@operation("PostCustomerSessions")
def create_customer_session(
    call: Call, components: dict[str, Any], customer: str | None = None, **given: Any
) -> CustomerSession:
    """POST /v1/customer_sessions"""
    if customer is None:
        raise absent("customer")
    found = customer_of(call, customer)
    names = ("buy_button", "customer_sheet", "mobile_payment_element", "payment_element", "pricing_table")
    if not any((components.get(name) or {}).get("enabled") for name in names):
        raise Refusal("At least one component must be enabled.", "parameter_missing", "components")
    made = {name: {"enabled": False, **({} if name in ("buy_button", "pricing_table") else {"features": None}),
                   **(components.get(name) or {})} for name in names}  # fmt: skip
    return make(call, CustomerSession, id=None, customer=found.id, components=made, expires_at=call.now + GOOD_SECONDS,
                client_secret=call.new_id("cuss_secret_", 60))  # fmt: skip


@shows(CustomerSession)
def _session(call: Call, record: Any, made: Shown) -> Shown:
    return {name: value for name, value in made.items() if name not in ("id", "metadata")}


def _merged(given: dict[str, Any], before: dict[str, Any]) -> dict[str, Any]:
    return {name: {**before[name], **cleared(given.get(name) or {})} for name in FEATURES}


@operation("PostBillingPortalConfigurations")
def create_configuration(call: Call, features: dict[str, Any], **given: Any) -> PortalConfiguration:
    """POST /v1/billing_portal/configurations"""
    off = {name: {**held, "enabled": False} for name, held in FEATURES.items()}
    return _configuration(call, _merged(features, off), **given)


def _configuration(call: Call, features: dict[str, Any], **given: Any) -> PortalConfiguration:
    profile = {"headline": None, "privacy_policy_url": None, "terms_of_service_url": None,
               **cleared(given.pop("business_profile", None) or {})}  # fmt: skip
    login = {"enabled": False, "url": None, **(given.pop("login_page", None) or {})}
    fields = cleared(given) | {"metadata": metadata(given.get("metadata"))}
    return make(call, PortalConfiguration, "billing_portal.configuration.created", id=None, active=True,
                features=features,
                business_profile=profile, login_page=login, updated=call.now, **fields)  # fmt: skip


@operation("GetBillingPortalConfigurationsConfiguration")
def get_configuration(call: Call, configuration: str) -> PortalConfiguration:
    """GET /v1/billing_portal/configurations/{configuration}"""
    return find(call, PortalConfiguration, configuration, "configuration")


@operation("PostBillingPortalConfigurationsConfiguration")
def update_configuration(call: Call, configuration: str, **given: Any) -> PortalConfiguration:
    """POST /v1/billing_portal/configurations/{configuration}"""
    found = find(call, PortalConfiguration, configuration, "configuration")
    changes = changed(found, given) | {"updated": call.now}
    for name in ("business_profile", "login_page"):
        if name in given:
            changes[name] = {**found.get(name), **cleared(given[name] or {})}
    if "features" in given:
        changes["features"] = _merged(given["features"], found.get("features"))
    return save(call, found, "billing_portal.configuration.updated", **changes)


@operation("GetBillingPortalConfigurations")
def list_configurations(call: Call, active: bool | None = None, is_default: bool | None = None) -> Page:
    """GET /v1/billing_portal/configurations"""
    return listing(call, PortalConfiguration, {"active": active, "is_default": is_default})


@operation("PostBillingPortalSessions")
def create_portal(
    call: Call,
    customer: str | None = None,
    configuration: str | None = None,
    return_url: str | None = None,
    **given: Any,
) -> PortalSession:
    """POST /v1/billing_portal/sessions: a page where a customer looks after subscriptions and cards."""
    if customer is None:
        raise absent("customer")
    found = customer_of(call, customer)
    if configuration is not None:
        used = named(call, PortalConfiguration, configuration, "configuration")
    else:
        used = call.first(PortalConfiguration, {"is_default": True, **keys.where(call)}) or _configuration(
            call, FEATURES, is_default=True
        )
    if not used.active:
        raise Refusal("This configuration is not active.", param="configuration")
    return make(
        call, PortalSession, "billing_portal.session.created", id=None, customer=found.id, configuration=used.id,
        return_url=return_url, on_behalf_of=given.get("on_behalf_of"), locale=given.get("locale"),
        flow=given.get("flow_data"), _code=call.new_id("test_", 40),
    )  # fmt: skip


@shows(PortalSession)
def _portal(call: Call, record: Any, made: Shown) -> Shown:
    return {name: value for name, value in made.items() if name != "metadata"} | {
        "url": f"{call.base}/p/session/{record.get('_code')}"}  # fmt: skip
