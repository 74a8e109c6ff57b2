"""Examples that need calls before them."""

import orjson
import pytest

from .ground import Ground
from .steps import BEFORE, example, filled


def test_fields_of_earlier_answers_are_put_in() -> None:
    assert filled("$order.url.tail", {"order": {"url": "http://shop/o/o_1"}}) == "o_1"
    made = {"order": {"id": "o_1", "lines": [{"id": "l_1"}]}}
    given = {"order": "$order.id", "lines": [{"line": "$order.lines.0.id"}], "price": "$5.00", "count": 2}
    assert filled(given, made) == {"order": "o_1", "lines": [{"line": "l_1"}], "price": "$5.00", "count": 2}


def test_an_example_makes_what_it_needs() -> None:
    ground = Ground("stripe")
    ground.examples["PostInvoices"] = orjson.dumps({
        BEFORE: {"customer": ["PostCustomers", {"name": "Step {n}"}]}, "customer": "$customer.id"
    }).decode()  # fmt: skip
    given = example(ground, "PostInvoices")
    answer = ground.call(ground.clone.operations["GetCustomersCustomer"], given)
    assert answer.data["name"] == "Step 1"


def test_an_example_that_cannot_be_made_says_so() -> None:
    ground = Ground("stripe")
    given = {BEFORE: {"it": ["GetCustomersCustomer", {"customer": "x"}]}}
    ground.examples["PostInvoices"] = orjson.dumps(given).decode()
    with pytest.raises(AssertionError, match="PostInvoices: before it, GetCustomersCustomer"):
        example(ground, "PostInvoices")
