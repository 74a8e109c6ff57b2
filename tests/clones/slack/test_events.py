"""A real Bolt app over HTTP: events commands, buttons, modals, shortcuts, an assistant; people by acts."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest
from slack_bolt import App, BoltRequest
from slack_sdk import WebClient
from tests.clones.slack.conftest import ADA_ID, BEN_ID, BOT, BOT_ID, SECRET, WEBAPP

EVENTS = ["message.channels", "message.im", "app_mention", "reaction_added", "app_home_opened", "channel_created",
          "assistant_thread_started", "member_joined_channel"]  # fmt: skip
MODAL: dict[str, Any] = {
    "type": "modal", "callback_id": "report", "title": {"type": "plain_text", "text": "Report"},
    "submit": {"type": "plain_text", "text": "Send"},
    "blocks": [
        {"type": "input", "block_id": "what", "label": {"type": "plain_text", "text": "What"},
         "element": {"type": "plain_text_input", "action_id": "text"}},
        {"type": "input", "block_id": "how", "optional": True, "label": {"type": "plain_text", "text": "How bad"},
         "element": {"type": "static_select", "action_id": "level", "options": [
             {"text": {"type": "plain_text", "text": "Bad"}, "value": "bad"}]}}],
}  # fmt: skip


class Handler:
    """A Bolt app behind a small web server; it notes what it heard."""

    def __init__(self, base: str) -> None:
        self.heard: list[tuple[str, Any]] = []
        self.broken = 0
        self.retries: list[dict[str, str]] = []
        self.app = App(
            client=WebClient(BOT, base_url=f"{base}/api/"), signing_secret=SECRET, process_before_response=True
        )
        self.listen(self.app)
        outer = self

        class Web(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"])).decode()
                if outer.broken:
                    outer.broken -= 1
                    outer.retries.append(dict(self.headers))
                    self.send_response(500)
                    self.end_headers()
                    return
                outer.retries.append(dict(self.headers))
                answer = outer.app.dispatch(BoltRequest(body=body, headers={k: [v] for k, v in self.headers.items()}))
                self.send_response(answer.status)
                for name, values in answer.headers.items():
                    self.send_header(name, values[0])
                self.end_headers()
                self.wfile.write((answer.body or "").encode())

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Web)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/slack/events"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def listen(self, app: App) -> None:
        note = self.heard.append

        @app.event("app_mention")
        def mentioned(event: dict[str, Any], say: Any) -> None:
            note(("mention", event))
            say("you called?", thread_ts=event["ts"])

        @app.event("message")
        def message(event: dict[str, Any]) -> None:
            note(("message", event))

        @app.event("reaction_added")
        def reaction(event: dict[str, Any]) -> None:
            note(("reaction", event))

        @app.event("app_home_opened")
        def home(event: dict[str, Any], client: WebClient) -> None:
            text = {"type": "section", "text": {"type": "mrkdwn", "text": "hello"}}
            client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [text]})

        @app.event("assistant_thread_started")
        def assistant(event: dict[str, Any], client: WebClient) -> None:
            thread = event["assistant_thread"]
            client.assistant_threads_setStatus(
                channel_id=thread["channel_id"], thread_ts=thread["thread_ts"], status="thinks"
            )

        self.interact(app)

    def interact(self, app: App) -> None:
        note = self.heard.append

        @app.command("/report")
        def report(ack: Any, body: dict[str, Any], client: WebClient) -> None:
            ack()
            note(("command", body))
            client.views_open(trigger_id=body["trigger_id"], view=MODAL)

        @app.command("/say")
        def speak(ack: Any, body: dict[str, Any]) -> None:
            ack(text=f"said {body['text']}", response_type="in_channel")

        @app.view("report")
        def submitted(ack: Any, view: dict[str, Any], client: WebClient) -> None:
            text = view["state"]["values"]["what"]["text"]["value"]
            if len(text) < 5:
                ack(response_action="errors", errors={"what": "too short"})
                return
            ack()
            client.chat_postMessage(channel=WEBAPP, text=f"Report: {text}")

        @app.action("approve")
        def approve(ack: Any, body: dict[str, Any], respond: Any) -> None:
            ack()
            note(("action", body))
            respond(text="approved", replace_original=True)

        @app.shortcut("open-ticket")
        def ticket(ack: Any, body: dict[str, Any]) -> None:
            ack()
            note(("shortcut", body))


@pytest.fixture
def bolt(base: str, act: Callable[..., Any]) -> Iterator[Handler]:
    """The app, known to the workspace."""
    made = Handler(base)
    commands = [{"command": "/report", "url": made.url}, {"command": "/say", "url": made.url}]
    act("configure_app", request_url=made.url, interactivity_url=made.url, events=EVENTS, commands=commands)
    yield made
    made.server.shutdown()
    made.server.server_close()


def until(done: Callable[[], Any], seconds: float = 15) -> Any:
    """What `done` gives, once it gives something."""
    end = time.monotonic() + seconds
    while not (made := done()):
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)
    return made


def last(client: WebClient) -> dict[str, Any]:
    found: dict[str, Any] = client.conversations_history(channel=WEBAPP, limit=1)["messages"][0]
    return found


def test_an_address_is_challenged_and_events_are_signed(bolt: Handler, control: httpx.Client) -> None:
    made = until(lambda: [each for each in control.get("/deliveries").json() if each["status"] == "delivered"])
    assert json.loads(made[0]["attempts"][0]["body"])["challenge"] == json.loads(made[0]["body"])["challenge"]
    assert {name.lower() for name in bolt.retries[0]} >= {"x-slack-signature", "x-slack-request-timestamp"}


def test_a_mention_is_answered_in_a_thread(bolt: Handler, act: Callable[..., Any], ada: WebClient) -> None:
    ada.conversations_join(channel=WEBAPP)
    ts = act("post", user="ben", channel="webapp", text=f"<@{BOT_ID}> status?")["ts"]
    kind, event = until(lambda: next((each for each in bolt.heard if each[0] == "mention"), None))
    assert (kind, event["user"], event["channel"], event["ts"]) == ("mention", BEN_ID, WEBAPP, ts)
    thread = until(lambda: (found := ada.conversations_replies(channel=WEBAPP, ts=ts)["messages"])[1:] and found)
    assert [each["text"] for each in thread] == [f"<@{BOT_ID}> status?", "you called?"]
    assert thread[1]["bot_profile"]["name"] == "Release Bot"


def test_what_failed_comes_again_with_its_reason(bolt: Handler, act: Callable[..., Any]) -> None:
    until(lambda: bolt.retries)
    bolt.broken = 1
    act("post", user="ben", channel="webapp", text="once")
    until(lambda: [each for each in bolt.heard if each[0] == "message"])
    again = {name.lower(): value for name, value in bolt.retries[-1].items()}
    assert (again["x-slack-retry-num"], again["x-slack-retry-reason"]) == ("1", "http_error")


def test_a_command_opens_a_form_that_is_refused_and_then_taken(
    bolt: Handler, act: Callable[..., Any], ada: WebClient, control: httpx.Client
) -> None:
    act("command", user="ben", channel="webapp", command="/report", text="now")
    views = until(lambda: control.get("/state", params={"clone": "slack", "kind": "view"}).json()["slack"].get("view"))
    (id,) = views
    assert bolt.heard[-1][1]["text"] == "now"
    act("submit_view", user="ben", values={"text": "bad", "level": "bad"})
    errors = until(
        lambda: (
            control.get("/state", params={"clone": "slack", "kind": "view"}).json()["slack"]["view"][id].get("errors")
        )
    )
    assert errors == {"what": "too short"}
    act("submit_view", user="ben", values={"text": "a real report"})
    until(lambda: last(ada)["text"] == "Report: a real report")
    shut = until(
        lambda: not control.get("/state", params={"clone": "slack", "kind": "view"}).json()["slack"]["view"][id]["open"]
    )
    assert shut


def test_a_command_may_answer_in_the_channel(bolt: Handler, act: Callable[..., Any], ada: WebClient) -> None:
    act("command", user="ben", channel="webapp", command="/say", text="hi")
    assert until(lambda: last(ada)["text"] == "said hi")


def test_a_button_is_clicked_and_its_message_replaced(
    bolt: Handler, act: Callable[..., Any], ada: WebClient, bot: WebClient
) -> None:
    button = {"type": "button", "action_id": "approve", "value": "42", "text": {"type": "plain_text", "text": "Yes"}}
    ts = bot.chat_postMessage(channel=WEBAPP, text="ok?", blocks=[{"type": "actions", "elements": [button]}])["ts"]
    act("click", user="ben", channel="webapp", ts=ts, action_id="approve")
    _, body = until(lambda: next((each for each in bolt.heard if each[0] == "action"), None))
    assert (body["actions"][0]["value"], body["user"]["id"], body["message"]["ts"]) == ("42", BEN_ID, ts)
    assert until(lambda: last(ada)["text"] == "approved")


def test_home_shortcut_reaction_and_assistant(
    bolt: Handler, act: Callable[..., Any], ada: WebClient, control: httpx.Client
) -> None:
    act("open_home", user="ben")
    state = lambda kind: control.get("/state", params={"clone": "slack", "kind": kind}).json()["slack"].get(kind)  # noqa: E731
    view = until(lambda: state("view"))
    assert [each["type"] for each in view.values()] == ["home"]
    act("shortcut", user="ben", callback_id="open-ticket")
    assert until(lambda: [body for kind, body in bolt.heard if kind == "shortcut"])[0]["user"]["id"] == BEN_ID
    ts = ada.chat_postMessage(channel=WEBAPP, text="nice")["ts"]
    act("react", user="ben", channel="webapp", ts=ts, name="tada")
    event = until(lambda: [body for kind, body in bolt.heard if kind == "reaction"])[0]
    assert (event["reaction"], event["item"]["ts"], event["item_user"]) == ("tada", ts, ADA_ID)
    thread = act("open_assistant", user="ben")
    status = until(lambda: state("thread_state"))
    assert status[f"{thread['channel']}-{thread['thread_ts']}"]["status"] == "thinks"
