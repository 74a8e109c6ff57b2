"""Writing entities: references, times, payloads."""

import pytest

from clonery.clones.linear import changes
from clonery.clones.linear.records.people import Team
from clonery.clones.linear.records.plans import Project
from clonery.clones.linear.records.work import Comment, Issue
from clonery.server.call import Call
from clonery.server.problems import Invalid, NotFound


def test_names_become_ids(call: Call) -> None:
    team, issue = call.first(Team), call.find(Issue, identifier="ENG-1")
    assert team
    assert issue
    sent = changes.referring(call, Issue, {"teamId": "ENG", "assigneeId": "me", "parentId": "ENG-1", "title": "x"})
    assert sent == {"teamId": team.id, "assigneeId": call.actor.id, "parentId": issue.id, "title": "x"}
    assert changes.referring(call, Project, {"teamIds": ["ENG", "eng"]}) == {"teamIds": [team.id]}
    with pytest.raises(NotFound):
        changes.referring(call, Project, {"leadId": "nobody"})


def test_a_creation_takes_an_id_once_and_drops_nulls(call: Call) -> None:
    id = "3f1c5a52-8f5c-4b0e-9c1e-000000000001"
    made = changes.create(call, Comment, {"id": id, "body": "Hi", "quotedText": None}, userId=call.actor.id)
    assert (made.id, made.body, made.createdAt, made.archivedAt) == (id, "Hi", "2026-01-06T12:00:00.000Z", None)
    assert "quotedText" not in made.doc
    for bad in (id, "mine"):
        with pytest.raises(Invalid):
            changes.create(call, Comment, {"id": bad, "body": "x"})


def test_the_same_values_change_nothing(call: Call) -> None:
    issue = call.find(Issue, identifier="ENG-1")
    assert issue
    same = changes.change(call, issue, {"title": issue.title})
    assert same.updatedAt == issue.updatedAt
    changed = changes.change(call, issue, {"title": "Other", "dueDate": None})
    assert (changed.title, changed.updatedAt) == ("Other", "2026-01-06T12:00:00.000Z")


def test_archived_things_keep_the_time_they_were_put_away(call: Call) -> None:
    issue = call.find(Issue, identifier="ENG-1")
    assert issue
    away = changes.archive(call, issue, trashed=True)
    call.moment += 1_000_000
    assert changes.archive(call, away).archivedAt == away.archivedAt
    assert changes.unarchive(call, away, trashed=None).archivedAt is None
    changes.remove(call, away)
    assert call.find(Issue, identifier="ENG-1") is None


def test_payloads_name_the_entity_and_rise(call: Call) -> None:
    issue = call.find(Issue, identifier="ENG-1")
    first, second = changes.payload(call, issue), changes.payload(call, more=1)
    assert first["issue"] is first["entity"] is issue
    assert second["lastSyncId"] == first["lastSyncId"] + 1 == changes.synced(call) - 1
    assert second["more"] == 1
