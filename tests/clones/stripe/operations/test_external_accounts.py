"""Banks, people and abilities of an account."""

from collections.abc import Callable
from typing import Any

import pytest
import stripe

from .test_accounts import BANK, INDIVIDUAL, seller


def test_one_bank_of_a_currency_is_the_default(api: Any, act: Callable[..., Any]) -> None:
    account = seller(api, act).id
    first = api.accounts.external_accounts.create(account, {"external_account": BANK})
    second = api.accounts.external_accounts.create(account, {"external_account": "btok_us_verified"})
    assert (first.default_for_currency, second.default_for_currency, first.object) == (True, False, "bank_account")
    changed = api.accounts.external_accounts.update(
        account, second.id, {"default_for_currency": True, "metadata": {"a": "b"}}
    )
    assert (changed.default_for_currency, changed.metadata["a"]) == (True, "b")
    assert api.accounts.external_accounts.retrieve(account, first.id).default_for_currency is False
    with pytest.raises(stripe.InvalidRequestError):
        api.accounts.external_accounts.delete(account, second.id)
    assert api.accounts.external_accounts.delete(account, first.id).deleted is True
    assert [one.id for one in api.accounts.external_accounts.list(account).data] == [second.id]


def test_people_of_an_account_are_kept(api: Any, act: Callable[..., Any]) -> None:
    account = seller(api, act).id
    made = api.accounts.persons.create(account, {**INDIVIDUAL, "relationship": {"owner": True, "title": "Owner"},
                                                 "ssn_last_4": "0000"})  # fmt: skip
    assert (made.first_name, made.ssn_last_4_provided, made.relationship.owner) == ("Ines", True, True)
    changed = api.accounts.persons.update(account, made.id, {"relationship": {"representative": True}})
    assert (changed.relationship.owner, changed.relationship.representative) == (True, True)
    assert [one.id for one in api.accounts.persons.list(account, {"relationship": {"owner": True}}).data] == [made.id]
    assert api.accounts.persons.delete(account, made.id).deleted is True
    assert api.accounts.persons.list(account).data == []
