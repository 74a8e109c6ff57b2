"""Finding people, conversations and messages as callers name them, and who sees what; https://docs.slack.dev/apis/web-api."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import orjson

from clonery.server.dialect import Page
from clonery.server.state.query import any_of

from . import scopes
from .records import App, Bot, Conversation, File, Member, Message, Team, User
from .wording import no

if TYPE_CHECKING:
    from clonery.server.call import Call

TS = re.compile(r"\d{1,10}\.\d{6}")


def team_of(call: Call) -> Team:
    """The workspace: the first there is."""
    found: Team | None = call.memo.get("team")
    if found is None:
        found = call.memo["team"] = call.first(Team)
    if found is None:
        raise no("team_not_found")
    return found


def me(call: Call) -> User:
    """Who calls; raises `not_authed` for a call without a person behind it."""
    if not isinstance(call.actor, User):
        raise no("not_allowed_token_type" if call.credential else "not_authed")
    if call.actor.deleted:
        raise no("account_inactive")
    return call.actor


def is_bot(call: Call) -> bool:
    return bool(call.credential and scopes.kind_of_token(call.credential) == "bot")


def app_of(call: Call) -> App | None:
    """The app that calls: that of the bot, or the one whose token it is, or the workspace's first."""
    details = call.credential.details if call.credential else {}
    named = details.get("app_id")
    if named is None and details.get("app"):  # of an installation, which knows it by its client's id
        return call.first(App, {"client_id": details["app"]})
    if named is None and isinstance(call.actor, User) and call.actor.is_bot:
        bot = bot_of(call, call.actor)
        named = bot.app_id if bot else None
    return (call.peek(App, named) if named else None) or call.first(App)


def bot_of(call: Call, user: User) -> Bot | None:
    return call.first(Bot, {"user": user.id})


def app_bot(call: Call, app: App | None) -> Bot | None:
    """The bot of an app."""
    if app is None:
        return None
    usual = call.peek(Bot, "B" + app.id[1:])  # as `people.new_app` names it
    if usual is not None and usual.app_id == app.id:
        return usual
    return next((bot for bot in call.all(Bot) if bot.app_id == app.id), None)


def find_user(call: Call, id: str | None, word: str = "user_not_found") -> User:
    """A person by id."""
    found = call.peek(User, id) if id else None
    if found is None:
        raise no(word)
    return found


def words(value: Any) -> list[str]:
    """A list that came as a list, as JSON or as text with commas."""
    if value is None:
        return []
    if isinstance(value, list):
        return [str(each) for each in value]
    text = str(value).strip()
    if text.startswith("["):
        return re.findall(r'"([^"]+)"', text)
    return [part.strip() for part in text.split(",") if part.strip()]


def an_object(value: Any, word: str) -> dict[str, Any]:
    """An object that came as one or as its JSON. Raises the refusal `word` for anything else."""
    if isinstance(value, str):
        try:
            value = orjson.loads(value)
        except orjson.JSONDecodeError:
            raise no(word) from None
    if not isinstance(value, dict):
        raise no(word)
    return value


def seconds(text: str | None, usual: float, word: str) -> float:
    """A time in seconds; `usual` where none is given. Raises the refusal `word` for what is no number."""
    try:
        return float(text) if text else usual
    except ValueError:
        raise no(word) from None


# Conversations


def membership(call: Call, conversation: Conversation, user: User | str | None = None) -> Member | None:
    id = user.id if isinstance(user, User) else user or (call.actor.id if call.actor else "")
    return call.find(Member, channel=conversation.id, user=id)


def sees(call: Call, conversation: Conversation) -> bool:
    """Whether the caller may know of the conversation: public ones all but guests, others their members."""
    user = me(call)
    guest = user.is_restricted or user.is_ultra_restricted
    open_to_all = conversation.is_channel and not conversation.is_private and not guest
    return open_to_all or membership(call, conversation) is not None


def find_channel(call: Call, id: str | None) -> Conversation:
    """A conversation by its id, which the caller may know of."""
    found = call.peek(Conversation, id) if id else None
    if found is None or not sees(call, found):
        raise no("channel_not_found")
    return found


def named_channel(call: Call, name: str) -> Conversation | None:
    """A channel by its name, archived or not."""
    return call.first(Conversation, {"name": name.removeprefix("#").lower()}) if name else None


