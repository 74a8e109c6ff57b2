"""Tokens and tests: who am I, does it work; https://docs.slack.dev/reference/methods?family=auth."""

from __future__ import annotations

from base64 import b64decode
from dataclasses import replace
from typing import Any

from clonery.server.call import Call
from clonery.server.consent.kept import Kept
from clonery.server.operation import operation

from ..consent import consent
from ..lookups import app_bot, app_of, bot_of, is_bot, listed, me, team_of
from ..records import App, Connection
from ..scopes import kind_of_token
from ..wording import no

REFRESH_SECONDS = 43_200


@operation("api.test")
def api_test(call: Call, error: str | None = None) -> dict[str, Any]:
    """Answers with what it was given, or with the error asked for."""
    assert call.operation is not None
    body = call.clone.dialect.body(call.request, call.operation)
    given = dict(call.request.pairs) | (body if isinstance(body, dict) else {})
    given.pop("token", None)
    if error:
        raise no(error, args=given)
    return {"args": given} if given else {}


@operation("auth.test")
def auth_test(call: Call) -> dict[str, Any]:
    team = team_of(call)
    credential = call.credential
    assert credential is not None
    if kind_of_token(credential) == "app":
        app = app_of(call)
        return {"app_name": app.name if app else "", "app_id": app.id if app else ""}
    user = me(call)
    made: dict[str, Any] = {
        "url": f"https://{team.domain}.slack.com/", "team": team.name, "user": user.name, "team_id": team.id,
        "user_id": user.id, "is_enterprise_install": False,
    }  # fmt: skip
    bot = bot_of(call, user) if is_bot(call) else None
    return made | ({"bot_id": bot.id} if bot else {})


@operation("auth.revoke")
def auth_revoke(call: Call, test: bool = False) -> dict[str, Any]:
    """End the token that asks."""
    credential = call.credential
    assert credential is not None
    if not test:
        call.session.opened.credentials.put(replace(credential, revoked=True))
        call.emit("tokens_revoked", token=kind_of_token(credential), user=credential.user, app=app_of(call))
    return {"revoked": not test}


@operation("auth.teams.list")
def auth_teams(call: Call, include_icon: bool = False) -> dict[str, Any]:
    team = team_of(call)
    shown = {"id": team.id, "name": team.name} | ({"icon": team.icon} if include_icon else {})
    return listed(call, "teams", call.slice([shown]))


@operation("apps.uninstall")
def uninstall(call: Call, client_id: str, client_secret: str) -> dict[str, Any]:
    """Take an app out of the workspace: its bot's tokens end."""
    app = call.first(App, {"client_id": client_id})
    if app is None:
        raise no("invalid_client_id")
    if app.client_secret != client_secret:
        raise no("bad_client_secret")
    removed(call, app)
    return {}


def removed(call: Call, app: App) -> None:
    """Take an app out of the workspace: every token that it got there ends."""
    credentials = call.session.opened.credentials
    for held in credentials.all(call.clone.name):
        own = held.details.get("app") == app.client_id or (
            held.token.startswith("xoxb-") and held.details.get("app_id", app.id) == app.id
        )
        if own and not held.revoked:
            credentials.put(replace(held, revoked=True))
    call.emit("app_uninstalled", app=app)
    call.update(app, installed=False)


@operation("oauth.v2.exchange")
def exchange(
    call: Call, token: str | None = None, client_id: str | None = None, client_secret: str | None = None
) -> dict[str, Any]:
    """A token that expires, and one to refresh it with, in place of one that did not."""
    token = token or call.clone.dialect.token(call.request) or ""
    name, secret = call.request.basic or (client_id, client_secret)
    app = call.first(App, {"client_id": name}) if name else None
    if app is None:
        raise no("invalid_client_id")
    if app.client_secret != secret:
        raise no("bad_client_secret")
    credentials = call.session.opened.credentials
    held = credentials.get(call.clone.name, token)
    own = held is not None and (held.details.get("app") == app.client_id or held.details.get("app_id") == app.id)
    if held is None or not own or held.revoked or not token.startswith(("xoxb-", "xoxp-")):
        raise no("invalid_token")
    if not consent.rotated(call, app.client_id):
        raise no("token_rotation_not_enabled")
    credentials.put(replace(held, revoked=True))
    home, bot = Kept(call, consent), token.startswith("xoxb-")
    grant = home.allow(app.client_id, held.user, held.scopes or (), {} if bot else {"person": True})
    return consent.granted(call, grant, home.tokens(grant))


@operation("tooling.tokens.rotate")
def rotate(call: Call, refresh_token: str) -> dict[str, Any]:
    """A fresh token for an app's configuration, in exchange for a refresh token that works once."""
    credentials = call.session.opened.credentials
    held = credentials.get(call.clone.name, refresh_token)
    if held is None or held.revoked or not refresh_token.startswith("xoxe-"):
        raise no("invalid_refresh_token")
    credentials.put(replace(held, revoked=True))
    ends = call.moment + REFRESH_SECONDS * 1_000_000
    token, refresh = f"xoxe.xoxp-1-{call.new_id(size=48)}", f"xoxe-1-{call.new_id(size=48)}"
    call.mint(token, user=held.user, expires_at=ends)
    call.mint(refresh, user=held.user)
    return {"token": token, "refresh_token": refresh, "team_id": team_of(call).id, "user_id": held.user,
            "iat": call.now, "exp": call.now + REFRESH_SECONDS}  # fmt: skip


@operation("apps.connections.open")
def open_connection(call: Call) -> dict[str, Any]:
    """An address for a websocket, good for one connection."""
    app = app_of(call)
    if app is None:
        raise no("internal_error")
    if not app.socket_mode:
        call.update(app, socket_mode=True)
    made = call.create(Connection, id=call.new_id(size=32).lower(), app_id=app.id, created=call.now)
    base = call.base.replace("http", "ws", 1)
    return {"url": f"{base}/link/?ticket={made.id}&app_id={app.id}"}


@operation("apps.event.authorizations.list")
def authorizations(call: Call, event_context: str) -> dict[str, Any]:
    """For whom an event was sent: the app's installations."""
    app = app_of(call)
    try:
        named = b64decode(event_context.removeprefix("4-"), validate=True).decode().split("-")
    except ValueError:
        named = []
    if app is None or len(named) != 3 or named[1] != app.id:  # as `events.envelope` makes it
        raise no("invalid_event_context")
    bot = app_bot(call, app)
    rows = [{"enterprise_id": None, "team_id": named[0], "user_id": bot.user, "is_bot": True,
             "is_enterprise_install": False}] if bot else []  # fmt: skip
    return listed(call, "authorizations", call.slice(rows))
