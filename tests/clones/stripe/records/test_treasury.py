"""What is kept of financial accounts."""

from clonery.clones.stripe.records.treasury import Entry, FinancialAccount, Movement


def test_objects_have_the_names_that_the_api_shows() -> None:
    assert [kind.OBJECT for kind in (FinancialAccount, Movement, Entry)] == [
        "treasury.financial_account", "treasury.transaction", "treasury.transaction_entry"]  # fmt: skip
