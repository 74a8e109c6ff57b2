"""The test cards: numbers that are right, names that are known."""

import pytest

from clonery.clones.stripe.payments import cards


def test_every_number_is_right_and_of_one_case() -> None:
    numbers = [case.number for case in cards.CASES.values() if case.number]
    assert all(map(cards.luhn, numbers))
    assert all(cards.CASES[cards.NAMES[number]].number == number for number in numbers)
    assert all(map(cards.luhn, cards.NAMES))


@pytest.mark.parametrize(("id", "name"), [
    ("pm_card_visa", "visa"), ("tok_mastercard", "mastercard"), ("pm_card_us", "visa"), ("pm_card_nothing", None),
    ("pm_1234", None), ("tok_visa_chargeDeclined", "chargeDeclined"), ("pm_card_visa_nothing", None),
    ("pm_card_visa_chargeDeclinedInsufficientFunds", "chargeDeclinedInsufficientFunds"),
    ("pm_card_visa_chargeDeclinedVelocityLimitExceeded", "chargeDeclinedVelocityLimitExceeded"),
    ("tok_visa_createDispute", "createDispute"), ("pm_card_visa_debit", "visa_debit"), ("pm_card_gr", "gr"),
    ("pm_card_visa_cartesBancaires", "visa_cartesBancaires"),
    ("pm_card_radarBlock", "chargeDeclinedFraudulent"), ("pm_card_riskLevelHighest", "riskLevelHighest"),
])  # fmt: skip
def test_ready_methods_and_tokens_name_a_card(id: str, name: str | None) -> None:
    assert cards.of_name(id) == name


@pytest.mark.parametrize(("number", "right"), [("4242424242424242", True), ("4242424242424241", False), ("x", False)])
def test_the_last_digit_proves_a_number(number: str, right: bool) -> None:
    assert cards.luhn(number) is right


def test_a_wrong_security_code_shows_in_the_checks() -> None:
    assert cards.details("mastercard_cartesBancaires")["networks"]["available"] == ["cartes_bancaires", "mastercard"]
    assert cards.details("chargeDeclinedIncorrectCvc")["checks"]["cvc_check"] == "fail"
    shown = cards.details("amex", 3, 2031)
    assert (shown["brand"], shown["last4"], shown["exp_month"], shown["exp_year"]) == ("amex", "0005", 3, 2031)
