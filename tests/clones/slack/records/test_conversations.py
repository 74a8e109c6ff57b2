"""What is stored of conversations: defaults, and what lies below what."""

from tests.clones.slack.conftest import WEBAPP

from clonery.clones.slack.records import Conversation, Member, Message
from clonery.server.call import Call


def test_what_lies_in_a_channel_goes_with_it(call: Call) -> None:
    assert call.count(Member, {"channel": WEBAPP}) == 4
    call.delete(call.get(Conversation, WEBAPP))
    assert call.count(Member, {"channel": WEBAPP}) == call.count(Message, {"channel": WEBAPP}) == 0


def test_a_message_is_on_top_of_its_channel_unless_it_says_otherwise(call: Call) -> None:
    made = call.create(Message, id=f"{WEBAPP}-1.000001", channel=WEBAPP, ts="0000000001.000001")
    assert (made.top, made.type, made.reactions) == (True, "message", [])
