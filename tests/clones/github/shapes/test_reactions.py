"""Reactions as they are shown."""

from clonery.clones.github.records.reactions import Reaction
from clonery.clones.github.records.repositories import Repository
from clonery.clones.github.shapes.reactions import reaction
from clonery.server.call import Call


def test_a_reaction_names_who_and_what(call: Call, webapp: Repository) -> None:
    given = {"repository": webapp, "subject": "issue/1", "user": call.actor, "created_at": call.now}
    shown = reaction(call, call.create(Reaction, content="heart", **given), True)
    assert (shown["content"], shown["user"]["login"], shown["created_at"]) == ("heart", "ada", call.now)
    assert shown["node_id"].startswith("REA_")
