"""How Slack's clone reads tokens and arguments, names things, and says `ok`."""

import re

import pytest
from tests.clones.caller import Caller

FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def ask() -> Caller:
    return Caller("slack")


def test_the_token_travels_in_header_query_form_or_json(ask: Caller) -> None:
    path = "/api/users.list"
    assert re.fullmatch(r"xoxp(-\d+){3}-\w+", ask.token)
    assert ask("GET", path).data["ok"] is True
    assert ask("GET", path, token=None, query=f"token={ask.token}").data["ok"] is True
    assert ask("POST", path, f"token={ask.token}".encode(), token=None, content_type=FORM).data["ok"] is True
    assert ask("POST", path, {"token": ask.token}, token=None).data["ok"] is True
    assert ask("POST", path, {}, token=None).data == {"ok": False, "error": "not_authed"}


def test_people_are_listed_and_the_bot_has_few_scopes(ask: Caller) -> None:
    assert [user["name"] for user in ask("GET", "/api/users.list").data["members"]] == ["ada", "ben", "cleo", "dev-bot"]
    answer = ask("POST", "/api/conversations.create", {"name": "x"}, token=ask.details["bot_token"])
    assert answer.data["error"] == "missing_scope"
    assert "channels:write" in answer.data["needed"]
    assert "chat:write" in dict(answer.headers)["X-OAuth-Scopes"]


def test_a_message_is_posted_and_read_back_by_either_method(ask: Caller) -> None:
    sent = ask("POST", "/api/chat.postMessage", b"channel=C0ACMERAN0&text=hello", content_type=FORM).data
    assert sent["ok"] is True
    assert re.fullmatch(r"\d{10}\.\d{6}", sent["ts"])
    assert sent["message"]["text"] == "hello"
    for method, more in (("GET", {"query": "channel=C0ACMERAN0"}), ("POST", {"body": {"channel": "C0ACMERAN0"}})):
        messages = ask(method, "/api/conversations.history", **more).data["messages"]
        assert [message["ts"] for message in messages] == [sent["ts"]]


def test_blocks_may_be_json_in_a_form(ask: Caller) -> None:
    body = b"channel=C0ACMERAN0&text=x&blocks=%5B%7B%22type%22%3A%22divider%22%7D%5D&mrkdwn=false"
    assert ask("POST", "/api/chat.postMessage", body, content_type=FORM).data["ok"] is True
    message = ask("GET", "/api/conversations.history", query="channel=C0ACMERAN0").data["messages"][0]
    assert message["text"] == "x"
    assert [record.doc["mrkdwn"] for record in ask.session.store.select(ask.clone.kind("message"), {"text": "x"})] == [
        False
    ]


def test_new_things_go_by_capitals(ask: Caller) -> None:
    made = ask("POST", "/api/conversations.create", {"name": "plans"}).data["channel"]
    assert re.fullmatch("C0[A-Z0-9]{9}", made["id"])
    assert ask("GET", "/api/conversations.info", query=f"channel={made['id']}").data["channel"]["name"] == "plans"
