"""What a message is made of: times that rise, authors, content, threads."""

from tests.clones.slack.conftest import ADA_ID, BEN_ID, WEBAPP, word

from clonery.clones.slack import posting
from clonery.clones.slack.records import Conversation, Member, Message
from clonery.server.call import Call


def test_times_rise_though_the_clock_stands(call: Call) -> None:
    stamps = [posting.stamp(call) for _ in range(5)]
    assert stamps == sorted(set(stamps))
    assert posting.micro(stamps[0]) == call.moment


def test_content_is_checked_and_gets_ids(call: Call) -> None:
    assert word(lambda: posting.content(call, "  ")) == "no_text"
    assert word(lambda: posting.content(call, "x", markdown_text="x")) == "markdown_text_conflict"
    assert word(lambda: posting.content(call, "x", attachments=[{}] * 101)) == "too_many_attachments"
    assert word(lambda: posting.content(call, "x", metadata={"event_type": "x"})) == "invalid_metadata_format"
    made = posting.content(call, "x", [{"type": "divider"}], '[{"text": "below"}]')
    assert len(made["blocks"][0]["block_id"]) == 5
    assert made["attachments"] == [{"id": 1, "fallback": "below", "text": "below"}]
    assert posting.content(call, "@ben", link_names=True)["text"] == f"<@{BEN_ID}>"


def test_an_answer_counts_in_its_thread_and_no_longer_when_it_goes(call: Call) -> None:
    channel = call.get(Conversation, WEBAPP)
    root = posting.post(call, channel, {"user": ADA_ID, "text": "one"})
    replies = [posting.post(call, channel, {"user": who, "text": "more"}, root.ts) for who in (BEN_ID, BEN_ID, ADA_ID)]
    now = call.get(Message, root.id)
    assert (now.reply_count, now.reply_users, now.latest_reply) == (3, [BEN_ID, ADA_ID], replies[-1].ts)
    assert posting.root_of(call, channel, replies[0].ts).id == root.id
    call.delete(replies[-1])
    after = posting.left(call, now)
    assert (after.reply_count, after.reply_users, after.latest_reply) == (2, [BEN_ID], replies[1].ts)


def test_who_posts_has_read(call: Call) -> None:
    made = posting.post(call, call.get(Conversation, WEBAPP), {"user": BEN_ID, "text": "x"})
    member = call.find(Member, channel=WEBAPP, user=BEN_ID)
    assert member is not None
    assert member.last_read == made.ts


def test_the_workspaces_own_words_take_no_answers(call: Call) -> None:
    channel = call.get(Conversation, WEBAPP)
    said = posting.system(call, channel, BEN_ID, "channel_join", "joined")
    assert word(lambda: posting.root_of(call, channel, said.ts)) == "cannot_reply_to_message"
    prefs = {"who_can_post": {"type": ["admin"], "user": []}}
    closed = call.update(channel, prefs=prefs)
    call.actor = call.update(call.actor, is_admin=False)
    assert word(lambda: posting.may_post(call, closed)) == "restricted_action_read_only_channel"


def test_facts_narrow_a_search_down() -> None:
    made = posting.facts({"text": "<https://x.example>", "reactions": [{"name": "eyes"}]}, "1767614400.000000")
    assert made == {"has": ["link", "reaction", ":eyes:"], "day": "2026-01-05", "month": "2026-01"}
    assert posting.days(1_767_614_400_000_000) == {"day": "2026-01-05", "month": "2026-01"}
