"""Addresses that tell of tokens and people: revocation, introspection, user info, discovery, keys."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..request import Answer
from .declared import Consent, Refused
from .given import given
from .kept import Kept
from .signing import public_keys

if TYPE_CHECKING:
    from ..call import Call


def revoke(call: Call, consent: Consent) -> Answer:
    """End a token: a refresh token ends its grant, and so does an access token that has one. Unknown ones are fine."""
    asked, kept = given(call), Kept(call, consent)
    token = asked.get("token") or asked.get("access_token") or asked.get("refresh_token") or _carried(call)
    if not token:
        return consent.failed(call, Refused("missing"))
    for found in (kept.credentials.get(call.clone.name, token), kept.get("refresh", token)):
        if found is not None:
            kept.credentials.put(replace(found, revoked=True))
            if found.details.get("grant"):
                kept.end(found.details["grant"])
    return consent.answer(call, 200, {})


def introspect(call: Call, consent: Consent) -> Answer:
    """What a token is good for."""
    asked, kept = given(call), Kept(call, consent)
    token = asked.get("token") or asked.get("access_token") or asked.get("id_token") or _carried(call)
    return consent.introspected(call, kept.access(token))


def userinfo(call: Call, consent: Consent) -> Answer:
    """Who the token's person is."""
    kept = Kept(call, consent)
    found = kept.access(_carried(call) or given(call).get("access_token", ""))
    user = call.peek(call.clone.kind(call.clone.dialect.user_kind), found.user) if found else None
    if user is None:
        made = consent.failed(call, Refused("token"))
        made.headers.append(("WWW-Authenticate", 'Bearer error="invalid_token"'))
        return made
    return consent.answer(call, 200, consent.claims(call, user))


def discovery(call: Call, consent: Consent) -> Answer:
    """What OpenID Connect clients read first: where everything is."""
    base = call.base
    named = {
        "authorization_endpoint": consent.authorize, "token_endpoint": consent.token,
        "device_authorization_endpoint": consent.device, "userinfo_endpoint": consent.userinfo,
        "revocation_endpoint": consent.revoke, "introspection_endpoint": consent.introspect, "jwks_uri": consent.keys,
    }  # fmt: skip
    long = {"device_code": "urn:ietf:params:oauth:grant-type:device_code"}
    made: dict[str, Any] = {
        "issuer": consent.issuer(call), **{name: base + paths[0] for name, paths in named.items() if paths},
        "response_types_supported": ["code"], "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"], "scopes_supported": ["openid", "email", "profile"],
        "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"],
        "claims_supported": ["aud", "email", "email_verified", "exp", "iat", "iss", "name", "sub"],
        "code_challenge_methods_supported": list(consent.challenges),
        "grant_types_supported": sorted(long.get(name, name) for name in consent.grants),
    }  # fmt: skip
    return consent.answer(call, 200, made)


def keys(call: Call, consent: Consent) -> Answer:
    """The keys that id tokens are signed with."""
    return consent.answer(call, 200, public_keys())


def _carried(call: Call) -> str:
    return call.clone.dialect.token(call.request) or ""
