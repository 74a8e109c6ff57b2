"""Tools for teams, gists, stars and notifications; https://github.com/github/github-mcp-server."""

# ruff: noqa: N803 — arguments have the vendor's names

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import tool

from ..composing import paged, run
from ..lookups import find_user, me
from ..records.people import User
from ..records.teams import Team, TeamMembership


@tool("get_teams")
def get_teams(call: Call, user: str = "") -> list[dict[str, Any]]:
    """The teams of a person, or of the caller, by organization."""
    person = find_user(call, user) if user else me(call)
    made: dict[str, list[dict[str, Any]]] = {}
    for held in call.all(TeamMembership, {"user": person.id, "state": "active"}):
        team = call.get(Team, held.team)
        entry = {"name": team.name, "slug": team.slug, "description": team.description or ""}
        made.setdefault(call.get(User, team.organization).login, []).append(entry)
    return [{"org": login, "teams": teams} for login, teams in made.items()]


@tool("get_team_members")
def get_team_members(call: Call, org: str, team_slug: str) -> list[str]:
    """The logins of a team's first hundred members."""
    paged(call, 1, 100)
    return [user.login for user in run(call, "teams/list-members-in-org", org=org, team_slug=team_slug).items]


@tool("create_gist")
def create_gist(call: Call, filename: str, content: str, description: str | None = None, public: bool = False) -> Any:
    """A gist of one file."""
    files = {filename: {"content": content}}
    return run(call, "gists/create", files=files, description=description, public=public)


@tool("update_gist")
def update_gist(call: Call, gist_id: str, filename: str, content: str, description: str | None = None) -> Any:
    """Write one file of a gist."""
    files = {filename: {"content": content}}
    return run(call, "gists/update", gist_id=gist_id, files=files, description=description)


@tool("list_gists")
def list_gists(
    call: Call, username: str = "", since: str | None = None, page: int | None = None, perPage: int | None = None
) -> Any:
    """The gists of a person, or of the caller."""
    paged(call, page, perPage)
    if username:
        return run(call, "gists/list-for-user", username=username, since=since)
    return run(call, "gists/list", since=since)


@tool("list_starred_repositories")
def list_starred(
    call: Call, username: str = "", sort: str | None = None, direction: str | None = None, page: int | None = None,
    perPage: int | None = None,
) -> Any:  # fmt: skip
    """What a person, or the caller, has starred."""
    paged(call, page, perPage)
    if username:
        return run(call, "activity/list-repos-starred-by-user", username=username, sort=sort, direction=direction)
    return run(call, "activity/list-repos-starred-by-authenticated-user", sort=sort, direction=direction)
