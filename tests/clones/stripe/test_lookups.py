"""Finding, making and changing objects, metadata, filters of time."""

import pytest

from clonery.clones.stripe.lookups import changed, cleared, find, make, metadata, named, since
from clonery.clones.stripe.records.customers import Customer
from clonery.clones.stripe.refusals import Refusal
from clonery.server.call import Call
from clonery.server.problems import NotFound


def test_a_path_that_names_nothing_is_404_and_a_parameter_400(call: Call) -> None:
    with pytest.raises(NotFound) as path:
        find(call, Customer, "cus_x")
    with pytest.raises(NotFound) as parameter:
        named(call, Customer, "cus_x", "customer")
    assert (path.value.status, parameter.value.status, parameter.value.details["param"]) == (404, 400, "customer")


def test_ids_have_their_kinds_form(call: Call) -> None:
    made = make(call, Customer, name="A", shipping={"name": "B", "address": {"city": "Rome"}})
    assert made.id.startswith("cus_")
    assert (len(made.id), made.created, made.metadata) == (18, call.now, {})
    assert made.get("shipping")["address"]["city"] == "Rome"


def test_metadata_merges() -> None:
    assert metadata({"b": "", "c": "3"}, {"a": "1", "b": "2"}) == {"a": "1", "c": "3"}
    assert (metadata("", {"a": "1"}), metadata(None, {"a": "1"})) == ({}, {"a": "1"})
    with pytest.raises(Refusal) as caught:
        metadata({"k": "v" * 501})
    assert caught.value.more["param"] == "metadata[k]"


def test_empty_strings_unset_and_settings_merge(call: Call) -> None:
    assert cleared({"a": "", "b": 0}) == {"a": None, "b": 0}
    made = make(call, Customer, invoice_settings={"footer": "Thanks", "default_payment_method": "pm_1"})
    changes = changed(made, {"invoice_settings": {"default_payment_method": ""}, "phone": ""})
    assert (changes["invoice_settings"]["footer"], changes["invoice_settings"]["default_payment_method"]) == (
        "Thanks",
        None,
    )
    assert changes["phone"] is None


def test_times_are_a_moment_or_bounds() -> None:
    both = since({"gt": 1, "lte": 5})
    assert both is not None
    assert (both.sql, both.values) == ("{0} > ? AND {0} <= ?", (1, 5))
    assert since(None) is None
    assert since({}) is None
