"""Accounts, their banks and people are found by what they belong to, and people go with their account."""

from clonery.clones.stripe.lookups import make
from clonery.clones.stripe.records.accounts import Account, ExternalAccount, Person
from clonery.server.call import Call


def test_banks_are_found_by_their_holder_and_accounts_by_whether_they_are_connected(call: Call) -> None:
    account = make(call, Account, id=None, _connected=True)
    bank = make(call, ExternalAccount, id=None, object="bank_account", _holder=account.id)
    assert call.all(ExternalAccount, {"_holder": account.id}) == [bank]
    assert [one.id for one in call.all(Account, {"_connected": True})] == [account.id]
    assert account.id.startswith("acct_")


def test_people_go_with_their_account(call: Call) -> None:
    account = make(call, Account, id=None)
    make(call, Person, id=None, account=account.id)
    call.delete(account)
    assert call.count(Person) == 0
