"""Bank debits and pages of other payment providers: test accounts and what becomes of them; https://docs.stripe.com/testing."""

from __future__ import annotations

from typing import Any

from . import cards
from .cards import Case

SOON, LATE = 5, 180
"""Seconds until a debit settles: most test accounts do so almost at once, some after three minutes."""
FOREVER = 3650 * 86_400


def _fails(code: str, settles: int = SOON) -> Case:
    return Case("", code=code, message=_WORDS[code], settles=settles)


_WORDS = {
    "account_closed": "The customer's bank account has been closed.",
    "no_account": "The customer's bank account could not be located.",
    "incorrect_account_holder_name": "The bank account's holder name does not match the one that was provided.",
    "insufficient_funds": "The customer's account has insufficient funds to cover this payment.",
    "debit_not_authorized": "The customer has notified their bank that this payment was unauthorized.",
    "invalid_currency": "The bank was unable to process this payment because of its currency.",
    "charge_exceeds_source_limit": "The payment exceeds the limit of the source.",
    "charge_exceeds_weekly_limit": "The payment exceeds the weekly limit of the account.",
    "generic_could_not_process": "This payment could not be processed.",
}
DEBITS: dict[str, Case] = {
    "debit": Case("", settles=SOON), "debit_late": Case("", settles=LATE), "debit_stuck": Case("", settles=FOREVER),
    "debit_disputed": Case("", settles=SOON, dispute="fraudulent"),
    "debit_late_failed": _fails("generic_could_not_process", LATE),
    **{f"debit_{code}": _fails(code) for code in _WORDS},
}  # fmt: skip
PAGES = Case("")
"""What the page of another provider stands for: it asks for the customer and then pays."""
_NUMBERS: dict[str, dict[str, str]] = {
    "us_bank_account": {
        "000123456789": "debit", "000111111113": "debit_account_closed", "000111111116": "debit_no_account",
        "000222222227": "debit_insufficient_funds", "000333333335": "debit_debit_not_authorized",
        "000444444440": "debit_invalid_currency", "000777777771": "debit_charge_exceeds_weekly_limit",
        "000888888883": "debit_charge_exceeds_source_limit",
        "000999999991": "debit_disputed", "000000000009": "debit_stuck",
    },
    "sepa_debit": {
        "AT611904300234573201": "debit", "AT321904300235473204": "debit_late",
        "AT861904300235473202": "debit_incorrect_account_holder_name", "AT051904300235473205": "debit_late_failed",
        "AT591904300235473203": "debit_disputed", "AT981904300000343434": "debit_charge_exceeds_source_limit",
        "AT601904300000121212": "debit_charge_exceeds_weekly_limit", "AT981904300002222227": "debit_insufficient_funds",
        "DE89370400440532013000": "debit", "DE08370400440532013003": "debit_late",
        "DE62370400440532013001": "debit_incorrect_account_holder_name", "DE78370400440532013004": "debit_late_failed",
        "DE35370400440532013002": "debit_disputed", "DE65370400440000343434": "debit_charge_exceeds_source_limit",
        "DE27370400440000121212": "debit_charge_exceeds_weekly_limit",
        "DE65370400440002222227": "debit_insufficient_funds",
        "FR1420041010050500013M02606": "debit", "FR3020041010050500013M02609": "debit_late",
        "FR8420041010050500013M02607": "debit_incorrect_account_holder_name",
        "FR7920041010050500013M02600": "debit_late_failed", "FR5720041010050500013M02608": "debit_disputed",
    },
    "bacs_debit": {
        "00012345": "debit", "90012345": "debit_late", "33333335": "debit_debit_not_authorized",
        "22222227": "debit_insufficient_funds", "55555559": "debit_disputed",
    },
    "au_becs_debit": {
        "000123456": "debit", "900123456": "debit_late", "111111113": "debit_account_closed",
        "111111116": "debit_no_account", "222222227": "debit_insufficient_funds",
        "333333335": "debit_debit_not_authorized",
    },
    "acss_debit": {
        "000123456789": "debit", "900123456789": "debit_late", "000222222227": "debit_insufficient_funds",
        "000333333335": "debit_debit_not_authorized", "000111111116": "debit_no_account",
    },
}  # fmt: skip
READY = {
    "pm_usBankAccount_success": "000123456789", "pm_usBankAccount_accountClosed": "000111111113",
    "pm_usBankAccount_noAccount": "000111111116", "pm_usBankAccount_insufficientFunds": "000222222227",
    "pm_usBankAccount_debitNotAuthorized": "000333333335", "pm_usBankAccount_invalidCurrency": "000444444440",
    "pm_usBankAccount": "000123456789", "pm_usBankAccount_processing": "000000000009",
    "pm_usBankAccount_dispute": "000999999991",
}  # fmt: skip
"""Ready payment methods of verified test accounts."""
CURRENCIES: dict[str, tuple[str, ...]] = {
    "acss_debit": ("cad", "usd"), "au_becs_debit": ("aud",), "bacs_debit": ("gbp",), "bancontact": ("eur",),
    "blik": ("pln",), "cashapp": ("usd",), "eps": ("eur",), "fpx": ("myr",), "giropay": ("eur",), "ideal": ("eur",),
    "multibanco": ("eur",), "p24": ("eur", "pln"), "sepa_debit": ("eur",), "sofort": ("eur",), "swish": ("sek",),
    "twint": ("chf",), "us_bank_account": ("usd",),
}  # fmt: skip
"""Payment methods that take few currencies."""
KINDS = frozenset([
    "acss_debit", "affirm", "afterpay_clearpay", "alipay", "alma", "amazon_pay", "au_becs_debit", "bacs_debit",
    "bancontact", "billie", "bizum", "blik", "boleto", "card", "card_present", "cashapp", "crypto", "custom",
    "customer_balance", "eps", "fpx", "giropay", "grabpay", "ideal", "interac_present", "kakao_pay", "klarna",
    "konbini", "kr_card", "link", "mb_way", "mobilepay", "multibanco", "naver_pay", "nz_bank_account", "oxxo", "p24",
    "pay_by_bank", "payco", "paynow", "paypal", "payto", "pix", "promptpay", "revolut_pay", "samsung_pay", "satispay",
    "scalapay", "sepa_debit", "sofort", "sunbit", "swish", "twint", "upi", "us_bank_account", "wechat_pay", "zip",
    "stripe_account",
])  # fmt: skip
"""All that can be paid with."""
CARDS = ("card", "card_present", "interac_present")
DIRECT = (*CARDS, "link")
"""What is paid without another provider's page."""


