"""The stream of events of repositories, people and organizations; https://docs.github.com/rest/using-the-rest-api/github-event-types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.state.record import Record

from .git.objects import NO_SHA
from .records.activity import Activity
from .records.people import User
from .records.repositories import Repository

if TYPE_CHECKING:
    from clonery.server.call import Call

_TYPES = {
    "commit_comment": ("CommitCommentEvent", ("created",), ("comment",)),
    "create": ("CreateEvent", (), ()),
    "delete": ("DeleteEvent", (), ()),
    "fork": ("ForkEvent", (), ("forkee",)),
    "issue_comment": ("IssueCommentEvent", ("created",), ("issue", "comment")),
    "issues": (
        "IssuesEvent", ("opened", "closed", "reopened", "assigned", "unassigned", "labeled", "unlabeled"),
        ("issue", "assignee", "label"),
    ),
    "member": ("MemberEvent", ("added", "edited"), ("member",)),
    "public": ("PublicEvent", (), ()),
    "pull_request": (
        "PullRequestEvent", ("opened", "closed", "reopened", "assigned", "unassigned", "labeled", "unlabeled"),
        ("pull_request", "assignee", "label"),
    ),
    "pull_request_review": ("PullRequestReviewEvent", ("submitted", "dismissed", "edited"), ("pull_request", "review")),
    "pull_request_review_comment": ("PullRequestReviewCommentEvent", ("created",), ("pull_request", "comment")),
    "push": ("PushEvent", (), ()),
    "release": ("ReleaseEvent", ("published",), ("release",)),
    "repository": ("CreateEvent", ("created",), ()),
    "watch": ("WatchEvent", ("started",), ()),
}  # fmt: skip
"""A webhook's event: the stream's own name for it, the actions that it takes, what its payload names."""


def record(call: Call, event: str, payload: dict[str, Any]) -> None:
    """Add what happened to the stream, if it is of a kind that stands there."""
    found = _TYPES.get(event)
    action = payload.get("action")
    if found is None or call.actor is None or (found[1] and action not in found[1]):
        return
    type, _, names = found
    repository: Repository = payload["repository"]
    details = _reference(call, repository, event, payload)
    if details is None:
        return
    if event == "fork":
        details["action"] = "forked"
    elif found[1] and event != "repository":
        details["action"] = "created" if action == "submitted" else action
    for name in names:
        thing = payload.get(name)
        if isinstance(thing, Record):
            details[name] = [thing.KIND.name, thing.id]
    owner = call.get(User, repository.owner)
    call.create(
        Activity, type=type, actor=call.actor, repository=repository.id, payload=details, created_at=call.now,
        repository_name=f"{owner.login}/{repository.name}", public=not repository.private,
        organization=owner.id if owner.type == "Organization" else None,
    )  # fmt: skip


def _reference(call: Call, repository: Repository, event: str, payload: dict[str, Any]) -> dict[str, Any] | None:
    """What a payload tells of a branch, a tag or a new repository; None for a push that only makes or ends one."""
    name: str = payload.get("ref", "")
    if event == "push":
        if NO_SHA in (payload["before"], payload["after"]) or not name.startswith("refs/heads/"):
            return None
        return {
            "push_id": call.next("id/push"), "repository_id": repository.id, "ref": name, "head": payload["after"],
            "before": payload["before"],
        }  # fmt: skip
    if event in ("create", "delete"):
        kind, _, short = name.removeprefix("refs/").partition("/")
        made: dict[str, Any] = {"ref": short, "ref_type": "tag" if kind == "tags" else "branch", "full_ref": name}
    elif event == "repository":
        made = {"ref": None, "ref_type": "repository", "full_ref": None}
    else:
        return {}
    made |= {"pusher_type": "user"}
    if event != "delete":
        made |= {"master_branch": repository.default_branch, "description": repository.description}
    return made
