"""Amounts: limits by currency, fees, rounding away from zero, words."""

from fractions import Fraction

import pytest

from clonery.clones.stripe.money import amounts
from clonery.clones.stripe.refusals import Refusal


@pytest.mark.parametrize(("value", "whole"), [("1/2", 1), ("-1/2", -1), ("3/2", 2), ("49/100", 0), ("-7/3", -2)])
def test_halves_go_away_from_zero(value: str, whole: int) -> None:
    assert amounts.rounded(Fraction(value)) == whole


def test_a_fee_is_a_share_and_a_fixed_part() -> None:
    assert [amounts.fee(100, currency) for currency in ("usd", "eur", "gbp", "sek")] == [33, 28, 23, 33]
    assert amounts.fee(99_999_999, "usd") == 2_900_030


def test_a_share_is_exact() -> None:
    assert (amounts.share(1005, 10), amounts.share(999, 33.3), amounts.share(-1005, 10)) == (101, 333, -101)


@pytest.mark.parametrize(("amount", "currency", "code"), [
    (30, "gbp", ""), (29, "gbp", "amount_too_small"), (17_499, "huf", "amount_too_small"), (1, "krw", ""),
    (49, "zar", "amount_too_small"), (99_999_999, "usd", ""), (100_000_000, "usd", "amount_too_large"),
    (-5, "usd", "parameter_invalid_integer"), (10**12 - 1, "idr", ""), (10**12, "idr", "amount_too_large"),
    (5120, "kwd", ""), (5124, "kwd", "parameter_invalid_integer"),
])  # fmt: skip
def test_each_currency_has_its_limits(amount: int, currency: str, code: str) -> None:
    if not code:
        assert amounts.check(amount, currency) is None
        return
    with pytest.raises(Refusal) as caught:
        amounts.check(amount, currency)
    assert caught.value.code == code


def test_amounts_are_written_with_the_digits_of_their_currency() -> None:
    assert amounts.written(50, "usd") == "$0.50 usd"
    assert amounts.written(1_234_567, "jpy") == "¥1,234,567 jpy"
    assert amounts.written(1500, "kwd") == "1.500 kwd"


def test_a_currency_that_is_none_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        amounts.check(100, "xxz")
    assert (str(refused.value), refused.value.more) == ("Invalid currency: xxz", {"param": "currency"})
    amounts.known("jpy")
    assert set(amounts.MINIMUM) | amounts.ZERO_DECIMAL | amounts.THREE_DECIMAL <= amounts.CURRENCIES
