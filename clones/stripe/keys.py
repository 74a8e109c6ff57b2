"""Keys: their mode, the account they act for, what a publishable one may do; https://docs.stripe.com/keys."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from .records.accounts import Account
from .refusals import Refusal
from .wording import redacted

if TYPE_CHECKING:
    from clonery.server.call import Call

VERSIONS = re.compile(r"20\d\d-\d\d-\d\d(\.[a-z]+)?")
PUBLIC = frozenset({
    "PostTokens", "PostSources", "GetSourcesSource", "PostPaymentMethods", "GetPaymentIntentsIntent",
    "PostPaymentIntentsIntentConfirm", "PostPaymentIntentsIntentVerifyMicrodeposits", "GetSetupIntentsIntent",
    "PostSetupIntentsIntentConfirm", "PostSetupIntentsIntentVerifyMicrodeposits", "GetTokensToken",
})  # fmt: skip
"""What a publishable key may call."""
SECRET = ("GetPaymentIntentsIntent", "PostPaymentIntentsIntentConfirm", "PostPaymentIntentsIntentVerifyMicrodeposits",
          "GetSetupIntentsIntent", "PostSetupIntentsIntentConfirm",
          "PostSetupIntentsIntentVerifyMicrodeposits", "GetSourcesSource")  # fmt: skip
"""Of these, what asks for the client secret of the object as well."""


class Scope(NamedTuple):
    """The objects that a call can see: of one mode, of one account (None is the platform's own)."""

    live: bool = False
    account: str | None = None


def of(record: Any) -> Scope:
    """Where an object lies."""
    return Scope(bool(record.get("livemode")), record.get("_account"))


def scope(call: Call) -> Scope:
    """What the call sees: told by its key and the header Stripe-Account, or by `within`."""
    found: Scope | None = call.memo.get("scope")
    if found is None:
        token = call.credential.token if call.credential else ""
        found = call.memo["scope"] = Scope(token[2:7] == "_live", _account(call))
    return found


def where(call: Call) -> dict[str, Any]:
    """The conditions of a query for what the call sees."""
    seen = scope(call)
    return {"livemode": seen.live, "_account": seen.account}


def within(call: Call, record: Any) -> None:
    """Act where that object lies from here on: for acts, hosted pages and what the clock brings."""
    call.memo["scope"] = of(record)


def sees(call: Call, record: Any) -> bool:
    """Whether the call may know that object; who brings no key (acts, pages, the clock) may know any."""
    if call.credential is None:
        return True
    asked = scope(call)
    return asked == of(record)


def platform(call: Call) -> Account | None:
    """The account that the keys belong to."""
    return call.first(Account, {"_connected": False})


def _account(call: Call) -> str | None:
    id = call.request.header("stripe-account")
    if not id or call.credential is None:
        return None
    found = call.peek(Account, id)
    if found is not None and not found._connected:
        return None
    live = call.credential.token[2:7] == "_live"
    if found is None or found.get("deleted") or bool(found.livemode) != live:
        message = (
            f"The provided key '{redacted(call)}' does not have access to account '{id}' (or that account does "
            "not exist). Application access may have been revoked."
        )
        raise Refusal(message, "account_invalid", status=403)
    return id


def check(call: Call) -> None:
    """The version, the account, and what the key may do. Raises Refusal."""
    version = call.request.header("stripe-version")
    if version and not VERSIONS.fullmatch(version):
        raise Refusal(f"Invalid Stripe API version: {version}", status=400)
    scope(call)
    name = call.operation.name if call.operation else ""
    if publishable(call) and name not in PUBLIC:
        message = "This API call cannot be made with a publishable API key. Please use a secret API key."
        raise Refusal(message, "secret_key_required", status=403)


def publishable(call: Call) -> bool:
    """Whether the key is one that anyone may see."""
    return call.credential is not None and call.credential.token.startswith("pk_")


def secret(call: Call, record: Any, given: str | None) -> None:
    """With a publishable key the client secret must be there and right. Raises Refusal."""
    if not publishable(call) and given is None:
        return
    if given is None:
        raise Refusal("Missing required param: client_secret.", "parameter_missing", "client_secret")
    if given != record.get("client_secret"):
        title = "SetupIntent" if record.object == "setup_intent" else "PaymentIntent"
        code = f"{record.object}_invalid_parameter" if record.object == "payment_intent" else "resource_missing"
        message = f"The client_secret provided does not match the client_secret associated with this {title}."
        raise Refusal(message, code, "client_secret")
