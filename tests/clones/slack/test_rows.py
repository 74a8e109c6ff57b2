"""Names and rows of the community's MCP server."""

import pytest
from tests.clones.slack.conftest import GENERAL, WEBAPP, word

from clonery.clones.slack import rows
from clonery.clones.slack.records import Message
from clonery.server.call import Call
from clonery.server.problems import MissingScope
from clonery.server.state.credentials import Credential


def test_names_lead_to_conversations(call: Call) -> None:
    assert rows.place(call, "#webapp") == rows.place(call, WEBAPP) == WEBAPP
    assert rows.place(call, "@ben").startswith("D0")
    assert word(lambda: rows.place(call, "@nobody")) == "user_not_found"
    assert word(lambda: rows.place(call, "#nowhere")) == "channel_not_found"


def test_a_limit_is_a_number_or_a_span(call: Call) -> None:
    assert rows.span(call, "50") == (None, 50)
    assert rows.span(call, "2w") == (str(call.now - 14 * 86_400), 999)


def test_a_message_is_a_row(call: Call) -> None:
    message = call.first(Message, {"channel": GENERAL})
    assert message is not None
    made = rows.row(call, message)
    assert (made["userName"], made["realName"], made["text"]) == ("ada", "Ada Moreau", "Welcome to Acme.")
    assert rows.read({"a": 1}) == {"a": 1}


def test_a_tool_may_what_its_method_may(call: Call) -> None:
    rows.allowed(call, "search.messages")
    call.credential = Credential(token="xoxb-1", clone="slack", scopes=("chat:write",))
    rows.allowed(call, "chat.postMessage")
    assert word(lambda: rows.allowed(call, "search.messages")) == "not_allowed_token_type"
    with pytest.raises(MissingScope):
        rows.allowed(call, "users.list")
