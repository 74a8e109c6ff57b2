"""What an OAuth app asks of its own tokens, by its id and secret; https://docs.github.com/rest/apps/oauth-applications."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from clonery.server.call import Call
from clonery.server.consent.declared import App, Refused
from clonery.server.consent.kept import Kept
from clonery.server.operation import operation
from clonery.server.problems import NotFound, Unauthorized
from clonery.server.state.clock import iso
from clonery.server.state.credentials import Credential

from ...consent import consent
from ...refusals import ValidationFailed
from ...shapes.people import simple_user


def _app(call: Call, client_id: str) -> App:
    """The app that asks. Raises Unauthorized without its secret, NotFound where it asks for another one."""
    given = call.request.basic
    if given is None:
        raise Unauthorized(code="missing")
    try:
        app = Kept(call, consent).app(given[0])
    except Refused:
        raise Unauthorized(code="unknown") from None
    if app.secret != given[1]:
        raise Unauthorized(code="unknown")
    if app.client_id != client_id:
        raise NotFound(kind="application")
    return app


def _held(call: Call, app: App, token: str) -> Credential | None:
    """A good token of this app."""
    found = Kept(call, consent).access(token)
    return found if found is not None and found.details.get("app") == app.client_id else None


def _authorization(call: Call, app: App, held: Credential) -> dict[str, Any]:
    id = int(held.id.removeprefix("cred_"), 16) % 10**10
    ends = None if held.expires_at is None else iso(held.expires_at)
    return {
        "id": id, "url": f"{call.base}/authorizations/{id}", "token": held.token, "token_last_eight": held.token[-8:],
        "hashed_token": held.id.removeprefix("cred_"), "scopes": list(held.scopes or ()), "note": None,
        "note_url": None, "fingerprint": None, "created_at": call.now, "updated_at": call.now, "expires_at": ends,
        "app": {"name": app.name, "url": f"{call.base}/apps/{app.client_id}", "client_id": app.client_id},
        "user": simple_user(call, held.user),
    }  # fmt: skip


@operation("apps/check-token")
def check(call: Call, client_id: str, access_token: str) -> dict[str, Any]:
    """POST /applications/{client_id}/token"""
    app = _app(call, client_id)
    held = _held(call, app, access_token)
    if held is None:
        raise NotFound(kind="authorization")
    return _authorization(call, app, held)


@operation("apps/reset-token")
def reset(call: Call, client_id: str, access_token: str) -> dict[str, Any]:
    """PATCH /applications/{client_id}/token: a new token in its place."""
    app = _app(call, client_id)
    held = _held(call, app, access_token)
    if held is None:
        raise NotFound(kind="authorization")
    credentials = call.session.opened.credentials
    credentials.put(replace(held, revoked=True))
    return _authorization(call, app, credentials.put(replace(held, token=call.new_id("gho_", 36))))


@operation("apps/delete-token")
def delete(call: Call, client_id: str, access_token: str) -> None:
    """DELETE /applications/{client_id}/token"""
    held = _held(call, _app(call, client_id), access_token)
    if held is None:
        raise ValidationFailed("Authorization", "access_token", "invalid")
    call.session.opened.credentials.put(replace(held, revoked=True))


@operation("apps/delete-authorization")
def delete_grant(call: Call, client_id: str, access_token: str) -> None:
    """DELETE /applications/{client_id}/grant: every token of what the person allowed."""
    held = _held(call, _app(call, client_id), access_token)
    if held is None:
        raise ValidationFailed("Authorization", "access_token", "invalid")
    Kept(call, consent).end(held.details["grant"])
