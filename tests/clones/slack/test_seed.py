"""Slack's seeds: each is planted, says what it promises, and is the same again after an export."""

from typing import Any

import pytest

from clonery.clones.slack import seed
from clonery.clones.slack.records import Conversation, File, Message, User
from clonery.server.call import Call
from clonery.server.farm import Farm
from clonery.server.request import Request
from clonery.server.settings import Settings
from clonery.server.state.seeds import SeedError, names, plant
from clonery.server.state.session import Session

SEEDS = ("empty", "engineering-team", "incident-active", "small-project", "support-inbox")


@pytest.fixture
def farm() -> Farm:
    return Farm(Settings(clones=("slack",)))


def call_in(farm: Farm, session: Session) -> Call:
    clone = farm.clone("slack")
    clone.bind()
    return Call(session, clone, Request("POST", "/"), session.clock.now())


def state(session: Session) -> list[str]:
    return [line for line in session.store.db.iterdump() if 'INTO "records"' in line]


def test_all_seeds_are_known(farm: Farm) -> None:
    assert set(names(farm.clone("slack"))) == {*SEEDS, "busy-workspace"}


@pytest.mark.parametrize("name", SEEDS)
def test_an_export_plants_the_same_again(farm: Farm, name: str) -> None:
    first = farm.create(seeds={"slack": name})
    data = seed.export(call_in(farm, first))
    second = farm.create(seeds={"slack": data})
    assert [dict(each.doc) for each in first.store.select(Message, None, "ts")] == [
        dict(each.doc) for each in second.store.select(Message, None, "ts")
    ]
    assert seed.export(call_in(farm, second)) == data


def test_threads_files_pins_and_reactions_come_from_a_seed(farm: Farm) -> None:
    store = farm.create(seeds={"slack": "engineering-team"}).store
    (plan,) = [each for each in store.select(Message) if each.text.startswith("The import spends")]
    assert (plan.reply_count, len(plan.files)) == (4, 1)
    file = store.get(File, plan.files[0])
    assert file is not None
    assert file.shares == {"C0ACMEENG0": [plan.ts]}
    pinned = {each.text.partition("\n")[0] for each in store.select(Message) if each.pinned_to}
    assert "*Sprint goals*" in pinned
    private = [each.name for each in store.select(Conversation, {"is_private": True, "is_im": False, "is_mpim": False})]
    assert private == ["leads"]


def test_an_incident_goes_on_as_its_clock_does(farm: Farm) -> None:
    session = farm.create(seeds={"slack": "incident-active"}, clock="2026-03-02T09:00:00Z")
    ask = lambda: [each.text for each in session.store.select(Message, {"channel": "C0ACMEINC0"}, "ts")]  # noqa: E731
    before = ask()
    session.clock.move(session.clock.now() + 18 * 60 * 1_000_000)
    from clonery.server import perform

    perform.run_due(farm, session, session.clock.now())
    assert ask()[len(before) :] == [
        "Decision: roll back to 4.6.3.", "Pool is back to 4 of 20.", "Mitigated at 09:15 UTC. Watching for 30 minutes.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ({"channels": [{"name": "x", "members": ["nobody"]}]}, "channels.0.members"),
        ({"users": [{"name": "ada"}], "tokens": [{"token": "t", "user": "bob"}]}, "tokens.0.user"),
        ({"users": [{"name": "ada"}], "channels": [{"name": "x", "messages": [{"user": "bob", "text": "x"}]}]},
         "channels.0.messages.0.user"),
        ({"records": {"team": [], "message": [{"in": "conversation/C1", "ts": "1.1", "colour": "x"}]}},
         "records.message.0"),
    ],
)  # fmt: skip
def test_a_reference_to_nothing_is_named_with_its_place(farm: Farm, data: dict[str, Any], place: str) -> None:
    session = farm.create(seeds={"slack": "empty"})
    with pytest.raises(SeedError) as caught:
        plant(session, farm.clone("slack"), data, "mine")
    assert caught.value.path == place


def test_a_seed_of_the_plain_form_is_understood(farm: Farm) -> None:
    """Records as they are stored, where a channel that names no members has all people."""
    session = farm.create(world="acme")
    assert {each.name for each in session.store.select(User)} == {"ada", "ben", "cleo", "dev-bot"}
    assert [each.text for each in session.store.select(Message, {"channel": "C0ACMEGEN0"})] == ["Welcome to Acme."]


@pytest.mark.all
def test_a_busy_workspace_has_twelve_thousand_messages(farm: Farm) -> None:
    store = farm.create(seeds={"slack": "busy-workspace"}).store
    assert store.count(Message) == 12_005
    assert store.count(Message, {"top": False}) > 3000
    stamps = [each.ts for each in store.select(Message, None, "ts")]
    assert stamps == sorted(set(stamps))
