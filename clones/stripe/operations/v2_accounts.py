"""Accounts of the API's second version: the same ones, told in another way, and their people; https://docs.stripe.com/api/v2/core/accounts."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import operation
from clonery.server.state.clock import iso
from clonery.server.state.query import ROW, Op

from ..keys import platform
from ..lookups import find, make, metadata, save
from ..payments import onboarding
from ..records.accounts import Account, AccountPerson
from ..refusals import Refusal, missing
from ..shapes import Shown, shape, shows
from .account_links import create_link
from .accounts import CURRENCIES, controller
from .event_destinations import pages

PLAIN = ("contact_email", "contact_phone", "dashboard", "display_name")
INCLUDED = ("configuration.customer", "configuration.merchant", "configuration.recipient", "defaults",
            "future_requirements", "identity", "requirements")  # fmt: skip
"""What an account shows to those alone who ask for it."""
CONFIGURATIONS = ("customer", "merchant", "recipient")
TRANSFERS = "stripe_balance.stripe_transfers"
RESTRICTED = [{"code": "requirements_past_due", "resolution": "provide_info"}]


@operation("PostV2CoreAccounts")
def create_account(call: Call, include: list[str] | None = None, **given: Any) -> dict[str, Any]:
    """POST /v2/core/accounts: an account that /v1/accounts shows as well."""
    identity, home = given.get("identity") or {}, platform(call)
    country = (identity.get("country") or (home.country if home else "US")).upper()
    told = _merged({"defaults": {"currency": CURRENCIES.get(country, "eur")}}, _kept(given))
    told["identity"] = {**(told.get("identity") or {}), "country": country.lower()}
    made = make(
        call, Account, id=None, type="none", country=country, email=given.get("contact_email"), _connected=True,
        business_type=_business(identity.get("entity_type")), _requested=_asked(told), _v2=told,
        controller=controller("express" if given.get("dashboard") == "express" else "standard", None),
        default_currency=told["defaults"]["currency"], metadata=metadata(given.get("metadata")),
    )  # fmt: skip
    return _shown(call, onboarding.judged(call, made), include)


def _business(entity: str | None) -> str | None:
    return entity if entity in (None, "individual", "company", "government_entity") else "non_profit"


def _kept(given: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if name not in ("metadata", "account_token")}


def _merged(before: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """What was told with what is told now, as deep as it goes; null takes away."""
    made = dict(before)
    for name, value in given.items():
        if isinstance(value, dict):
            made[name] = _merged(made[name] if isinstance(made.get(name), dict) else {}, value)
        elif value is None:
            made.pop(name, None)
        else:
            made[name] = value
    return made


def _asked(told: dict[str, Any]) -> dict[str, bool]:
    """The capabilities of the first version that the configurations ask for."""
    configuration = told.get("configuration") or {}
    merchant = (configuration.get("merchant") or {}).get("capabilities") or {}
    asked = {name: bool((each or {}).get("requested")) for name, each in merchant.items()}
    recipient = ((configuration.get("recipient") or {}).get("capabilities") or {}).get("stripe_balance") or {}
    if (recipient.get("stripe_transfers") or {}).get("requested"):
        asked["transfers"] = True
    return asked


def _shown(call: Call, account: Account, include: list[str] | None) -> dict[str, Any]:
    """An account with what of it was asked for. Raises Refusal for what can't be included."""
    told, asked = account.get("_v2") or {}, include or []
    if wrong := next((name for name in asked if name not in INCLUDED), None):
        raise Refusal(f"{wrong} can't be included.", "invalid_fields", "include")
    applied = [name for name in CONFIGURATIONS if name in (told.get("configuration") or {})]
    closed = account.get("_closed") or []
    made: dict[str, Any] = {
        "id": account.id, "object": "v2.core.account", "created": iso(account.created * 1_000_000, 3),
        "livemode": account.livemode, "applied_configurations": [name for name in applied if name not in closed],
        "closed": bool(applied) and set(applied) <= set(closed), "metadata": account.metadata,
        **{name: told[name] for name in PLAIN if name in told},
    }  # fmt: skip
    parts = {name.partition(".")[2]: _configured(account, name.partition(".")[2], closed) for name in asked
             if name.startswith("configuration.") and name.partition(".")[2] in applied}  # fmt: skip
    if parts:
        made["configuration"] = parts
    for name in ("defaults", "identity"):
        if name in asked and name in told:
            made[name] = told[name]
    for name in ("requirements", "future_requirements"):
        if name in asked:
            made[name] = {"entries": []}
    dialect: Any = call.clone.dialect
    return dict(dialect.completion.fields("v2.core.account", made))


def _configured(account: Account, name: str, closed: list[str]) -> dict[str, Any]:
    """A configuration, with where its capabilities stand."""
    told = dict(account.get("_v2")["configuration"][name] or {})
    states = account.capabilities or {}

    def stand(each: Any, key: str) -> dict[str, Any]:
        good = states.get(key) == "active"
        return {"status": "active" if good else "restricted", "status_details": [] if good else RESTRICTED}

    if name == "merchant" and told.get("capabilities"):
        told["capabilities"] = {key: stand(each, key) for key, each in told["capabilities"].items()}
    if name == "recipient" and (told.get("capabilities") or {}).get("stripe_balance"):
        told["capabilities"] = {"stripe_balance": {"stripe_transfers": stand(None, "transfers")}}
    return {**told, "applied": name not in closed}


def _account(call: Call, id: str, param: str = "id") -> Account:
    found = find(call, Account, id, param)
    if found.get("deleted") or not found._connected:
        raise missing("account", id, param)
    return found


