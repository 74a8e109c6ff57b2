"""Finding what callers name, and who sees what."""

from tests.clones.slack.conftest import ADA_ID, BEN_ID, CLEO_ID, WEBAPP, word

from clonery.clones.slack import lookups
from clonery.clones.slack.records import Conversation, Member, User
from clonery.server.call import Call


def test_a_place_to_post_has_many_names(call: Call) -> None:
    assert lookups.target(call, WEBAPP).id == lookups.target(call, "#webapp").id == lookups.target(call, "webapp").id
    direct = lookups.target(call, BEN_ID)
    assert (direct.is_im, direct.pair) == (True, f"{ADA_ID},{BEN_ID}")
    assert lookups.target(call, "@ben") == direct
    assert word(lambda: lookups.target(call, "#nowhere")) == "channel_not_found"


def test_a_group_message_is_made_once(call: Call) -> None:
    first, second = lookups.direct(call, BEN_ID, CLEO_ID), lookups.direct(call, CLEO_ID, BEN_ID)
    assert first == second
    assert (first.is_mpim, first.name) == (True, "mpdm-ada--ben--cleo-1")


def test_private_channels_are_seen_from_inside(call: Call) -> None:
    secret = call.create(Conversation, id="C0SECRET00", name="secret", is_private=True, is_group=True)
    assert word(lambda: lookups.find_channel(call, secret.id)) == "channel_not_found"
    assert secret.id not in lookups.visible(call)
    call.create(Member, channel=secret, user=ADA_ID)
    assert lookups.find_channel(call, secret.id) == secret
    assert secret.id in lookups.visible(call)


def test_a_guest_sees_their_own_channels_alone(call: Call) -> None:
    call.actor = call.update(call.get(User, BEN_ID), is_restricted=True)
    assert lookups.sees(call, call.get(Conversation, WEBAPP))
    member = lookups.membership(call, call.get(Conversation, WEBAPP))
    assert member is not None
    call.delete(member)
    assert word(lambda: lookups.find_channel(call, WEBAPP)) == "channel_not_found"


def test_lists_come_in_many_forms() -> None:
    for given in ("a,b", "a, b", ["a", "b"], '["a", "b"]'):
        assert lookups.words(given) == ["a", "b"]
    assert lookups.words(None) == lookups.words("") == []
