"""Requests to invite someone, which administrators grant or deny; https://docs.slack.dev/reference/methods?family=admin.inviteRequests."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import act, operation

from ...lookups import listed, team_of
from ...records import Conversation
from ...settings import administrator, keep, kept
from ...wording import no
from ..acting import TEXT, person, schema
from .users import invite

CHANNELS = {"type": "array", "items": TEXT}


@act("request_invite", schema("user", "email", user=TEXT, email=TEXT, channels=CHANNELS, reason=TEXT),
     "Someone asks that a new person be invited.")  # fmt: skip
def request_invite(
    call: Call, user: str, email: str, channels: list[str] | None = None, reason: str = ""
) -> dict[str, Any]:
    actor = person(call, user)
    ids = channels or [each.id for each in call.all(Conversation, {"is_general": True})]
    made = {
        "id": "Ir0" + call.new_id(size=8).upper(), "email": email, "inviter_id": actor.id, "date_created": call.now,
        "requester_ids": [actor.id], "channel_ids": ids, "invite_type": "full_member", "request_reason": reason,
        "team": {"id": team_of(call).id}, "state": "pending",
    }  # fmt: skip
    keep(call, "invite_requests", [*kept(call, "invite_requests", []), made])
    return {"id": made["id"]}


def _listed(call: Call, state: str, name: str) -> dict[str, Any]:
    administrator(call)
    rows = [row for row in kept(call, "invite_requests", []) if row["state"] == state]
    return listed(call, name, call.slice(rows))


@operation("admin.inviteRequests.list")
def pending(call: Call) -> dict[str, Any]:
    return _listed(call, "pending", "invite_requests")


@operation("admin.inviteRequests.approved.list")
def approved(call: Call) -> dict[str, Any]:
    return _listed(call, "approved", "approved_requests")


@operation("admin.inviteRequests.denied.list")
def denied(call: Call) -> dict[str, Any]:
    return _listed(call, "denied", "denied_requests")


def _decide(call: Call, id: str, state: str) -> dict[str, Any]:
    """A request that waited, decided."""
    administrator(call)
    rows = [dict(row) for row in kept(call, "invite_requests", [])]
    found = next((row for row in rows if row["id"] == id), None)
    if found is None:
        raise no("invalid_request")
    if found["state"] != "pending":
        raise no("already_processed")
    found["state"] = state
    keep(call, "invite_requests", rows)
    return found


@operation("admin.inviteRequests.approve")
def approve(call: Call, invite_request_id: str) -> dict[str, Any]:
    """Grant it: the person is in the workspace from then on."""
    found = _decide(call, invite_request_id, "approved")
    return invite(call, team_of(call).id, found["email"], found["channel_ids"])


@operation("admin.inviteRequests.deny")
def deny(call: Call, invite_request_id: str) -> dict[str, Any]:
    _decide(call, invite_request_id, "denied")
    return {}
