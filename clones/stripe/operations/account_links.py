"""Ways into a connected account, and what it may do; https://docs.stripe.com/api/account_links."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import operation

from .. import ids
from ..lookups import find, make, save
from ..payments import onboarding
from ..records.accounts import Account, AccountLink
from ..refusals import Refusal, absent, missing
from .external_accounts import owner

LINK_SECONDS = 300


@operation("PostAccountLinks")
def create_link(
    call: Call, account: str, type: str, refresh_url: str | None = None, return_url: str | None = None, **given: Any
) -> AccountLink:
    """POST /v1/account_links: a page that asks for what is missing, good for five minutes."""
    found = find(call, Account, account, "account")
    for name, value in (("refresh_url", refresh_url), ("return_url", return_url)):
        if not value:
            raise absent(name)
    if type == "account_update" and found.get("type") != "custom":
        raise Refusal("You cannot create `account_update` type Account Links for this account.", param="type")
    id = call.new_id("alink_")
    kept = {"account": found.id, "return_url": return_url, "refresh_url": refresh_url}
    return make(call, AccountLink, id=id, url=f"{call.base}/setup/{id}", expires_at=call.now + LINK_SECONDS,
                _for=found.id, _given=kept)  # fmt: skip


@operation("PostAccountsAccountLoginLinks")
def create_login(call: Call, account: str) -> dict[str, Any]:
    """POST /v1/accounts/{account}/login_links: for accounts with an Express dashboard alone."""
    found = find(call, Account, account, "account")
    board = ((found.get("controller") or {}).get("stripe_dashboard") or {}).get("type")
    if board != "express":
        raise Refusal("Cannot create a login link for an account that is not an Express account.", param="account")
    return {"object": "login_link", "created": call.now, "url": f"{call.base}/express/{found.id}/{call.new_id('', 12)}"}


@operation("PostAccountSessions")
def create_session(call: Call, account: str, components: dict[str, Any], **given: Any) -> dict[str, Any]:
    """POST /v1/account_sessions: the secret for embedded components."""
    find(call, Account, account, "account")
    names = _components(call)
    made = {}
    for name, schema in names.items():
        asked = components.get(name) or {}
        features = dict.fromkeys(schema, False)
        made[name] = {"enabled": bool(asked.get("enabled")), "features": {**features, **(asked.get("features") or {})}}
    return {
        "object": "account_session", "account": account, "client_secret": call.new_id("accs_secret__", 60),
        "components": made, "expires_at": call.now + 3600, "livemode": False,
    }  # fmt: skip


def _components(call: Call) -> dict[str, list[str]]:
    """The components by name, each with the names of its features."""
    dialect: Any = call.clone.dialect
    found: dict[str, list[str]] = {}
    fitting = dialect.completion.fitting
    for name, schema in dialect.completion.properties("connect_embedded_account_session_create_components").items():
        below = fitting.resolved(schema).get("properties", {}).get("features", {})
        found[name] = list(fitting.resolved(below).get("properties", {}))
    return found


def capability(call: Call, account: Account, name: str) -> dict[str, Any]:
    """One ability of an account."""
    status = (account.capabilities or {}).get(name, "unrequested")
    missing_ = onboarding.due(call, account) if status != "unrequested" else []
    needed = {
        "alternatives": [], "current_deadline": None, "currently_due": missing_, "errors": [],
        "eventually_due": missing_,
        "disabled_reason": "requirements.fields_needed" if missing_ else None, "past_due": [],
        "pending_verification": [],
    }  # fmt: skip
    none: dict[str, Any] = {**needed, "currently_due": [], "eventually_due": [], "disabled_reason": None}
    return {
        "id": name, "object": "capability", "account": account.id,
        "requested": bool((account._requested or {}).get(name)),
        "requested_at": account.created if (account._requested or {}).get(name) else None, "status": status,
        "requirements": needed, "future_requirements": none,
    }  # fmt: skip


@operation("GetAccountsAccountCapabilities")
def list_capabilities(call: Call, account: str) -> dict[str, Any]:
    """GET /v1/accounts/{account}/capabilities"""
    found = owner(call, account)
    data = [capability(call, found, name) for name in sorted(found.capabilities or {})]
    return {"object": "list", "data": data, "has_more": False, "url": ids.address(call)}


@operation("GetAccountsAccountCapabilitiesCapability")
def get_capability(call: Call, account: str, capability: str) -> dict[str, Any]:
    """GET /v1/accounts/{account}/capabilities/{capability}"""
    return _one(call, owner(call, account), capability)


def _one(call: Call, account: Account, name: str) -> dict[str, Any]:
    dialect: Any = call.clone.dialect
    if name not in dialect.completion.properties("account_capabilities"):
        raise missing("capability", name, "capability")
    return capability(call, account, name)


@operation("PostAccountsAccountCapabilitiesCapability")
def update_capability(call: Call, account: str, capability: str, requested: bool | None = None) -> dict[str, Any]:
    """POST /v1/accounts/{account}/capabilities/{capability}"""
    found = owner(call, account)
    _one(call, found, capability)
    if requested is not None:
        found = save(call, found, _requested={**(found._requested or {}), capability: requested})
        found = onboarding.judged(call, found)
    return _one(call, found, capability)
