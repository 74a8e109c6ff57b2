"""Webhooks: who listens, what they are told, signed; https://linear.app/developers/webhooks."""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import orjson

from clonery.server.graphql.graph import api
from clonery.server.state.clock import MICROSECONDS
from clonery.server.state.outbox import Delivery
from clonery.server.state.record import Record

from . import naming
from .graphql.issues import branch_name, issue_url
from .lookups import organization, person
from .records.people import Team, Webhook
from .records.work import Issue, IssueLabel, WorkflowState

if TYPE_CHECKING:
    from clonery.server.call import Call

RETRIES = [60 * MICROSECONDS, 3600 * MICROSECONDS, 6 * 3600 * MICROSECONDS]
"""A minute, an hour, six hours."""
_QUIET = ("updatedAt", "reactionData")


def deliveries(call: Call, event: str, payload: dict[str, Any]) -> Iterator[Delivery]:
    """The requests for one change: `event` is create, update or remove, `record` what it happened to."""
    record: Record = payload["record"]
    if not call.session.store.holds(Webhook):
        return
    kind = api(call.clone).types[record.KIND.name]
    hooks = [hook for hook in call.all(Webhook) if listens(call, hook, kind, record)]
    if not hooks:
        return
    told = message(call, event, kind, record, payload.get("before"))
    if event == "update" and not told["updatedFrom"].keys() - {"updatedAt"}:
        return
    for hook in hooks:
        body = orjson.dumps({**told, "webhookId": hook.id}).decode()
        headers = {
            "Content-Type": "application/json; charset=utf-8", "User-Agent": "Linear-Webhook", "Linear-Event": kind,
            "Linear-Delivery": call.new_uuid(), "Linear-Signature": signature(body, hook.secret),
        }  # fmt: skip
        yield Delivery(url=hook.url, event=f"{kind} {event}", body=body, headers=headers, hook=hook.id, retries=RETRIES)


def signature(body: str, secret: str) -> str:
    """The hex HMAC of the raw body."""
    return hmac.new(secret.encode(), body.encode(), sha256).hexdigest()


def listens(call: Call, hook: Webhook, kind: str, record: Record) -> bool:
    """Whether a webhook hears of changes to this: its resource, in its team or in any public one."""
    if not hook.enabled or kind not in hook.resourceTypes:
        return False
    team = _team(call, record)
    if hook.get("teamId"):
        return team is None or team.id == hook.teamId
    return team is None or not team.get("private")


def _team(call: Call, record: Record) -> Team | None:
    issue = call.peek(Issue, record.get("issueId"))
    return call.peek(Team, record.get("teamId") or (issue.teamId if issue else None))


def message(call: Call, event: str, kind: str, record: Record, before: dict[str, Any] | None) -> dict[str, Any]:
    """The body: what happened, by whom, the thing as it is, and of what changed how it was."""
    told: dict[str, Any] = {"action": event, "actor": _actor(call), "createdAt": call.now, "data": shown(call, record),
                            "type": kind, "organizationId": organization(call).id,
                            "webhookTimestamp": call.moment // 1000}  # fmt: skip
    if record.KIND.name == "issue":
        told["url"] = told["data"]["url"]
    if event == "update":
        old = before or {}
        told["updatedFrom"] = {n: old.get(n) for n, value in record.doc.items() if old.get(n) != value}
    return told


def _actor(call: Call) -> dict[str, Any] | None:
    if call.actor is None:
        return None
    return {"id": call.actor.id, "type": "user", "name": call.actor.name, "email": call.actor.get("email"),
            "url": naming.address(call, "profiles", naming.slug(call.actor.get("displayName") or ""))}  # fmt: skip


def shown(call: Call, record: Record) -> dict[str, Any]:
    """An entity in a webhook: its fields, and of what it refers to the names."""
    data = {name: value for name, value in record.doc.items() if not name.startswith("_") and name != "secret"}
    if isinstance(record, Issue):
        data |= {"url": issue_url(call, record), "branchName": branch_name(call, record),
                 "priorityLabel": naming.priority_label(record.priority)}  # fmt: skip
        data["state"] = _brief(call.peek(WorkflowState, record.stateId), "id", "name", "type", "color")
        labels = [call.peek(IssueLabel, id) for id in record.get("labelIds") or []]
        data["labels"] = [_brief(label, "id", "name", "color") for label in labels if label]
    if record.get("teamId"):
        data["team"] = _brief(call.peek(Team, record.get("teamId")), "id", "key", "name")
    for field, name in (("assigneeId", "assignee"), ("creatorId", "creator"), ("userId", "user")):
        if record.get(field):
            data[name] = _brief(person(call, record.get(field)), "id", "name", "email")
    if record.KIND.name != "issue" and record.get("issueId"):
        data["issue"] = _brief(call.peek(Issue, record.get("issueId")), "id", "title", "identifier", "teamId")
    return data


def _brief(record: Record | None, *names: str) -> dict[str, Any] | None:
    return {name: record.get(name) for name in names} if record else None
