"""Accounts of the second version: the same that the first one shows."""

from collections.abc import Callable
from typing import Any

import pytest
import stripe

from ..conftest import KEY

MERCHANT = {"merchant": {"capabilities": {"card_payments": {"requested": True}}}}


@pytest.fixture
def core(sign_in: Callable[[str], stripe.StripeClient]) -> Any:
    return sign_in(KEY).v2.core


def open_account(core: Any, **more: Any) -> Any:
    return core.accounts.create({"contact_email": "ada@acme.example", "display_name": "Furever",
                                 "identity": {"country": "us"}, "configuration": MERCHANT, "dashboard": "full",
                                 **more})  # fmt: skip


def test_an_account_shows_what_it_is_asked_for(core: Any, api: Any, act: Callable[..., Any]) -> None:
    made = open_account(core)
    assert (made.id[:5], made.applied_configurations, made.display_name) == ("acct_", ["merchant"], "Furever")
    assert not {"configuration", "identity"} & set(made.to_dict())
    asked = {"include": ["configuration.merchant", "identity", "defaults", "requirements"]}
    read = core.accounts.retrieve(made.id, asked)
    assert read.configuration.merchant.capabilities.card_payments.status == "restricted"
    assert (read.identity.country, read.defaults.currency) == ("us", "usd")
    assert api.accounts.retrieve(made.id).email == "ada@acme.example"
    act("onboard-account", account=made.id)
    after = core.accounts.retrieve(made.id, asked)
    assert after.configuration.merchant.capabilities.card_payments.status == "active"
    assert api.accounts.retrieve(made.id).charges_enabled is True


def test_an_account_changes_and_closes(core: Any) -> None:
    first, second = open_account(core), open_account(core, configuration={"customer": {}})
    recipient = {"recipient": {"capabilities": {"stripe_balance": {"stripe_transfers": {"requested": True}}}}}
    changed = core.accounts.update(first.id, {"display_name": "New", "configuration": recipient,
                                              "metadata": {"a": "1"}})  # fmt: skip
    assert (changed.display_name, changed.applied_configurations) == ("New", ["merchant", "recipient"])
    assert core.accounts.update(first.id, {"metadata": {"a": None, "b": "2"}}).metadata.to_dict() == {"b": "2"}
    page = core.accounts.list({"limit": 1})
    assert [one.id for one in page.auto_paging_iter()][:2] == [second.id, first.id]
    found = core.accounts.list({"applied_configurations": ["recipient"]}).data
    assert [one.id for one in found] == [first.id]
    half = core.accounts.close(first.id, {"applied_configurations": ["recipient"]})
    assert (half.closed, half.applied_configurations) == (False, ["merchant"])
    assert core.accounts.close(first.id).closed is True


def test_an_account_has_people_and_a_link(core: Any) -> None:
    account = open_account(core).id
    made = core.accounts.persons.create(account, {"given_name": "Jenny", "relationship": {"owner": True}})
    assert (made.account, made.created[:2]) == (account, "20")
    core.accounts.persons.update(account, made.id, {"relationship": {"title": "CEO"}})
    (read,) = core.accounts.persons.list(account).data
    assert (read.given_name, read.relationship.owner, read.relationship.title) == ("Jenny", True, "CEO")
    core.accounts.persons.delete(account, made.id)
    with pytest.raises(stripe.InvalidRequestError):
        core.accounts.persons.retrieve(account, made.id)
    told = {
        "configurations": ["merchant"],
        "refresh_url": "https://acme.example/r",
        "return_url": "https://acme.example/d",
    }
    case = {"type": "account_onboarding", "account_onboarding": told}
    link = core.account_links.create({"account": account, "use_case": case})
    assert (link.account, "/setup/" in link.url) == (account, True)


def test_what_is_refused(core: Any) -> None:
    for attempt in (lambda: core.accounts.retrieve("acct_no"), lambda: open_account(core, foo=1),
                    lambda: open_account(core, configuration={"merchant": {"foo": 1}})):  # fmt: skip
        with pytest.raises(stripe.InvalidRequestError):
            attempt()