def case(name: str) -> Case:
    """The test case that a payment method stands for."""
    return cards.CASES.get(name) or DEBITS.get(name) or PAGES


def name_of(kind: str, given: dict[str, Any]) -> str:
    """The test case of an account that a caller describes: any other account works."""
    if kind not in _NUMBERS:
        return "page"
    number = str(given.get("account_number") or given.get("iban") or "").replace(" ", "")
    return _NUMBERS[kind].get(number, "debit")


def redirects(kind: str) -> bool:
    """Whether the customer is sent to another provider's page."""
    return kind not in DIRECT and kind not in _NUMBERS and kind != "customer_balance"


def body(kind: str, given: dict[str, Any]) -> dict[str, Any]:
    """The account as a payment method shows it: never its number."""
    number = str(given.get("account_number") or given.get("iban") or "").replace(" ", "")
    if kind not in _NUMBERS or not number:
        return {name: value for name, value in given.items() if isinstance(value, str)}
    made: dict[str, Any] = {"last4": number[-4:], "fingerprint": f"Clonery{number[-9:]}"}
    for name in ("routing_number", "sort_code", "bsb_number", "institution_number", "transit_number"):
        if name in given:
            made[name] = given[name]
    if kind == "us_bank_account":
        made |= {
            "account_holder_type": given.get("account_holder_type", "individual"), "bank_name": "STRIPE TEST BANK",
            "account_type": given.get("account_type", "checking"), "networks": {"preferred": "ach",
                                                                                "supported": ["ach"]},
        }  # fmt: skip
    if kind == "sepa_debit":
        made |= {"country": number[:2], "bank_code": number[4:12], "branch_code": "",
                 "generated_from": {"charge": None, "setup_attempt": None}}  # fmt: skip
    return made
