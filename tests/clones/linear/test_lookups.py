"""Finding entities by what Linear takes for them."""

from typing import Any

import pytest

from clonery.clones.linear import lookups
from clonery.clones.linear.operations.comments import say
from clonery.clones.linear.operations.issues import change_issue
from clonery.clones.linear.operations.teams import found_team
from clonery.clones.linear.records.people import Team, User
from clonery.clones.linear.records.plans import Project
from clonery.clones.linear.records.work import Comment, Issue
from clonery.server.call import Call
from clonery.server.problems import NotFound


@pytest.mark.parametrize(
    ("kind", "name"), [(Issue, "eng-1"), (Issue, "ENG-1"), (Team, "eng"), (User, "me"), (User, "ada@acme.example")]
)
def test_other_names_find_what_the_id_finds(call: Call, kind: Any, name: str) -> None:
    found = lookups.find(call, kind, name)
    assert lookups.find(call, kind, found.id) == found


def test_a_page_address_ends_in_the_slug_id(call: Call) -> None:
    project = call.first(Project)
    assert project
    assert lookups.find(call, Project, f"checkout-rewrite-{project.slugId}").id == project.id


@pytest.mark.parametrize("name", ["", "ENG", "ENG-", "ENG-x", "-1", "ENG-99", "0-0-0"])
def test_what_names_nothing_is_not_found(call: Call, name: str) -> None:
    with pytest.raises(NotFound):
        lookups.find(call, Issue, name)


def test_identifiers_of_before_still_find(call: Call) -> None:
    team = found_team(call, {"name": "Design", "key": "DES"})
    moved = change_issue(call, lookups.find(call, Issue, "ENG-2"), {"teamId": team.id})
    assert moved.identifier == "DES-1"
    assert lookups.find(call, Issue, "ENG-2").id == moved.id


def test_private_teams_hide_from_others(call: Call) -> None:
    team = found_team(call, {"name": "Secret", "key": "SEC", "private": True})
    assert lookups.visible(call, team)
    assert lookups.hidden_teams(call) == []
    call.actor, call.memo = call.find(User, displayName="ben"), {}
    assert lookups.hidden_teams(call) == [team.id]
    assert not lookups.visible(call, team)
    with pytest.raises(NotFound):
        lookups.find(call, Team, "SEC")


def test_the_workspace_and_its_people(call: Call) -> None:
    assert lookups.organization(call).urlKey == "acme"
    assert lookups.person(call, None) is None
    assert lookups.person(call, call.actor.id) == call.actor


def test_what_is_about_a_private_teams_issue_is_hidden_too(call: Call) -> None:
    team = found_team(call, {"name": "Secret", "key": "SEC", "private": True})
    issue = change_issue(call, lookups.find(call, Issue, "ENG-2"), {"teamId": team.id})
    comment = say(call, {"issueId": issue.id, "body": "psst"})
    assert lookups.find(call, Comment, comment.id) == comment
    call.actor, call.memo = call.find(User, displayName="ben"), {}
    with pytest.raises(NotFound):
        lookups.find(call, Comment, comment.id)
    hides = lookups.hiding(call)
    assert hides
    assert [hides(each) for each in (team, issue, comment, call.actor)] == [True, True, True, False]
