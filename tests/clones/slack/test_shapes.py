"""How records are shown: what is left out, what is reckoned, what depends on who looks."""

from tests.clones.slack.conftest import ADA_ID, BEN_ID, WEBAPP

from clonery.clones.slack import posting, shapes
from clonery.clones.slack.lookups import direct
from clonery.clones.slack.records import Conversation, Message, User
from clonery.server.call import Call
from clonery.server.state.credentials import Credential


def test_a_message_shows_what_it_has(call: Call) -> None:
    channel = call.get(Conversation, WEBAPP)
    made = posting.post(call, channel, {"user": BEN_ID, "text": "x"})
    assert shapes.message(call, made) == {"type": "message", "user": BEN_ID, "text": "x", "ts": made.ts}
    posting.post(call, channel, {"user": ADA_ID, "text": "y"}, made.ts)
    thread = shapes.message(call, call.get(Message, made.id))
    assert (thread["thread_ts"], thread["reply_count"], thread["subscribed"], thread["is_locked"]) == (
        made.ts,
        1,
        True,
        False,
    )
    assert shapes.permalink(call, made) == f"https://acme.slack.com/archives/{WEBAPP}/p{made.ts.replace('.', '')}"


def test_a_conversation_shows_the_caller_what_is_theirs(call: Call) -> None:
    shown = shapes.conversation(call, call.get(Conversation, WEBAPP), False)
    assert (shown["is_member"], shown["num_members"]) == (True, 4)
    made = direct(call, BEN_ID)
    posting.post(call, made, {"user": BEN_ID, "text": "x"})
    assert shapes.conversation(call, made)["user"] == BEN_ID
    assert shapes.conversation(call, made)["unread_count"] == 1
    call.actor = call.get(User, BEN_ID)
    assert (shapes.conversation(call, made)["user"], shapes.conversation(call, made)["unread_count"]) == (ADA_ID, 0)


def test_an_address_is_shown_to_those_who_may_read_it(call: Call) -> None:
    ben = call.get(User, BEN_ID)
    assert shapes.user(call, ben)["profile"]["email"] == "ben@acme.example"
    call.credential = Credential(token="xoxb-1", clone="slack", scopes=("users:read",))
    assert "email" not in shapes.user(call, ben)["profile"]
    assert "presence" not in shapes.user(call, ben)
