"""Repositories of a team, in which its permission decides; https://docs.github.com/rest/teams/teams#list-team-repositories."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.problems import NotFound

from ...lookups import LEVELS, find_repository, require
from ...lookups import permission as held_by_caller
from ...organizations import require_maintainer, team_at
from ...records.people import User
from ...records.repositories import Repository
from ...records.teams import TeamRepository
from ...refusals import Unprocessable, ValidationFailed
from ...shapes.teams import team_repository
from ...team_access import repositories_of
from ...wording import wants

NAMED = {"read": "pull", "write": "push"}
"""Permissions by the names that roles have."""


@operation("teams/list-repos-in-org", "teams/list-repos-legacy")
def list_repositories(call: Call, **where: Any) -> Page:
    """GET …/repos: those of teams above it too, as far as the caller sees them."""
    found = repositories_of(call, team_at(call, where))
    there = [(call.get(Repository, id), permission) for id, permission in sorted(found.items())]
    seen = [(each, permission) for each, permission in there if held_by_caller(call, each) is not None]
    return call.slice([team_repository(call, each, permission) for each, permission in seen])


@operation("teams/check-permissions-for-repo-in-org", "teams/check-permissions-for-repo-legacy")
def check(call: Call, owner: str, repo: str, **where: Any) -> dict[str, Any] | None:
    """GET …/repos/{owner}/{repo}: 204, or the repository where the media type asks for it."""
    team, repository = team_at(call, where), find_repository(call, owner, repo)
    permission = repositories_of(call, team).get(repository.id)
    if permission is None:
        raise NotFound(kind="team_repository")
    return team_repository(call, repository, permission) if wants(call.request, "repository") else None


@operation("teams/add-or-update-repo-permissions-in-org", "teams/add-or-update-repo-permissions-legacy")
def put(call: Call, owner: str, repo: str, permission: str = "", **where: Any) -> None:
    """PUT …/repos/{owner}/{repo}: for those with admin rights in it; the team's own permission is the default."""
    team, repository = team_at(call, where), find_repository(call, owner, repo)
    if repository.owner != team.organization:
        errors = [{"code": "not_owned", "field": "repository", "resource": "TeamMember"}]
        raise Unprocessable("Repository is not owned by the organization.", errors)
    require(call, repository, "admin")
    wanted = NAMED.get(permission, permission) or team.permission
    if wanted not in LEVELS:
        raise ValidationFailed("TeamRepository", "permission", "invalid", value=permission)
    held = call.find(TeamRepository, repository=repository.id, team=team.id)
    if held is not None:
        call.update(held, permission=wanted)
        return
    call.create(TeamRepository, team=team, repository=repository, permission=wanted)
    organization = call.get(User, team.organization)
    call.emit("team", action="added_to_repository", organization=organization, team=team, repository=repository)
    call.emit("team_add", organization=organization, team=team, repository=repository)


@operation("teams/remove-repo-in-org", "teams/remove-repo-legacy")
def remove(call: Call, owner: str, repo: str, **where: Any) -> None:
    """DELETE …/repos/{owner}/{repo}: by the team's maintainers, or those with admin rights in the repository."""
    team, repository = team_at(call, where), find_repository(call, owner, repo)
    if held_by_caller(call, repository) != "admin":
        require_maintainer(call, team)
    held = call.find(TeamRepository, repository=repository.id, team=team.id)
    if held is None:
        raise NotFound(kind="team_repository")
    call.delete(held)
    organization = call.get(User, team.organization)
    call.emit("team", action="removed_from_repository", organization=organization, team=team, repository=repository)
