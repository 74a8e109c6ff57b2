"""What webhooks are told: an event's payload in GitHub's form; https://docs.github.com/webhooks/webhook-events-and-payloads."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from clonery.server.state.record import Record

from .push_payloads import pushed, ref_made_or_gone, shown_repository
from .records.commits import Status
from .records.hooks import Hook
from .records.people import Membership, User
from .records.repositories import Repository
from .shapes.commits import commit, commit_of
from .shapes.hooks import hook as shown_hook
from .shapes.people import organization_short, simple_user

if TYPE_CHECKING:
    from clonery.server.call import Call

Body = dict[str, Any]
ZEN = "Small things done well."
_APART = ("action", "repository", "organization", "was")


def payload_of(call: Call, event: str, given: Body) -> Body:
    """The whole payload: action, what it is about, the repository, the organization and who did it."""
    made: Body = {"action": given["action"]} if "action" in given else {}
    special = _SPECIAL.get(event)
    made |= special(call, given) if special else _plain(call, given)
    changes = _changes(call, event, given)
    if changes:
        made["changes"] = changes
    repository, organization = given.get("repository"), given.get("organization")
    if isinstance(repository, Repository):
        made.setdefault("repository", shown_repository(call, repository))
        owner = call.get(User, repository.owner)
        organization = organization or (owner if owner.type == "Organization" else None)
    if isinstance(organization, User):
        made["organization"] = organization_short(call, organization)
    who = call.actor or organization or (call.get(User, repository.owner) if repository else None)
    made["sender"] = simple_user(call, who.id if who is not None else None)
    return made


def _shown(call: Call, value: Any) -> Any:
    if isinstance(value, Repository):
        return shown_repository(call, value)
    if isinstance(value, Record):
        return cast("Any", call.clone.dialect).plainly(call, value, value.KIND.name == "pull_request")
    return value


def _plain(call: Call, given: Body) -> Body:
    return {name: _shown(call, value) for name, value in given.items() if name not in _APART}


def _changes(call: Call, event: str, given: Body) -> Body:
    """What fields held before: `{"field": {"from": value}}`, nested as the event has it."""
    was: Body = given.get("was") or {}
    if event == "repository" and given["action"] == "renamed":
        return {"repository": {"name": {"from": was["name"]}}}
    if event == "repository" and given["action"] == "transferred":
        old = call.get(User, was["owner"])
        kind = "organization" if old.type == "Organization" else "user"
        return {"owner": {"from": {kind: simple_user(call, old.id)}}}
    if given.get("action") in ("archived", "unarchived", "publicized", "privatized"):
        return {}
    return {name: {"from": value} for name, value in was.items()}


def _status(call: Call, given: Body) -> Body:
    status: Status = given["status"]
    repository: Repository = given["repository"]
    creator = simple_user(call, status.creator) or {}
    return {
        "id": status.id, "sha": status.sha, "name": shown_repository(call, repository)["full_name"],
        "target_url": status.target_url, "context": status.context, "description": status.description,
        "state": status.state, "commit": commit(call, repository, commit_of(call, repository, status.sha)),
        "branches": [], "created_at": status.created_at, "updated_at": status.updated_at,
        "avatar_url": creator["avatar_url"],
    }  # fmt: skip


def _membership(call: Call, given: Body) -> Body:
    return {"scope": "team", **_plain(call, given)}


def _organization(call: Call, given: Body) -> Body:
    made = _plain(call, given)
    held = given.get("membership")
    if isinstance(held, Membership):
        made["membership"] = call.clone.dialect.show(call, held, True)
    return made


def _fork(call: Call, given: Body) -> Body:
    made = _plain(call, given)
    return {"forkee": {**made["forkee"], "public": not given["forkee"].private}}


def _star(call: Call, given: Body) -> Body:
    return {"starred_at": call.now if given["action"] == "created" else None}


def _ping(call: Call, given: Body) -> Body:
    hook: Hook = given["hook"]
    return {"zen": ZEN, "hook_id": hook.id, "hook": shown_hook(call, hook)}


def _review(call: Call, given: Body) -> Body:
    """Webhooks write a review's state small, the API large."""
    made = _plain(call, given)
    return {**made, "review": {**made["review"], "state": made["review"]["state"].lower()}}


_SPECIAL: dict[str, Callable[[Call, Body], Body]] = {
    "create": ref_made_or_gone, "delete": ref_made_or_gone, "push": pushed, "fork": _fork, "status": _status,
    "membership": _membership, "organization": _organization, "star": _star, "pull_request_review": _review,
    "ping": _ping,
}  # fmt: skip
"""Events whose payload is more than the records that they name."""
