"""Keys and what records begin with: the workspace, people, teams."""

import pytest

from clonery.clones.linear.records.people import Team, TeamMembership, User
from clonery.server.call import Call
from clonery.server.problems import Taken

TIMES = {"createdAt": "x", "updatedAt": "x", "archivedAt": None}


def test_a_key_is_one_teams(call: Call) -> None:
    with pytest.raises(Taken):
        call.create(Team, id="t", key="ENG", name="Again", **TIMES)


def test_people_begin_active_and_without_rights(call: Call) -> None:
    made = call.create(User, id="u", name="New", **TIMES)
    assert (made.active, made.admin, made.owner, made.app) == (True, False, False, False)


def test_members_are_found_by_team_and_person(call: Call) -> None:
    team = call.find(Team, key="ENG")
    assert team
    assert call.count(TeamMembership, {"teamId": team.id}) == 3
    assert call.find(TeamMembership, teamId=team.id, userId=call.actor.id) is not None
