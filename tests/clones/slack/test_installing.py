"""An app's installation by the SDK's OAuth parts and Bolt's OAuthFlow, with the installation store; rotated tokens."""

import json
import logging
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from slack_bolt import App, BoltRequest
from slack_bolt.oauth.oauth_settings import OAuthSettings
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth import AuthorizeUrlGenerator, OpenIDConnectAuthorizeUrlGenerator
from slack_sdk.oauth.installation_store import FileInstallationStore, Installation
from slack_sdk.oauth.state_store import FileOAuthStateStore
from slack_sdk.oauth.token_rotation import TokenRotator
from slack_sdk.webhook import WebhookClient
from tests.clones.slack.conftest import BEN_ID, GENERAL, WEBAPP, refused

BACK = "http://localhost:3000/slack/oauth_redirect"
SCOPES = ["chat:write", "channels:read", "incoming-webhook", "app_mentions:read"]


def made_app(ada: WebClient, **settings: Any) -> dict[str, Any]:
    """The credentials of an app that a manifest makes."""
    manifest = {
        "display_information": {"name": "Pager"},
        "features": {"bot_user": {"display_name": "pager"}},
        "oauth_config": {"redirect_urls": [BACK], "scopes": {"bot": SCOPES}}, "settings": settings,
    }  # fmt: skip
    made = ada.api_call("apps.manifest.create", params={"manifest": json.dumps(manifest)}).data
    return {**made["credentials"], "app_id": made["app_id"]}  # type: ignore[index, call-overload] # JSON


def consented(address: str, user: str = "ben", **more: str) -> str:
    """The query with which the browser comes back after that person has allowed."""
    with httpx.Client() as browser:
        assert "Pager" in browser.get(address).text
        back = browser.post(address, data={"user": user, "decision": "allow", **more})
    assert back.status_code == 302
    return urlsplit(back.headers["location"]).query


def test_bolt_installs_and_answers_with_the_tokens_of_its_store(base: str, ada: WebClient, tmp_path: Path) -> None:
    keys = made_app(ada)
    store = FileInstallationStore(base_dir=str(tmp_path), client_id=keys["client_id"], logger=logging.getLogger())
    settings = OAuthSettings(
        client_id=keys["client_id"], client_secret=keys["client_secret"], scopes=SCOPES, user_scopes=["users:read"],
        installation_store=store, redirect_uri=BACK, authorization_url=f"{base}/oauth/v2/authorize",
        state_store=FileOAuthStateStore(expiration_seconds=60, base_dir=str(tmp_path / "states")),
    )  # fmt: skip
    web = WebClient(base_url=f"{base}/api/")
    app = App(signing_secret=keys["signing_secret"], oauth_settings=settings, client=web, process_before_response=True)
    assert app.oauth_flow is not None
    begun = app.oauth_flow.handle_installation(BoltRequest(mode="socket_mode", body="", query=""))
    cookie = str(begun.headers["set-cookie"][0]).partition(";")[0]
    address = re.findall(r'href="(http[^"]+authorize[^"]+)"', str(begun.body))[0].replace("&amp;", "&")
    query = consented(address, channel=WEBAPP)
    back = app.oauth_flow.handle_callback(BoltRequest(body="", query=query, headers={"cookie": [cookie]}))
    assert (back.status, "Thank you" in str(back.body)) == (200, True)
    kept = store.find_installation(enterprise_id=None, team_id="T0ACME0000")
    assert kept is not None
    assert (kept.app_id, kept.user_id, kept.bot_scopes) == (keys["app_id"], BEN_ID, SCOPES)
    assert (kept.user_scopes, kept.is_enterprise_install) == (["users:read"], False)
    bot = WebClient(kept.bot_token, base_url=f"{base}/api/").auth_test()
    assert (bot["user"], bot["bot_id"], bot["user_id"]) == ("pager", kept.bot_id, kept.bot_user_id)
    assert WebClient(kept.user_token, base_url=f"{base}/api/").auth_test()["user_id"] == BEN_ID
    assert kept.incoming_webhook_url is not None
    assert (kept.incoming_webhook_channel_id, kept.incoming_webhook_channel) == (WEBAPP, "#webapp")
    assert WebhookClient(kept.incoming_webhook_url).send(text="installed").body == "ok"
    last = ada.conversations_history(channel=WEBAPP, limit=1)["messages"][0]
    assert (last["text"], last["bot_id"]) == ("installed", kept.bot_id)
    again = app.oauth_flow.handle_callback(BoltRequest(body="", query=query, headers={"cookie": [cookie]}))
    assert again.status == 401


