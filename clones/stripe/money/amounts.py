"""Amounts in the smallest unit of a currency: limits, fees, rounding; https://docs.stripe.com/currencies."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from ..refusals import Refusal

MINIMUM = {
    "usd": 50, "aed": 200, "aud": 50, "bgn": 100, "brl": 50, "cad": 50, "chf": 50, "czk": 1500, "dkk": 250, "eur": 50,
    "gbp": 30, "hkd": 400, "huf": 17500, "inr": 50, "jpy": 50, "mxn": 1000, "myr": 200, "nok": 300, "nzd": 50,
    "pln": 200,
    "ron": 200, "sek": 300, "sgd": 50, "thb": 1000,
}  # fmt: skip
"""The least that can be charged; half a unit elsewhere."""
MAXIMUM = 99_999_999
DIGITS = {"cop": 10, "huf": 10, "idr": 12, "inr": 9, "jpy": 10, "lbp": 12}
"""How many digits an amount may have, where it is more than 8."""
ZERO_DECIMAL = frozenset(
    ["bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "ugx", "vnd", "vuv", "xaf", "xof", "xpf"]
)
THREE_DECIMAL = frozenset(["bhd", "jod", "kwd", "omr", "tnd"])
CURRENCIES = frozenset([
    "usd", "aed", "afn", "all", "amd", "ang", "aoa", "ars", "aud", "awg", "azn", "bam", "bbd", "bdt", "bgn", "bhd",
    "bif", "bmd", "bnd", "bob", "brl", "bsd", "bwp", "byn", "bzd", "cad", "cdf", "chf", "clp", "cny", "cop", "crc",
    "cve", "czk", "djf", "dkk", "dop", "dzd", "egp", "etb", "eur", "fjd", "fkp", "gbp", "gel", "gip", "gmd", "gnf",
    "gtq", "gyd", "hkd", "hnl", "htg", "huf", "idr", "ils", "inr", "isk", "jmd", "jod", "jpy", "kes", "kgs", "khr",
    "kmf", "krw", "kwd", "kyd", "kzt", "lak", "lbp", "lkr", "lrd", "lsl", "mad", "mdl", "mga", "mkd", "mmk", "mnt",
    "mop", "mur", "mvr", "mwk", "mxn", "myr", "mzn", "nad", "ngn", "nio", "nok", "npr", "nzd", "omr", "pab", "pen",
    "pgk", "php", "pkr", "pln", "pyg", "qar", "ron", "rsd", "rub", "rwf", "sar", "sbd", "scr", "sek", "sgd", "shp",
    "sle", "sos", "srd", "std", "szl", "thb", "tjs", "tnd", "top", "try", "ttd", "twd", "tzs", "uah", "ugx", "usdc",
    "uyu", "uzs", "vnd", "vuv", "wst", "xaf", "xcd", "xcg", "xof", "xpf", "yer", "zar", "zmw",
])  # fmt: skip
"""What can be charged in."""
RATE = Fraction(29, 1000)
FIXED = {"usd": 30, "eur": 25, "gbp": 20, "cad": 30, "aud": 30}
"""What every payment costs beside its share; 30 where no other is listed."""
DISPUTE_FEE = 1500
SYMBOLS = {"usd": "$", "eur": "€", "gbp": "£", "jpy": "¥"}


def known(currency: str, param: str = "currency") -> None:
    """Raises Refusal for what is no currency."""
    if currency not in CURRENCIES:
        raise Refusal(f"Invalid currency: {currency}", param=param)


def positive(amount: int, param: str = "amount") -> None:
    """Raises Refusal for an amount of nothing or less."""
    if amount < 1:
        raise Refusal("This value must be greater than or equal to 1.", "parameter_invalid_integer", param)


def check(amount: int, currency: str, param: str = "amount") -> None:
    """Raises Refusal for what can't be charged."""
    known(currency)
    positive(amount, param)
    least = MINIMUM.get(currency, 1 if currency in ZERO_DECIMAL else 50)
    if amount < least:
        raise Refusal(f"Amount must be at least {written(least, currency)}", "amount_too_small", param)
    most = 10 ** DIGITS[currency] - 1 if currency in DIGITS else MAXIMUM
    if amount > most:
        raise Refusal(f"Amount must be no more than {written(most, currency)}", "amount_too_large", param)
    if currency in THREE_DECIMAL and amount % 10:
        message = f"Amounts in {currency} must be divisible by 10: {amount} is not."
        raise Refusal(message, "parameter_invalid_integer", param)


def digits(currency: str) -> int:
    return 0 if currency in ZERO_DECIMAL else 3 if currency in THREE_DECIMAL else 2


def written(amount: int, currency: str) -> str:
    """An amount as people read it: `$0.50 usd`."""
    places = digits(currency)
    return f"{SYMBOLS.get(currency, '')}{Decimal(amount).scaleb(-places):,.{places}f} {currency}"


def fraction(text: Any, param: str) -> Fraction:
    """An amount that is told as a decimal. Raises Refusal for what is no number."""
    try:
        return Fraction(str(text))
    except (ValueError, ZeroDivisionError):
        raise Refusal(f"Invalid decimal: {text}", "parameter_invalid_string", param) from None


def rounded(value: Fraction) -> int:
    """To the nearest whole unit, halves away from zero."""
    whole = Decimal(value.numerator) / Decimal(value.denominator)
    return int(whole.quantize(Decimal(1), ROUND_HALF_UP))


DEBIT_CAP = 500
"""The most that a debit of an American bank account costs; its share is eight in a thousand."""


def fee(amount: int, currency: str, kind: str = "card") -> int:
    """What a payment with a method of that kind costs."""
    if kind == "us_bank_account":
        return min(rounded(amount * Fraction(8, 1000)), DEBIT_CAP)
    return rounded(amount * RATE) + FIXED.get(currency, 30)


def share(amount: int, percent: float) -> int:
    """`percent` of an amount."""
    return rounded(amount * Fraction(str(percent)) / 100)
