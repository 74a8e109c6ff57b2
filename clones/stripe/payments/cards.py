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
    warns: bool = False
    """Whether the card's bank tells of fraud soon after."""
    networks: tuple[str, ...] = ()
    """The networks that a card of two brands goes by; its brand alone elsewhere."""


def _declines(number: str, decline: str, code: str = "card_declined", message: str = DECLINED, **more: Any) -> Case:
    return Case(number, code=code, decline=decline, message=message, attaches=False, **more)


NATIONAL = {
    "ar": "4000000320000021", "at": "4000000400000008", "au": "4000000360000006", "be": "4000000560000004",
    "bg": "4000001000000000", "br": "4000000760000002", "by": "4000001120000005", "ca": "4000001240000000",
    "ae": "4000007840000001", "ch": "4000007560000009", "cl": "4000001520000001", "cn": "4000001560000002",
    "co": "4000001700000003", "cr": "4000001880000005", "cy": "4000001960000008", "cz": "4000002030000002",
    "de": "4000002760000016", "dk": "4000002080000001", "ec": "4000002180000000", "ee": "4000002330000009",
    "es": "4000007240000007", "fi": "4000002460000001", "fr": "4000002500000003", "gb": "4000008260000000",
    "gi": "4000002920000005", "gr": "4000003000000030", "hk": "4000003440000004", "hr": "4000001910000009",
    "hu": "4000003480000005", "ie": "4000003720000005", "in": "4000003560000008", "it": "4000003800000008",
    "jp": "4000003920000003", "li": "4000004380000004", "lt": "4000004400000000", "lu": "4000004420000006",
    "lv": "4000004280000005", "mt": "4000004700000007", "mx": "4000004840008001", "my": "4000004580000002",
    "nl": "4000005280000002", "no": "4000005780000007", "nz": "4000005540000008", "pa": "4000005910000000",
    "pe": "4000006040000068", "pl": "4000006160000005", "pt": "4000006200000007", "py": "4000006000000066",
    "ro": "4000006420000001", "sa": "4000006820000007", "se": "4000007520000008", "sg": "4000007020000003",
    "si": "4000007050000006", "sk": "4000007030000001", "tw": "4000001580000008", "uy": "4000008580000003",
}  # fmt: skip
"""A card of each country that is not the United States."""
CASES: dict[str, Case] = {
    "visa": Case("4242424242424242"), "visa_debit": Case("4000056655665556", funding="debit"),
    "mastercard": Case("5555555555554444", "mastercard"), "mastercard_debit": Case("5200828282828210", "mastercard",
                                                                                   "debit"),
    "mastercard_prepaid": Case("5105105105105100", "mastercard", "prepaid"), "amex": Case("378282246310005", "amex"),
    "discover": Case("6011111111111117", "discover"), "diners": Case("3056930009020004", "diners"),
    "jcb": Case("3566002020360505", "jcb", country="JP"), "unionpay": Case("6200000000000005", "unionpay",
                                                                           country="CN"),
    "visa_cartesBancaires": Case("4000002500001001", country="FR", networks=("cartes_bancaires", "visa")),
    "mastercard_cartesBancaires": Case("5555552500001001", "mastercard", country="FR",
                                       networks=("cartes_bancaires", "mastercard")),
    "visa_debit_eftposAuCoBranded": Case("4000050360000001", funding="debit", country="AU",
                                         networks=("eftpos_au", "visa")),
    "mastercard_debit_eftposAuCoBranded": Case("5555050360000080", "mastercard", "debit", "AU",
                                               networks=("eftpos_au", "mastercard")),
    "ae_mastercard": Case("5200007840000022", "mastercard", country="AE"),
    "gb_debit": Case("4000058260000005", funding="debit", country="GB"),
    "gb_mastercard": Case("5555558265554449", "mastercard", country="GB"),
    "th_credit": Case("4000007640000003", country="TH"),
    "th_debit": Case("4000057640000008", funding="debit", country="TH"),
    **{country: Case(number, country=country.upper()) for country, number in NATIONAL.items()},
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
    "chargeCustomerFailLostCard": Case("", code="card_declined", decline="lost_card"),
    "chargeCustomerFailStolenCard": Case("", code="card_declined", decline="stolen_card"),
    "riskLevelHighest": _declines("4000000000004954", "fraudulent", risk="highest"),
    "riskLevelElevated": Case("4000000000009235", risk="elevated"),
    "highFraudDisputeScore": Case("4000008400000407", risk="elevated"),
    "highEfwScore": Case("4000008400000159", risk="elevated"),
    "radarDynamicRiskThreshold": Case("4000008400001017"), "freeTrialAbuseBlock": Case("4001858821843804"),
    "adaptive3dsChallenge": Case("4000008405600003", secure="optional"),
    "cvcCheckFailElevatedRisk": Case("4000058400307872", risk="elevated", failing=("cvc",)),
    "avsZipFailElevatedRisk": Case("4000058400306072", risk="elevated", failing=("zip",)),
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
    "threeDSecureRequiredProcessingError": Case(
        "4000008400001280", secure="always", code="card_declined", decline="processing_error"),
    "threeDSecureOptional": Case("4000000000003055", secure="optional"),
    "threeDSecureOptionalProcessingError": Case("4000000000003097", secure="optional"),
    "amex_threeDSecureNotSupported": Case("378282246310005", "amex"),
    "createDispute": Case("4000000000000259", dispute="fraudulent"),
    "createDisputeProductNotReceived": Case("4000000000002685", dispute="product_not_received"),
    "createDisputeInquiry": Case("4000000000001976", dispute="inquiry"),
    "createMultipleDisputes": Case("4000000404000079", dispute="multiple"),
    "createCe3EligibleDispute": Case("4000000404000038", dispute="visa_compelling_evidence_3"),
    "createComplianceDispute": Case("4000008400000779", dispute="visa_compliance"),
    "createIssuerFraudRecord": Case("4000000000005423", warns=True),
    "pendingRefund": Case("4000000000007726", refund="pending"), "refundFail": Case("4000000000005126",
                                                                                    refund="failed"),
    "cvcCheckFail": Case("4000000000000101", failing=("cvc",)), "avsZipFail": Case("4000000000000036",
                                                                                   failing=("zip",)),
    "avsLine1Fail": Case("4000000000000028", failing=("line1",)),
    "avsFail": Case("4000000000000010", failing=("line1", "zip")),
    "avsUnchecked": Case("4000000000000044", failing=("unchecked",)),
    "bypassPending": Case("4000000000000077", days=0),
    "bypassPendingInternational": Case("4000003720000278", country="IE", days=0),
}  # fmt: skip
"""By the name that `pm_card_…` and `tok_…` carry."""
NAMES = {case.number: name for name, case in reversed(CASES.items()) if case.number} | {
    "4012888888881881": "visa", "4000000000001208": "visa", "4000000000003725": "visa",
    "4000000000003238": "threeDSecure2Required", "5454545454545454": "mastercard",
    "2223003122003222": "mastercard", "371449635398431": "amex", "6011000990139424": "discover",
    "6011981111111113": "discover", "36227206271667": "diners", "6200000000000047": "unionpay",
    "6205500000000000004": "unionpay", "6555900000604105": "discover", "3530111333300000": "jcb",
}  # fmt: skip
_ALSO = {"us": "visa", "radarBlock": "chargeDeclinedFraudulent"}


def of_name(id: str) -> str | None:
    """The test card that a ready payment method or token stands for."""
    for prefix in ("pm_card_", "tok_"):
        if id.startswith(prefix):
            name = id.removeprefix(prefix)
            if name not in CASES:  # the vendor's pages list what a card brings about under both names
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
        "networks": {"available": list(case.networks or (case.brand,)), "preferred": None},
        "three_d_secure_usage": {"supported": True}, "generated_from": None, "wallet": None,
    }  # fmt: skip
