"""Teams; https://docs.github.com/rest/teams/teams."""

from __future__ import annotations

import re
from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation

from ...lookups import find_repository, me
from ...organizations import belongs, joined, require_maintainer, sees, team_at
from ...records.people import User
from ...records.repositories import Repository
from ...records.teams import Team, TeamMembership, TeamRepository
from ...refusals import Unprocessable, ValidationFailed
from ...shapes.teams import team as shown
from ...team_access import downwards


@operation("teams/list")
def list_teams(call: Call, org: str) -> Page:
    """GET /orgs/{org}/teams: those that the caller sees."""
    organization = joined(call, org)
    return call.slice([team for team in call.all(Team, {"organization": organization.id}) if sees(call, team)])


@operation("teams/list-for-authenticated-user")
def list_mine(call: Call) -> Page:
    """GET /user/teams"""
    held = [mine for mine in call.all(TeamMembership, {"user": me(call).id}) if mine.state == "active"]
    return call.slice([shown(call, call.get(Team, mine.team), True) for mine in held])


@operation("teams/get-by-name", "teams/get-legacy")
def get(call: Call, **where: Any) -> Team:
    """GET /orgs/{org}/teams/{team_slug}, GET /teams/{team_id}"""
    return team_at(call, where)


@operation("teams/create")
def create(
    call: Call, org: str, name: str, description: str | None = None, maintainers: list[str] | None = None,
    repo_names: list[str] | None = None, privacy: str = "", notification_setting: str = "notifications_enabled",
    permission: str = "pull", parent_team_id: int | None = None,
) -> Team:  # fmt: skip
    """POST /orgs/{org}/teams: whoever makes a team maintains it."""
    organization = joined(call, org)
    parent = _parent(call, organization.id, parent_team_id, privacy)
    people = [_member(call, organization, login) for login in maintainers or []]
    repositories = [_repository(call, organization, name) for name in repo_names or []]
    team = call.create(
        Team, organization=organization, name=name, slug=_free_slug(call, organization.id, name),
        description=description, privacy=privacy or ("closed" if parent else "secret"), permission=permission,
        notification_setting=notification_setting, parent=parent, created_at=call.now, updated_at=call.now,
    )  # fmt: skip
    for user in dict.fromkeys([me(call), *people]):
        call.create(TeamMembership, team=team, user=user, role="maintainer")
    for repository in repositories:
        call.create(TeamRepository, team=team, repository=repository, permission=permission)
    call.emit("team", action="created", organization=organization, team=team)
    return team


def slug_of(name: str) -> str:
    """A team's name as paths have it: small letters, digits, dashes and underscores."""
    return re.sub(r"[^a-z0-9_]+", "-", name.lower()).strip("-")


def _free_slug(call: Call, organization: int, name: str) -> str:
    slug = slug_of(name)
    if not slug:
        raise ValidationFailed("Team", "name", "missing_field")
    if call.find(Team, organization=organization, slug=slug):
        raise ValidationFailed("Team", "data", "unprocessable", "Name must be unique for this org")
    return slug


def _parent(call: Call, organization: int, id: int | None, privacy: str) -> Team | None:
    """The team to nest below. Raises ValidationFailed for a secret one, and for a secret team below any."""
    if id is None:
        return None
    found = call.peek(Team, id)
    if found is None or found.organization != organization:
        raise ValidationFailed("Team", "parent_team_id", "invalid")
    if "secret" in (found.privacy, privacy):
        raise ValidationFailed("Team", "privacy", "custom", "Secret teams can neither have nor be parent teams")
    return found


def _member(call: Call, organization: User, login: str) -> User:
    user = call.find(User, login=login)
    if user is None or not belongs(call, organization.id, user.id):
        raise ValidationFailed("Team", "maintainers", "invalid", value=login)
    return user


def _repository(call: Call, organization: User, full_name: str) -> Repository:
    name = full_name.rpartition("/")[2]
    found = call.find(Repository, owner=organization.id, name=name)
    if found is None:
        raise ValidationFailed("Team", "repo_names", "invalid", value=full_name)
    return find_repository(call, organization.login, name, "admin")


@operation("teams/update-in-org", "teams/update-legacy")
def update(call: Call, **changes: Any) -> Team:
    """PATCH /orgs/{org}/teams/{team_slug}, PATCH /teams/{team_id}"""
    team = team_at(call, changes)
    require_maintainer(call, team)
    kept = {name: value for name, value in changes.items() if name in ("name", "description", "notification_setting")}
    for name in ("privacy", "permission"):
        if changes.get(name) is not None:
            kept[name] = changes[name]
    if kept.get("name") and slug_of(kept["name"]) != team.slug:
        kept["slug"] = _free_slug(call, team.organization, kept["name"])
    if "parent_team_id" in changes:
        kept["parent"] = _new_parent(call, team, changes["parent_team_id"], kept)
    elif kept.get("privacy") == "secret" and (team.parent or call.first(Team, {"parent": team.id})):
        raise Unprocessable("Teams in a hierarchy can't be secret.")
    team = call.update(team, **kept, updated_at=call.now)
    call.emit("team", action="edited", organization=call.get(User, team.organization), team=team)
    return team


def _new_parent(call: Call, team: Team, id: int | None, kept: dict[str, Any]) -> Team | None:
    """The team to move below; a secret team becomes visible there. Raises ValidationFailed for a circle."""
    found = _parent(call, team.organization, id, kept.get("privacy", ""))
    if found is not None:
        if found.id in [each.id for each in downwards(call, team)]:
            raise ValidationFailed("Team", "parent_team_id", "custom", "A team can't be below itself")
        kept["privacy"] = "closed"
    return found


@operation("teams/delete-in-org", "teams/delete-legacy")
def delete(call: Call, **where: Any) -> None:
    """DELETE /orgs/{org}/teams/{team_slug}, DELETE /teams/{team_id}: the teams below it go with it."""
    team = team_at(call, where)
    require_maintainer(call, team)
    for each in list(downwards(call, team)):
        call.emit("team", action="deleted", organization=call.get(User, each.organization), team=each)
        call.delete(each)


@operation("teams/list-child-in-org", "teams/list-child-legacy")
def list_children(call: Call, **where: Any) -> Page:
    """GET /orgs/{org}/teams/{team_slug}/teams, GET /teams/{team_id}/teams"""
    return call.page(Team, {"parent": team_at(call, where).id})
