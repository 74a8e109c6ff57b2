"""Tax rates: made, listed, put away."""

from typing import Any

import pytest
import stripe


def test_a_rate_keeps_its_percentage(api: Any) -> None:
    made = api.tax_rates.create({"display_name": "VAT", "percentage": 20.0, "inclusive": False, "country": "FR"})
    api.tax_rates.update(made.id, {"active": False})
    read = api.tax_rates.retrieve(made.id)
    assert (read.percentage, read.country, read.active) == (20.0, "FR", False)
    assert [one.id for one in api.tax_rates.list({"active": False}).data] == [made.id]
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.tax_rates.update(made.id, {"percentage": 10})
    assert caught.value.code == "parameter_unknown"


def test_a_rate_is_a_share(api: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.tax_rates.create({"display_name": "VAT", "percentage": 101, "inclusive": True})
    assert caught.value.param == "percentage"
