"""Kept answers are found by their key's digest."""

from clonery.clones.stripe.records.hooks import IdempotentAnswer, WebhookEndpoint
from clonery.server.call import Call


def test_a_kept_answer_is_one_a_key(call: Call) -> None:
    made = call.create(IdempotentAnswer, id="k", object="idempotent_answer", digest="d", at=5, metadata={})
    assert (made.status, made.body, call.get(IdempotentAnswer, "k")) == (200, "", made)


def test_an_endpoint_is_enabled_unless_it_says_otherwise(call: Call) -> None:
    made = call.create(WebhookEndpoint, id="we_1", object="webhook_endpoint", enabled_events=["*"], metadata={})
    assert (made.status, made._secret) == ("enabled", "")
