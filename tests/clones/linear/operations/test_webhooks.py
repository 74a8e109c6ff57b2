"""Webhooks kept; what they are told is in test_events.py."""

from collections.abc import Callable
from typing import Any

from tests.clones.linear.conftest import ADA, CLEO, PRELUDE, SDK, Graph
from tests.clones.served import Served
from tests.node import javascript

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


def test_the_sdks_own_client_verifies_what_is_sent(served: Served) -> None:
    """On the real clock, since the client refuses what is more than a minute old."""
    session = served.within(lambda: served.farm.create(seeds={"linear": "small-team"}))
    script = """
import { LinearWebhookClient } from "@linear/sdk/webhooks";
import { createServer } from "node:http";
const heard = [];
let hook;
const server = createServer((request, response) => {
  const parts = [];
  request.on("data", (part) => parts.push(part));
  request.on("end", () => {
    const body = Buffer.concat(parts), sent = JSON.parse(body), signature = request.headers["linear-signature"];
    const check = (secret) => {
      try { return new LinearWebhookClient(secret).verify(body, signature, sent.webhookTimestamp); }
      catch (error) { return error.message; }
    };
    heard.push([check(hook.secret), check("another") === true, sent.type, sent.action, sent.data.title,
      Object.keys(sent.updatedFrom ?? {}).filter(n => n === "title"), request.headers["linear-event"],
      sent.actor.name]);
    response.end();
  });
}).listen(0, "127.0.0.1");
await new Promise((done) => server.on("listening", done));
const url = `http://127.0.0.1:${server.address().port}/`;
hook = await (await client.createWebhook({ url, allPublicTeams: true, resourceTypes: ["Issue"] })).webhook;
const issue = await (await client.createIssue({ teamId: (await client.teams()).nodes[0].id, title: "Heard" })).issue;
await client.updateIssue(issue.id, { title: "Heard again" });
for (let tries = 0; heard.length < 2 && tries < 200; tries++) await new Promise((done) => setTimeout(done, 25));
server.close();
show(heard);
"""
    url = f"{served.url}/s/{session.id}/linear/graphql"
    try:
        heard = javascript(PRELUDE + script, SDK, LINEAR_API_KEY=ADA, LINEAR_API_URL=url)
    finally:
        served.within(lambda: served.farm.end(session.id))
    assert sorted(heard, key=lambda each: str(each[3])) == [
        [True, False, "Issue", "create", "Heard", [], "Issue", "Ada Moreau"],
        [True, False, "Issue", "update", "Heard again", ["title"], "Issue", "Ada Moreau"],
    ]
