"""Slack's app installation and sign-in; https://docs.slack.dev/authentication/installing-with-oauth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import orjson

from clonery.server.consent import App, Consent, Grant
from clonery.server.consent.declared import Refused
from clonery.server.request import Answer
from clonery.server.state.record import Record

if TYPE_CHECKING:
    from clonery.server.call import Call


class SlackConsent(Consent):
    """A bot's token for `scope`, the person's own for `user_scope`; every answer is 200 and says whether it is `ok`."""

    authorize = ("/oauth/v2/authorize", "/openid/connect/authorize")
    token = ("/api/oauth.v2.access", "/api/openid.connect.token")
    userinfo = ("/api/openid.connect.userInfo",)
    discovery = ("/.well-known/openid-configuration",)
    keys = ("/openid/connect/keys",)
    app = App("100000000001.100000000009", "acme0slack0app0secret00000000001", "Acme App")
    splits = ", "
    access_seconds = None
    words: ClassVar[dict[str, tuple[str, int, str]]] = {
        "missing": ("invalid_code", 200, ""), "client": ("invalid_client_id", 200, ""),
        "secret": ("bad_client_secret", 200, ""), "code": ("invalid_code", 200, ""),
        "code_used": ("code_already_used", 200, ""), "redirect": ("bad_redirect_uri", 200, ""),
        "redirect_unknown": ("bad_redirect_uri", 200, ""), "verifier": ("invalid_code_verifier", 200, ""),
        "refresh": ("invalid_refresh_token", 200, ""), "grant_type": ("invalid_grant_type", 200, ""),
        "scope": ("invalid_scope", 200, ""), "denied": ("access_denied", 200, ""),
        "token": ("invalid_auth", 200, ""),
    }  # fmt: skip

    def people(self, call: Call) -> list[Record]:
        kind = call.clone.kind(call.clone.dialect.user_kind)
        return [user for user in call.all(kind, limit=100) if not user.get("is_bot") and not user.get("deleted")]

    def offline(self, given: dict[str, str]) -> bool:
        return False

    def noted(self, given: dict[str, str]) -> dict[str, Any]:
        return {**super().noted(given), "user_scopes": list(self.split(given.get("user_scope", "")))}

    def holder(self, call: Call, grant: Grant) -> Any:
        """The app's bot, unless only the person signs in."""
        if not grant.scopes or "openid" in grant.scopes:
            return grant.user
        kind = call.clone.kind(call.clone.dialect.user_kind)
        return next((user.id for user in call.all(kind) if user.get("is_bot")), None)

    def granted(self, call: Call, grant: Grant, tokens: dict[str, Any]) -> dict[str, Any]:
        if "openid" in grant.scopes:
            return {"ok": True, "token_type": "Bearer", **tokens}
        own = tuple(grant.details.get("user_scopes", ()))
        person = call.peek(call.clone.kind(call.clone.dialect.user_kind), grant.user)
        authed: dict[str, Any] = {"id": grant.user}
        if own:
            token = call.clone.dialect.mint(call, person, own)
            call.mint(token, user=grant.user, scopes=own, details={"app": grant.client_id, "grant": grant.id})
            authed |= {"scope": ",".join(own), "access_token": token, "token_type": "user"}
        team = call.first(call.clone.kind("team"))
        made = {"ok": True, "app_id": "A0ACMEAPP01", "authed_user": authed, "enterprise": None}
        made |= {"is_enterprise_install": False, "team": {"id": team.id, "name": team.get("name")} if team else None}
        if grant.scopes:
            made |= {"access_token": tokens["access_token"], "token_type": "bot", "scope": ",".join(grant.scopes)}
            made["bot_user_id"] = self.holder(call, grant)
        return made

    def failed(self, call: Call, refused: Refused) -> Answer:
        return self.answer(call, 200, {"ok": False, "error": self.told(refused.reason)[0]})

    def answer(self, call: Call, status: int, body: dict[str, Any]) -> Answer:
        return Answer(status, orjson.dumps(body))

    def claims(self, call: Call, user: Record) -> dict[str, Any]:
        team = call.first(call.clone.kind("team"))
        made = super().claims(call, user)
        return {"ok": True, **made, "https://slack.com/user_id": user.id,
                "https://slack.com/team_id": team.id if team else None}  # fmt: skip


consent = SlackConsent()
