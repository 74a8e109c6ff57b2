"""Webhook endpoints: told what they asked for, signed so that Stripe's client believes it."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
import stripe
from tests.clones.stripe.conftest import KEY, Served

from .test_accounts import seller
from .test_payment_intents import pay


class Heard(HTTPServer):
    """Keeps what is posted to it."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Listener)
        self.posts: list[tuple[str, bytes]] = []
        self.arrived = threading.Condition()
        self.url = f"http://127.0.0.1:{self.server_port}/hook"

    def wait(self, count: int) -> list[tuple[str, bytes]]:
        """What was posted, once there are so many."""
        with self.arrived:
            assert self.arrived.wait_for(lambda: len(self.posts) >= count, 10), f"only {len(self.posts)} came"
            return list(self.posts)


class Listener(BaseHTTPRequestHandler):
    """Takes every post."""

    server: Heard

    def do_POST(self) -> None:  # the name that http.server calls
        body = self.rfile.read(int(self.headers["content-length"]))
        with self.server.arrived:
            self.server.posts.append((self.headers["stripe-signature"], body))
            self.server.arrived.notify_all()
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing on the terminal."""


@pytest.fixture
def heard() -> Iterator[Heard]:
    server = Heard()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_events_arrive_signed(api: Any, heard: Heard) -> None:
    hook = api.webhook_endpoints.create(
        {"url": heard.url, "enabled_events": ["charge.succeeded", "payment_intent.succeeded"]}
    )
    made = pay(api)
    posts = heard.wait(2)
    events = [stripe.Webhook.construct_event(body, sign, hook.secret) for sign, body in posts]
    assert sorted(event.type for event in events) == ["charge.succeeded", "payment_intent.succeeded"]
    told = next(event for event in events if event.type == "payment_intent.succeeded")
    assert (told.data.object.id, told.data.object.status, told.pending_webhooks) == (made.id, "succeeded", 1)
    assert api.events.retrieve(told.id).data.object.amount_received == 2000
    with pytest.raises(stripe.SignatureVerificationError):
        stripe.Webhook.construct_event(posts[0][1] + b" ", posts[0][0], hook.secret)


def test_a_secret_is_told_once_and_a_disabled_endpoint_hears_nothing(api: Any, heard: Heard) -> None:
    hook = api.webhook_endpoints.create({"url": heard.url, "enabled_events": ["*"], "description": "All"})
    assert hook.secret.startswith("whsec_")
    assert "secret" not in api.webhook_endpoints.retrieve(hook.id)
    api.webhook_endpoints.update(hook.id, {"disabled": True})
    api.customers.create({"name": "Quiet"})
    api.webhook_endpoints.update(hook.id, {"disabled": False})
    api.customers.create({"name": "Loud"})
    ((_, body),) = heard.wait(1)
    assert json.loads(body)["data"]["object"]["name"] == "Loud"
    assert [one.id for one in api.webhook_endpoints.list().data] == [hook.id]
    assert api.webhook_endpoints.delete(hook.id).deleted is True
    assert api.webhook_endpoints.list().data == []


def test_an_address_needs_a_scheme(api: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.webhook_endpoints.create({"url": "acme.example/hook", "enabled_events": ["*"]})
    assert (caught.value.code, caught.value.param) == ("url_invalid", "url")


def test_a_signature_is_good_when_the_session_lives_in_another_year(served: Served, heard: Heard) -> None:
    session = served.within(lambda: served.farm.create(clock="2026-01-05T09:00:00Z", seeds={"stripe": "empty"}))
    client = stripe.StripeClient(KEY, base_addresses={"api": f"{served.url}/s/{session.id}/stripe"})
    hook = client.v1.webhook_endpoints.create({"url": heard.url, "enabled_events": ["customer.created"]})
    assert hook.secret == "whsec_acme0000000000000000000000000"
    client.v1.customers.create({"name": "Then"})
    ((sign, body),) = heard.wait(1)
    event = stripe.Webhook.construct_event(body, sign, hook.secret)
    assert (event.data.object.name, event.created) == ("Then", 1767603600)
    served.within(lambda: served.farm.end(session.id))


def test_events_of_connected_accounts_go_to_endpoints_that_ask_for_them(api: Any, heard: Heard, act: Any) -> None:
    there: dict[str, Any] = {"stripe_account": seller(api, act).id}
    wanted = {"url": heard.url, "enabled_events": ["customer.created"]}
    own, connect = api.webhook_endpoints.create(wanted), api.webhook_endpoints.create({**wanted, "connect": True})
    api.customers.create({"name": "Theirs"}, there)
    ((sign, body),) = heard.wait(1)
    event = stripe.Webhook.construct_event(body, sign, connect.secret)
    assert (event.account, event.data.object.name) == (there["stripe_account"], "Theirs")
    api.customers.create({"name": "Ours"})
    sign, body = heard.wait(2)[1]
    assert "account" not in stripe.Webhook.construct_event(body, sign, own.secret)


def test_an_update_tells_what_was_before(api: Any) -> None:
    made = api.customers.create({"name": "Ann", "metadata": {"a": "1"}})
    api.customers.update(made.id, {"name": "Anna", "metadata": {"a": "2"}}, {"idempotency_key": "rename"})
    (event,) = api.events.list({"type": "customer.updated"}).data
    assert event.data.previous_attributes.to_dict() == {"name": "Ann", "metadata": {"a": "1"}}
    assert (event.data.object.name, event.request.idempotency_key) == ("Anna", "rename")
    assert event.request.id.startswith("req_")
