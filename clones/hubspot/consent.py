"""HubSpot's OAuth for public apps; https://developers.hubspot.com/docs/api/oauth/tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from clonery.server.consent import App, Consent, Grant
from clonery.server.consent.declared import Refused
from clonery.server.request import Answer
from clonery.server.state.record import Record

from . import wording

if TYPE_CHECKING:
    from clonery.server.call import Call


class HubSpotConsent(Consent):
    """Access for half an hour, refresh tokens without end; errors have words of their own."""

    authorize = ("/oauth/authorize", "/oauth/{portal}/authorize")
    token = ("/oauth/v1/token", "/oauth/v3/token")
    introspect = ("/oauth/v3/token/introspect",)
    revoke = ("/oauth/v3/token/revoke",)
    app = App("ac3e0000-0000-4000-8000-000000000001", "ac3e5ec0-0000-4000-8000-000000000001", "Acme Web App")
    grants = frozenset({"authorization_code", "refresh_token", "client_credentials"})
    access_seconds = 1800
    rotates = False
    words: ClassVar[dict[str, tuple[str, int, str]]] = {
        "missing": ("BAD_AUTH_CODE", 400, "missing or unknown auth code"),
        "client": ("BAD_CLIENT_ID", 400, "missing or invalid client id"),
        "secret": ("BAD_CLIENT_SECRET", 400, "missing or invalid client secret"),
        "code": ("BAD_AUTH_CODE", 400, "missing or unknown auth code"),
        "code_used": ("BAD_AUTH_CODE", 400, "missing or unknown auth code"),
        "redirect": ("BAD_REDIRECT_URI", 400, "missing or invalid redirect uri"),
        "verifier": ("BAD_AUTH_CODE", 400, "missing or unknown auth code"),
        "refresh": ("BAD_REFRESH_TOKEN", 400, "missing or invalid refresh token"),
        "grant_type": ("BAD_GRANT_TYPE", 400, "missing or unknown grant type"),
    }

    def wanted(self, given: dict[str, str]) -> tuple[str, ...]:
        """What is asked for, and what may be left out of it."""
        return self.split(given.get("scope", "") + " " + given.get("optional_scope", ""))

    def access_token(self, call: Call, grant: Grant, user: Record | None) -> str:
        return call.new_id("CJ", 110)

    def refresh_token(self, call: Call, grant: Grant) -> str:
        return f"na1-{call.new_uuid()}"

    def code(self, call: Call) -> str:
        return f"na1-{call.new_uuid()}"

    def granted(self, call: Call, grant: Grant, tokens: dict[str, Any]) -> dict[str, Any]:
        return {"token_type": "bearer", **{name: tokens[name] for name in tokens if name != "id_token"}}

    def failed(self, call: Call, refused: Refused) -> Answer:
        code, status, message = self.told(refused.reason)
        made = {"status": code, "message": message, "correlationId": wording.correlation(call)}
        return self.answer(call, status, made)


consent = HubSpotConsent()
