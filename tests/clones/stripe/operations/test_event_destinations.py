"""Event destinations: thin events that the vendor's client believes, snapshots, pages."""

from collections.abc import Iterator
from typing import Any

import pytest
import stripe
from tests.clones.stripe.conftest import KEY

from .test_webhook_endpoints import Heard, heard

__all__ = ["heard"]
INCLUDE = ["webhook_endpoint.url", "webhook_endpoint.signing_secret"]


@pytest.fixture
def client(base: str) -> Iterator[stripe.StripeClient]:
    http = stripe.RequestsClient()
    yield stripe.StripeClient(KEY, base_addresses={"api": base}, http_client=http, max_network_retries=0)
    http.close()


def destination(client: stripe.StripeClient, url: str, *wanted: str, payload: str = "thin") -> Any:
    fields: Any = {
        "name": "Ours", "type": "webhook_endpoint", "webhook_endpoint": {"url": url}, "enabled_events": list(wanted),
        "event_payload": payload, "include": INCLUDE,
    }  # fmt: skip
    return client.v2.core.event_destinations.create(fields)


def test_a_thin_event_names_its_object(client: stripe.StripeClient, heard: Heard) -> None:
    made = destination(client, heard.url, "v1.customer.created")
    assert (made.status, made.webhook_endpoint.url, made.event_payload) == ("enabled", heard.url, "thin")
    customer = client.v1.customers.create({"name": "Ann"})
    ((sign, body),) = heard.wait(1)
    told: Any = client.parse_event_notification(body, sign, made.webhook_endpoint.signing_secret)
    assert (told.type, told.related_object.id) == ("v1.customer.created", customer.id)
    assert told.related_object.url == f"/v1/customers/{customer.id}"
    assert told.fetch_related_object().name == "Ann"
    read = client.v2.core.events.retrieve(told.id)
    assert (read.type, read.object) == ("v1.customer.created", "v2.core.event")
    listed = client.v2.core.events.list({"object_id": customer.id})
    assert [one.id for one in listed.data] == [told.id]
    with pytest.raises(stripe.SignatureVerificationError):
        client.parse_event_notification(body, sign, "whsec_other")


def test_a_snapshot_is_an_event_as_ever(client: stripe.StripeClient, heard: Heard) -> None:
    made = destination(client, heard.url, "product.created", payload="snapshot")
    client.v1.products.create({"name": "Mug"})
    ((sign, body),) = heard.wait(1)
    event = stripe.Webhook.construct_event(body, sign, made.webhook_endpoint.signing_secret)
    assert (event.type, event.data.object.name) == ("product.created", "Mug")


def test_a_destination_is_silenced_changed_and_pinged(client: stripe.StripeClient, heard: Heard) -> None:
    made = destination(client, heard.url, "v1.customer.created")
    of = client.v2.core.event_destinations
    assert of.disable(made.id).status_details.disabled.reason == "user"
    client.v1.customers.create({"name": "Quiet"})
    assert of.enable(made.id).status == "enabled"
    changed = of.update(made.id, {"name": "Renamed", "metadata": {"a": "1"}})
    assert (changed.name, changed.metadata["a"], "webhook_endpoint" in changed) == ("Renamed", "1", False)
    pinged = of.ping(made.id)
    ((sign, body),) = heard.wait(1)
    told = client.parse_event_notification(body, sign, made.webhook_endpoint.signing_secret)
    assert (told.id, told.type) == (pinged.id, "v2.core.event_destination.ping")
    others = [destination(client, heard.url, "v1.price.created").id for _ in range(3)]
    first = of.list({"limit": 2})
    assert ([one.id for one in first.data], first.next_page_url is not None) == (others[:0:-1], True)
    assert [one.id for one in first.auto_paging_iter()] == [*others[::-1], made.id]
    assert of.delete(made.id).id == made.id
    with pytest.raises(stripe.InvalidRequestError) as caught:
        of.retrieve(made.id)
    assert caught.value.http_status == 404


def test_what_can_not_be_sent_is_refused(client: stripe.StripeClient, heard: Heard) -> None:
    for wanted, payload in (("customer.created", "thin"), ("v1.customer.created", "snapshot")):
        with pytest.raises(stripe.InvalidRequestError):
            destination(client, heard.url, wanted, payload=payload)
    with pytest.raises(stripe.InvalidRequestError):
        destination(client, "nowhere", "v1.customer.created")
