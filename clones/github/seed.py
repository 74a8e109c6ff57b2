"""GitHub's seeds: people, organizations and repositories written with names; https://docs.github.com/rest."""

from __future__ import annotations

from typing import Any, TypeVar

from clonery.server.call import Call
from clonery.server.state.clock import iso, parse
from clonery.server.state.record import Record
from clonery.server.state.seeds import SeedError

from .operations.issues.issues import open_issue
from .planting.accounts import GIST, TEAM, plant_accounts, plant_audience, plant_issue_types
from .planting.code import PROPERTIES as CODE
from .planting.code import plant_code
from .planting.pulls import PULL, plant_pulls
from .planting.rest import REST, plant_rest, remainder
from .planting.telling import told
from .records.issues import Comment, Issue, Label, Milestone
from .records.people import INTEGRATION, Membership, User
from .records.repositories import Collaborator, Repository

R = TypeVar("R", bound=Record)
_TEXT = {"type": "string"}
_NULLABLE = {"type": ["string", "null"]}
_WHEN = {"type": "string", "description": "ISO 8601"}
_NAMES = {"type": "array", "items": _TEXT}
_ID = {"type": "integer", "minimum": 1, "description": "given in exports, where it is not the next one"}


def _object(required: list[str], **properties: Any) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "required": required, "properties": properties}


def _list(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}


_COMMENT = _object(["body"], id=_ID, body=_TEXT, user=_TEXT, created_at=_WHEN)
_ISSUE = _object(
    ["title"], id=_ID, number=_ID, title=_TEXT, body=_NULLABLE, user=_TEXT, labels=_NAMES, assignees=_NAMES,
    milestone=_TEXT, state={"enum": ["open", "closed"]},
    state_reason={"enum": ["completed", "not_planned", "duplicate"]}, locked={"type": "boolean"}, created_at=_WHEN,
    updated_at=_WHEN, closed_at=_WHEN, comments=_list(_COMMENT),
)  # fmt: skip
_REPOSITORY = _object(
    ["owner", "name"], id=_ID, owner=_TEXT, name=_TEXT, description=_NULLABLE, private={"type": "boolean"},
    topics=_NAMES, language=_NULLABLE, license=_NULLABLE, archived={"type": "boolean"}, default_branch=_TEXT,
    created_at=_WHEN,
    collaborators={"type": "object", "additionalProperties": {"enum": ["pull", "triage", "push", "maintain", "admin"]}},
    labels=_list(_object(["name"], id=_ID, name=_TEXT, color=_TEXT, description=_NULLABLE)),
    milestones=_list(_object(["title"], id=_ID, number=_ID, title=_TEXT, description=_NULLABLE, due_on=_WHEN,
                             state={"enum": ["open", "closed"]})),
    issues=_list(_ISSUE), pulls=_list(PULL), stars=_NAMES, watchers=_NAMES, **CODE,
)  # fmt: skip
_APP = {**_object(["id", "slug", "name"], id=_ID, slug=_TEXT, name=_TEXT), "description": "the app whose token it is"}
_TOKEN = _object(["token", "user"], token=_TEXT, user=_TEXT, scopes=_NAMES, default={"type": "boolean"}, app=_APP)
SCHEMA = _object(
    [], now=_WHEN, tokens=_list(_TOKEN), repositories=_list(_REPOSITORY),
    users=_list(_object(["login"], id=_ID, login=_TEXT, name=_NULLABLE, email=_NULLABLE, company=_NULLABLE,
                        bio=_NULLABLE, location=_NULLABLE, follows=_NAMES)),
    organizations=_list(_object(["login"], id=_ID, login=_TEXT, name=_NULLABLE, description=_NULLABLE, owners=_NAMES,
                                members=_NAMES, teams=_list(TEAM),
                                default_repository_permission={"enum": ["none", "read", "write", "admin"]})),
    gists=_list(GIST), rest=REST,
)  # fmt: skip
"""JSON Schema of a seed."""


def plant(call: Call, data: dict[str, Any]) -> None:
    """Create what a seed describes. Raises SeedError naming the place of a reference to nothing."""
    for fields in data.get("users", []):
        person = {name: value for name, value in fields.items() if name != "follows"}
        _create(call, User, **person, created_at=call.now, updated_at=call.now)
    for place, fields in enumerate(data.get("organizations", [])):
        _organization(call, f"organizations.{place}", dict(fields))
    for place, fields in enumerate(data.get("tokens", [])):
        user = _user(call, f"tokens.{place}.user", fields["user"])
        scopes = tuple(fields["scopes"]) if "scopes" in fields else None
        details = {INTEGRATION: fields["app"]} if "app" in fields else {}
        default = fields.get("default", False)
        call.mint(fields["token"], user=user.id, scopes=scopes, default=default, seeded=True, details=details)
    for place, fields in enumerate(data.get("repositories", [])):
        _repository(call, f"repositories.{place}", dict(fields))
    plant_accounts(call, data)
    for place, fields in enumerate(data.get("repositories", [])):
        owner = _user(call, f"repositories.{place}.owner", fields["owner"])
        repository = call.find(Repository, owner=owner.id, name=fields["name"])
        if repository is not None and "pulls" in fields:
            plant_pulls(call, f"repositories.{place}", repository, fields["pulls"])
    if "rest" in data:
        plant_rest(call, data["rest"])


def export(call: Call) -> dict[str, Any]:
    """The state as a seed: in names as far as the format has words, and what is left as it is stored."""
    data = told(call)
    rest = remainder(call, data)
    return {**data, "rest": rest} if rest else data


