"""Milestones; https://docs.github.com/rest/issues/milestones."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation

from ...lookups import find_milestone, find_repository, me
from ...records.issues import Issue, Milestone
from ...records.repositories import Repository
from ...refusals import ValidationFailed
from ...times import stamp


@operation("issues/list-milestones")
def list_milestones(
    call: Call, owner: str, repo: str, state: str = "open", sort: str = "due_on", direction: str = "asc"
) -> Page:
    """GET /repos/{owner}/{repo}/milestones: by due date, those without one last, or by how complete they are."""
    repository = find_repository(call, owner, repo)
    where: dict[str, Any] = {"repository": repository.id}
    if state != "all":
        where["state"] = state
    found = call.all(Milestone, where)
    dated = [made for made in found if made.due_on] if sort == "due_on" else found
    undated = [made for made in found if not made.due_on] if sort == "due_on" else []
    keyed = sorted(dated, key=lambda made: (made.due_on or "") if sort == "due_on" else _complete(call, made))
    ordered = [*keyed, *undated]
    return call.slice(ordered[::-1] if direction == "desc" else ordered)


def _complete(call: Call, milestone: Milestone) -> float:
    """The part of a milestone's issues that is closed, from 0 to 1."""
    total = call.count(Issue, {"milestone": milestone.id})
    return call.count(Issue, {"milestone": milestone.id, "state": "closed"}) / total if total else 0.0


@operation("issues/create-milestone")
def create_milestone(
    call: Call, owner: str, repo: str, title: str, state: str = "open", description: str | None = None,
    due_on: str | None = None,
) -> Milestone:  # fmt: skip
    """POST /repos/{owner}/{repo}/milestones"""
    repository = find_repository(call, owner, repo, "push")
    _check(call, repository, title)
    made = call.create(
        Milestone, repository=repository, number=call.next(f"milestone/{repository.id}"), title=title, state=state,
        description=description, due_on=_due(due_on), creator=me(call), created_at=call.now, updated_at=call.now,
        closed_at=call.now if state == "closed" else None,
    )  # fmt: skip
    call.headers.append(("Location", f"{call.base}/repos/{owner}/{repo}/milestones/{made.number}"))
    call.emit("milestone", action="created", repository=repository, milestone=made)
    return made


def _check(call: Call, repository: Repository, title: str, itself: Milestone | None = None) -> None:
    """Raise ValidationFailed for a title that is empty or taken."""
    if not title.strip():
        raise ValidationFailed("Milestone", "title", "missing_field")
    taken = call.find(Milestone, repository=repository.id, title=title)
    if taken is not None and (itself is None or taken.id != itself.id):
        raise ValidationFailed("Milestone", "title", "already_exists")


def _due(text: str | None) -> str | None:
    return stamp(text, "Milestone", "due_on") if text else None


@operation("issues/get-milestone")
def get_milestone(call: Call, owner: str, repo: str, milestone_number: int) -> Milestone:
    """GET /repos/{owner}/{repo}/milestones/{milestone_number}"""
    return find_milestone(call, find_repository(call, owner, repo), milestone_number)


@operation("issues/update-milestone")
def update_milestone(call: Call, owner: str, repo: str, milestone_number: int, **changes: Any) -> Milestone:
    """PATCH /repos/{owner}/{repo}/milestones/{milestone_number}"""
    repository = find_repository(call, owner, repo, "push")
    before = find_milestone(call, repository, milestone_number)
    fields: dict[str, Any] = {name: changes[name] for name in ("title", "state", "description") if name in changes}
    if "due_on" in changes:
        fields["due_on"] = _due(changes["due_on"])
    if "title" in fields:
        _check(call, repository, fields["title"], before)
    changed = {name: value for name, value in fields.items() if before.get(name) != value}
    if not changed:
        return before
    if "state" in changed:
        changed["closed_at"] = call.now if changed["state"] == "closed" else None
    made = call.update(before, **changed, updated_at=call.now)
    if "state" in changed:
        action = "closed" if made.state == "closed" else "opened"
        call.emit("milestone", action=action, repository=repository, milestone=made)
    edits = {name: {"from": before.get(name)} for name in ("title", "description", "due_on") if name in changed}
    if edits:
        call.emit("milestone", action="edited", repository=repository, milestone=made, changes=edits)
    return made


@operation("issues/delete-milestone")
def delete_milestone(call: Call, owner: str, repo: str, milestone_number: int) -> None:
    """DELETE /repos/{owner}/{repo}/milestones/{milestone_number}: its issues stay, without it."""
    repository = find_repository(call, owner, repo, "push")
    milestone = find_milestone(call, repository, milestone_number)
    for issue in call.all(Issue, {"milestone": milestone.id}):
        call.update(issue, milestone=None)
    call.emit("milestone", action="deleted", repository=repository, milestone=milestone)
    call.delete(milestone)
