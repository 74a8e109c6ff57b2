"""Lines of drafts: added, edited, taken off."""

from typing import Any

import pytest
import stripe
from tests.clones.stripe.business import lines, sell_once, welcome


def test_lines_are_added_edited_and_removed(api: Any) -> None:
    customer = welcome(api)
    draft = api.invoices.create({"customer": customer.id, "currency": "usd"})
    added = api.invoices.add_lines(draft.id, {"lines": [
        {"amount": 1000, "description": "One"}, {"pricing": {"price": sell_once(api, 300)}, "quantity": 2},
    ]})  # fmt: skip
    assert (lines(added), added.total) == ([("Setup", 600), ("One", 1000)], 1600)
    first, second = added.lines.data
    edited = api.invoices.line_items.update(draft.id, second.id, {"amount": 1200, "description": "Uno"})
    assert (edited.id, edited.amount, edited.description) == (second.id, 1200, "Uno")
    assert api.invoices.retrieve(draft.id).total == 1800
    changed = api.invoices.update_lines(
        draft.id, {"lines": [{"id": first.id, "quantity": 3}], "invoice_metadata": {"a": "1"}}
    )
    assert (changed.total, changed.metadata["a"]) == (2100, "1")
    left = api.invoices.remove_lines(draft.id, {"lines": [{"id": first.id, "behavior": "unassign"}]})
    assert lines(left) == [("Uno", 1200)]
    assert [item.amount for item in api.invoice_items.list({"customer": customer.id, "pending": True}).data] == [900]
    assert [line.id for line in api.invoices.line_items.list(draft.id).data] == [second.id]


def test_what_is_refused(api: Any) -> None:
    draft = api.invoices.create({"customer": welcome(api).id, "currency": "usd"})
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.invoices.add_lines(draft.id, {"lines": [{"amount": 5, "quantity": 2}]})
    assert caught.value.param == "lines[0][amount]"
    with pytest.raises(stripe.InvalidRequestError):
        api.invoices.line_items.update(draft.id, "il_none", {"amount": 5})
    api.invoices.finalize_invoice(draft.id)
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.invoices.add_lines(draft.id, {"lines": [{"amount": 5}]})
    assert caught.value.code == "invoice_not_editable"
