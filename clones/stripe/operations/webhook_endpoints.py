"""Webhook endpoints; https://docs.stripe.com/api/webhook_endpoints."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation

from ..lookups import changed, cleared, find, listing, make, metadata, save
from ..records.hooks import WebhookEndpoint
from ..refusals import Refusal
from ..shapes import shape


@operation("PostWebhookEndpoints")
def create_endpoint(call: Call, url: str, enabled_events: list[str], **given: Any) -> dict[str, Any]:
    """POST /v1/webhook_endpoints: its secret is told once. The first one has the secret that the environment names."""
    _check(url)
    told = call.credential.details.get("webhook_secret") if call.credential else None
    secret = told if told and call.first(WebhookEndpoint) is None else call.new_id("whsec_", 32)
    given["_connect"] = given.pop("connect", None) is True
    fields = cleared(given) | {"metadata": metadata(given.get("metadata"))}
    made = make(call, WebhookEndpoint, url=url, enabled_events=enabled_events, _secret=secret, **fields)
    return {**shape(call, made, True), "secret": secret}


def _check(url: str) -> None:
    if not url.startswith(("http://", "https://")):
        raise Refusal("Invalid URL: An explicit scheme (such as https) must be provided.", "url_invalid", "url")


@operation("GetWebhookEndpointsWebhookEndpoint")
def get_endpoint(call: Call, webhook_endpoint: str) -> WebhookEndpoint:
    """GET /v1/webhook_endpoints/{webhook_endpoint}"""
    return find(call, WebhookEndpoint, webhook_endpoint, "webhook_endpoint")


@operation("PostWebhookEndpointsWebhookEndpoint")
def update_endpoint(call: Call, webhook_endpoint: str, disabled: bool | None = None, **given: Any) -> WebhookEndpoint:
    """POST /v1/webhook_endpoints/{webhook_endpoint}"""
    found = find(call, WebhookEndpoint, webhook_endpoint, "webhook_endpoint")
    if "url" in given:
        _check(given["url"])
    changes = changed(found, given)
    if disabled is not None:
        changes["status"] = "disabled" if disabled else "enabled"
    return save(call, found, **changes)


@operation("DeleteWebhookEndpointsWebhookEndpoint")
def delete_endpoint(call: Call, webhook_endpoint: str) -> dict[str, Any]:
    """DELETE /v1/webhook_endpoints/{webhook_endpoint}"""
    call.delete(find(call, WebhookEndpoint, webhook_endpoint, "webhook_endpoint"))
    return {"id": webhook_endpoint, "object": "webhook_endpoint", "deleted": True}


@operation("GetWebhookEndpoints")
def list_endpoints(call: Call) -> Page:
    """GET /v1/webhook_endpoints"""
    return listing(call, WebhookEndpoint)
