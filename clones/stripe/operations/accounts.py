"""Connect accounts: made, changed, rejected, closed; https://docs.stripe.com/api/accounts."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import act, operation
from clonery.server.state.query import Op

from .. import keys
from ..lookups import changed, cleared, find, listing, make, metadata, save
from ..money import ledger
from ..payments import onboarding
from ..records.accounts import Account
from ..refusals import Refusal, missing
from .external_accounts import add

CURRENCIES = {"US": "usd", "CA": "cad", "GB": "gbp", "AU": "aud", "JP": "jpy", "CH": "chf", "SE": "sek", "NO": "nok",
              "DK": "dkk", "MX": "mxn", "BR": "brl", "IN": "inr", "SG": "sgd", "HK": "hkd", "NZ": "nzd",
              "PL": "pln"}  # fmt: skip
"""What an account is paid in by its country; euros elsewhere."""
_UNKEPT = ("external_account", "account_token", "documents", "bank_account")
ONBOARD = {
    "type": "object", "additionalProperties": False, "required": ["account"],
    "properties": {"account": {"type": "string"}},
}  # fmt: skip
SOONEST, SOONEST_DAYS = ("delay_days", "minimum"), 2
"""The soonest that money is paid out, as it is asked for and as it is shown."""
NOT_DELETED = Op("{} IS NULL")
_NESTED = ("business_profile", "company", "individual", "settings", "tos_acceptance")


def account_of(call: Call, id: str, param: str = "account") -> Account:
    """An account that the call may know: a connected one, or the one that it acts for. Raises NotFound."""
    found = call.peek(Account, id)
    if found is None:
        raise missing("account", id, param)
    if found.get("deleted"):
        raise Refusal(f"No such account: '{id}'", "account_invalid", param, 403)
    own = keys.scope(call).account
    if id == own or (own is None and not found._connected):
        return found
    return find(call, Account, id, param)


def controller(kind: str, given: dict[str, Any] | None) -> dict[str, Any]:
    """Who pays, who bears losses, who collects, what dashboard: by the account's type, or as it was asked for."""
    given = given or {}
    standard, express = kind == "standard", kind == "express"
    payer = (given.get("fees") or {}).get("payer") or ("account" if standard else f"application_{kind}")
    losses = (given.get("losses") or {}).get("payments") or ("stripe" if standard else "application")
    board = (given.get("stripe_dashboard") or {}).get("type") or ("full" if standard else kind if express else "none")
    collects = given.get("requirement_collection") or ("application" if kind == "custom" else "stripe")
    return {"type": "application", "is_controller": True, "fees": {"payer": payer}, "losses": {"payments": losses},
            "requirement_collection": collects, "stripe_dashboard": {"type": board}}  # fmt: skip


@operation("PostAccounts")
def create_account(
    call: Call, type: str | None = None, country: str | None = None, capabilities: dict[str, Any] | None = None,
    external_account: Any = None, **given: Any,
) -> Account:  # fmt: skip
    """POST /v1/accounts"""
    if type is not None and given.get("controller"):
        raise Refusal("You may not provide both `type` and `controller`.", param="type")
    asked = {name: bool((each or {}).get("requested")) for name, each in (capabilities or {}).items()}
    if type == "custom" and not asked:
        raise Refusal("You must request at least one capability for accounts of the type custom.", param="capabilities")
    if not asked and type in ("express", "standard", None):
        asked = {"card_payments": True, "transfers": True}
    home = keys.platform(call)
    country = (country or (home.country if home else "US")).upper()
    own, shown = given.pop("controller", None), type or "none"
    given["default_currency"] = (given.get("default_currency") or CURRENCIES.get(country, "eur")).lower()
    fields = {name: value for name, value in cleared(given).items() if name not in _UNKEPT}
    made = make(
        call, Account, id=None, type=shown, country=country, _connected=True, _requested=asked,
        controller=controller(type or "standard", own), **{**fields, "metadata": metadata(given.get("metadata"))},
    )  # fmt: skip
    nested = {name: _merged({}, fields[name]) for name in _NESTED if isinstance(fields.get(name), dict)}
    made = save(call, made, **{**nested, **_people(call, made, fields)})
    if external_account:
        add(call, made.id, external_account)
    return onboarding.judged(call, made)


