"""Teams above and below each other, and what they give."""

from collections.abc import Callable

import pytest

from clonery.clones.github.lookups import find_user
from clonery.clones.github.records.repositories import Repository
from clonery.clones.github.records.teams import Team, TeamMembership, TeamRepository
from clonery.clones.github.team_access import (
    downwards,
    people_of,
    repositories_of,
    team_permissions,
    teams_of,
    upwards,
)
from clonery.server.call import Call


@pytest.fixture
def team(call: Call) -> Callable[..., Team]:
    def make(slug: str, parent: Team | None = None) -> Team:
        stamps = {"created_at": call.now, "updated_at": call.now}
        return call.create(Team, organization=find_user(call, "acme"), name=slug, slug=slug, parent=parent, **stamps)

    return make


def test_a_person_is_in_the_teams_above_their_own(call: Call, webapp: Repository, team: Callable[..., Team]) -> None:
    top = team("top")
    middle = team("middle", top)
    low = team("low", middle)
    ben = find_user(call, "ben")
    assert teams_of(call, ben.id) == []
    call.create(TeamMembership, team=low, user=ben)
    call.create(TeamMembership, team=top, user=call.actor, role="maintainer")
    call.create(TeamMembership, team=team("other"), user=ben, state="pending")
    assert [each.slug for each in teams_of(call, ben.id)] == ["low", "middle", "top"]
    assert [each.slug for each in upwards(call, low)] == ["low", "middle", "top"]
    assert [each.slug for each in downwards(call, top)] == ["top", "middle", "low"]
    assert people_of(call, top) == [call.actor.id, ben.id]
    assert people_of(call, top, "maintainer") == [call.actor.id]


def test_permissions_come_from_above(call: Call, webapp: Repository, team: Callable[..., Team]) -> None:
    top = team("top")
    low = team("low", top)
    ben = find_user(call, "ben")
    call.create(TeamMembership, team=low, user=ben)
    assert team_permissions(call, webapp.id, ben.id) == []
    call.create(TeamRepository, team=top, repository=webapp, permission="triage")
    call.create(TeamRepository, team=low, repository=webapp, permission="maintain")
    assert sorted(team_permissions(call, webapp.id, ben.id)) == ["maintain", "triage"]
    assert team_permissions(call, webapp.id, call.actor.id) == []
    assert (repositories_of(call, low), repositories_of(call, top)) == ({webapp.id: "maintain"}, {webapp.id: "triage"})


def test_a_circle_ends(call: Call, team: Callable[..., Team]) -> None:
    first = team("first")
    second = call.update(team("second", first))
    call.update(first, parent=second)
    assert [each.slug for each in upwards(call, second)] == ["second", "first"]
