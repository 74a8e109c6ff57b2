"""The types that an organization gives its issues; https://docs.github.com/rest/orgs/issue-types."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import operation
from clonery.server.problems import NotFound

from ...lookups import find_organization, find_repository
from ...organizations import owned
from ...records.issues import Issue, IssueType
from ...records.people import User
from ...refusals import ValidationFailed

MOST = 25


def types_of(call: Call, owner: int) -> list[IssueType]:
    """The types of an account: an organization's, a person has none."""
    return call.all(IssueType, {"organization": owner}) if call.session.store.holds(IssueType) else []


@operation("orgs/list-issue-types")
def list_types(call: Call, org: str) -> list[IssueType]:
    """GET /orgs/{org}/issue-types"""
    return types_of(call, find_organization(call, org).id)


@operation("repos/list-issue-types")
def list_types_here(call: Call, owner: str, repo: str) -> list[IssueType]:
    """GET /repos/{owner}/{repo}/issue-types: those of its organization that are switched on."""
    return [made for made in types_of(call, find_repository(call, owner, repo).owner) if made.is_enabled]


@operation("orgs/create-issue-type")
def create_type(
    call: Call, org: str, name: str, is_enabled: bool, description: str | None = None, color: str | None = None
) -> IssueType:
    """POST /orgs/{org}/issue-types"""
    place = owned(call, org)
    _check(call, place, name)
    if len(types_of(call, place.id)) >= MOST:
        raise ValidationFailed("IssueType", "name", "custom", f"An organization has at most {MOST} issue types")
    stamps = {"created_at": call.now, "updated_at": call.now}
    return call.create(
        IssueType, organization=place, name=name.strip(), description=description, color=color, is_enabled=is_enabled,
        **stamps,
    )  # fmt: skip


@operation("orgs/update-issue-type")
def update_type(call: Call, org: str, issue_type_id: int, name: str, is_enabled: bool, **changes: Any) -> IssueType:
    """PUT /orgs/{org}/issue-types/{issue_type_id}"""
    place = owned(call, org)
    found = _find(call, place, issue_type_id)
    _check(call, place, name, found)
    kept = {field: changes[field] for field in ("description", "color") if field in changes}
    return call.update(found, name=name.strip(), is_enabled=is_enabled, **kept, updated_at=call.now)


@operation("orgs/delete-issue-type")
def delete_type(call: Call, org: str, issue_type_id: int) -> None:
    """DELETE /orgs/{org}/issue-types/{issue_type_id}: issues that had it have none."""
    found = _find(call, owned(call, org), issue_type_id)
    for issue in call.all(Issue, {"type": found.id}):
        call.update(issue, type=None)
    call.delete(found)


def _find(call: Call, place: User, id: int) -> IssueType:
    found = call.peek(IssueType, id)
    if found is None or found.organization != place.id:
        raise NotFound(kind="issue_type")
    return found


def _check(call: Call, place: User, name: str, itself: IssueType | None = None) -> None:
    if not name.strip():
        raise ValidationFailed("IssueType", "name", "missing_field")
    taken = call.find(IssueType, organization=place.id, name=name.strip())
    if taken is not None and (itself is None or taken.id != itself.id):
        raise ValidationFailed("IssueType", "name", "already_exists")
