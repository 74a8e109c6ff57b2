"""A seed's people beside their names: addresses, whom they follow, teams, gists, stars; https://docs.github.com/rest/users."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.state.seeds import SeedError

from ..gist_versions import keep
from ..operations.teams.teams import slug_of
from ..records.accounts import Email, Follow
from ..records.activity import Star, Subscription
from ..records.gists import Gist
from ..records.issues import IssueType
from ..records.people import User
from ..records.repositories import Repository
from ..records.teams import Team, TeamMembership, TeamRepository

_TEXT = {"type": "string"}
_NAMES = {"type": "array", "items": _TEXT}
_LEVELS = {"enum": ["pull", "triage", "push", "maintain", "admin"]}
TEAM = {
    "type": "object", "additionalProperties": False, "required": ["name"],
    "properties": {
        "name": _TEXT, "description": _TEXT, "privacy": {"enum": ["closed", "secret"]}, "parent": _TEXT,
        "maintainers": _NAMES, "members": _NAMES,
        "repositories": {"type": "object", "additionalProperties": _LEVELS},
    },
}  # fmt: skip
"""A team of an organization; `parent` is the name of one before it, repositories are named without their owner."""
GIST = {
    "type": "object", "additionalProperties": False, "required": ["owner", "files"],
    "properties": {
        "owner": _TEXT, "description": _TEXT, "public": {"type": "boolean"},
        "files": {"type": "object", "additionalProperties": _TEXT},
    },
}  # fmt: skip


ISSUE_TYPES = (
    ("Task", "yellow", "A specific piece of work"), ("Bug", "red", "An unexpected problem or behavior"),
    ("Feature", "blue", "A request, idea, or new functionality"),
)  # fmt: skip
"""The types of issues that every organization begins with: name, colour, description."""


def plant_issue_types(call: Call, organization: User) -> None:
    """Give a new organization the types that every one begins with."""
    for name, color, description in ISSUE_TYPES:
        call.create(
            IssueType, organization=organization, name=name, color=color, description=description,
            created_at=call.now, updated_at=call.now,
        )  # fmt: skip


def plant_accounts(call: Call, data: dict[str, Any]) -> None:
    """Create what a seed says of people and organizations once these and the repositories are there."""
    for place, fields in enumerate(data.get("users", [])):
        person = _user(call, f"users.{place}.login", fields["login"])
        if person.email:
            call.create(Email, user=person, email=person.email, primary=True, verified=True, visibility="public")
        for login in fields.get("follows", []):
            target = _user(call, f"users.{place}.follows", login)
            call.create(Follow, user=person, target=target, created_at=call.now)
    for place, fields in enumerate(data.get("organizations", [])):
        organization = _user(call, f"organizations.{place}.login", fields["login"])
        for number, team in enumerate(fields.get("teams", [])):
            _team(call, f"organizations.{place}.teams.{number}", organization, team)
    for place, fields in enumerate(data.get("gists", [])):
        _gist(call, f"gists.{place}", fields)


def plant_audience(call: Call, path: str, repository: Repository, stars: list[str], watchers: list[str]) -> Repository:
    """Let people star and watch a repository; the repository as it is then."""
    for login in stars:
        call.create(Star, repository=repository, user=_user(call, f"{path}.stars", login), created_at=call.now)
    for login in watchers:
        person = _user(call, f"{path}.watchers", login)
        call.create(Subscription, repository=repository, user=person, created_at=call.now)
    return call.update(repository, stars=len(stars), watchers=len(watchers))


def _user(call: Call, path: str, login: str) -> User:
    found = call.find(User, login=login)
    if found is None:
        raise SeedError(f"no user or organization {login!r}", path)
    return found


def _team(call: Call, path: str, organization: User, fields: dict[str, Any]) -> None:
    parent = None
    if "parent" in fields:
        parent = call.find(Team, organization=organization.id, slug=slug_of(fields["parent"]))
        if parent is None:
            raise SeedError(f"no team {fields['parent']!r} before this one", f"{path}.parent")
    team = call.create(
        Team, organization=organization, name=fields["name"], slug=slug_of(fields["name"]), parent=parent,
        description=fields.get("description"), privacy=fields.get("privacy", "closed"), created_at=call.now,
        updated_at=call.now,
    )  # fmt: skip
    for role, names in (("maintainer", "maintainers"), ("member", "members")):
        for login in fields.get(names, []):
            call.create(TeamMembership, team=team, user=_user(call, f"{path}.{names}", login), role=role)
    for name, permission in fields.get("repositories", {}).items():
        repository = call.find(Repository, owner=organization.id, name=name)
        if repository is None:
            raise SeedError(f"no repository {name!r} of {organization.login}", f"{path}.repositories")
        call.create(TeamRepository, team=team, repository=repository, permission=permission)


def _gist(call: Call, path: str, fields: dict[str, Any]) -> None:
    owner = _user(call, f"{path}.owner", fields["owner"])
    made = call.create(
        Gist, id=call.new_uuid().replace("-", ""), owner=owner, description=fields.get("description"),
        public=fields.get("public", True), files=dict(sorted(fields["files"].items())), created_at=call.now,
        updated_at=call.now,
    )  # fmt: skip
    keep(call, made, owner)
