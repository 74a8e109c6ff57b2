"""People, bots and apps as a workspace makes them; https://docs.slack.dev/reference/objects/user-object."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from .records import App, Bot, User, Webhook

if TYPE_CHECKING:
    from clonery.server.call import Call

AVATAR = "https://secure.gravatar.com/avatar/{}.jpg"
SIZES = (24, 32, 48, 72, 192, 512)


def profile(real_name: str, display_name: str, email: str = "", **more: Any) -> dict[str, Any]:
    """A profile with all that every profile has."""
    first, _, last = real_name.partition(" ")
    made = {
        "title": "", "phone": "", "skype": "", "real_name": real_name, "real_name_normalized": real_name,
        "display_name": display_name, "display_name_normalized": display_name, "first_name": first, "last_name": last,
        "status_text": "", "status_emoji": "", "status_expiration": 0, "avatar_hash": "g0", "fields": {},
        **{f"image_{size}": AVATAR.format(size) for size in SIZES},
    }  # fmt: skip
    return made | ({"email": email} if email else {}) | more


def new_user(call: Call, team: str, name: str, real_name: str = "", email: str = "", **more: Any) -> User:
    """A person or a bot's user, under a new id unless one is given."""
    given = more.pop("profile", {})
    title = {"title": more.pop("title")} if "title" in more else {}
    id = more.pop("id", None) or "U0" + call.new_id(size=9).upper()
    shown = real_name or given.get("real_name") or name
    made = profile(shown, given.get("display_name", name), email, team=team, **title)
    more.setdefault("updated", call.moment // 1_000_000)
    more.pop("team_id", None)
    return call.create(User, id=id, team_id=team, name=name, real_name=shown, profile=made | given, **more)


def new_app(call: Call, team: str, name: str, user: User | None = None, **more: Any) -> App:
    """An app with its secrets, and its bot where `user` is the bot's user."""
    tail = user.id[1:] if user is not None else "0" + call.new_id(size=9).upper()
    defaults = {
        "id": "A" + tail, "client_id": f"{call.next('client', 100_000_000_001)}.{call.next('app', 200_000_000_001)}",
        "client_secret": call.new_id(size=32).lower(), "signing_secret": call.new_id(size=32).lower(),
        "verification_token": call.new_id(size=24),
    }  # fmt: skip
    made = call.create(App, name=name, team_id=team, **{**defaults, **more})
    if user is not None:
        call.create(Bot, id="B" + tail, app_id=made.id, user=user.id, name=name, updated=user.updated)
    return made


def new_bot(call: Call, app: App) -> Bot:
    """The bot of an app, under the name that the app's manifest gives it, with its user."""
    shown = app.manifest.get("features", {}).get("bot_user", {}).get("display_name") or app.name
    name = re.sub(r"[^a-z0-9]+", "_", shown.lower()).strip("_") or "bot"
    user = new_user(call, app.team_id, name, shown, is_bot=True, id="U" + app.id[1:], profile={"always_active": True})
    return call.create(Bot, id="B" + app.id[1:], app_id=app.id, user=user.id, name=shown, updated=user.updated)


def new_webhook(call: Call, app: str, channel: str, user: str = "") -> Webhook:
    """An address at which anybody who knows it posts to that channel."""
    id = "B0" + call.new_id(size=9).upper()
    return call.create(Webhook, id=id, app_id=app, channel=channel, user=user, secret=call.new_id(size=24))