def _merged(before: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """What an account told with what it tells now, as deep as it goes; an empty string unsets."""
    made = dict(before)
    for name, value in given.items():
        if isinstance(value, dict):
            made[name] = _merged(before[name] if isinstance(before.get(name), dict) else {}, value)
        else:
            made[name] = None if value == "" else SOONEST_DAYS if (name, value) == SOONEST else value
    return made


def _people(call: Call, account: Account, fields: dict[str, Any]) -> dict[str, Any]:
    """The company and the person that an account tells of, as they are kept."""
    made = {name: onboarding.hidden(fields[name]) for name in ("company", "individual") if fields.get(name)}
    if "individual" in made:
        before = (account.get("individual") or {}).get("id")
        made["individual"] |= {"id": before or call.new_id("person_", 14), "object": "person", "account": account.id,
                               "created": account.created}  # fmt: skip
    return made


@operation("GetAccount")
def get_own(call: Call) -> Account:
    """GET /v1/account: the one that the key or the header Stripe-Account stands for."""
    own = keys.scope(call).account
    found = call.peek(Account, own) if own else keys.platform(call)
    if found is None:
        raise missing("account", own or "")
    return found


@operation("GetAccountsAccount")
def get_account(call: Call, account: str) -> Account:
    """GET /v1/accounts/{account}"""
    return account_of(call, account)


@operation("PostAccountsAccount")
def update_account(
    call: Call, account: str, capabilities: dict[str, Any] | None = None, external_account: Any = None, **given: Any
) -> Account:
    """POST /v1/accounts/{account}"""
    found = account_of(call, account)
    changes = {name: value for name, value in changed(found, given).items() if name not in _UNKEPT}
    for name in _NESTED:
        if isinstance(changes.get(name), dict):
            changes[name] = _merged(found.get(name) or {}, changes[name])
    changes |= _people(call, found, changes)
    asked = {name: bool((each or {}).get("requested")) for name, each in (capabilities or {}).items()}
    if external_account:
        add(call, found.id, external_account)
    if not found._connected:
        return save(call, found, "account.updated", **changes)
    found = save(call, found, _requested={**(found._requested or {}), **asked}, **changes)
    return onboarding.judged(call, found)


@operation("DeleteAccountsAccount")
def delete_account(call: Call, account: str) -> dict[str, Any]:
    """DELETE /v1/accounts/{account}: not while it holds money."""
    found = find(call, Account, account, "account")
    if not found._connected:
        raise Refusal("You can't delete your own account through the API.", param="account", status=403)
    held = ledger.totals(call, keys.Scope(bool(found.livemode), found.id))
    if any(sum(states.values()) for states in held.values()):
        raise Refusal("An account whose balance is not zero can't be deleted.", "account_closed", "account")
    save(call, found, deleted=True)
    return {"id": account, "object": "account", "deleted": True}


@operation("GetAccounts")
def list_accounts(call: Call, created: Any = None) -> Page:
    """GET /v1/accounts: the connected ones."""
    return listing(call, Account, {"_connected": True, "deleted": NOT_DELETED}, created)


@operation("PostAccountsAccountReject")
def reject_account(call: Call, account: str, reason: str) -> Account:
    """POST /v1/accounts/{account}/reject"""
    if reason not in ("fraud", "terms_of_service", "other"):
        raise Refusal("Invalid reason: must be one of fraud, terms_of_service or other", param="reason")
    found = find(call, Account, account, "account")
    return onboarding.judged(call, save(call, found, _rejected=f"rejected.{reason}"))


@act("onboard-account", ONBOARD, "A connected account's owner fills in everything that is asked for.")
def onboard(call: Call, account: str) -> Account:
    """Everything that was asked for is told, and verified. Raises NotFound."""
    found = account_of(call, account)
    keys.within(call, found)
    return onboarding.judged(call, save(call, found, _onboarded=True))
