"""What Stripe refuses, in its own codes; https://docs.stripe.com/error-codes."""

from __future__ import annotations

from typing import Any

from clonery.server.problems import NotFound, Problem

CARD = "card_error"
_WORDS = {
    "payment_method": "PaymentMethod", "setup_intent": "setupintent", "checkout_session": "checkout.session",
    "test_helpers_test_clock": "test clock", "promotion_code": "promotion code", "tax_rate": "tax rate",
    "subscription_item": "subscription_item", "credit_note": "credit note",
    "balance_transaction": "balance transaction",
    "webhook_endpoint": "webhook endpoint",
}  # fmt: skip
"""How "No such …" names a kind, where it is not the kind's own name."""


class Refusal(Problem):
    """A refusal with Stripe's code and parameter; `more` are further fields of the error."""

    def __init__(self, message: str, code: str = "", param: str = "", status: int = 400, **more: Any) -> None:
        kind = more.pop("type", "invalid_request_error")
        super().__init__(message, code=code, status=status, type=kind)
        self.more = {**({"param": param} if param else {}), **more}


def missing(kind: str, id: Any, param: str = "id", status: int = 404, more: str = "") -> NotFound:
    """There is no such object: 404 where the path names it, 400 where a parameter does."""
    word = _WORDS.get(kind, kind)
    return NotFound(f"No such {word}: '{id}'{more}", kind=kind, id=id, param=param, status=status)


def absent(param: str) -> Refusal:
    """A parameter that only the state makes a must."""
    return Refusal(f"Missing required param: {param}.", "parameter_missing", param)


def empty(param: str) -> Refusal:
    """An empty string where there is nothing to unset."""
    message = (
        f"You passed an empty string for '{param}'. We assume empty values are an attempt to unset a parameter; "
        f"however '{param}' cannot be unset. You should remove '{param}' from your request or supply a non-empty value."
    )
    return Refusal(message, "parameter_invalid_empty", param)


def unexpected(kind: str, action: str, status: str, allowed: tuple[str, ...] = (), **more: Any) -> Refusal:
    """An intent whose status does not allow what was asked."""
    title = {"payment_intent": "PaymentIntent", "setup_intent": "SetupIntent"}[kind]
    only = (
        f" Only a {title} with one of the following statuses may be {action}: {', '.join(allowed)}." if allowed else ""
    )
    message = f"This {title} could not be {action} because it has a status of {status}.{only}"
    return Refusal(message, f"{kind}_unexpected_state", **more)
