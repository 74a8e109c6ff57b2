"""Teams, memberships and repositories of teams."""

import pytest

from clonery.clones.github.records.repositories import Repository
from clonery.clones.github.records.teams import Team, TeamMembership, TeamRepository
from clonery.server.call import Call
from clonery.server.problems import Taken


def test_slugs_members_and_repositories_are_there_once(call: Call, webapp: Repository) -> None:
    fields = {"organization": webapp.owner, "name": "Core", "slug": "core", "created_at": "", "updated_at": ""}
    team = call.create(Team, **fields)
    call.create(TeamMembership, team=team, user=1)
    call.create(TeamRepository, team=team, repository=webapp)
    assert (team.privacy, team.permission) == ("secret", "pull")
    member, repository = {"team": team, "user": 1}, {"team": team, "repository": webapp}
    for kind, again in ((Team, fields), (TeamMembership, member), (TeamRepository, repository)):
        with pytest.raises(Taken):
            call.create(kind, **again)
    call.delete(team)
    assert (call.count(TeamMembership), call.count(TeamRepository)) == (0, 0)
