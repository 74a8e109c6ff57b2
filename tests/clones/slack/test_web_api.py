"""The newest @slack/web-api and @slack/bolt of npm against a real server."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
from slack_sdk import WebClient
from tests.clones.slack.conftest import ADA, BEN_ID, BOT, BOT_ID, WEBAPP, Served
from tests.clones.slack.test_events import until
from tests.clones.slack.test_sockets import APP_TOKEN
from tests.node import javascript

SCRIPT = """
import { WebClient } from "@slack/web-api";
const web = new WebClient(process.env.TOKEN, { slackApiUrl: process.env.URL, retryConfig: { retries: 0 } });
const seen = {};
const who = await web.auth.test();
seen.user = who.user;
seen.scopes = who.response_metadata.scopes.length > 10;
const channel = (await web.conversations.create({ name: "from-node" })).channel.id;
await web.conversations.invite({ channel, users: process.env.BEN });
const blocks = [{ type: "section", text: { type: "mrkdwn", text: "*hi*" } }];
const sent = await web.chat.postMessage({ channel, text: "hi", blocks });
seen.block = sent.message.blocks[0].block_id.length;
await web.chat.postMessage({ channel, text: "yes", thread_ts: sent.ts });
seen.thread = (await web.conversations.replies({ channel, ts: sent.ts })).messages.map((each) => each.text);
await web.files.uploadV2({ channel_id: channel, filename: "a.txt", file: Buffer.from("abc"), initial_comment: "file" });
const files = await web.files.list({ channel });
seen.file = [files.files[0].name, files.files[0].size];
seen.names = [];
for await (const page of web.paginate("conversations.list", { limit: 2 })) {
  seen.names.push(...page.channels.map((each) => each.name));
}
seen.found = (await web.search.messages({ query: "checkout in:webapp" })).messages.matches.map((each) => each.username);
try { await web.chat.postMessage({ channel: "C0NOSUCH00",
                                  text: "x" }); } catch (error) { seen.error = error.data.error; }
try { await web.chat.postMessage({ channel, text: "x", blocks: [{ type: "nonsense" }] }); } catch (error) {
  seen.messages = error.data.response_metadata.messages;
}
console.log(JSON.stringify(seen));
"""


def test_the_sdk_for_node_posts_pages_uploads_and_is_refused(base: str) -> None:
    seen = javascript(SCRIPT, "@slack/web-api", TOKEN=ADA, URL=f"{base}/api/", BEN=BEN_ID)
    assert seen == {
        "user": "ada", "scopes": True, "block": 5, "thread": ["hi", "yes"], "file": ["a.txt", 3],
        "names": ["general", "random", "webapp", "from-node"], "found": ["cleo"], "error": "channel_not_found",
        "messages": ["[ERROR] unsupported type: nonsense [json-pointer:/blocks/0/type]"],
    }  # fmt: skip


BOLT = """
import bolt from "@slack/bolt";
const app = new bolt.App({
  token: process.env.BOT, appToken: process.env.APP, socketMode: true, logLevel: "error",
  clientOptions: { slackApiUrl: process.env.URL, retryConfig: { retries: 0 } },
});
const seen = {};
const finished = new Promise((done) => {
  app.event("app_mention", async ({ event, say }) => {
    seen.mention = event.text;
    await say({ text: "yes?", thread_ts: event.ts });
  });
  app.command("/sum", async ({ command, ack, client }) => {
    await ack();
    const view = { type: "modal", callback_id: "sum", title: { type: "plain_text", text: "Sum" },
      submit: { type: "plain_text", text: "Go" }, blocks: [{ type: "input", block_id: "n",
        label: { type: "plain_text", text: "Numbers" }, element: { type: "plain_text_input", action_id: "n" } }] };
    await client.views.open({ trigger_id: command.trigger_id, view });
  });
  app.view("sum", async ({ ack, view, body, client }) => {
    const text = view.state.values.n.n.value;
    if (!/^[0-9 ]+$/.test(text)) return ack({ response_action: "errors", errors: { n: "digits" } });
    await ack();
    seen.who = body.user.name;
    seen.sum = text.split(" ").map(Number).reduce((a, b) => a + b, 0);
    done();
  });
});
await app.start();
await finished;
await new Promise((wake) => setTimeout(wake, 300));
await app.stop();
console.log(JSON.stringify(seen));
process.exit(0);
"""


def test_bolt_for_node_on_its_socket(
    base: str, served: Served, act: Callable[..., Any], control: httpx.Client, ada: WebClient
) -> None:
    act("configure_app", events=["app_mention"], socket_mode=True, commands=[{"command": "/sum"}])
    session, slack = served.farm.session(base.split("/")[4]), served.farm.clone("slack")

    def views() -> dict[str, Any]:
        found = control.get("/state", params={"clone": "slack", "kind": "view"}).json()["slack"].get("view", {})
        return dict(found)

    with ThreadPoolExecutor(1) as pool:
        env = {"BOT": BOT, "APP": APP_TOKEN, "URL": f"{base}/api/"}
        running = pool.submit(javascript, BOLT, "@slack/bolt", **env)
        until(lambda: running.done() or served.farm.sockets.count(session, slack, "A0ACMEBOT0"), 60)
        ts = act("post", user="ben", channel="webapp", text=f"<@{BOT_ID}> there")["ts"]
        until(lambda: running.done() or ada.conversations_replies(channel=WEBAPP, ts=ts)["messages"][1:])
        act("command", user="ben", channel="webapp", command="/sum")
        until(lambda: running.done() or views())
        act("submit_view", user="ben", values={"n": "one"})
        until(lambda: running.done() or next(iter(views().values())).get("errors") == {"n": "digits"})
        act("submit_view", user="ben", values={"n": "1 2 39"})
        assert running.result(30) == {"mention": f"<@{BOT_ID}> there", "who": "ben", "sum": 42}
    assert ada.conversations_replies(channel=WEBAPP, ts=ts)["messages"][1]["text"] == "yes?"
    assert next(iter(views().values()))["open"] is False
