"""GitHub's OAuth apps and device flow; https://docs.github.com/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlencode

import orjson

from clonery.server.consent import App, Consent, Grant
from clonery.server.consent.declared import Refused
from clonery.server.request import Answer
from clonery.server.state.record import Record

from .records.people import User

if TYPE_CHECKING:
    from clonery.server.call import Call

HELP = "https://docs.github.com/apps/managing-oauth-apps/troubleshooting-oauth-app-access-token-request-errors/"
DEVICE_HELP = "https://docs.github.com/developers/apps/authorizing-oauth-apps#error-codes-for-the-device-flow"
SCOPES = (
    "repo", "repo:status", "repo_deployment", "public_repo", "repo:invite", "security_events", "admin:repo_hook",
    "write:repo_hook", "read:repo_hook", "admin:org", "write:org", "read:org", "admin:public_key", "write:public_key",
    "read:public_key", "admin:org_hook", "gist", "notifications", "user", "read:user", "user:email", "user:follow",
    "project", "read:project", "delete_repo", "write:packages", "read:packages", "delete:packages", "admin:gpg_key",
    "write:gpg_key", "read:gpg_key", "admin:ssh_signing_key", "write:ssh_signing_key", "read:ssh_signing_key",
    "codespace", "workflow", "read:audit_log",
)  # fmt: skip
_DEVICE = ("authorization_pending", "slow_down", "expired_token", "incorrect_device_code", "access_denied")
_CLIENT = ("incorrect_client_credentials", 200, "The client_id and/or client_secret passed are incorrect.")
_CODE = ("bad_verification_code", 200, "The code passed is incorrect or expired.")
_REDIRECT = "The redirect_uri MUST match the registered callback URL for this application."


class GitHubConsent(Consent):
    """Tokens of OAuth apps have no end; errors leave with 200, as a form unless JSON is asked for."""

    authorize = ("/login/oauth/authorize",)
    token = ("/login/oauth/access_token",)
    device = ("/login/device/code",)
    verify = ("/login/device",)
    app = App("Ov23liAcmeWebApp0001", "acme0web0app0secret0000000000000000000a1", "Acme Web App")
    splits = ", "
    grants = frozenset({"authorization_code", "device_code"})
    challenges = ("S256",)
    access_seconds = None
    page_status = 404
    words: ClassVar[dict[str, tuple[str, int, str]]] = {
        "client": _CLIENT,
        "secret": _CLIENT,
        "code": _CODE,
        "code_used": _CODE,
        "missing": _CODE,
        "verifier": _CODE,
        "redirect": ("redirect_uri_mismatch", 200, _REDIRECT),
        "redirect_unknown": ("redirect_uri_mismatch", 200, _REDIRECT),
        "grant_type": ("unsupported_grant_type", 200, "The grant_type is not supported."),
        "denied": ("access_denied", 200, "The user has denied your application access."),
        "pending": ("authorization_pending", 200, "The authorization request is still pending."),
        "slow_down": ("slow_down", 200, "Too many requests have been made in the same timeframe."),
        "device_expired": ("expired_token", 200, "This 'device_code' has expired."),
        "device_code": ("incorrect_device_code", 200, "The device_code provided is not valid."),
    }

    def people(self, call: Call) -> list[Record]:
        return list(call.all(User, {"type": "User"}, limit=50))

    def wanted(self, given: dict[str, str]) -> tuple[str, ...]:
        """Scopes that there are not are passed over."""
        return tuple(scope for scope in self.split(given.get("scope", "")) if scope in SCOPES)

    def offline(self, given: dict[str, str]) -> bool:
        return False

    def access_token(self, call: Call, grant: Grant, user: Record | None) -> str:
        return call.new_id("gho_", 36)

    def code(self, call: Call) -> str:
        return "".join(f"{call.random(16):x}" for _ in range(20))

    def device_code(self, call: Call) -> str:
        return "".join(f"{call.random(16):x}" for _ in range(40))

    def granted(self, call: Call, grant: Grant, tokens: dict[str, Any]) -> dict[str, Any]:
        return {"access_token": tokens["access_token"], "token_type": "bearer", "scope": ",".join(grant.scopes)}

    def failed(self, call: Call, refused: Refused) -> Answer:
        code, status, description = self.told(refused.reason)
        uri = DEVICE_HELP if code in _DEVICE else HELP + "#" + code.replace("_", "-")
        body: dict[str, Any] = {"error": code, "error_description": description, "error_uri": uri}
        if code == "slow_down":
            body["interval"] = int(refused.detail)
        return self.answer(call, status, body)

    def answer(self, call: Call, status: int, body: dict[str, Any]) -> Answer:
        if "json" in call.request.header("accept"):
            return Answer(status, orjson.dumps(body))
        form = [("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")]
        return Answer(status, urlencode(body).encode(), form, json=False)


consent = GitHubConsent()
