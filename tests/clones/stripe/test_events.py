"""Events inside: who listens, what changed, the signature."""

import pytest
import stripe

from clonery.clones.stripe import events
from clonery.clones.stripe.keys import of
from clonery.clones.stripe.lookups import make, save
from clonery.clones.stripe.records.customers import Customer
from clonery.clones.stripe.records.hooks import Event, WebhookEndpoint
from clonery.server.call import Call


@pytest.mark.parametrize(("wanted", "status", "hears"), [
    (["*"], "enabled", True), (["customer.created"], "enabled", True), (["customer.updated"], "enabled", False),
    (["*"], "disabled", False),
])  # fmt: skip
def test_an_endpoint_hears_what_it_asked_for(call: Call, wanted: list[str], status: str, hears: bool) -> None:
    hook = make(call, WebhookEndpoint, url="http://127.0.0.1/", enabled_events=wanted, status=status)
    assert events.listens(hook, "customer.created", of(hook)) is hears
    make(call, Customer, "customer.created", name="A")
    assert call.deliveries == int(hears)


def test_differences_are_of_what_changed_alone() -> None:
    old = {"a": 1, "b": {"x": 1, "y": 2}, "c": None, "d": {"z": 1}}
    new = {"a": 1, "b": {"x": 3, "y": 2}, "c": {"k": 1}, "d": {}}
    assert events.differences(old, new) == {"b": {"x": 1}, "c": None, "d": {"z": 1}}


def test_an_update_of_nothing_is_no_event(call: Call) -> None:
    made = make(call, Customer, name="A")
    save(call, made, "customer.updated", name="A")
    assert call.count(Event) == 0


def test_the_signature_is_over_time_and_body() -> None:
    body = '{"id": "evt_1"}'
    made = events.signature(body, "whsec_test", 1_700_000_000)
    assert made.startswith("t=1700000000,v1=")
    assert stripe.WebhookSignature.verify_header(body, made, "whsec_test", None)
    with pytest.raises(stripe.SignatureVerificationError):
        stripe.WebhookSignature.verify_header(body, made, "whsec_other", None)
