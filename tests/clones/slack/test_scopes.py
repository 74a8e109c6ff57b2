"""Scopes by today's names, kinds of tokens, and what each opens."""

import pytest
from tests.clones.slack.conftest import WEBAPP, word

from clonery.clones.slack import scopes
from clonery.clones.slack.records import Conversation
from clonery.server.call import Call
from clonery.server.problems import MissingScope
from clonery.server.state.credentials import Credential


def held(token: str, *names: str) -> Credential:
    return Credential(token=token, clone="slack", scopes=names or None)


def test_old_names_are_read_as_new_ones() -> None:
    assert scopes.modern("chat.update", ("chat:write:bot", "chat:write:user")) == ("chat:write",)
    assert scopes.modern("bookmarks.add", ()) == ("bookmarks:write",)
    assert scopes.modern("auth.test", ("none",)) == ()
    assert scopes.modern("admin.conversations.bulkArchive", ()) == ("admin.conversations:write",)
    assert scopes.modern("admin.inviteRequests.list", ()) == ("admin.invites:read",)
    assert scopes.modern("slackLists.items.info", ()) == ("lists:read",)
    assert scopes.modern("conversations.inviteShared", ()) == ("conversations.connect:write",)


@pytest.mark.parametrize(
    ("method", "token", "good"),
    [
        ("search.messages", "xoxp-1", True), ("search.messages", "xoxb-1", False), ("apps.connections.open", "xapp-1",
            True),
        ("apps.connections.open", "xoxb-1", False), ("chat.postMessage", "xapp-1", False), ("chat.startStream",
            "xoxp-1", False),
        ("apps.manifest.create", "xoxe.xoxp-1", True), ("chat.postMessage", "xoxe-1", False),
    ],
)  # fmt: skip
def test_each_kind_of_token_opens_its_methods(method: str, token: str, good: bool) -> None:
    if good:
        scopes.check_kind(method, held(token))
    else:
        assert word(lambda: scopes.check_kind(method, held(token))) == "not_allowed_token_type"


def test_a_right_depends_on_the_sort_of_conversation(call: Call) -> None:
    call.credential = held("xoxb-1", "channels:history")
    channel = call.get(Conversation, WEBAPP)
    scopes.need_for(call, channel, "history")
    with pytest.raises(MissingScope) as caught:
        scopes.need_for(call, call.update(channel, is_private=True), "history")
    assert caught.value.details == {"needed": ["groups:history"], "provided": ["channels:history"]}
    assert scopes.family(call.update(channel, is_im=True)) == "im"
