"""Root fields that nobody has written: kept, shown, listed, changed and deleted by the schema's conventions."""

from typing import Any

import pytest
from tests.server.graphql.conftest import Graphed

from clonery.server import perform
from clonery.server.graphql import generic
from clonery.server.problems import NotFound
from clonery.server.request import Request

INPUT = {"domain": "acme.example", "verificationEmail": "ada@acme.example"}


def do(ask: Graphed, name: str, **given: Any) -> Any:
    """What the generic engine makes of an operation, as if nobody had written it."""
    call = perform.start(ask.farm, ask.session, ask.clone, Request("POST", "/graphql"))
    call.actor = ask.session.store.find(ask.clone.kind("user"), displayName="ada")
    with ask.session.transaction():
        return generic.perform(call, ask.clone.operations[name], given)


def test_a_creation_is_kept_with_id_times_and_maker(ask: Graphed) -> None:
    made = do(ask, "roadmapCreate", input={"name": "2026"})
    assert made["success"] is True
    roadmap = made["roadmap"]
    assert roadmap is made.get("roadmap")
    assert (roadmap.name, roadmap.createdAt, len(roadmap.id)) == ("2026", "2026-01-06T12:00:00.000Z", 36)
    assert roadmap.ownerId == do(ask, "viewer").id if do(ask, "viewer") else roadmap.ownerId
    assert do(ask, "roadmap", id=roadmap.id).name == "2026"


def test_changes_rise_with_each_write(ask: Graphed) -> None:
    numbers = [do(ask, "roadmapCreate", input={"name": str(n)})["lastSyncId"] for n in range(3)]
    assert numbers == sorted(set(numbers))


def test_updates_archives_and_deletions_are_read_back(ask: Graphed) -> None:
    id = do(ask, "roadmapCreate", input={"name": "Old"})["roadmap"].id
    assert do(ask, "roadmapUpdate", id=id, input={"name": "New"})["roadmap"].name == "New"
    assert do(ask, "roadmapArchive", id=id)["entity"].archivedAt == "2026-01-06T12:00:00.000Z"
    assert do(ask, "roadmaps")["nodes"] == []
    assert [each.id for each in do(ask, "roadmaps", includeArchived=True)["nodes"]] == [id]
    assert do(ask, "roadmapUnarchive", id=id)["entity"].archivedAt is None
    assert do(ask, "roadmapDelete", id=id)["entityId"] == id
    with pytest.raises(NotFound):
        do(ask, "roadmap", id=id)


def test_lists_take_filters_and_arguments_that_name_fields(ask: Graphed) -> None:
    for name in ("One", "Two"):
        do(ask, "customerCreate", input={"name": name})
    assert [each.name for each in do(ask, "customers", filter={"name": {"eq": "Two"}})["nodes"]] == ["Two"]
    assert len(do(ask, "customers", first=1)["nodes"]) == 1


def test_a_reference_to_nothing_is_refused(ask: Graphed) -> None:
    with pytest.raises(NotFound):
        do(ask, "roadmapToProjectCreate", input={"projectId": "none", "roadmapId": "none"})


def test_what_is_no_record_is_answered_empty(ask: Graphed) -> None:
    assert do(ask, "ssoUrlFromEmail", email="a@b.c") is None
    assert do(ask, "trackAnonymousEvent", input={})["success"] is True
    assert ask('{ ssoUrlFromEmail(email: "a@b.c", type: general) { success samlSsoUrl } }') == {
        "ssoUrlFromEmail": {"success": False, "samlSsoUrl": ""}
    }
