"""The token address: a code, a refresh token, a device code or a client's own name become tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..request import Answer
from .declared import App, Consent, Grant, Refused
from .device import polled
from .given import client, given
from .kept import Kept, proves

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..call import Call

DEVICE = "urn:ietf:params:oauth:grant-type:device_code"


def token(call: Call, consent: Consent) -> Answer:
    """Tokens, or why not; what a refusal ends stays ended, since it is an answer and no error of the call."""
    asked, kept = given(call), Kept(call, consent)
    kind = asked.get("grant_type") or ("refresh_token" if asked.get("refresh_token") else "authorization_code")
    kind = "device_code" if kind == DEVICE else kind
    try:
        if kind not in consent.grants:
            raise Refused("grant_type")
        app = _client(kept, asked, kind)
        grant, tokens = _GRANTS[kind](kept, app, asked)
    except Refused as refused:
        return consent.failed(call, refused)
    return consent.answer(call, 200, consent.granted(call, grant, tokens))


def _client(kept: Kept, asked: dict[str, str], kind: str) -> App:
    """The app that asks. Raises Refused.

    A device, and a public app that proves itself by PKCE, have no secret to show; one that is shown has to be right.
    """
    client_id, secret = client(kept.call, asked)
    if not client_id:
        raise Refused("client")
    app = kept.app(client_id)
    bare = kind == "device_code" or (app.public and kind in ("authorization_code", "refresh_token"))
    if secret != app.secret and (secret or not bare):
        raise Refused("secret")
    return app


def _by_code(kept: Kept, app: App, asked: dict[str, str]) -> tuple[Grant, dict[str, Any]]:
    found = kept.get("code", asked.get("code", ""))
    grant = kept.grant(found.details["grant"]) if found else None
    if found is not None and found.details.get("used"):
        kept.end(found.details["grant"])  # a code that comes twice may have been stolen
        raise Refused("code_used")
    if found is None or grant is None or kept.expired(found) or grant.client_id != app.client_id:
        raise Refused("code" if asked.get("code") else "missing")
    if (
        found.details["redirect_uri"]
        and asked.get("redirect_uri", found.details["redirect_uri"]) != (found.details["redirect_uri"])
    ):
        raise Refused("redirect")
    challenge = found.details.get("code_challenge", "")
    method = found.details.get("code_challenge_method", "plain")
    if challenge and not proves(asked.get("code_verifier", ""), challenge, method):
        raise Refused("verifier")
    if not challenge and app.public:
        raise Refused("verifier")
    kept.note(found, used=True)
    return grant, kept.tokens(grant)


def _by_refresh(kept: Kept, app: App, asked: dict[str, str]) -> tuple[Grant, dict[str, Any]]:
    token = asked.get("refresh_token", "")
    found = kept.get("refresh", token)
    grant = kept.grant(found.details["grant"]) if found else None
    if found is None or grant is None or found.revoked or kept.expired(found) or grant.client_id != app.client_id:
        raise Refused("refresh" if token else "missing")
    if found.details.get("used"):
        kept.end(grant.id)
        raise Refused("refresh")
    narrowed = kept.consent.split(asked.get("scope", ""))
    if set(narrowed) - set(grant.scopes):
        raise Refused("scope")
    if narrowed:
        grant = Grant(grant.id, grant.client_id, grant.user, narrowed, grant.details)
    if not kept.consent.rotates:
        return grant, kept.tokens(grant, refresh=token)
    kept.note(found, used=True)
    return grant, kept.tokens(grant)


def _by_client(kept: Kept, app: App, asked: dict[str, str]) -> tuple[Grant, dict[str, Any]]:
    grant = kept.allow(app.client_id, None, kept.consent.wanted(asked), {"offline": False})
    return grant, kept.tokens(grant)


def _by_device(kept: Kept, app: App, asked: dict[str, str]) -> tuple[Grant, dict[str, Any]]:
    grant = polled(kept, app, asked.get("device_code", ""))
    return grant, kept.tokens(grant)


_GRANTS: dict[str, Callable[[Kept, App, dict[str, str]], tuple[Grant, dict[str, Any]]]] = {
    "authorization_code": _by_code, "refresh_token": _by_refresh, "client_credentials": _by_client,
    "device_code": _by_device,
}  # fmt: skip