def installation(base: str, keys: dict[str, Any]) -> Installation:
    """What an app keeps of its installation, made by the SDK's parts alone."""
    generator = AuthorizeUrlGenerator(
        client_id=keys["client_id"], scopes=SCOPES, user_scopes=["users:read"], redirect_uri=BACK,
        authorization_url=f"{base}/oauth/v2/authorize",
    )  # fmt: skip
    code = parse_qs(consented(generator.generate("s1")))["code"][0]
    web = WebClient(base_url=f"{base}/api/")
    secrets = {"client_id": keys["client_id"], "client_secret": keys["client_secret"]}
    made = web.oauth_v2_access(code=code, redirect_uri=BACK, **secrets)
    own = made["authed_user"]
    assert (made["expires_in"], own["expires_in"], made["token_type"]) == (43_200, 43_200, "bot")
    return Installation(
        user_id=own["id"], bot_token=made["access_token"], bot_refresh_token=made["refresh_token"],
        bot_token_expires_in=made["expires_in"], user_token=own["access_token"], team_id=made["team"]["id"],
        user_refresh_token=own["refresh_token"], user_token_expires_in=own["expires_in"], app_id=made["app_id"],
        bot_id="B1", bot_user_id=made["bot_user_id"],
    )  # fmt: skip


def test_tokens_that_expire_are_rotated_by_the_sdk(base: str, ada: WebClient) -> None:
    keys = made_app(ada, token_rotation_enabled=True)
    held = installation(base, keys)
    assert str(held.bot_token).startswith("xoxe.xoxb-")
    assert str(held.user_token).startswith("xoxe.xoxp-")
    web = WebClient(base_url=f"{base}/api/")
    rotator = TokenRotator(client=web, client_id=keys["client_id"], client_secret=keys["client_secret"])
    assert rotator.perform_token_rotation(installation=held, minutes_before_expiration=60) is None
    fresh = rotator.perform_token_rotation(installation=held, minutes_before_expiration=60 * 13)
    assert fresh is not None
    assert {fresh.bot_token, fresh.user_token} & {held.bot_token, held.user_token} == set()
    for token, user in ((fresh.bot_token, held.bot_user_id), (fresh.user_token, BEN_ID)):
        assert WebClient(token, base_url=f"{base}/api/").auth_test()["user_id"] == user
    with pytest.raises(Exception, match="invalid_refresh_token"):
        rotator.perform_token_rotation(installation=held, minutes_before_expiration=60 * 13)


def test_a_token_expires_after_twelve_hours(base: str, ada: WebClient, control: httpx.Client) -> None:
    held = installation(base, made_app(ada, token_rotation_enabled=True))
    bot = WebClient(held.bot_token, base_url=f"{base}/api/")
    assert bot.auth_test()["ok"]
    assert control.post("/clock", json={"advance": "43201s"}).status_code == 200
    assert refused(bot.auth_test) == "token_expired"


