"""How Unipile's clone reads keys and cursors, and how its lists look."""

import re

import pytest
from tests.clones.caller import Caller

ACCOUNT, CHAT = "account_id=acmeLinkedInAda0000001", "acmeChatLeaRoux0000001"


@pytest.fixture(scope="module")
def ask() -> Caller:
    return Caller("unipile")


def test_the_default_key_is_adas(ask: Caller) -> None:
    assert re.fullmatch(r"\w{8}\.[\w+/]+=", ask.token)
    assert ask("GET", "/api/v1/users/me", query=ACCOUNT).data["public_identifier"] == "ada-acme"
    assert ask("GET", "/api/v1/users/me", query=ACCOUNT, token=None, x_api_key=ask.token).status == 200


def test_the_people_have_accounts(ask: Caller) -> None:
    listed = ask("GET", "/api/v1/accounts").data
    assert (listed["object"], listed["cursor"]) == ("AccountList", None)
    assert [account["name"] for account in listed["items"]] == ["Ada Moreau", "Ben Okafor", "Cleo Lindqvist"]


def test_a_cursor_leads_through_the_messages_of_a_chat(ask: Caller) -> None:
    path = f"/api/v1/chats/{CHAT}/messages"
    first = ask("GET", path, query="limit=1").data
    second = ask("GET", path, query=f"limit=1&cursor={first['cursor']}").data
    assert [page["items"][0]["text"] for page in (first, second)] == [
        "How do the new prices look?",
        "Much better, thank you.",
    ]
    assert second.get("cursor") is None


def test_what_is_made_has_an_id_of_22_letters_and_digits(ask: Caller) -> None:
    made = ask("POST", "/api/v1/webhooks", {"request_url": "http://127.0.0.1:9/hook", "source": "messaging"})
    assert made.status < 300
    listed = ask("GET", "/api/v1/webhooks").data["items"]
    assert [hook["request_url"] for hook in listed] == ["http://127.0.0.1:9/hook"]
    assert re.fullmatch("[A-Za-z0-9]{22}", str(listed[0]["id"]))