def target(call: Call, text: str) -> Conversation:
    """Where to post: a conversation by id or `#name`, or a person by id or `@name`, whose direct message it is."""
    if text[:1] in ("U", "W") and call.peek(User, text):
        return direct(call, text)
    if text[:1] == "@":
        named = call.first(User, {"name": text[1:]})
        if named is not None:
            return direct(call, named.id)
    found = call.peek(Conversation, text) or named_channel(call, text)
    if found is None or not sees(call, found):
        raise no("channel_not_found")
    return found


def direct(call: Call, *ids: str) -> Conversation:
    """The conversation of the caller with these people, made if there is none."""
    user = me(call)
    for id in ids:
        find_user(call, id)
    everyone = sorted({user.id, *ids})
    pair = ",".join(everyone)
    found = call.first(Conversation, {"pair": pair})
    if found is not None:
        return found
    group, letter = len(everyone) > 2, "C" if len(everyone) > 2 else "D"
    names = "--".join(call.get(User, id).name for id in everyone)
    made = call.create(
        Conversation, id=letter + "0" + call.new_id(size=9).upper(), team_id=team_of(call).id, pair=pair,
        name=f"mpdm-{names}-1" if group else "", name_normalized=f"mpdm-{names}-1" if group else "", is_mpim=group,
        is_group=group, is_im=not group, is_private=True, created=call.now, creator=user.id if group else "",
        updated=call.moment // 1000,
    )  # fmt: skip
    for id in everyone:
        call.create(Member, channel=made, user=id, joined=call.now, open=id == user.id or group)
    if not group:
        call.emit("im_created", user=user.id, channel=made)
    return made


def members(call: Call, conversation: Conversation) -> list[str]:
    return [member.user for member in call.all(Member, {"channel": conversation.id})]


def mine(call: Call, user: User) -> list[str]:
    """The ids of the conversations that someone is in."""
    return [member.channel for member in call.all(Member, {"user": user.id})]


def visible(call: Call) -> list[str]:
    """The ids of the conversations that the caller may read."""
    user = me(call)
    ids = mine(call, user)
    if not (user.is_restricted or user.is_ultra_restricted):
        public = call.all(Conversation, {"is_channel": True, "is_private": False})
        ids = list(dict.fromkeys([*ids, *(each.id for each in public)]))
    return ids


def readable(call: Call, id: str | None) -> Conversation:
    """A conversation whose messages the caller may read: a bot must be in it."""
    found = find_channel(call, id)
    if is_bot(call) and membership(call, found) is None:
        raise no("not_in_channel")
    scopes.need_for(call, found, "history")
    return found


# Messages and files


def message_at(call: Call, conversation: Conversation, ts: str | None, word: str = "message_not_found") -> Message:
    found = call.peek(Message, f"{conversation.id}-{ts}") if ts else None
    if found is None:
        raise no(word)
    return found


def find_file(call: Call, id: str | None, word: str = "file_not_found") -> File:
    """A file that the caller owns, or that lies where the caller reads."""
    found = call.peek(File, id) if id else None
    if found is None or not found.ready:
        raise no(word)
    if found.user != me(call).id and not found.is_public and not set(found.channels) & set(visible(call)):
        raise no(word)
    return found


def users_by_id(call: Call, ids: list[str]) -> dict[str, User]:
    return {user.id: user for user in call.all(User, {"id": any_of(ids)})}


# Lists


def listed(call: Call, name: str, page: Page, **more: Any) -> dict[str, Any]:
    """A list as newer methods give it: under its name, with a cursor to the next part, which is "" at the end."""
    following = page.paging.offset + len(page.items)
    cursor = call.clone.dialect.cursor(f"next:{following}") if page.more else ""  # type: ignore[attr-defined] # ours
    items = call.clone.dialect.items(call, page)
    return {name: items, **more, "response_metadata": {"next_cursor": cursor}}


def paged(call: Call, name: str, page: Page, **more: Any) -> dict[str, Any]:
    """A list as older methods give it: under its name, with the number of its page."""
    total, size = page.total or 0, page.paging.limit
    paging = {"count": size, "total": total, "page": page.paging.number, "pages": -(-total // size)}
    return {name: call.clone.dialect.items(call, page), **more, "paging": paging}
