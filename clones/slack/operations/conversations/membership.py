"""Who is in a conversation: joining, leaving, inviting, kicking, and shared channels; https://docs.slack.dev/reference/methods?family=conversations."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import operation

from ... import posting, scopes, shapes
from ...lookups import find_channel, find_user, listed, me, members, membership, mine, words
from ...records import Conversation, Setting, User
from ...wording import no
from .channels import enter


@operation("conversations.members")
def list_members(call: Call, channel: str) -> dict[str, Any]:
    conversation = find_channel(call, channel)
    scopes.need_for(call, conversation, "read")
    return listed(call, "members", call.slice(members(call, conversation)))


@operation("conversations.join")
def join(call: Call, channel: str) -> dict[str, Any]:
    """Enter a public channel; one who is in it already is warned."""
    conversation = find_channel(call, channel)
    if conversation.is_private:
        raise no("method_not_supported_for_channel_type")
    if conversation.is_archived:
        raise no("is_archived")
    if membership(call, conversation) is not None:
        call.memo["warnings"] = ["already_in_channel"]
    else:
        enter(call, conversation, me(call).id)
    return {"channel": shapes.conversation(call, conversation)}


@operation("conversations.leave")
def leave(call: Call, channel: str) -> dict[str, Any]:
    conversation, user = find_channel(call, channel), me(call)
    scopes.need_for(call, conversation, "write")
    if conversation.is_im or conversation.is_mpim:
        raise no("method_not_supported_for_channel_type")
    if conversation.is_archived:
        raise no("is_archived")
    if membership(call, conversation) is None:
        return {"not_in_channel": True}
    if conversation.is_general:
        raise no("cant_leave_general")
    if conversation.is_private and len(members(call, conversation)) == 1:
        raise no("last_member")
    out(call, conversation, user.id)
    return {}


def out(call: Call, conversation: Conversation, user: str, quiet: bool = False) -> None:
    """Take someone out, and say so unless they were put out."""
    member = membership(call, conversation, user)
    assert member is not None
    call.delete(member)
    if not quiet:
        posting.system(call, conversation, user, "channel_leave", f"<@{user}> has left the channel")
    call.emit("member_left_channel", channel=conversation, user=user)


@operation("conversations.invite")
def invite(call: Call, channel: str, users: Any, force: bool = False) -> dict[str, Any]:
    """Let people in; where one can't be, nobody is, unless it is forced."""
    conversation, user = find_channel(call, channel), me(call)
    if conversation.is_im or conversation.is_mpim:
        raise no("method_not_supported_for_channel_type")
    if conversation.is_archived:
        raise no("is_archived")
    if membership(call, conversation) is None:
        raise no("not_in_channel")
    ids = words(users)
    if not ids:
        raise no("no_user")
    if len(ids) > 100:
        raise no("too_many_users")
    faults = [{"user": id, "ok": False, "error": word} for id in ids if (word := _fault(call, conversation, user, id))]
    good = [id for id in ids if id not in {fault["user"] for fault in faults}]
    if faults and not (force and good):
        raise no(str(faults[0]["error"]), errors=faults)
    for id in good:
        enter(call, conversation, id, user.id)
    made: dict[str, Any] = {"channel": shapes.conversation(call, conversation)}
    return {**made, "errors": faults} if faults else made


def _fault(call: Call, conversation: Conversation, user: User, id: str) -> str:
    """Why someone can't be invited; "" where they can."""
    found = call.peek(User, id)
    if id == user.id:
        return "cant_invite_self"
    if found is None or found.deleted:
        return "user_not_found"
    if membership(call, conversation, found) is not None:
        return "already_in_channel"
    return "ura_max_channels" if found.is_ultra_restricted and _channels(call, found) else ""


def _channels(call: Call, user: User) -> int:
    """How many channels a single-channel guest is in."""
    found = (call.peek(Conversation, id) for id in mine(call, user))
    return sum(1 for each in found if each is not None and not each.is_im and not each.is_mpim)