@operation("GetV2CoreAccountsId")
def get_account(call: Call, id: str, include: list[str] | None = None) -> dict[str, Any]:
    """GET /v2/core/accounts/{id}"""
    return _shown(call, _account(call, id), include)


@operation("PostV2CoreAccountsId")
def update_account(call: Call, id: str, include: list[str] | None = None, **given: Any) -> dict[str, Any]:
    """POST /v2/core/accounts/{id}"""
    found = _account(call, id)
    told = _merged(found.get("_v2") or {}, _kept(given))
    changes: dict[str, Any] = {"_v2": told, "_requested": {**(found._requested or {}), **_asked(told)}}
    if "contact_email" in given:
        changes["email"] = given["contact_email"]
    if "metadata" in given:
        wiped = {key: "" if value is None else value for key, value in (given["metadata"] or {}).items()}
        changes["metadata"] = metadata(wiped, found.metadata)
    return _shown(call, onboarding.judged(call, save(call, found, **changes)), include)


@operation("PostV2CoreAccountsIdClose")
def close_account(call: Call, id: str, applied_configurations: list[str] | None = None) -> dict[str, Any]:
    """POST /v2/core/accounts/{id}/close: what it was configured for, all or some."""
    found = _account(call, id)
    applied = [name for name in CONFIGURATIONS if name in ((found.get("_v2") or {}).get("configuration") or {})]
    closed = [
        name for name in applied if name in (applied_configurations or applied) or name in (found.get("_closed") or [])
    ]
    return _shown(call, save(call, found, _closed=closed), None)


@operation("GetV2CoreAccounts")
def list_accounts(
    call: Call, applied_configurations: list[str] | None = None, closed: bool | None = None, page: str | None = None
) -> dict[str, Any]:
    """GET /v2/core/accounts: newest first."""
    where: dict[str, Any] = {"_connected": True, "deleted": None}
    if applied_configurations:
        tests = " AND ".join("json_extract(r.doc, ?) IS NOT NULL" for _ in applied_configurations)
        where[ROW] = Op("{} AND " + tests, tuple(f"$._v2.configuration.{name}" for name in applied_configurations))
    rows, urls = pages(call, Account, where, page)
    shown = [_shown(call, one, None) for one in rows]
    return {"data": [one for one in shown if closed is None or one["closed"] is closed], **urls}


@operation("PostV2CoreAccountLinks")
def link(call: Call, account: str, use_case: dict[str, Any]) -> dict[str, Any]:
    """POST /v2/core/account_links: a page that asks for what is missing."""
    kind = use_case["type"]
    told = use_case.get(kind) or {}
    made = create_link(call, _account(call, account, "account").id, "account_onboarding",
                       told.get("refresh_url"), told.get("return_url"))  # fmt: skip
    return {"object": "v2.core.account_link", "account": account, "created": iso(made.created * 1_000_000, 3),
            "expires_at": iso(made.expires_at * 1_000_000, 3), "livemode": made.livemode, "url": made.url,
            "use_case": use_case}  # fmt: skip


@shows(AccountPerson)
def _person(call: Call, record: Any, made: Shown) -> Shown:
    shown = {name: value for name, value in made.items() if value not in (None, [], {})}
    return {**shown, "created": iso(record.created * 1_000_000, 3), "metadata": record.metadata,
            "updated": iso(record.get("updated") * 1_000_000, 3), "livemode": record.livemode}  # fmt: skip


def _found(call: Call, account_id: str, id: str) -> AccountPerson:
    found = find(call, AccountPerson, id)
    if found.account != _account(call, account_id, "account_id").id:
        raise missing("person", id)
    return found


@operation("PostV2CoreAccountsAccountIdPersons")
def create_person(call: Call, account_id: str, person_token: str | None = None, **given: Any) -> AccountPerson:
    """POST /v2/core/accounts/{account_id}/persons"""
    account = _account(call, account_id, "account_id")
    fields = {**given, "metadata": metadata(given.get("metadata"))}
    return make(call, AccountPerson, id=call.new_id("person_", 14), account=account.id, updated=call.now, **fields)


@operation("GetV2CoreAccountsAccountIdPersonsId")
def get_person(call: Call, account_id: str, id: str) -> AccountPerson:
    """GET /v2/core/accounts/{account_id}/persons/{id}"""
    return _found(call, account_id, id)


@operation("PostV2CoreAccountsAccountIdPersonsId")
def update_person(call: Call, account_id: str, id: str, person_token: str | None = None, **given: Any) -> AccountPerson:
    """POST /v2/core/accounts/{account_id}/persons/{id}"""
    found = _found(call, account_id, id)
    changes: dict[str, Any] = {name: _merged(found.get(name) or {}, value) if isinstance(value, dict) else value
               for name, value in given.items()}  # fmt: skip
    if "metadata" in given:
        wiped = {key: "" if value is None else value for key, value in (given["metadata"] or {}).items()}
        changes["metadata"] = metadata(wiped, found.metadata)
    return save(call, found, updated=call.now, **changes)


@operation("DeleteV2CoreAccountsAccountIdPersonsId")
def delete_person(call: Call, account_id: str, id: str) -> dict[str, Any]:
    """DELETE /v2/core/accounts/{account_id}/persons/{id}"""
    call.delete(_found(call, account_id, id))
    return {"id": id, "object": "v2.core.account_person"}


@operation("GetV2CoreAccountsAccountIdPersons")
def list_persons(call: Call, account_id: str, page: str | None = None) -> dict[str, Any]:
    """GET /v2/core/accounts/{account_id}/persons"""
    rows, urls = pages(call, AccountPerson, {"account": _account(call, account_id, "account_id").id}, page)
    return {"data": [shape(call, one, False) for one in rows], **urls}
