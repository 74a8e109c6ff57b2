"""The SDK's asynchronous client and Bolt's asynchronous app through an incident, over HTTP and over their socket."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp, AsyncAssistant
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient
from tests.clones.slack.conftest import ADA, BEN_ID, BOT, BOT_ID, CLEO_ID, WEBAPP
from tests.clones.slack.test_events import MODAL
from tests.clones.slack.test_sockets import APP_TOKEN


async def happens(done: Callable[[], Any], seconds: float = 15) -> Any:
    """What `done` gives in a thread, once it gives something."""
    async with asyncio.timeout(seconds):
        while not (made := await asyncio.to_thread(done)):
            await asyncio.sleep(0.03)
    return made


def test_an_incident_by_the_asynchronous_client(base: str, act: Callable[..., Any]) -> None:
    hook = act("add_webhook", channel="webapp")["url"]

    async def walk() -> None:
        web = AsyncWebClient(ADA, base_url=f"{base}/api/")
        channel = (await web.conversations_create(name="inc-async"))["channel"]["id"]
        await web.conversations_invite(channel=channel, users=[BEN_ID, CLEO_ID])
        first = (await web.chat_postMessage(channel=channel, text="Down"))["ts"]
        await asyncio.gather(
            *(web.chat_postMessage(channel=channel, text=f"step {n}", thread_ts=first) for n in range(9))
        )
        thread = (await web.conversations_replies(channel=channel, ts=first))["messages"]
        assert (len(thread), thread[0]["reply_count"]) == (10, 9)
        assert [each["ts"] for each in thread] == sorted({each["ts"] for each in thread})
        pages = [page["messages"] async for page in await web.conversations_history(channel=channel, limit=2)]
        assert [each["text"] for page in pages for each in page].count("Down") == 1
        up = await web.files_upload_v2(channel=channel, filename="trace.txt", content="KeyError", title="Trace")
        assert (await web.files_info(file=up["file"]["id"]))["file"]["channels"] == [channel]
        assert (await AsyncWebhookClient(hook).send(text="over")).body == "ok"
        assert (await web.conversations_history(channel=WEBAPP, limit=1))["messages"][0]["text"] == "over"
        await web.conversations_archive(channel=channel)
        with pytest.raises(SlackApiError, match="is_archived"):
            await web.chat_postMessage(channel=channel, text="late")

    asyncio.run(walk())


def heard_by(app: AsyncApp, heard: list[Any]) -> None:
    """What the app listens to."""
    assistant = AsyncAssistant()

    @assistant.thread_started
    async def started(say: Any, set_suggested_prompts: Any) -> None:
        await say("How can I help?")
        await set_suggested_prompts(prompts=[{"title": "Status", "message": "What is down?"}])

    @assistant.user_message
    async def answered(payload: dict[str, Any], set_status: Any, say: Any) -> None:
        await set_status("looks it up")
        await say(f"you said {payload['text']}")

    app.use(assistant)

    @app.command("/report")
    async def report(ack: Any, body: dict[str, Any], client: Any) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    @app.view("report")
    async def submitted(ack: Any, view: dict[str, Any], client: Any) -> None:
        await ack()
        await client.chat_postMessage(
            channel=WEBAPP, text=f"Report: {view['state']['values']['what']['text']['value']}"
        )

    @app.action("approve")
    async def approve(ack: Any, respond: Any, body: dict[str, Any]) -> None:
        await ack()
        heard.append(body["user"]["id"])
        await respond(text="approved", replace_original=True)


def test_bolt_on_its_socket_by_asyncio(base: str, act: Callable[..., Any], ada: WebClient, bot: WebClient) -> None:
    events = ["app_mention", "message.im", "assistant_thread_started"]
    act("configure_app", events=events, socket_mode=True, commands=[{"command": "/report"}])
    heard: list[Any] = []

    def latest() -> str:
        return str(ada.conversations_history(channel=WEBAPP, limit=1)["messages"][0]["text"])

    async def walk() -> None:
        app = AsyncApp(client=AsyncWebClient(BOT, base_url=f"{base}/api/"), process_before_response=True)
        heard_by(app, heard)
        handler = AsyncSocketModeHandler(app, APP_TOKEN, web_client=AsyncWebClient(APP_TOKEN, base_url=f"{base}/api/"))
        await handler.connect_async()
        try:
            await happens(lambda: act("command", user="ben", channel="webapp", command="/report"))
            await happens(lambda: submit(act))
            await happens(lambda: latest() == "Report: a real one")
            button = {"type": "button", "action_id": "approve", "text": {"type": "plain_text", "text": "Yes"}}
            posted = bot.chat_postMessage(channel=WEBAPP, text="?", blocks=[{"type": "actions", "elements": [button]}])
            await asyncio.to_thread(act, "click", user="ben", channel="webapp", ts=posted["ts"], action_id="approve")
            await happens(lambda: latest() == "approved")
            thread = await asyncio.to_thread(lambda: act("open_assistant", user="ben"))
            place = {"channel": thread["channel"], "ts": thread["thread_ts"]}
            await happens(lambda: len(bot.conversations_replies(**place)["messages"]) == 2)
            await asyncio.to_thread(
                lambda: act("post", user="ben", channel=BOT_ID, text="hi", thread_ts=thread["thread_ts"])
            )
            said = await happens(lambda: (found := bot.conversations_replies(**place)["messages"])[3:] and found)
            assert [each["text"] for each in said[1:]] == ["How can I help?", "hi", "you said hi"]
        finally:
            await handler.close_async()

    asyncio.run(walk())
    assert heard == [BEN_ID]


def submit(act: Callable[..., Any]) -> bool:
    """Whether there was a form to submit."""
    try:
        act("submit_view", user="ben", values={"text": "a real one"})
    except AssertionError:
        return False
    return True
