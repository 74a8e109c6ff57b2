"""Webhooks kept; what they are told is in test_events.py."""

from collections.abc import Callable
from typing import Any

from tests.clones.linear.conftest import CLEO, Graph

MAKE = "mutation($i: WebhookCreateInput!) { webhookCreate(input: $i) { webhook { id secret enabled resourceTypes } } }"


def test_the_sdk_keeps_webhooks(sdk: Callable[..., Any]) -> None:
    made = sdk("""
const team = await client.team("ENG");
const input = { url: "http://127.0.0.1:9/hook", teamId: team.id, resourceTypes: ["Issue"], label: "CI" };
const hook = await (await client.createWebhook(input)).webhook;
await client.updateWebhook(hook.id, { enabled: false });
const again = await client.webhook(hook.id);
const rotated = await client.rotateSecretWebhook?.(hook.id);
await client.deleteWebhook(hook.id);
show({ secret: hook.secret.startsWith("lin_wh_"), enabled: again.enabled, team: (await again.team).key,
  label: again.label,
  creator: (await again.creator).displayName, left: (await client.webhooks()).nodes.length });
""")
    assert made == {"secret": True, "enabled": False, "team": "ENG", "label": "CI", "creator": "ada", "left": 0}


def test_a_new_secret_takes_the_place_of_the_old(ask: Graph) -> None:
    given = {"url": "http://127.0.0.1:9/", "allPublicTeams": True, "resourceTypes": ["Issue", "Comment"]}
    hook = ask(MAKE, i=given)["webhookCreate"]["webhook"]
    rotate = "mutation($id: String!) { webhookRotateSecret(id: $id) { success secret } }"
    secret = ask(rotate, id=hook["id"])["webhookRotateSecret"]["secret"]
    assert secret != hook["secret"]
    assert ask("query($id: String!) { webhook(id: $id) { secret } }", id=hook["id"])["webhook"]["secret"] == secret


def test_refusals(ask: Graph) -> None:
    url = "https://example.com/h"
    assert (
        ask.refused(MAKE, i={"url": url, "resourceTypes": ["Issue"]})[2]
        == "either teamId or allPublicTeams must be given"
    )
    assert "can not be listened to" in ask.refused(MAKE, i={"url": url, "teamId": "ENG", "resourceTypes": ["Moon"]})[2]
    assert ask.refused(MAKE, i={"url": "x", "teamId": "ENG", "resourceTypes": ["Issue"]})[2] == "url must be a URL"
    assert ask.refused(MAKE, i={"url": url, "teamId": "ENG", "resourceTypes": []})[1] == "invalid input"
    assert ask.refused(MAKE, token=CLEO, i={"url": url, "teamId": "ENG", "resourceTypes": ["Issue"]})[1] == "forbidden"
