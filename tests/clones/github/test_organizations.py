"""How callers stand to an organization."""

import pytest

from clonery.clones.github.lookups import find_user
from clonery.clones.github.organizations import (
    belongs,
    find_team,
    inside,
    joined,
    owned,
    require_maintainer,
    sees,
    team_at,
)
from clonery.clones.github.records.teams import Team, TeamMembership
from clonery.server.call import Call
from clonery.server.problems import Forbidden, NotFound
from clonery.server.state.credentials import Credential


def as_person(call: Call, login: str, *scopes: str) -> None:
    """Let the call be that person's, with all rights unless scopes are named."""
    call.actor = find_user(call, login)
    call.credential = Credential(token="t", clone="github", user=call.actor.id, scopes=scopes or None)
    call.memo.clear()


@pytest.fixture
def hidden(call: Call) -> Team:
    stamps = {"created_at": call.now, "updated_at": call.now}
    return call.create(Team, organization=find_user(call, "acme"), name="Hidden", slug="hidden", **stamps)


def test_owners_members_and_strangers(call: Call) -> None:
    acme = find_user(call, "acme")
    as_person(call, "ada")
    assert (inside(call, acme), owned(call, "ACME").id, joined(call, "acme").id) == (True, acme.id, acme.id)
    as_person(call, "ben", "read:org")
    assert inside(call, acme)
    with pytest.raises(Forbidden):
        owned(call, "acme")
    as_person(call, "ben", "repo")
    assert not inside(call, acme)
    as_person(call, "dev-bot")
    assert not belongs(call, acme.id, call.actor.id)
    with pytest.raises(Forbidden):
        joined(call, "acme")
    with pytest.raises(NotFound):
        joined(call, "ada")


def test_secret_teams_and_their_maintainers(call: Call, hidden: Team) -> None:
    as_person(call, "ada")
    assert find_team(call, "acme", "Hidden") == team_at(call, {"team_id": hidden.id}) == hidden
    as_person(call, "ben")
    assert not sees(call, hidden)
    with pytest.raises(NotFound):
        team_at(call, {"org": "acme", "team_slug": "hidden"})
    mine = call.create(TeamMembership, team=hidden, user=call.actor)
    assert sees(call, hidden)
    with pytest.raises(Forbidden):
        require_maintainer(call, hidden)
    call.update(mine, role="maintainer")
    require_maintainer(call, hidden)
