"""Connected accounts: what they must tell, what they may do, what is theirs."""

from collections.abc import Callable
from typing import Any

import pytest
import stripe

from .test_payment_intents import pay

BANK = {"object": "bank_account", "country": "US", "currency": "usd", "account_number": "000123456789",
        "routing_number": "110000000"}  # fmt: skip
ADDRESS = {"line1": "1 Main Street", "city": "Boston", "postal_code": "02110", "state": "MA"}
INDIVIDUAL = {
    "first_name": "Ines", "last_name": "Silva", "email": "ines@seller.example", "phone": "+15550100",
    "address": ADDRESS,
    "dob": {"day": 1, "month": 2, "year": 1990},
}  # fmt: skip


def seller(api: Any, act: Callable[..., Any], **more: Any) -> Any:
    """An account that may take payments and transfers."""
    made = api.accounts.create({"type": "express", "country": "US", "email": "seller@acme.example", **more})
    act("onboard-account", account=made.id)
    return api.accounts.retrieve(made.id)


def test_an_account_may_do_what_it_has_told_enough_for(api: Any) -> None:
    made = api.accounts.create({
        "type": "custom", "country": "US", "capabilities": {"card_payments": {"requested": True},
                                                            "transfers": {"requested": True}},
    })  # fmt: skip
    assert (made.charges_enabled, made.payouts_enabled, made.capabilities.transfers) == (False, False, "inactive")
    assert {"external_account", "business_type", "tos_acceptance.ip"} <= set(made.requirements.currently_due)
    told = api.accounts.update(made.id, {
        "business_type": "individual", "individual": INDIVIDUAL, "external_account": BANK,
        "business_profile": {"mcc": "5734", "url": "https://seller.example"},
        "tos_acceptance": {"date": 1767600000, "ip": "192.0.2.1"}, "metadata": {"shop": "7"},
    })  # fmt: skip
    assert (told.requirements.currently_due, told.charges_enabled, told.payouts_enabled) == ([], True, True)
    read = api.accounts.retrieve(made.id)
    assert read.external_accounts.data[0].last4 == "6789"
    assert [(one.id, one.status) for one in api.accounts.capabilities.list(made.id).data] == [
        ("card_payments", "active"), ("transfers", "active")]  # fmt: skip
    kinds = [event.type for event in api.events.list({"limit": 10}).data]
    assert "account.updated" in kinds
    assert "account.external_account.created" in kinds


def test_what_an_account_makes_is_seen_by_it_alone(
    api: Any, act: Callable[..., Any], sign_in: Callable[[str], stripe.StripeClient]
) -> None:
    there: dict[str, Any] = {"stripe_account": seller(api, act).id}
    theirs = api.customers.create({"name": "Theirs"}, there)
    assert [one.id for one in api.customers.list({}, there).data] == [theirs.id]
    assert theirs.id not in [one.id for one in api.customers.list().data]
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.customers.retrieve(theirs.id)
    assert (caught.value.http_status, caught.value.code) == (404, "resource_missing")
    (event,) = api.events.list({"type": "customer.created"}, there).data
    assert (event.account, event.data.object.id) == (there["stripe_account"], theirs.id)
    with pytest.raises(stripe.PermissionError) as refused:
        api.customers.list({}, {"stripe_account": "acct_nobody00000000"})
    assert refused.value.error.code == "account_invalid"


def test_an_account_is_entered_by_a_link(api: Any, act: Callable[..., Any]) -> None:
    made = api.accounts.create({"type": "express"})
    link = api.account_links.create({
        "account": made.id, "type": "account_onboarding", "refresh_url": "https://acme.example/again",
        "return_url": "https://acme.example/done",
    })  # fmt: skip
    assert link.expires_at > link.created
    assert api.accounts.login_links.create(made.id).url.startswith("http")
    session = api.account_sessions.create({"account": made.id, "components": {"payments": {"enabled": True}}})
    assert (session.components.payments.enabled, session.components.balances.enabled) == (True, False)
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.account_links.create({"account": made.id, "type": "account_onboarding"})
    assert caught.value.param == "refresh_url"


def test_an_account_is_rejected_or_closed(api: Any, act: Callable[..., Any]) -> None:
    made = seller(api, act)
    assert api.accounts.reject(made.id, {"reason": "fraud"}).requirements.disabled_reason == "rejected.fraud"
    pay(api, amount=1000, currency="usd", transfer_data={"destination": made.id})
    with pytest.raises(stripe.InvalidRequestError):
        api.accounts.delete(made.id)
    other = seller(api, act)
    assert [one.id for one in api.accounts.list().data] == [other.id, made.id]
    assert api.accounts.delete(other.id).deleted is True
    with pytest.raises(stripe.PermissionError):
        api.accounts.retrieve(other.id)
    assert api.accounts.retrieve_current().id == "acct_1AcmeShop000000"


def test_what_an_account_tells_is_merged(api: Any) -> None:
    made = api.accounts.create({"type": "express", "settings": {"payouts": {"schedule": {"delay_days": "minimum"}}}})
    assert made.settings.payouts.schedule.delay_days == 2
    told = {"settings": {"payouts": {"schedule": {"interval": "manual"}}, "branding": {"primary_color": "#336699"}}}
    changed = api.accounts.update(made.id, told).settings
    assert (changed.payouts.schedule.interval, changed.payouts.schedule.delay_days) == ("manual", 2)
    assert changed.branding.primary_color == "#336699"