@operation("conversations.kick")
def kick(call: Call, channel: str, user: str) -> dict[str, Any]:
    conversation, actor = find_channel(call, channel), me(call)
    scopes.need_for(call, conversation, "write")
    if conversation.is_im or conversation.is_mpim:
        raise no("method_not_supported_for_channel_type")
    if conversation.is_general:
        raise no("cant_kick_from_general")
    if conversation.is_archived:
        raise no("is_archived")
    person = find_user(call, user)
    if person.id == actor.id:
        raise no("cant_kick_self")
    if membership(call, conversation) is None or membership(call, conversation, person) is None:
        raise no("not_in_channel")
    if actor.is_restricted or actor.is_ultra_restricted:
        raise no("restricted_action")
    out(call, conversation, person.id, quiet=True)
    return {"errors": {}}


# Shared channels: an invitation, and what becomes of it


def _invites(call: Call) -> Setting:
    return call.peek(Setting, "connect_invites") or call.create(Setting, id="connect_invites", value=[])


def _invite(call: Call, invite_id: str | None, *states: str) -> tuple[Setting, list[dict[str, Any]], dict[str, Any]]:
    kept = _invites(call)
    rows = [dict(row) for row in kept.value]
    found = next((row for row in rows if row["id"] == invite_id), None)
    if found is None:
        raise no("invite_not_found")
    if states and found["status"] not in states:
        raise no("invalid_action")
    return kept, rows, found


@operation("conversations.inviteShared")
def invite_shared(call: Call, channel: str, emails: Any = None, user_ids: Any = None) -> dict[str, Any]:
    """Ask someone of another workspace into a channel."""
    conversation = find_channel(call, channel)
    if conversation.is_archived:
        raise no("is_archived")
    if conversation.is_general:
        raise no("cant_share_general")
    if membership(call, conversation) is None:
        raise no("not_in_channel")
    who = words(emails) or words(user_ids)
    if not who:
        raise no("invalid_arguments", response_metadata={"messages": ["[ERROR] missing required field: emails"]})
    if len(who) > 1:
        raise no("too_many_emails" if emails else "too_many_user_ids")
    kept = _invites(call)
    made = {
        "id": "I0" + call.new_id(size=9).upper(), "channel": conversation.id, "to": who[0], "status": "sent",
        "inviting_user": me(call).id, "date_created": call.now,
    }  # fmt: skip
    call.update(kept, value=[*kept.value, made])
    call.update(conversation, is_pending_ext_shared=True)
    return {"invite_id": made["id"], "conf_code": made["id"], "is_legacy_shared_channel": False}


@operation("conversations.listConnectInvites")
def list_invites(call: Call) -> dict[str, Any]:
    kept = call.peek(Setting, "connect_invites")
    rows = [
        {"direction": "outgoing", "status": row["status"], "date_last_updated": row["date_created"],
         "invite_type": "channel",
         "invite": {"id": row["id"], "date_created": row["date_created"], "recipient_email": row["to"],
                    "inviting_user": {"id": row["inviting_user"]}}, "channel": {"id": row["channel"]},
                    "acceptances": []}
        for row in (kept.value if kept else [])
    ]  # fmt: skip
    return listed(call, "invites", call.slice(rows))


@operation("conversations.acceptSharedInvite")
def accept_shared(
    call: Call, channel_name: str, invite_id: str | None = None, channel_id: str | None = None
) -> dict[str, Any]:
    kept, rows, found = _invite(call, invite_id, "sent")
    found["status"] = "accepted"
    call.update(kept, value=rows)
    return {"implicit_approval": False, "channel_id": found["channel"], "invite_id": found["id"]}


@operation("conversations.approveSharedInvite")
def approve_shared(call: Call, invite_id: str) -> dict[str, Any]:
    kept, rows, found = _invite(call, invite_id, "accepted")
    found["status"] = "approved"
    call.update(kept, value=rows)
    conversation = call.get(Conversation, found["channel"])
    call.update(conversation, is_pending_ext_shared=False, is_ext_shared=True, is_shared=True)
    return {}


@operation("conversations.declineSharedInvite")
def decline_shared(call: Call, invite_id: str) -> dict[str, Any]:
    kept, rows, found = _invite(call, invite_id, "sent", "accepted")
    found["status"] = "declined"
    call.update(kept, value=rows)
    call.update(call.get(Conversation, found["channel"]), is_pending_ext_shared=False)
    return {}