def _create(call: Call, kind: type[R], **fields: Any) -> R:
    """A record, under the id that the seed may give it."""
    if "id" in fields:
        call.reach(f"id/{kind.KIND.name}", fields["id"])
    return call.create(kind, **fields)


def _user(call: Call, path: str, login: str) -> User:
    found = call.find(User, login=login)
    if found is None:
        raise SeedError(f"no user or organization {login!r}", path)
    return found


def _moment(call: Call, path: str, text: str | None) -> str:
    if text is None:
        return str(call.now)
    try:
        return iso(parse(text))
    except ValueError as error:
        raise SeedError(str(error), path) from None


def _organization(call: Call, path: str, fields: dict[str, Any]) -> None:
    owners, members = fields.pop("owners", []), fields.pop("members", [])
    fields.pop("teams", None)
    made = _create(call, User, type="Organization", **fields, created_at=call.now, updated_at=call.now)
    for role, logins in (("admin", owners), ("member", members)):
        for login in logins:
            person = _user(call, f"{path}.{'owners' if role == 'admin' else 'members'}", login)
            call.create(Membership, organization=made, user=person, role=role)
    plant_issue_types(call, made)


def _repository(call: Call, path: str, fields: dict[str, Any]) -> None:
    below = {name: fields.pop(name, []) for name in ("labels", "milestones", "issues")}
    fields.pop("pulls", None)
    code = {name: fields.pop(name) for name in CODE if name in fields}
    people, audience = fields.pop("collaborators", {}), [fields.pop(name, []) for name in ("stars", "watchers")]
    owner = _user(call, f"{path}.owner", fields.pop("owner"))
    created = _moment(call, f"{path}.created_at", fields.pop("created_at", None))
    made = _create(
        call, Repository, owner=owner, **{"topics": [], "languages": {}, "security": {}, **fields}, created_at=created,
        updated_at=created, pushed_at=created,
    )  # fmt: skip
    for login, permission in people.items():
        person = _user(call, f"{path}.collaborators", login)
        call.create(Collaborator, repository=made, user=person, permission=permission)
    if code:
        made = plant_code(call, path, made, code)
    if any(audience):
        made = plant_audience(call, path, made, *audience)
    for label in below["labels"]:
        _create(call, Label, repository=made, **label)
    for place, entry in enumerate(below["milestones"]):
        _milestone(call, f"{path}.milestones.{place}", made, owner, dict(entry))
    for place, entry in enumerate(below["issues"]):
        _issue(call, f"{path}.issues.{place}", made, dict(entry))


def _milestone(call: Call, path: str, repository: Repository, owner: User, fields: dict[str, Any]) -> None:
    if "due_on" in fields:
        fields["due_on"] = _moment(call, f"{path}.due_on", fields["due_on"])
    if "number" in fields:
        call.reach(f"milestone/{repository.id}", fields["number"])
    else:
        fields["number"] = call.next(f"milestone/{repository.id}")
    _create(
        call, Milestone, repository=repository, creator=owner, created_at=repository.created_at,
        updated_at=repository.created_at, **fields,
    )  # fmt: skip


def _issue(call: Call, path: str, repository: Repository, fields: dict[str, Any]) -> None:
    comments = fields.pop("comments", [])
    author = _user(call, f"{path}.user", fields.pop("user")) if "user" in fields else call.get(User, repository.owner)
    created = _moment(call, f"{path}.created_at", fields.pop("created_at", None))
    updated = _moment(call, f"{path}.updated_at", fields.pop("updated_at", fields.get("closed_at", created)))
    labels = [_label(call, f"{path}.labels", repository, name) for name in fields.pop("labels", [])]
    people = [_user(call, f"{path}.assignees", login) for login in fields.pop("assignees", [])]
    if "milestone" in fields:
        fields["milestone"] = _milestone_titled(call, f"{path}.milestone", repository, fields["milestone"])
    closed = fields.get("state") == "closed"
    if closed:
        fields["closed_at"] = _moment(call, f"{path}.closed_at", fields.get("closed_at", updated))
        fields |= {"closed_by": author, "state_reason": fields.get("state_reason", "completed")}
    if "id" in fields:
        call.reach("id/issue", fields["id"])
    issue = open_issue(call, repository, author.id, labels=labels, assignees=people, **fields)
    if closed:
        fresh = call.get(Repository, repository.id)
        call.update(fresh, open_issues=fresh.open_issues - 1)
    for place, entry in enumerate(comments):
        _comment(call, f"{path}.comments.{place}", repository, issue, entry, created)
    call.update(issue, created_at=created, updated_at=updated, comments=len(comments))


def _label(call: Call, path: str, repository: Repository, name: str) -> Label:
    found = call.find(Label, repository=repository.id, name=name)
    if found is None:
        raise SeedError(f"no label {name!r} in this repository", path)
    return found


def _milestone_titled(call: Call, path: str, repository: Repository, title: str) -> Milestone:
    found = call.first(Milestone, {"repository": repository.id, "title": title})
    if found is None:
        raise SeedError(f"no milestone {title!r} in this repository", path)
    return found


def _comment(call: Call, path: str, repository: Repository, issue: Issue, entry: dict[str, Any], created: str) -> None:
    author = _user(call, f"{path}.user", entry["user"]) if "user" in entry else call.get(User, repository.owner)
    at = _moment(call, f"{path}.created_at", entry.get("created_at", created))
    given = {"id": entry["id"]} if "id" in entry else {}
    _create(
        call, Comment, repository=repository, issue=issue, user=author, body=entry["body"], created_at=at,
        updated_at=at, **given,
    )  # fmt: skip
