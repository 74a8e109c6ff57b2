"""Google's OAuth and OpenID Connect; https://developers.google.com/identity/protocols/oauth2."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from clonery.server.consent import App, Consent, Grant
from clonery.server.consent.declared import Refused
from clonery.server.request import Answer
from clonery.server.state.credentials import Credential
from clonery.server.state.record import Record

if TYPE_CHECKING:
    from clonery.server.call import Call

PLAIN = {"openid": "openid", "email": "https://www.googleapis.com/auth/userinfo.email",
         "profile": "https://www.googleapis.com/auth/userinfo.profile"}  # fmt: skip
"""Scopes that go by a short name, and what they become."""


class GoogleConsent(Consent):
    """Refresh tokens for those who ask for `access_type=offline`, each good for many uses."""

    authorize = ("/o/oauth2/v2/auth", "/o/oauth2/auth")
    token = ("/token", "/oauth2/v4/token", "/o/oauth2/token")
    device = ("/device/code",)
    verify = ("/device",)
    revoke = ("/revoke", "/o/oauth2/revoke")
    introspect = ("/tokeninfo", "/oauth2/v3/tokeninfo")
    userinfo = ("/v1/userinfo", "/oauth2/v3/userinfo")
    discovery = ("/.well-known/openid-configuration",)
    keys = ("/oauth2/v3/certs",)
    app = App("100000000001-acmewebapp.apps.googleusercontent.com", "GOCSPX-acmeWebAppSecret00000001", "Acme Web App")
    grants = frozenset({"authorization_code", "refresh_token", "device_code"})
    access_seconds = 3599
    device_seconds = 1800
    rotates = False
    verification = "verification_url"
    words: ClassVar[dict[str, tuple[str, int, str]]] = {
        "missing": ("invalid_request", 400, "Missing required parameter: code"),
        "client": ("invalid_client", 401, "The OAuth client was not found."),
        "secret": ("invalid_client", 401, "Unauthorized"),
        "code": ("invalid_grant", 400, "Malformed auth code."),
        "code_used": ("invalid_grant", 400, "Bad Request"),
        "redirect": ("redirect_uri_mismatch", 400, "Bad Request"),
        "redirect_unknown": ("redirect_uri_mismatch", 400, "The redirect URI is not registered"),
        "verifier": ("invalid_grant", 400, "Invalid code verifier."),
        "refresh": ("invalid_grant", 400, "Token has been expired or revoked."),
        "grant_type": ("unsupported_grant_type", 400, "Invalid grant_type"),
        "pending": ("authorization_pending", 428, "Precondition Required"),
        "slow_down": ("slow_down", 403, "Forbidden"),
        "denied": ("access_denied", 403, "Forbidden"),
        "device_expired": ("expired_token", 400, "Bad Request"),
        "device_code": ("invalid_grant", 400, "Malformed device code."),
        "token": ("invalid_request", 401, "Invalid Credentials"),
    }

    def wanted(self, given: dict[str, str]) -> tuple[str, ...]:
        """`email` and `profile` become the addresses that they stand for. Raises Refused for what is no scope."""
        asked = self.split(given.get("scope", ""))
        made = [PLAIN.get(scope, scope) for scope in asked]
        if not asked or any(scope != "openid" and "://" not in scope for scope in made):
            raise Refused("scope" if asked else "missing", " ".join(asked))
        return tuple(dict.fromkeys(made))

    def offline(self, given: dict[str, str]) -> bool:
        return given.get("access_type") == "offline" or "response_type" not in given

    def access_token(self, call: Call, grant: Grant, user: Record | None) -> str:
        return call.new_id("ya29.a0", 180)

    def refresh_token(self, call: Call, grant: Grant) -> str:
        return call.new_id("1//0", 98)

    def code(self, call: Call) -> str:
        return call.new_id("4/0A", 69)

    def returned(self, grant: Grant) -> dict[str, str]:
        return {"scope": " ".join(grant.scopes), "authuser": "0", "prompt": "consent"}

    def claims(self, call: Call, user: Record) -> dict[str, Any]:
        made = super().claims(call, user)
        email = str(user.get("primaryEmail") or user.get("email") or "")
        name = user.get("name")
        if isinstance(name, dict):
            made |= {"name": name.get("fullName"), "given_name": name.get("givenName")}
            made["family_name"] = name.get("familyName")
        made |= {"email": email, "email_verified": True, "hd": email.partition("@")[2]} if email else {}
        return {name: value for name, value in made.items() if value is not None}

    def introspected(self, call: Call, found: Credential | None) -> Answer:
        """What `tokeninfo` says."""
        if found is None:
            return self.answer(call, 400, {"error": "invalid_token", "error_description": "Invalid Value"})
        app = found.details.get("app", "")
        made: dict[str, Any] = {"azp": app, "aud": app, "scope": " ".join(found.scopes or ())}
        if found.expires_at is not None:
            made["exp"] = str(found.expires_at // 1_000_000)
            made["expires_in"] = str((found.expires_at - call.moment) // 1_000_000)
        user = call.peek(call.clone.kind(call.clone.dialect.user_kind), found.user)
        if user is not None:
            made |= {name: value for name, value in self.claims(call, user).items() if name in ("sub", "email")}
            made["email_verified"] = "true"
        return self.answer(call, 200, {**made, "access_type": "online"})


consent = GoogleConsent()