def test_a_lasting_token_is_exchanged_for_one_that_expires(base: str, ada: WebClient) -> None:
    keys = made_app(ada)
    secrets = {"client_id": keys["client_id"], "client_secret": keys["client_secret"]}
    web = WebClient(base_url=f"{base}/api/")
    address = f"{base}/oauth/v2/authorize?client_id={keys['client_id']}&scope=chat:write&redirect_uri={BACK}"
    made = web.oauth_v2_access(code=parse_qs(consented(address))["code"][0], redirect_uri=BACK, **secrets)
    old = made["access_token"]
    assert "refresh_token" not in made.data
    assert refused(lambda: web.oauth_v2_exchange(token=old, **secrets)) == "token_rotation_not_enabled"
    manifest = {"display_information": {"name": "Pager"}, "settings": {"token_rotation_enabled": True}}
    ada.api_call("apps.manifest.update", params={"app_id": keys["app_id"], "manifest": json.dumps(manifest)})
    fresh = web.oauth_v2_exchange(token=old, **secrets)
    assert (fresh["token_type"], fresh["expires_in"], fresh["scope"]) == ("bot", 43_200, "chat:write")
    assert refused(WebClient(old, base_url=f"{base}/api/").auth_test) == "token_revoked"
    assert WebClient(fresh["access_token"], base_url=f"{base}/api/").auth_test()["user"] == "pager"


def test_the_installation_from_before_granular_permissions(base: str, ada: WebClient) -> None:
    keys = made_app(ada)
    address = f"{base}/oauth/authorize?client_id={keys['client_id']}&scope=bot,channels:read&redirect_uri={BACK}"
    web = WebClient(base_url=f"{base}/api/")
    made = web.oauth_access(
        code=parse_qs(consented(address))["code"][0], redirect_uri=BACK, client_id=keys["client_id"],
        client_secret=keys["client_secret"],
    )  # fmt: skip
    assert (made["user_id"], made["team_id"], made["scope"]) == (BEN_ID, "T0ACME0000", "bot,channels:read")
    bot = WebClient(made["bot"]["bot_access_token"], base_url=f"{base}/api/").auth_test()
    assert bot["user_id"] == made["bot"]["bot_user_id"]
    assert WebClient(made["access_token"], base_url=f"{base}/api/").auth_test()["user_id"] == BEN_ID


def test_a_person_signs_in(base: str, ada: WebClient) -> None:
    keys = made_app(ada)
    generator = OpenIDConnectAuthorizeUrlGenerator(
        client_id=keys["client_id"], scopes=["openid", "email", "profile"], redirect_uri=BACK,
        authorization_url=f"{base}/openid/connect/authorize",
    )  # fmt: skip
    code = parse_qs(consented(generator.generate(state="s2", nonce="n1"), user="cleo"))["code"][0]
    web = WebClient(base_url=f"{base}/api/")
    made = web.openid_connect_token(
        code=code, client_id=keys["client_id"], client_secret=keys["client_secret"], redirect_uri=BACK
    )
    assert made["id_token"].count(".") == 2
    seen = WebClient(made["access_token"], base_url=f"{base}/api/").openid_connect_userInfo()
    assert (seen["ok"], seen["email"], seen["name"]) == (True, "cleo@acme.example", "Cleo Lindqvist")
    assert seen["https://slack.com/team_domain"] == "acme"


def test_an_app_that_is_taken_out_is_told_and_its_tokens_end(
    base: str, ada: WebClient, act: Callable[..., Any]
) -> None:
    keys = made_app(ada, token_rotation_enabled=True)
    held = installation(base, keys)
    web = WebClient(base_url=f"{base}/api/")
    secrets = {"client_id": keys["client_id"], "client_secret": keys["client_secret"]}
    with pytest.raises(SlackApiError, match="bad_client_secret"):
        web.apps_uninstall(client_id=keys["client_id"], client_secret="x")
    assert web.apps_uninstall(**secrets)["ok"]
    for token in (held.bot_token, held.user_token):
        assert refused(WebClient(token, base_url=f"{base}/api/").auth_test) == "token_revoked"
    assert ada.chat_postMessage(channel=GENERAL, text="others go on")["ok"]
