"""Mutations of what issues and pull requests are given: labels, people, locks; https://docs.github.com/graphql/reference/mutations#addlabelstolabelable."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.graphql.graph import answers

from ..lookups import require
from ..records.discussions import Discussion
from ..records.issues import Issue, Label
from ..records.repositories import Repository
from .changing import ISSUES, again, allowed, doing, done, label_names, logins, named, of_issue
from .nodes import find

if TYPE_CHECKING:
    from clonery.server.call import Call

_LABELABLE = (*ISSUES, "Discussion")


def _relabelled(call: Call, discussion: Discussion, labels: list[int]) -> Discussion:
    """A discussion with other labels, of which REST knows nothing."""
    allowed(call, "issues/add-labels")
    require(call, call.get(Repository, discussion.repository), "triage")
    return call.update(discussion, labels=list(dict.fromkeys(labels)), updated_at=call.now)


@answers("mutation.addLabelsToLabelable")
def add_labels(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    of = find(call, input["labelableId"], *_LABELABLE)
    names = label_names(call, of.repository, input["labelIds"])
    if isinstance(of, Discussion):
        ids = [find(call, id, "Label").id for id in input["labelIds"]]
        return done(call, input, labelable=_relabelled(call, of, [*of.labels, *ids]))
    doing(call, "issues/add-labels", **of_issue(call, of), labels=names)
    return done(call, input, labelable=again(call, of))


@answers("mutation.removeLabelsFromLabelable")
def remove_labels(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    of = find(call, input["labelableId"], *_LABELABLE)
    gone = [find(call, id, "Label") for id in input["labelIds"]]
    if isinstance(of, Discussion):
        left = [id for id in of.labels if id not in {label.id for label in gone}]
        return done(call, input, labelable=_relabelled(call, of, left))
    for label in gone:
        if label.id in again(call, of).labels:
            doing(call, "issues/remove-label", **of_issue(call, of), name=label.name)
    return done(call, input, labelable=again(call, of))


@answers("mutation.clearLabelsFromLabelable")
def clear_labels(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    of = find(call, input["labelableId"], *_LABELABLE)
    if isinstance(of, Discussion):
        return done(call, input, labelable=_relabelled(call, of, []))
    doing(call, "issues/remove-all-labels", **of_issue(call, of))
    return done(call, input, labelable=again(call, of))


@answers("mutation.addAssigneesToAssignable")
def add_people(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    of: Issue = find(call, input["assignableId"], *ISSUES)
    doing(call, "issues/add-assignees", **of_issue(call, of), assignees=logins(call, input["assigneeIds"]))
    return done(call, input, assignable=again(call, of))


@answers("mutation.removeAssigneesFromAssignable")
def remove_people(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    of: Issue = find(call, input["assignableId"], *ISSUES)
    doing(call, "issues/remove-assignees", **of_issue(call, of), assignees=logins(call, input["assigneeIds"]))
    return done(call, input, assignable=again(call, of))


@answers("mutation.replaceActorsForAssignable")
def replace_people(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    of: Issue = find(call, input["assignableId"], *ISSUES)
    people = [*(logins(call, input.get("actorIds")) or ()), *(input.get("actorLogins") or ())]
    doing(call, "issues/update", **of_issue(call, of), assignees=people)
    return done(call, input, assignable=again(call, of))


@answers("mutation.lockLockable")
def lock(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    of = find(call, input["lockableId"], *_LABELABLE)
    reason = (input.get("lockReason") or "").lower().replace("_", " ") or None
    reason = "off-topic" if reason == "off topic" else reason
    if isinstance(of, Discussion):
        return done(call, input, lockedRecord=_turned(call, of, True, reason))
    doing(call, "issues/lock", **of_issue(call, of), lock_reason=reason)
    return done(call, input, lockedRecord=again(call, of))


@answers("mutation.unlockLockable")
def unlock(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    of = find(call, input["lockableId"], *_LABELABLE)
    if isinstance(of, Discussion):
        return done(call, input, unlockedRecord=_turned(call, of, False, None))
    doing(call, "issues/unlock", **of_issue(call, of))
    return done(call, input, unlockedRecord=again(call, of))


def _turned(call: Call, discussion: Discussion, locked: bool, reason: str | None) -> Discussion:
    allowed(call, "issues/lock")
    require(call, call.get(Repository, discussion.repository), "push")
    return call.update(discussion, locked=locked, active_lock_reason=reason, updated_at=call.now)


# labels themselves


@answers("mutation.createLabel")
def create_label(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    place: Repository = find(call, input["repositoryId"], "Repository")
    made = doing(
        call, "issues/create-label", **named(call, place), name=input["name"], color=input["color"].removeprefix("#"),
        description=input.get("description"),
    )  # fmt: skip
    return done(call, input, label=made)


@answers("mutation.updateLabel")
def update_label(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    label: Label = find(call, input["id"], "Label")
    made = doing(
        call, "issues/update-label", **named(call, call.get(Repository, label.repository)), name=label.name,
        new_name=input.get("name"), color=input.get("color"), description=input.get("description"),
    )  # fmt: skip
    return done(call, input, label=made)


@answers("mutation.deleteLabel")
def delete_label(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    label: Label = find(call, input["id"], "Label")
    doing(call, "issues/delete-label", **named(call, call.get(Repository, label.repository)), name=label.name)
    return done(call, input)
