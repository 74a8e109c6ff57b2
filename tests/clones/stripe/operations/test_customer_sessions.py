"""Customer sessions and the portal."""

from typing import Any

import httpx
import pytest
import stripe

from .test_checkout_sessions import price

CUSTOMER = "cus_Acme0000000001"


def test_a_customer_session_has_a_secret(api: Any) -> None:
    made = api.customer_sessions.create({"customer": CUSTOMER, "components": {"payment_element": {"enabled": True}}})
    assert (made.components.payment_element.enabled, made.components.pricing_table.enabled) == (True, False)
    assert made.client_secret.startswith("cuss_secret_")
    with pytest.raises(stripe.InvalidRequestError):
        api.customer_sessions.create({"customer": CUSTOMER, "components": {"pricing_table": {"enabled": False}}})


def test_a_customer_cancels_in_the_portal(api: Any) -> None:
    method = api.payment_methods.attach("pm_card_visa", {"customer": CUSTOMER}).id
    made = api.subscriptions.create({"customer": CUSTOMER, "default_payment_method": method,
                                     "items": [{"price": price(api, 900,
                                                               recurring={"interval": "month"})}]})  # fmt: skip
    portal = api.billing_portal.sessions.create({"customer": CUSTOMER, "return_url": "https://acme.example/account"})
    assert f"Cancel {made.id}" in httpx.get(portal.url).text
    assert httpx.post(portal.url, data={"cancel": made.id}).status_code == 303
    assert api.subscriptions.retrieve(made.id).cancel_at_period_end is True
    httpx.post(portal.url, data={"renew": made.id})
    assert api.subscriptions.retrieve(made.id).cancel_at_period_end is False


def test_a_portal_is_configured(api: Any) -> None:
    made = api.billing_portal.configurations.create({
        "features": {"invoice_history": {"enabled": True}}, "business_profile": {"headline": "Acme"},
    })  # fmt: skip
    assert (made.features.invoice_history.enabled, made.features.subscription_cancel.enabled) == (True, False)
    changed = api.billing_portal.configurations.update(made.id, {"active": False, "metadata": {"a": "b"}})
    assert (changed.active, changed.business_profile.headline) == (False, "Acme")
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.billing_portal.sessions.create({"customer": CUSTOMER, "configuration": made.id})
    assert caught.value.param == "configuration"
    assert [one.id for one in api.billing_portal.configurations.list({"active": False}).data] == [made.id]
