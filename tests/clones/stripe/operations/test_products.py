"""Products: made with a price, changed, not deleted while they have prices."""

from typing import Any

import pytest
import stripe


def test_a_product_comes_with_a_default_price(api: Any) -> None:
    made = api.products.create({"name": "Mug", "default_price_data": {"currency": "EUR", "unit_amount": 1200}})
    read = api.products.retrieve(made.id, {"expand": ["default_price"]})
    assert (read.name, read.active, read.default_price.unit_amount, read.default_price.product) == (
        "Mug",
        True,
        1200,
        made.id,
    )
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.products.delete(made.id)
    assert "prices" in str(caught.value)


def test_a_product_has_the_id_that_was_asked_for(api: Any) -> None:
    api.products.create({"id": "beans", "name": "Beans"})
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.products.create({"id": "beans", "name": "Beans"})
    assert caught.value.code == "resource_already_exists"
    assert api.products.update("beans", {"active": False}).active is False
    assert [one.id for one in api.products.list({"active": False}).data] == ["beans"]
    assert [one.id for one in api.products.list({"ids": ["beans", "prod_AcmePro000001"]}).data] == [
        "beans",
        "prod_AcmePro000001",
    ]
    assert api.products.delete("beans").deleted is True
    with pytest.raises(stripe.InvalidRequestError) as gone:
        api.products.retrieve("beans")
    assert gone.value.http_status == 404


def test_a_default_price_is_one_of_the_products_own(api: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.products.update("prod_AcmePro000001", {"default_price": "price_AcmeStarterMonthly0001"})
    assert caught.value.param == "default_price"
    made = api.products.update("prod_AcmePro000001", {"default_price": "price_AcmeProMonthly00000001"})
    assert api.products.retrieve(made.id).default_price == "price_AcmeProMonthly00000001"
