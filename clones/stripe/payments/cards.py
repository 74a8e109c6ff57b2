"""The test cards: numbers, ready payment methods and what becomes of them; https://docs.stripe.com/testing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

DECLINED = "Your card was declined."


@dataclass(frozen=True, slots=True)
class Case:
    """One test card. `code` and `decline` refuse a charge; `attaches` is False where it can't even be saved.

    `secure` says when the bank asks: "always", "unless_setup", "set_up" (only with the customer there), "optional".
    """

    number: str
    brand: str = "visa"
    funding: str = "credit"
    country: str = "US"
    code: str = ""
    decline: str = ""
    message: str = DECLINED
    attaches: bool = True
    secure: str = ""
    dispute: str = ""
    refund: str = ""
    risk: str = "normal"
    days: int = 2
    failing: tuple[str, ...] = ()
    """The checks that fail: "cvc", "zip", "line1"; "unchecked" where the bank does not say."""
    settles: int = 0
    """Seconds that a payment is processed; 0 for what is paid at once."""


def _declines(number: str, decline: str, code: str = "card_declined", message: str = DECLINED, **more: Any) -> Case:
    return Case(number, code=code, decline=decline, message=message, attaches=False, **more)


CASES: dict[str, Case] = {
    "visa": Case("4242424242424242"), "visa_debit": Case("4000056655665556", funding="debit"),
    "mastercard": Case("5555555555554444", "mastercard"), "mastercard_debit": Case("5200828282828210", "mastercard",
                                                                                   "debit"),
    "mastercard_prepaid": Case("5105105105105100", "mastercard", "prepaid"), "amex": Case("378282246310005", "amex"),
    "discover": Case("6011111111111117", "discover"), "diners": Case("3056930009020004", "diners"),
    "jcb": Case("3566002020360505", "jcb", country="JP"), "unionpay": Case("6200000000000005", "unionpay",
                                                                           country="CN"),
    "br": Case("4000000760000002", country="BR"), "ca": Case("4000001240000000", country="CA"),
    "mx": Case("4000004840008001", country="MX"), "gb": Case("4000008260000000", country="GB"),
    "fr": Case("4000002500000003", country="FR"), "de": Case("4000002760000016", country="DE"),
    "es": Case("4000007240000007", country="ES"), "it": Case("4000003800000008", country="IT"),
    "nl": Case("4000005280000002", country="NL"), "se": Case("4000007520000008", country="SE"),
    "au": Case("4000000360000006", country="AU"), "jp": Case("4000003920000003", country="JP"),
    "in": Case("4000003560000008", country="IN"), "sg": Case("4000007020000003", country="SG"),
    "chargeDeclined": _declines("4000000000000002", "generic_decline"),
    "chargeDeclinedInsufficientFunds": _declines(
        "4000000000009995", "insufficient_funds", message="Your card has insufficient funds."),
    "chargeDeclinedLostCard": _declines("4000000000009987", "lost_card"),
    "chargeDeclinedStolenCard": _declines("4000000000009979", "stolen_card"),
    "chargeDeclinedExpiredCard": _declines("4000000000000069", "expired_card", "expired_card",
                                           "Your card has expired."),
    "chargeDeclinedIncorrectCvc": _declines(
        "4000000000000127", "incorrect_cvc", "incorrect_cvc", "Your card's security code is incorrect."),
    "chargeDeclinedProcessingError": _declines(
        "4000000000000119", "processing_error", "processing_error",
        "An error occurred while processing your card. Try again in a little bit."),
    "chargeDeclinedVelocityLimitExceeded": _declines("4000000000006975", "card_velocity_exceeded"),
    "chargeDeclinedFraudulent": _declines("4100000000000019", "fraudulent", risk="highest"),
    "chargeCustomerFail": Case("4000000000000341", code="card_declined", decline="generic_decline"),
    "riskLevelHighest": _declines("4000000000004954", "fraudulent", risk="highest"),
    "riskLevelElevated": Case("4000000000009235", risk="elevated"),
    "authenticationRequired": Case("4000002760003184", secure="always"),
    "authenticationRequiredOnSetup": Case("4000002500003155", secure="unless_setup"),
    "authenticationRequiredSetupForOffSession": Case("4000003800000446", secure="set_up"),
    "authenticationRequiredChargeDeclinedInsufficientFunds": Case(
        "4000008260003178", secure="always", code="card_declined", decline="insufficient_funds",
        message="Your card has insufficient funds."),
    "threeDSecure2Required": Case("4000000000003220", secure="always"),
    "threeDSecureRequired": Case("4000000000003063", secure="always"),
    "threeDSecureRequiredChargeDeclined": Case(
        "4000008400001629", secure="always", code="card_declined", decline="generic_decline"),
    "threeDSecureOptional": Case("4000000000003055", secure="optional"),
    "createDispute": Case("4000000000000259", dispute="fraudulent"),
    "createDisputeProductNotReceived": Case("4000000000002685", dispute="product_not_received"),
    "createDisputeInquiry": Case("4000000000001976", dispute="inquiry"),
    "pendingRefund": Case("4000000000007726", refund="pending"), "refundFail": Case("4000000000005126",
                                                                                    refund="failed"),
    "cvcCheckFail": Case("4000000000000101", failing=("cvc",)), "avsZipFail": Case("4000000000000036",
                                                                                   failing=("zip",)),
    "avsLine1Fail": Case("4000000000000028", failing=("line1",)),
    "avsFail": Case("4000000000000010", failing=("line1", "zip")),
    "avsUnchecked": Case("4000000000000044", failing=("unchecked",)),
    "bypassPending": Case("4000000000000077", days=0),
}  # fmt: skip
"""By the name that `pm_card_…` and `tok_…` carry."""
NAMES = {case.number: name for name, case in CASES.items()} | {
    "4012888888881881": "visa", "4000000000003238": "threeDSecure2Required", "5454545454545454": "mastercard",
    "2223003122003222": "mastercard", "371449635398431": "amex", "6011000990139424": "discover",
    "6011981111111113": "discover", "36227206271667": "diners", "6200000000000047": "unionpay",
}  # fmt: skip
_ALSO = {"us": "visa", "radarBlock": "chargeDeclinedFraudulent"}


def of_name(id: str) -> str | None:
    """The test card that a ready payment method or token stands for."""
    for prefix in ("pm_card_", "tok_"):
        if id.startswith(prefix):
            name = id.removeprefix(prefix)
            if name.startswith("visa_chargeDeclined"):  # the vendor's pages list declines under both names
                name = name.removeprefix("visa_")
            name = _ALSO.get(name, name)
            return name if name in CASES else None
    return None


def luhn(number: str) -> bool:
    """Whether the last digit of a card number is right."""
    if not number.isdecimal():
        return False
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def checks(case: Case, address: dict[str, Any], cvc: bool) -> dict[str, str | None]:
    """What the bank says of what was typed in; None where nothing was."""
    outcome = "unchecked" if "unchecked" in case.failing else "pass"
    line, zip = address.get("line1"), address.get("postal_code")
    wrong = "cvc" in case.failing or case.code == "incorrect_cvc"
    return {
        "address_line1_check": ("fail" if "line1" in case.failing else outcome) if line else None,
        "address_postal_code_check": ("fail" if "zip" in case.failing else outcome) if zip else None,
        "cvc_check": ("fail" if wrong else "pass") if cvc else None,
    }


def details(
    name: str, month: int = 0, year: int = 0, address: dict[str, Any] | None = None, cvc: bool = True
) -> dict[str, Any]:
    """The card of a payment method."""
    case = CASES[name]
    return {
        "brand": case.brand, "country": case.country, "exp_month": month or 8, "exp_year": year or 2032,
        "fingerprint": f"Clonery{case.number[-9:]}", "funding": case.funding, "last4": case.number[-4:],
        "display_brand": case.brand, "regulated_status": "unregulated",
        "checks": checks(case, address or {}, cvc),
        "networks": {"available": [case.brand], "preferred": None},
        "three_d_secure_usage": {"supported": True}, "generated_from": None, "wallet": None,
    }  # fmt: skip
