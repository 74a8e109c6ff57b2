"""What customers buy is found by what paths and filters name."""

from clonery.clones.stripe.lookups import make
from clonery.clones.stripe.records.customers import Customer, CustomerTransaction, Price
from clonery.server.call import Call


def test_prices_are_found_by_product_and_key(call: Call) -> None:
    assert [one.id for one in call.all(Price, {"product": "prod_AcmePro000001"})] == ["price_AcmeProMonthly00000001"]
    found = call.first(Price, {"lookup_key": "starter_monthly"})
    assert found is not None
    assert found.product == "prod_AcmeStarter01"


def test_transactions_go_with_their_customer(call: Call) -> None:
    made = make(call, Customer, name="A")
    make(call, CustomerTransaction, customer=made.id, amount=5, ending_balance=5)
    call.delete(made)
    assert call.count(CustomerTransaction) == 0
