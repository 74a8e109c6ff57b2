"""Labels, people and milestones of an issue, from the names that callers send; https://docs.github.com/rest/issues/issues."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call

from ...lookups import find_label, user_permission
from ...records.issues import IssueType, Label, Milestone
from ...records.people import User
from ...records.repositories import Repository
from ...refusals import ValidationFailed


def labels_named(call: Call, repository: Repository, names: list[Any]) -> list[Label]:
    """The labels of these names, each once; an unknown name makes a new label."""
    found: dict[int, Label] = {}
    for entry in names:
        name = str(entry.get("name", "") if isinstance(entry, dict) else entry).strip()
        if not name:
            raise ValidationFailed("Label", "name", "missing_field")
        label = find_label(call, repository, name)
        if label is None:
            color = entry.get("color") if isinstance(entry, dict) else None
            label = call.create(Label, repository=repository, name=name, color=color or "ededed")
            call.emit("label", action="created", repository=repository, label=label)
        found.setdefault(label.id, label)
    return list(found.values())


def people_named(call: Call, repository: Repository, logins: list[Any]) -> list[User]:
    """The people of these logins. Raises ValidationFailed for one who can't be assigned here."""
    found: dict[int, User] = {}
    for entry in logins:
        login = str(entry.get("login", "") if isinstance(entry, dict) else entry)
        user = call.find(User, login=login)
        if user is None or user.type != "User" or not assignable(call, repository, user):
            raise ValidationFailed("Issue", "assignees", "invalid", value=login)
        found.setdefault(user.id, user)
    return list(found.values())


def assignable(call: Call, repository: Repository, user: User) -> bool:
    """Whether a person may be given issues: who may at least read as a member or collaborator."""
    return user_permission(call, repository, user.id) is not None


def type_named(call: Call, repository: Repository, name: Any) -> IssueType | None:
    """The organization's type of that name; None for none. Raises ValidationFailed for one that there is not."""
    if name is None or name == "":
        return None
    found = call.find(IssueType, organization=repository.owner, name=str(name))
    if found is None or not found.is_enabled:
        raise ValidationFailed("Issue", "type", "invalid", value=name)
    return found


def milestone_named(call: Call, repository: Repository, number: Any) -> Milestone | None:
    """The milestone of that number; None for None. Raises ValidationFailed for an unknown one."""
    if number is None or number == "":
        return None
    found = None
    if str(number).isdecimal():
        found = call.find(Milestone, repository=repository.id, number=int(number))
    if found is None:
        raise ValidationFailed("Issue", "milestone", "invalid", value=number)
    return found
