"""What a connected account has to tell."""

from clonery.clones.stripe.lookups import make, save
from clonery.clones.stripe.payments import onboarding
from clonery.clones.stripe.records.accounts import Account, ExternalAccount
from clonery.server.call import Call


def test_what_is_told_is_no_longer_due(call: Call) -> None:
    account = make(call, Account, id=None, _connected=True, _requested={"transfers": True}, business_type="company")
    assert {"company.name", "external_account", "business_type"} - set(onboarding.due(call, account)) == {
        "business_type"
    }
    make(call, ExternalAccount, id=None, object="bank_account", _holder=account.id)
    told = {"name": "Acme", "phone": "1", "tax_id": "1", "address": {"line1": "1", "city": "x", "postal_code": "1"}}
    account = save(call, account, company=onboarding.hidden(told), business_profile={"mcc": "1", "url": "https://acme.example"},
                   tos_acceptance={"date": 1, "ip": "192.0.2.1"})  # fmt: skip
    assert onboarding.due(call, account) == []
    judged = onboarding.judged(call, account)
    assert (judged.capabilities, judged.payouts_enabled, judged.charges_enabled) == (
        {"transfers": "active"},
        True,
        False,
    )


def test_a_path_is_told_when_something_stands_there(call: Call) -> None:
    account = make(call, Account, id=None, company={"name": "", "address": {"city": "Lyon"}})
    assert onboarding.told(account, "company.address.city")
    assert not onboarding.told(account, "company.name")
    assert not onboarding.told(account, "individual.dob.day")
