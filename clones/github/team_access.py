"""Which teams a person is in, nested ones counted, and what these may do; https://docs.github.com/rest/teams."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .records.teams import Team, TeamMembership, TeamRepository

if TYPE_CHECKING:
    from clonery.server.call import Call


def upwards(call: Call, team: Team | None) -> Iterator[Team]:
    """A team, the one above it, and so on."""
    seen: set[int] = set()
    while team is not None and team.id not in seen:
        seen.add(team.id)
        yield team
        team = call.peek(Team, team.parent)


def downwards(call: Call, team: Team) -> Iterator[Team]:
    """A team and all below it."""
    yield team
    for child in call.all(Team, {"parent": team.id}):
        yield from downwards(call, child)


def teams_of(call: Call, user: int) -> list[Team]:
    """The teams that a person is an active member of, themselves or by a team below, each once."""
    if not call.session.store.holds(TeamMembership):
        return []
    found: dict[int, Team] = {}
    for mine in call.all(TeamMembership, {"user": user, "state": "active"}):
        for team in upwards(call, call.peek(Team, mine.team)):
            found.setdefault(team.id, team)
    return list(found.values())


def team_permissions(call: Call, repository: int, user: int) -> list[str]:
    """The permissions that a person's teams give them in a repository."""
    if not call.session.store.holds(TeamRepository):
        return []
    given = {held.team: held.permission for held in call.all(TeamRepository, {"repository": repository})}
    return [given[team.id] for team in teams_of(call, user) if team.id in given] if given else []


def people_of(call: Call, team: Team, role: str = "all") -> list[int]:
    """The active members of a team and of those below it; with a role, the team's own members of that role."""
    if role != "all":
        held = call.all(TeamMembership, {"team": team.id, "role": role})
        return [member.user for member in held if member.state == "active"]
    below = [call.all(TeamMembership, {"team": each.id}) for each in downwards(call, team)]
    return list(dict.fromkeys(member.user for held in below for member in held if member.state == "active"))


def repositories_of(call: Call, team: Team) -> dict[int, str]:
    """The repositories of a team, those of the teams above it included, and the team's permission in each."""
    found: dict[int, str] = {}
    for each in upwards(call, team):
        for held in call.all(TeamRepository, {"team": each.id}):
            found.setdefault(held.repository, held.permission)
    return found
