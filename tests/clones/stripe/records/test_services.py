"""What is kept of taxes, identities and cash."""

from clonery.clones.stripe.records.services import Calculation, CashBalance, VerificationSession


def test_objects_have_the_names_that_the_api_shows() -> None:
    shown = [(kind.KIND.name, kind.OBJECT) for kind in (Calculation, CashBalance, VerificationSession)]
    assert shown == [("tax_calculation", "tax.calculation"), ("customer_cash_balance", "cash_balance"),
                     ("identity_verification_session", "identity.verification_session")]  # fmt: skip
