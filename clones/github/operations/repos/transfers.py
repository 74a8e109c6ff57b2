"""Repositories given to another account; https://docs.github.com/rest/repos/repos#transfer-a-repository."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import act, operation
from clonery.server.problems import NotFound

from ...lifecycle import clean_name, forget_redirect, leave_redirect
from ...lookups import find_repository, find_user
from ...records.people import User
from ...records.repositories import Repository, Transfer
from ...records.teams import Team, TeamRepository
from ...refusals import ValidationFailed
from ...shapes.repositories import repository as shown
from .repos import creating_in


@operation("repos/transfer")
def transfer(
    call: Call, owner: str, repo: str, new_owner: str, new_name: str = "", team_ids: list[int] | None = None
) -> dict[str, Any]:
    """POST /repos/{owner}/{repo}/transfer: at once into an organization, to a person once they accept."""
    repository = find_repository(call, owner, repo, "admin")
    target = call.find(User, login=new_owner)
    if target is None:
        raise ValidationFailed("Repository", "new_owner", "invalid", value=new_owner)
    name = clean_name(new_name or repository.name)
    if call.find(Repository, owner=target.id, name=name):
        raise ValidationFailed("Repository", "name", "custom", f"{target.login}/{name} already exists")
    if target.type != "Organization":
        waiting = call.find(Transfer, repository=repository.id)
        if waiting is not None:
            call.delete(waiting)
        call.create(Transfer, repository=repository, owner=target, name=name)
        return shown(call, repository, False)
    creating_in(call, new_owner)
    teams = [call.peek(Team, id) for id in team_ids or []]
    if any(team is None or team.organization != target.id for team in teams):
        raise ValidationFailed("Repository", "team_ids", "invalid")
    repository = move(call, repository, target, name)
    for team in teams:
        call.create(TeamRepository, team=team, repository=repository, permission="push")
    return shown(call, repository, False)


def move(call: Call, repository: Repository, target: User, name: str) -> Repository:
    """Give a repository to another account; the old address leads to the new one, old teams lose it."""
    leave_redirect(call, repository)
    forget_redirect(call, target, name)
    for grant in call.all(TeamRepository, {"repository": repository.id}):
        call.delete(grant)
    old = call.get(User, repository.owner)
    repository = call.update(repository, owner=target, name=name, updated_at=call.now)
    call.memo.clear()
    call.emit("repository", action="transferred", repository=repository, was={"owner": old.id})
    return repository


@act(
    "accept-transfer",
    {
        "type": "object", "additionalProperties": False, "required": ["repository", "user"],
        "properties": {"repository": {"type": "string"}, "user": {"type": "string"}},
    },
    "A person accepts a repository (owner/name) that was offered to them.",
)  # fmt: skip
def accept(call: Call, repository: str, user: str) -> Repository:
    """What the person does who follows the link in the mail."""
    owner, _, name = repository.partition("/")
    found = call.find(Repository, owner=find_user(call, owner).id, name=name)
    waiting = call.find(Transfer, repository=found.id) if found else None
    target = find_user(call, user)
    if found is None or waiting is None or waiting.owner != target.id:
        raise NotFound(kind="transfer")
    call.delete(waiting)
    return move(call, found, target, waiting.name)
