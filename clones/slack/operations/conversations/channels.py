"""Conversations themselves: made, listed, named, described, archived; https://docs.slack.dev/reference/methods?family=conversations."""

from __future__ import annotations

import re
from typing import Any

from clonery.server.call import Call
from clonery.server.operation import operation
from clonery.server.state.query import any_of

from ... import posting, scopes, shapes
from ...lookups import (
    direct,
    find_channel,
    find_user,
    is_bot,
    listed,
    me,
    membership,
    mine,
    named_channel,
    team_of,
    words,
)
from ...records import Canvas, Conversation, Member, User
from ...wording import no

TYPES = {"public_channel": "channels", "private_channel": "groups", "mpim": "mpim", "im": "im"}
NAME_LIMIT, TOPIC_LIMIT = 80, 250


def checked_name(call: Call, name: str, but: Conversation | None = None) -> str:
    """A channel's name, if it may have it."""
    name = name.strip().removeprefix("#")
    if not name:
        raise no("invalid_name_required")
    if len(name) > NAME_LIMIT:
        raise no("invalid_name_maxlength")
    if not re.search(r"\w", name):
        raise no("invalid_name_punctuation")
    if name != name.lower() or not re.fullmatch(r"[\w-]+", name):
        raise no("invalid_name_specials")
    found = named_channel(call, name)
    if found is not None and (but is None or found.id != but.id):
        raise no("name_taken")
    return name


def make(call: Call, name: str, private: bool, creator: User) -> Conversation:
    """A channel with its creator in it."""
    team = team_of(call)
    made = call.create(
        Conversation, id="C0" + call.new_id(size=9).upper(), team_id=team.id, name=name, name_normalized=name,
        is_channel=not private, is_group=private, is_private=private, created=call.now, updated=call.moment // 1000,
        creator=creator.id, shared_team_ids=[team.id],
    )  # fmt: skip
    if not private:
        call.emit("channel_created", channel=made)
    enter(call, made, creator.id)
    return made


def enter(call: Call, conversation: Conversation, user: str, inviter: str | None = None) -> None:
    """Let someone in, and say so."""
    call.create(Member, channel=conversation, user=user, joined=call.now)
    text = f"<@{user}> has joined the channel"
    posting.system(call, conversation, user, "channel_join", text, inviter=inviter)
    call.emit("member_joined_channel", channel=conversation, user=user, inviter=inviter)


@operation("conversations.create")
def create(call: Call, name: str, is_private: bool = False, team_id: str | None = None) -> dict[str, Any]:
    user = me(call)
    if user.is_restricted or user.is_ultra_restricted:
        raise no("user_is_restricted" if user.is_restricted else "user_is_ultra_restricted")
    scopes.need(call, *(("groups:write",) if is_private else ("channels:manage", "channels:write")))
    made = make(call, checked_name(call, name), is_private, user)
    return {"channel": shapes.conversation(call, made)}


@operation("conversations.list")
def list_all(call: Call, types: Any = None, exclude_archived: bool = False) -> dict[str, Any]:
    """Public channels, and of the private ones those that the caller is in."""
    kinds = _kinds(call, types)
    within = set(mine(call, me(call)))
    guest = me(call).is_restricted or me(call).is_ultra_restricted
    found = [
        each
        for each in call.all(Conversation)
        if each.id in within or (each.is_channel and not each.is_private and not guest)
    ]
    return _listed(call, found, kinds, exclude_archived)


@operation("users.conversations")
def of_user(call: Call, user: str | None = None, types: Any = None, exclude_archived: bool = False) -> dict[str, Any]:
    """The conversations that someone is in, as far as the caller sees them."""
    person = find_user(call, user) if user else me(call)
    kinds = _kinds(call, types)
    theirs, own = set(mine(call, person)), set(mine(call, me(call)))
    found = [
        each for each in call.all(Conversation, {"id": any_of(theirs)})
        if each.id in own or (each.is_channel and not each.is_private)
    ]  # fmt: skip
    return _listed(call, found, kinds, exclude_archived)


def _kinds(call: Call, types: Any) -> set[str]:
    asked = words(types) or ["public_channel"]
    if unknown := set(asked) - set(TYPES):
        raise no(
            "invalid_types",
            response_metadata={"messages": [f"[ERROR] unknown type: {each}" for each in sorted(unknown)]},
        )
    for kind in asked:
        scopes.need(call, f"{TYPES[kind]}:read")
    return {TYPES[kind] for kind in asked}


def _listed(call: Call, found: list[Conversation], kinds: set[str], exclude_archived: bool) -> dict[str, Any]:
    kept = [each for each in found if scopes.family(each) in kinds and not (exclude_archived and each.is_archived)]
    return listed(call, "channels", call.slice(kept))


@operation("conversations.info")
def info(call: Call, channel: str, include_locale: bool = False, include_num_members: bool = False) -> dict[str, Any]:
    conversation = find_channel(call, channel)
    scopes.need_for(call, conversation, "read")
    made = shapes.conversation(call, conversation)
    if include_locale:
        made["locale"] = "en-US"
    if include_num_members:
        made["num_members"] = call.count(Member, {"channel": conversation.id})
    return {"channel": made}


@operation("conversations.rename")
def rename(call: Call, channel: str, name: str) -> dict[str, Any]:
    conversation = _channel(call, channel)
    user = me(call)
    if conversation.is_archived:
        raise no("is_archived")
    if membership(call, conversation) is None and not user.is_admin:
        raise no("not_in_channel")
    if not user.is_admin and conversation.creator != user.id:
        raise no("not_authorized")
    made = renamed(call, conversation, checked_name(call, name, conversation))
    return {"channel": shapes.conversation(call, made)}


