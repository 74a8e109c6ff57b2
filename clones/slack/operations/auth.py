"""Tokens and tests: who am I, does it work; https://docs.slack.dev/reference/methods?family=auth."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from clonery.server.call import Call
from clonery.server.operation import operation
from clonery.server.state.query import any_of

from ..lookups import app_of, bot_of, is_bot, listed, me, team_of
from ..records import App, Connection, Member
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
        call.emit("tokens_revoked", token=kind_of_token(credential), user=credential.user)
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
    credentials = call.session.opened.credentials
    for held in credentials.all(call.clone.name):
        if held.token.startswith("xoxb-") and not held.revoked and held.details.get("app_id", app.id) == app.id:
            credentials.put(replace(held, revoked=True))
    call.emit("app_uninstalled", app=app)
    call.update(app, installed=False)
    return {}


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
    if app is None or not event_context.startswith("4-"):
        raise no("invalid_event_context")
    users = call.all(Member, {"channel": any_of([event_context.rpartition("-")[2]])}, limit=1)
    team = team_of(call)
    rows = [{"enterprise_id": None, "team_id": team.id, "user_id": member.user, "is_bot": True} for member in users]
    return listed(call, "authorizations", call.slice(rows))
