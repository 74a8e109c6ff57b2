"""Slack's app installation and sign-in; https://docs.slack.dev/authentication/installing-with-oauth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import orjson

from clonery.server.consent import App, Consent, Grant
from clonery.server.consent.declared import Refused
from clonery.server.consent.given import given
from clonery.server.consent.kept import Kept
from clonery.server.request import Answer

from . import records
from .lookups import app_bot, team_of
from .people import new_app, new_bot, new_webhook

if TYPE_CHECKING:
    from clonery.server.call import Call
    from clonery.server.state.record import Record

ROTATED_SECONDS = 43_200
"""How long a token is good of an app that has its tokens rotated."""
CLASSIC = "oauth.access"
"""The end of the address from before granular permissions: a person's token, and a bot's where `bot` was asked for."""


class SlackConsent(Consent):
    """A bot's token for `scope`, the person's own for `user_scope`; every answer is 200 and says whether it is `ok`."""

    authorize = ("/oauth/v2/authorize", "/oauth/authorize", "/openid/connect/authorize")
    token = ("/api/oauth.v2.access", "/api/openid.connect.token", "/api/oauth.access")
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

    def known(self, call: Call, client_id: str) -> App | None:
        found = call.first(records.App, {"client_id": client_id})
        if found is None:
            return None
        redirects = tuple(found.manifest.get("oauth_config", {}).get("redirect_urls", ()))
        return App(found.client_id, found.client_secret, found.name, redirects)

    def people(self, call: Call) -> list[Record]:
        return [user for user in call.all(records.User, limit=100) if not user.is_bot and not user.deleted]

    def offline(self, given: dict[str, str]) -> bool:
        return False

    def noted(self, given: dict[str, str]) -> dict[str, Any]:
        more = {"channel": given["channel"]} if given.get("channel") else {}
        return {**super().noted(given), "user_scopes": list(self.split(given.get("user_scope", ""))), **more}

    def rotated(self, call: Call, client_id: str) -> bool:
        """Whether the app has chosen to have its tokens rotated."""
        found = call.first(records.App, {"client_id": client_id})
        return found is not None and bool(found.manifest.get("settings", {}).get("token_rotation_enabled"))

    def lasts(self, call: Call, grant: Grant) -> int | None:
        return ROTATED_SECONDS if self.rotated(call, grant.client_id) and "openid" not in grant.scopes else None

    def access_token(self, call: Call, grant: Grant, user: Record | None) -> str:
        made = super().access_token(call, grant, user)
        return made if self.lasts(call, grant) is None else f"xoxe.{made}"

    def refresh_token(self, call: Call, grant: Grant) -> str:
        return f"xoxe-1-{call.new_id(size=48)}"

    def holder(self, call: Call, grant: Grant) -> Any:
        """The app's bot, unless only the person signs in."""
        person = not grant.scopes or "openid" in grant.scopes or grant.details.get("person")
        if person or call.request.path.endswith(CLASSIC):
            return grant.user
        return self.bot(call, grant.client_id).user

    def bot(self, call: Call, client_id: str) -> records.Bot:
        """The bot of the app, which it gets when it is first installed."""
        app = call.first(records.App, {"client_id": client_id})
        if app is None:
            known = Kept(call, self).app(client_id)
            fields: dict[str, Any] = {"id": "A0ACMEAPP01"} if known == self.app else {}
            fields |= {"client_id": client_id, "client_secret": known.secret, "installed": False}
            app = new_app(call, team_of(call).id, known.name, **fields)
        if not app.installed:
            app = call.update(app, installed=True)
        return app_bot(call, app) or new_bot(call, app)

    def granted(self, call: Call, grant: Grant, tokens: dict[str, Any]) -> dict[str, Any]:
        if "openid" in grant.scopes:
            return {"ok": True, "token_type": "Bearer", **tokens}
        if call.request.path.endswith(CLASSIC):
            return self.classic(call, grant, tokens)
        if self.lasts(call, grant) is not None:
            tokens = {**tokens, "refresh_token": Kept(call, self).refreshable(grant)}
        team = team_of(call)
        made = {"ok": True, "app_id": "", "enterprise": None, "is_enterprise_install": False,
                "team": {"id": team.id, "name": team.name}, "scope": ",".join(grant.scopes)}  # fmt: skip
        app = call.first(records.App, {"client_id": grant.client_id})
        made["app_id"] = app.id if app else self.bot(call, grant.client_id).app_id
        if grant.details.get("person"):
            return {**made, **tokens, "token_type": "user", "authed_user": {"id": grant.user}}
        made["authed_user"] = self.own(call, grant)
        if not grant.scopes:
            made.pop("scope")
            return made
        bot = self.bot(call, grant.client_id)
        made |= {**tokens, "token_type": "bot", "bot_user_id": bot.user}
        return made | self.hooked(call, grant, bot.app_id)

    def own(self, call: Call, grant: Grant) -> dict[str, Any]:
        """Who installed the app, with a token of theirs where the app asked for one."""
        scopes = tuple(grant.details.get("user_scopes", ()))
        if not scopes or given(call).get("refresh_token"):
            return {"id": grant.user}
        home = Kept(call, self)
        theirs = home.allow(grant.client_id, grant.user, scopes, {"person": True})
        made = {"id": grant.user, "scope": ",".join(scopes), **home.tokens(theirs), "token_type": "user"}
        if self.lasts(call, theirs) is not None:
            made["refresh_token"] = home.refreshable(theirs)
        return made

    def hooked(self, call: Call, grant: Grant, app_id: str) -> dict[str, Any]:
        """The incoming webhook that was asked for, to the channel that the person picked."""
        if "incoming-webhook" not in grant.scopes or given(call).get("refresh_token"):
            return {}
        channel = call.peek(records.Conversation, grant.details.get("channel"))
        channel = channel or call.first(records.Conversation, {"is_general": True})
        if channel is None:
            return {}
        made = new_webhook(call, app_id, channel.id, grant.user)
        team = team_of(call)
        return {"incoming_webhook": {
            "channel": f"#{channel.name}", "channel_id": channel.id,
            "configuration_url": f"https://{team.domain}.slack.com/services/{made.id}",
            "url": f"{call.base}/services/{team.id}/{made.id}/{made.secret}",
        }}  # fmt: skip

    def classic(self, call: Call, grant: Grant, tokens: dict[str, Any]) -> dict[str, Any]:
        """The answer from before granular permissions."""
        team = team_of(call)
        made = {"ok": True, "access_token": tokens["access_token"], "scope": ",".join(grant.scopes),
                "user_id": grant.user, "team_id": team.id, "team_name": team.name,
                "enterprise_id": team.enterprise_id or None}  # fmt: skip
        bot = self.bot(call, grant.client_id)
        if "bot" in grant.scopes:
            token = call.clone.dialect.mint(call, call.peek(records.User, bot.user), None)
            call.mint(token, user=bot.user, details={"app": grant.client_id, "grant": grant.id})
            made["bot"] = {"bot_user_id": bot.user, "bot_access_token": token}
        return made | self.hooked(call, grant, bot.app_id)

    def failed(self, call: Call, refused: Refused) -> Answer:
        return self.answer(call, 200, {"ok": False, "error": self.told(refused.reason)[0]})

    def answer(self, call: Call, status: int, body: dict[str, Any]) -> Answer:
        told = {"ok": True, **body} if call.request.path.endswith("userInfo") else body
        return Answer(status, orjson.dumps(told))

    def claims(self, call: Call, user: Record) -> dict[str, Any]:
        team, profile = team_of(call), user.get("profile")
        return {
            "sub": user.id, "https://slack.com/user_id": user.id, "https://slack.com/team_id": team.id,
            "email": profile.get("email", ""), "email_verified": bool(profile.get("email")),
            "date_email_verified": user.get("updated"), "name": user.get("real_name"),
            "picture": profile.get("image_512", ""), "given_name": profile.get("first_name", ""),
            "family_name": profile.get("last_name", ""), "locale": user.get("locale"),
            "https://slack.com/team_name": team.name, "https://slack.com/team_domain": team.domain,
        }  # fmt: skip


consent = SlackConsent()
