"""Names that tools take for things."""

import pytest

from clonery.clones.linear.tools import naming
from clonery.server.call import Call
from clonery.server.problems import MissingScope, NotFound
from clonery.server.state.credentials import Credential


def test_ids_and_names_of_any_case_find(call: Call) -> None:
    team = naming.team(call, "ENGINEERING")
    assert naming.team(call, team.id) == naming.team(call, "eng") == team
    assert naming.user(call, "me") == naming.user(call, "Ada Moreau") == call.actor
    assert naming.label(call, "bug").name == "Bug"
    project = naming.project(call, "checkout REWRITE")
    assert naming.milestone(call, project.id, "alpha").name == "Alpha"
    assert naming.cycle(call, team.id, "2").number == 2
    assert naming.state(call, team.id, "started").name == "In Progress"


def test_what_is_not_there_is_not_found(call: Call) -> None:
    team = naming.team(call, "ENG")
    for look in (
        lambda: naming.label(call, "x"),
        lambda: naming.cycle(call, team.id, "9"),
        lambda: naming.initiative(call, "x"),
    ):
        with pytest.raises(NotFound):
            look()


def test_writing_needs_a_key_that_may(call: Call) -> None:
    naming.writing(call)
    call.credential = Credential("t", "linear", scopes=("read",))
    with pytest.raises(MissingScope):
        naming.writing(call)
    call.credential = Credential("t", "linear", scopes=("read", "write"))
    naming.writing(call)


def test_since() -> None:
    assert naming.since("2026-01-01", None) == [{"createdAt": {"gte": "2026-01-01"}}]
    assert naming.since(None, "-P1D") == [{"updatedAt": {"gte": "-P1D"}}]
