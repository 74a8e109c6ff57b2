"""Labels of repositories and of issues; https://docs.github.com/rest/issues/labels."""

from __future__ import annotations

import re
from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.problems import NotFound
from clonery.server.state.query import has

from ...lookups import find_issue, find_label, find_milestone, find_repository, require
from ...records.issues import Issue, Label
from ...records.repositories import Repository
from ...refusals import ValidationFailed
from .changes import change
from .naming import labels_named

_COLOR = re.compile(r"[0-9a-fA-F]{6}")
_LIMITS = {"name": 50, "description": 100}


@operation("issues/list-labels-for-repo")
def list_labels(call: Call, owner: str, repo: str) -> Page:
    """GET /repos/{owner}/{repo}/labels"""
    repository = find_repository(call, owner, repo)
    return call.slice(sorted(call.all(Label, {"repository": repository.id}), key=lambda label: label.name.lower()))


@operation("issues/create-label")
def create_label(
    call: Call, owner: str, repo: str, name: str, color: str = "ededed", description: str | None = None
) -> Label:
    """POST /repos/{owner}/{repo}/labels"""
    repository = find_repository(call, owner, repo, "push")
    _check(call, repository, {"name": name.strip(), "color": color, "description": description})
    made = call.create(Label, repository=repository, name=name.strip(), color=color, description=description)
    call.headers.append(("Location", f"{call.base}/repos/{owner}/{repo}/labels/{made.name}"))
    call.emit("label", action="created", repository=repository, label=made)
    return made


def _check(call: Call, repository: Repository, fields: dict[str, Any], itself: Label | None = None) -> None:
    """Raise ValidationFailed for a name that is empty or taken, whatever its case, a bad colour, a text too long."""
    for field, limit in _LIMITS.items():
        if len(fields.get(field) or "") > limit:
            raise ValidationFailed("Label", field, "custom", f"{field} is too long (maximum is {limit} characters)")
    if "name" in fields:
        if not fields["name"]:
            raise ValidationFailed("Label", "name", "missing_field")
        taken = find_label(call, repository, fields["name"])
        if taken is not None and (itself is None or taken.id != itself.id):
            raise ValidationFailed("Label", "name", "already_exists")
    if "color" in fields and not _COLOR.fullmatch(fields["color"]):
        raise ValidationFailed("Label", "color", "invalid")


def _named(call: Call, repository: Repository, name: str) -> Label:
    found = find_label(call, repository, name)
    if found is None:
        raise NotFound(kind="label")
    return found


@operation("issues/get-label")
def get_label(call: Call, owner: str, repo: str, name: str) -> Label:
    """GET /repos/{owner}/{repo}/labels/{name}"""
    return _named(call, find_repository(call, owner, repo), name)


@operation("issues/update-label")
def update_label(call: Call, owner: str, repo: str, name: str, **changes: Any) -> Label:
    """PATCH /repos/{owner}/{repo}/labels/{name}"""
    repository = find_repository(call, owner, repo, "push")
    label = _named(call, repository, name)
    fields: dict[str, Any] = {key: changes[key] for key in ("color", "description") if key in changes}
    if "new_name" in changes:
        fields["name"] = changes["new_name"].strip()
    _check(call, repository, fields, label)
    before = {key: {"from": label.get(key)} for key, value in fields.items() if label.get(key) != value}
    if before:
        label = call.update(label, **fields)
        call.emit("label", action="edited", repository=repository, label=label, changes=before)
    return label


@operation("issues/delete-label")
def delete_label(call: Call, owner: str, repo: str, name: str) -> None:
    """DELETE /repos/{owner}/{repo}/labels/{name}: from the issues that have it, too."""
    repository = find_repository(call, owner, repo, "push")
    label = _named(call, repository, name)
    for issue in call.all(Issue, {"repository": repository.id, "labels": has(label.id)}):
        call.update(issue, labels=[id for id in issue.labels if id != label.id])
    call.emit("label", action="deleted", repository=repository, label=label)
    call.delete(label)


@operation("issues/list-labels-for-milestone")
def list_labels_for_milestone(call: Call, owner: str, repo: str, milestone_number: int) -> Page:
    """GET /repos/{owner}/{repo}/milestones/{milestone_number}/labels: those that its issues have."""
    milestone = find_milestone(call, find_repository(call, owner, repo), milestone_number)
    ids = {id for issue in call.all(Issue, {"milestone": milestone.id}) for id in issue.labels}
    return call.slice(sorted((call.get(Label, id) for id in ids), key=lambda label: label.name.lower()))


@operation("issues/list-labels-on-issue")
def list_labels_on_issue(call: Call, owner: str, repo: str, issue_number: int) -> Page:
    """GET /repos/{owner}/{repo}/issues/{issue_number}/labels"""
    _, issue = find_issue(call, owner, repo, issue_number)
    return call.slice(_labels(call, issue))


def _labels(call: Call, issue: Issue) -> list[Label]:
    return [call.get(Label, id) for id in issue.labels]


@operation("issues/add-labels")
def add_labels(call: Call, owner: str, repo: str, issue_number: int, labels: Any = ()) -> list[Label]:
    """POST /repos/{owner}/{repo}/issues/{issue_number}/labels"""
    repository, issue = _labelable(call, owner, repo, issue_number)
    return _relabel(call, repository, issue, [*_labels(call, issue), *labels_named(call, repository, list(labels))])


@operation("issues/set-labels")
def set_labels(call: Call, owner: str, repo: str, issue_number: int, labels: Any = ()) -> list[Label]:
    """PUT /repos/{owner}/{repo}/issues/{issue_number}/labels"""
    repository, issue = _labelable(call, owner, repo, issue_number)
    return _relabel(call, repository, issue, labels_named(call, repository, list(labels)))


@operation("issues/remove-label")
def remove_label(call: Call, owner: str, repo: str, issue_number: int, name: str) -> list[Label]:
    """DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}"""
    repository, issue = _labelable(call, owner, repo, issue_number)
    label = find_label(call, repository, name)
    if label is None or label.id not in issue.labels:
        raise NotFound("Label does not exist")
    return _relabel(call, repository, issue, [kept for kept in _labels(call, issue) if kept.id != label.id])


@operation("issues/remove-all-labels")
def remove_all_labels(call: Call, owner: str, repo: str, issue_number: int) -> None:
    """DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels"""
    repository, issue = _labelable(call, owner, repo, issue_number)
    _relabel(call, repository, issue, [])


def _labelable(call: Call, owner: str, repo: str, issue_number: int) -> tuple[Repository, Issue]:
    repository, issue = find_issue(call, owner, repo, issue_number)
    require(call, repository, "triage")
    return repository, issue


def _relabel(call: Call, repository: Repository, issue: Issue, labels: list[Label]) -> list[Label]:
    once = list({label.id: label for label in labels}.values())
    change(call, repository, issue, labels=once)
    return once
