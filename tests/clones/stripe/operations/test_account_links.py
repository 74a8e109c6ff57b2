"""What an account may do, ability by ability."""

from typing import Any

import pytest
import stripe


def test_an_ability_is_asked_for(api: Any) -> None:
    made = api.accounts.create({"type": "custom", "country": "US", "capabilities": {"transfers": {"requested": True}}})
    held = api.accounts.capabilities.retrieve(made.id, "transfers")
    assert (held.status, held.requested, held.requirements.disabled_reason) == (
        "inactive", True, "requirements.fields_needed")  # fmt: skip
    assert api.accounts.capabilities.retrieve(made.id, "card_payments").status == "unrequested"
    asked = api.accounts.capabilities.update(made.id, "card_payments", {"requested": True})
    assert (asked.requested, asked.status) == (True, "inactive")
    assert api.accounts.retrieve(made.id).capabilities.card_payments == "inactive"
    with pytest.raises(stripe.InvalidRequestError):
        api.accounts.capabilities.retrieve(made.id, "flying")


def test_links_are_for_accounts_that_can_follow_them(api: Any) -> None:
    custom = api.accounts.create({"type": "custom", "capabilities": {"transfers": {"requested": True}}})
    with pytest.raises(stripe.InvalidRequestError):
        api.accounts.login_links.create(custom.id)
    standard = api.accounts.create({"type": "standard"})
    urls = {"refresh_url": "https://acme.example/a", "return_url": "https://acme.example/b"}
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.account_links.create({"account": standard.id, "type": "account_update", **urls})
    assert caught.value.param == "type"
    assert api.account_links.create({"account": custom.id, "type": "account_update", **urls}).object == "account_link"
