"""Examples that need calls before them."""

import orjson
import pytest

from clonery.server.request import Answer

from .ground import Ground
from .report import Report
from .steps import BEFORE, EXAMPLES, REFUSED, WHY, Expected, example, filled, load, presented, refused
from .walk import Walk, checked


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


def test_a_refusal_with_the_status_of_a_success_is_a_refusal() -> None:
    """An RPC vendor gives `ok: false` with 200: the walk took that for an answer."""
    ground = Ground("slack")
    answer = ground.call(ground.clone.operations["conversations.info"], {"channel": "C0NOSUCH000"})
    assert (answer.status, answer.data["error"], refused(answer)) == (200, "channel_not_found", True)
    assert not refused(ground.call(ground.clone.operations["auth.test"], {}))


def test_an_expected_refusal_has_its_status_and_its_code() -> None:
    refusal = Answer(404, orjson.dumps({"error": {"code": "resource_missing", "message": "No such order"}}))
    assert Expected(404, "resource_missing", "why").wrong(refusal) == ""
    assert Expected(403, None, "why").wrong(refusal) == "refused with 404, expected 403"
    assert "without 'other'" in Expected(None, "other", "why").wrong(refusal)
    assert "expects a refusal" in Expected(404, None, "why").wrong(Answer(200, b"{}"))


def test_a_checked_refusal_is_counted_apart_and_only_in_the_vendors_shape() -> None:
    walk = Walk("stripe")
    operation = walk.clone.operations["GetCustomersCustomer"]
    walk.examples = {
        operation.name: orjson.dumps({"customer": "cus_none", REFUSED: 404, WHY: "none is there"}).decode()
    }
    report = Report("stripe")
    walk._visit(operation, report)
    assert (report.checked, report.valid, report.answered) == ({operation.name: "none is there"}, 0, 0)
    bare = Answer(404, b'{"message":"no"}')
    assert checked(walk, operation, bare, report)
    assert "error" in report.failures[0][2]


def test_every_expected_refusal_says_why() -> None:
    for path in EXAMPLES.glob("*.json"):
        load(path.stem)


def test_an_example_is_called_by_another_person() -> None:
    ground = Ground("linear")
    user = "00000000-0000-4000-8000-000000000003"
    found = ground.session.opened.credentials.get("linear", presented(ground, f"$user:{user}"))
    assert found is not None
    assert (found.user, found.scopes) == (user, None)
    assert presented(ground, None) == ground.token
