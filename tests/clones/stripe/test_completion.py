"""Completion: nulls and required fields from the published schemas."""

from typing import Any

from clonery.clones.stripe.completion import Completion
from clonery.server.call import Call


def completion(call: Call) -> Completion:
    dialect: Any = call.clone.dialect
    made: Completion = dialect.completion
    return made


def test_a_template_holds_what_is_always_shown(call: Call) -> None:
    made = completion(call).template("customer")
    assert (made["description"], made["shipping"], made["metadata"]) == (None, None, {})
    assert not {"id", "sources", "subscriptions", "tax_ids"} & set(made)
    assert completion(call).template("customer") is made


def test_fields_are_completed_as_deep_as_they_go(call: Call) -> None:
    made = completion(call).fields("charge", {"billing_details": {"name": "Ann"}, "amount": 5, "_own": {"x": 1}})
    assert made["billing_details"] == {"address": None, "email": None, "name": "Ann", "phone": None, "tax_id": None}
    assert (made["amount"], made["_own"]) == (5, {"x": 1})


def test_a_branch_is_chosen_by_what_it_knows(call: Call) -> None:
    made = completion(call).fields(
        "payment_intent", {"last_payment_error": {"type": "card_error", "code": "expired_card"}}
    )
    assert made["last_payment_error"]["code"] == "expired_card"
    listed = completion(call).fields("product", {"marketing_features": [{"name": "Fast"}], "images": []})
    assert listed == {"marketing_features": [{"name": "Fast"}], "images": []}
