"""The MCP tools of the reference server and of the community's, by name, as a harness calls them."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from slack_sdk import WebClient
from tests.clones.slack.conftest import BEN_ID, BOT, GENERAL, WEBAPP

Tool = Callable[..., Any]
pytestmark = pytest.mark.filterwarnings("ignore:stars.add is deprecated")


@pytest.fixture
def tool(control: httpx.Client) -> Tool:
    """Calls a tool as the default user."""

    def run(name: str, /, **arguments: Any) -> Any:
        made = control.post(f"/clones/slack/tools/{name}", json={"arguments": arguments}).json()
        assert made["is_error"] is False, made
        assert made["result"]["ok"] is True, made
        return made["result"]

    return run


def test_every_tool_of_both_servers_is_there(control: httpx.Client) -> None:
    names = {each["name"] for each in control.get("/clones/slack/tools", params={"format": "mcp"}).json()}
    assert {"slack_list_channels", "slack_post_message", "slack_get_users", "channels_list", "saved_list"} <= names
    assert len(names) == 30


def test_the_reference_servers_tools_read_and_write(tool: Tool) -> None:
    assert [each["name"] for each in tool("slack_list_channels")["channels"]] == ["general", "random", "webapp"]
    ts = tool("slack_post_message", channel_id=GENERAL, text="hello")["ts"]
    tool("slack_reply_to_thread", channel_id=GENERAL, thread_ts=ts, text="again")
    tool("slack_add_reaction", channel_id=GENERAL, timestamp=ts, reaction="wave")
    first = tool("slack_get_channel_history", channel_id=GENERAL, limit=1)["messages"][0]
    assert (first["ts"], first["reactions"][0]["name"], first["reply_count"]) == (ts, "wave", 1)
    thread = tool("slack_get_thread_replies", channel_id=GENERAL, thread_ts=ts)["messages"]
    assert [each["text"] for each in thread] == ["hello", "again"]
    assert tool("slack_get_users")["members"][1]["id"] == BEN_ID
    assert tool("slack_get_user_profile", user_id=BEN_ID)["profile"]["real_name"] == "Ben Okafor"


def test_names_stand_for_channels_and_people(tool: Tool) -> None:
    posted = tool("conversations_add_message", channel_id="#webapp", text="**bold** and [here](https://x.example)")
    assert posted["messages"][0]["text"] == "*bold* and <https://x.example|here>"
    direct = tool("conversations_add_message", channel_id="@ben", text="psst", content_type="text/plain")["messages"][0]
    assert tool("conversations_history", channel_id="@ben", limit="5")["messages"][0]["msgID"] == direct["msgID"]
    rows = tool("conversations_history", channel_id="#webapp", limit="1d")["messages"]
    assert [each["userName"] for each in rows] == ["ada"]
    assert len(tool("conversations_history", channel_id="#webapp", limit="50")["messages"]) == 3


def test_channels_are_listed_in_parts(tool: Tool) -> None:
    first = tool("channels_list", channel_types="public_channel", limit=2)
    rest = tool("channels_list", channel_types="public_channel", limit=2, cursor=first["next_cursor"])
    assert [each["name"] for each in first["channels"] + rest["channels"]] == ["#general", "#random", "#webapp"]
    assert rest["next_cursor"] == ""
    assert [each["name"] for each in tool("channels_me")["channels"]] == ["#general", "#random", "#webapp"]
    found = tool("channels_list", channel_types="public_channel", query="checkout", sort="popularity")["channels"]
    assert [each["name"] for each in found] == ["#webapp"]


def test_search_with_filters(tool: Tool, ada: WebClient) -> None:
    found = tool("conversations_search_messages", search_query="checkout", filter_in_channel="#webapp",
                 filter_users_from="@cleo", filter_date_before="2025-12-01")["messages"]  # fmt: skip
    assert [each["userName"] for each in found] == ["cleo"]
    link = ada.chat_getPermalink(channel=WEBAPP, message_ts=found[0]["msgID"])["permalink"]
    assert tool("conversations_search_messages", search_query=link)["messages"] == found


def test_people_groups_files_and_what_is_unread(tool: Tool, ada: WebClient, token_of: Callable[..., WebClient]) -> None:
    assert [each["userID"] for each in tool("users_search", query="okafor")["users"]] == [BEN_ID]
    group = tool("usergroups_create", name="On call", handle="oncall")["usergroup"]["id"]
    tool("usergroups_me", action="join", usergroup_id=group)
    assert [each["id"] for each in tool("usergroups_me", action="list")["usergroups"]] == [group]
    tool("conversations_mark", channel_id="#webapp")
    ts = token_of("ben").chat_postMessage(channel=WEBAPP, text="new")["ts"]
    unread = tool("conversations_unreads")["channels"]
    mine = next(each for each in unread if each["channelID"] == WEBAPP)
    assert ([each["msgID"] for each in mine["messages"]], mine["unreadCount"]) == ([ts], 1)
    file = ada.files_upload_v2(filename="a.txt", content="inside", channel=WEBAPP)["file"]["id"]
    assert tool("attachment_get_data", file_id=file)["content"] == "inside"


def test_what_was_saved_is_done_and_cleared(tool: Tool, ada: WebClient) -> None:
    ts = ada.chat_postMessage(channel=WEBAPP, text="later")["ts"]
    ada.stars_add(channel=WEBAPP, timestamp=ts)
    assert [each["ts"] for each in tool("saved_list")["items"]] == [ts]
    tool("saved_update", item_id=WEBAPP, ts=ts, mark="completed")
    assert (tool("saved_list")["items"], tool("saved_list", filter="completed")["total"]) == ([], 1)
    assert tool("saved_clear_completed")["removed"] == 1


def test_joining_and_leaving(tool: Tool) -> None:
    assert tool("conversations_leave", channel_id="#random")
    assert tool("conversations_join", channel_id="#random")["channel"]["is_member"] is True


def test_a_refusal_is_a_tools_error(control: httpx.Client) -> None:
    made = control.post(
        "/clones/slack/tools/slack_post_message", json={"arguments": {"channel_id": "C0NO", "text": "x"}}
    )
    assert made.json() == {"result": {"ok": False, "error": "channel_not_found"}, "is_error": True}


def test_a_tool_does_no_more_than_its_token_may(control: httpx.Client) -> None:
    limited = "xoxp-100000000001-100000000002-100000000005-acmeben0limited00000000000000000"

    def word(name: str, token: str, **arguments: Any) -> str:
        headers = {"Authorization": f"Bearer {token}"}
        made = control.post(f"/clones/slack/tools/{name}", json={"arguments": arguments}, headers=headers).json()
        return str(made["result"].get("error", ""))

    assert word("conversations_add_message", limited, channel_id="#webapp", text="x") == "missing_scope"
    assert word("conversations_history", limited, channel_id="#webapp") == "missing_scope"
    assert word("users_search", limited, query="ada") == ""
    assert word("conversations_search_messages", BOT, search_query="x") == "not_allowed_token_type"
