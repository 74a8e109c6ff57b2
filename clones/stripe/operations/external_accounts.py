"""Banks and cards that an account is paid out to, its people and abilities; https://docs.stripe.com/api/external_accounts."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation

from .. import keys
from ..lookups import changed, cleared, find, listing, make, metadata, save
from ..payments import onboarding
from ..records.accounts import Account, ExternalAccount, Person
from ..refusals import Refusal, absent, missing

FAILING = {"000111111116": "no_account", "000111111113": "account_closed", "000222222227": "insufficient_funds",
           "000333333335": "debit_not_authorized", "000444444440": "invalid_currency"}  # fmt: skip
"""Test accounts that payouts fail to reach."""
TOKENS = {"btok_us_verified": "000123456789", "btok_us": "000123456789", "btok_us_verified_noAccount": "000111111116",
          "btok_us_verified_accountClosed": "000111111113"}  # fmt: skip


def add(call: Call, holder: str, given: Any, default: bool | None = None, **fields: Any) -> ExternalAccount:
    """A bank account or a debit card to pay out to; the first of its currency is the default. Raises Refusal."""
    if isinstance(given, str):
        if given in TOKENS:
            given = {"object": "bank_account", "country": "US", "currency": "usd", "account_number": TOKENS[given],
                     "routing_number": "110000000"}  # fmt: skip
        elif given.startswith("tok_"):
            given = {"object": "card", "country": "US", "currency": "usd", "account_number": "000000005556"}
        else:
            raise missing("token", given, "external_account", 400)
    number = str(given.get("account_number") or "").replace(" ", "")
    if not number:
        raise absent("external_account[account_number]")
    card, account = given.get("object") == "card", call.get(Account, holder)
    currency = str(given.get("currency") or account.default_currency).lower()
    first = call.first(ExternalAccount, {"_holder": holder, "currency": currency}) is None
    shown = {
        "brand": "Visa", "exp_month": 8, "exp_year": 2032, "funding": "debit", "available_payout_methods":
        ["standard", "instant"],
    } if card else {
        "account_holder_name": given.get("account_holder_name"), "bank_name": "STRIPE TEST BANK", "status": "new",
        "account_holder_type": given.get("account_holder_type"), "routing_number": given.get("routing_number"),
        "available_payout_methods": ["standard"],
    }  # fmt: skip
    made = make(
        call, ExternalAccount, id=call.new_id("card_" if card else "ba_"), object="card" if card else "bank_account",
        account=holder, country=given.get("country", account.country), currency=currency, last4=number[-4:],
        fingerprint=f"Clonery{number[-9:]}", _holder=holder, _test=FAILING.get(number, ""), default_for_currency=first,
        **shown, **fields,
    )  # fmt: skip
    if default and not first:
        made = _default(call, made)
    call.emit("account.external_account.created", object=made)
    return made


def _default(call: Call, made: ExternalAccount) -> ExternalAccount:
    for other in call.all(ExternalAccount, {"_holder": made._holder, "currency": made.currency}):
        if other.default_for_currency:
            save(call, other, default_for_currency=False)
    return save(call, made, default_for_currency=True)


def _held(call: Call, account: str, id: str) -> ExternalAccount:
    found = call.peek(ExternalAccount, id)
    if found is None or found._holder != account:
        raise missing("external account", id)
    return found


@operation("PostAccountsAccountExternalAccounts", "PostAccountsAccountBankAccounts")
def create(
    call: Call, account: str, external_account: Any = None, bank_account: Any = None,
    default_for_currency: bool | None = None, **given: Any,
) -> ExternalAccount:  # fmt: skip
    """POST /v1/accounts/{account}/external_accounts"""
    found = owner(call, account)
    source = external_account or bank_account
    if not source:
        raise absent("external_account")
    made = add(call, found.id, source, default_for_currency, metadata=metadata(given.get("metadata")))
    if found._connected:
        onboarding.judged(call, found)
    return made


def owner(call: Call, id: str) -> Account:
    """The account that the call may change. Raises NotFound."""
    found = call.peek(Account, id)
    if found is not None and (id == keys.scope(call).account or not found._connected):
        return found
    return find(call, Account, id, "account")


@operation("GetAccountsAccountExternalAccountsId", "GetAccountsAccountBankAccountsId")
def get(call: Call, account: str, id: str) -> ExternalAccount:
    """GET /v1/accounts/{account}/external_accounts/{id}"""
    return _held(call, owner(call, account).id, id)


@operation("PostAccountsAccountExternalAccountsId", "PostAccountsAccountBankAccountsId")
def update(
    call: Call, account: str, id: str, default_for_currency: bool | None = None, **given: Any
) -> ExternalAccount:
    """POST /v1/accounts/{account}/external_accounts/{id}"""
    found = _held(call, owner(call, account).id, id)
    given.pop("documents", None)
    changes = changed(found, given)
    for name in ("exp_month", "exp_year"):
        text = str(changes.pop(name, None) or "")
        if text and not text.isdecimal():
            raise Refusal(f"Invalid integer: {text}", "parameter_invalid_integer", name)
        changes |= {name: int(text)} if text else {}
    made = save(call, found, **changes)
    made = _default(call, made) if default_for_currency else made
    call.emit("account.external_account.updated", object=made, before=found.doc)
    return made


@operation("DeleteAccountsAccountExternalAccountsId", "DeleteAccountsAccountBankAccountsId")
def delete(call: Call, account: str, id: str) -> dict[str, Any]:
    """DELETE /v1/accounts/{account}/external_accounts/{id}: not the default of its currency."""
    found = _held(call, owner(call, account).id, id)
    others = call.count(ExternalAccount, {"_holder": account, "currency": found.currency})
    if found.default_for_currency and others > 1:
        message = "You cannot delete the default external account for your default currency. Make another the default."
        raise Refusal(message, param="id")
    call.emit("account.external_account.deleted", object=found)
    call.delete(found)
    return {"id": id, "object": found.object, "deleted": True, "currency": found.currency}


@operation("GetAccountsAccountExternalAccounts")
def list_all(call: Call, account: str, object: str | None = None) -> Page:
    """GET /v1/accounts/{account}/external_accounts"""
    return listing(call, ExternalAccount, {"_holder": owner(call, account).id, "object": object})


@operation("PostAccountsAccountPersons", "PostAccountsAccountPeople")
def create_person(call: Call, account: str, **given: Any) -> Person:
    """POST /v1/accounts/{account}/persons"""
    found = owner(call, account)
    given.pop("documents", None)
    fields = onboarding.hidden(cleared(given)) | {"metadata": metadata(given.get("metadata"))}
    fields["verification"] = {"status": "unverified"}
    return make(call, Person, "person.created", account=found.id, **fields)


def _person(call: Call, account: str, id: str) -> Person:
    found = find(call, Person, id, "person")
    if found.account != owner(call, account).id:
        raise missing("person", id, "person")
    return found


@operation("GetAccountsAccountPersonsPerson", "GetAccountsAccountPeoplePerson")
def get_person(call: Call, account: str, person: str) -> Person:
    """GET /v1/accounts/{account}/persons/{person}"""
    return _person(call, account, person)


@operation("PostAccountsAccountPersonsPerson", "PostAccountsAccountPeoplePerson")
def update_person(call: Call, account: str, person: str, **given: Any) -> Person:
    """POST /v1/accounts/{account}/persons/{person}"""
    found = _person(call, account, person)
    given.pop("verification", None)
    changes = onboarding.hidden({name: value for name, value in changed(found, given).items() if name != "documents"})
    for name in ("address", "dob", "relationship"):
        if isinstance(changes.get(name), dict):
            changes[name] = {**(found.get(name) or {}), **changes[name]}
    return save(call, found, "person.updated", **changes)


@operation("DeleteAccountsAccountPersonsPerson", "DeleteAccountsAccountPeoplePerson")
def delete_person(call: Call, account: str, person: str) -> dict[str, Any]:
    """DELETE /v1/accounts/{account}/persons/{person}"""
    found = _person(call, account, person)
    call.emit("person.deleted", object=found)
    call.delete(found)
    return {"id": person, "object": "person", "deleted": True}


@operation("GetAccountsAccountPersons", "GetAccountsAccountPeople")
def list_people(call: Call, account: str, relationship: dict[str, Any] | None = None) -> Page:
    """GET /v1/accounts/{account}/persons"""
    where = {f"relationship.{name}": value for name, value in (relationship or {}).items()}
    return listing(call, Person, {"account": owner(call, account).id, **where})