def renamed(call: Call, conversation: Conversation, name: str) -> Conversation:
    """The channel under another name, with what everyone is told."""
    user, old = me(call), conversation.name
    names = [old, *conversation.previous_names]
    made = call.update(conversation, name=name, name_normalized=name, previous_names=names, updated=call.moment // 1000)
    text = f'<@{user.id}> has renamed the channel from "{old}" to "{name}"'
    posting.system(call, made, user.id, "channel_name", text, name=name, old_name=old)
    call.emit("channel_rename", channel=made)
    return made


def _channel(call: Call, id: str, right: str = "write") -> Conversation:
    """A conversation that is no direct message."""
    conversation = find_channel(call, id)
    scopes.need_for(call, conversation, right)
    if conversation.is_im or conversation.is_mpim:
        raise no("method_not_supported_for_channel_type")
    return conversation


@operation("conversations.setTopic")
def set_topic(call: Call, channel: str, topic: str) -> dict[str, Any]:
    return {"channel": shapes.conversation(call, described(call, channel, "topic", topic))}


@operation("conversations.setPurpose")
def set_purpose(call: Call, channel: str, purpose: str) -> dict[str, Any]:
    made = described(call, channel, "purpose", purpose)
    return {"channel": shapes.conversation(call, made), "purpose": made.purpose["value"]}


def described(call: Call, channel: str, field: str, value: str) -> Conversation:
    """Set topic or purpose as a member, and say so in the channel."""
    conversation, user = find_channel(call, channel), me(call)
    scopes.need_for(call, conversation, "write")
    if conversation.is_im:
        raise no("method_not_supported_for_channel_type")
    if conversation.is_archived:
        raise no("is_archived")
    if membership(call, conversation) is None:
        raise no("not_in_channel")
    if len(value) > TOPIC_LIMIT:
        raise no("too_long")
    said = {"value": value, "creator": user.id, "last_set": call.now}
    made = call.update(conversation, **{field: said}, updated=call.moment // 1000)
    noun = "topic" if field == "topic" else "description"
    text = f"set the channel {noun}: {value}" if value else f"cleared the channel {noun}"
    posting.system(call, made, user.id, f"channel_{field}", f"<@{user.id}> {text}", **{field: value})
    return made


@operation("conversations.archive")
def archive(call: Call, channel: str) -> dict[str, Any]:
    conversation = _channel(call, channel)
    if conversation.is_general:
        raise no("cant_archive_general")
    if conversation.is_archived:
        raise no("already_archived")
    if membership(call, conversation) is None and (is_bot(call) or conversation.is_private):
        raise no("not_in_channel")
    archived(call, conversation, True)
    return {}


@operation("conversations.unarchive")
def unarchive(call: Call, channel: str) -> dict[str, Any]:
    conversation = _channel(call, channel)
    if not conversation.is_archived:
        raise no("not_archived")
    archived(call, conversation, False)
    return {}


def archived(call: Call, conversation: Conversation, closed: bool) -> None:
    """Archive a channel or take it back, and say so in it."""
    user = me(call)
    verb, subtype = ("archived", "channel_archive") if closed else ("un-archived", "channel_unarchive")
    conversation = call.update(conversation, is_archived=closed, updated=call.moment // 1000)
    posting.system(call, conversation, user.id, subtype, f"<@{user.id}> {verb} the channel")
    call.emit(subtype, channel=conversation, user=user.id)


# Direct messages


@operation("conversations.open")
def open_direct(call: Call, users: Any = None, channel: str | None = None, return_im: bool = False) -> dict[str, Any]:
    """Open a direct or group message with people, or one that was closed."""
    if channel:
        conversation, before = find_channel(call, channel), True
    else:
        ids = words(users)
        if not ids:
            raise no("users_list_not_supplied")
        if len(ids) > 8:
            raise no("too_many_users")
        pair = ",".join(sorted({me(call).id, *ids}))
        before = call.first(Conversation, {"pair": pair}) is not None
        conversation = direct(call, *ids)
    member = membership(call, conversation)
    if member is None or not (conversation.is_im or conversation.is_mpim):
        raise no("method_not_supported_for_channel_type")
    scopes.need_for(call, conversation, "write")
    already = before and member.open
    if not member.open:
        call.update(member, open=True)
        call.emit("im_open", channel=conversation, user=me(call).id)
    shown: dict[str, Any] = shapes.conversation(call, conversation) if return_im else {"id": conversation.id}
    return {**({"no_op": True, "already_open": True} if already else {}), "channel": shown}


@operation("conversations.close")
def close(call: Call, channel: str) -> dict[str, Any]:
    conversation = find_channel(call, channel)
    if not (conversation.is_im or conversation.is_mpim):
        raise no("method_not_supported_for_channel_type")
    scopes.need_for(call, conversation, "write")
    member = membership(call, conversation)
    if member is None:
        raise no("user_does_not_own_channel")
    if not member.open:
        return {"no_op": True, "already_closed": True}
    call.update(member, open=False)
    call.emit("im_close", channel=conversation, user=me(call).id)
    return {}


@operation("conversations.canvases.create")
def create_canvas(call: Call, channel_id: str, document_content: dict[str, Any] | None = None) -> dict[str, Any]:
    conversation = find_channel(call, channel_id)
    if conversation.canvas:
        raise no("channel_canvas_already_exists")
    text = (document_content or {}).get("markdown", "")
    made = call.create(
        Canvas, id="F0" + call.new_id(size=9).upper(), title=conversation.name, user=me(call).id,
        channel=conversation.id,
        sections=[{"id": call.new_id("temp:C:", 24), "markdown": part} for part in text.split("\n\n") if part],
        created=call.now, updated=call.now,
    )  # fmt: skip
    call.update(conversation, canvas=made.id)
    return {"canvas_id": made.id}
