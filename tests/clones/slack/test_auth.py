"""Tokens of each kind, and the order in which they are refused."""

from collections.abc import Callable

import httpx
import pytest
from slack_sdk import WebClient
from tests.clones.slack.conftest import ADA, ADA_ID, BOT, BOT_ID, GENERAL, refused
from tests.clones.slack.test_sockets import APP_TOKEN

LIMITED = "xoxp-100000000001-100000000002-100000000005-acmeben0limited00000000000000000"


def test_each_token_says_whose_it_is(ada: WebClient, bot: WebClient, client: Callable[[str], WebClient]) -> None:
    own = ada.auth_test()
    assert (own["user"], own["user_id"], own["team"], own["url"]) == ("ada", ADA_ID, "Acme", "https://acme.slack.com/")
    assert "bot_id" not in own
    assert (bot.auth_test()["user_id"], bot.auth_test()["bot_id"]) == (BOT_ID, "B0ACMEBOT0")
    assert client(APP_TOKEN).auth_test()["app_id"] == "A0ACMEBOT0"
    assert "chat:write" in bot.auth_test().headers["x-oauth-scopes"]


def test_what_is_wrong_is_told_in_order(base: str, client: Callable[[str], WebClient]) -> None:
    with httpx.Client(base_url=f"{base}/api/") as web:
        assert web.post("chat.postMessage").json()["error"] == "not_authed"
        assert web.post("chat.shout").json() == {"ok": False, "error": "unknown_method", "req_method": "chat.shout"}
        bad = {"Authorization": "Bearer xoxb-none"}
        assert web.post("chat.postMessage", headers=bad).json()["error"] == "invalid_auth"
        good = {"Authorization": f"Bearer {ADA}"}
        made = web.post("chat.postMessage", headers=good, json={"text": "x"}).json()
        assert made["error"] == "invalid_arguments"
        assert made["response_metadata"]["messages"] == ["[ERROR] missing required field: channel"]
        limited = {"Authorization": f"Bearer {LIMITED}"}
        scope = web.post("chat.postMessage", headers=limited, json={"channel": GENERAL, "text": "x"}).json()
        assert (scope["error"], scope["needed"], scope["provided"]) == ("missing_scope", "chat:write", "users:read")
        warned = web.post("auth.test", headers=good, json={"a": 1}).json()
        assert (warned["ok"], warned["warning"]) == (True, "missing_charset")
        form = {**good, "Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
        assert web.post("auth.test", headers=form, content="a=1").json()["response_metadata"]["warnings"] == [
            "superfluous_charset"
        ]


def test_a_revoked_token_is_over(token_of: Callable[..., WebClient]) -> None:
    ben = token_of("ben")
    assert ben.auth_revoke(test=True)["revoked"] is False
    assert ben.auth_test()["user"] == "ben"
    assert ben.auth_revoke()["revoked"] is True
    assert refused(ben.auth_test) == "token_revoked"


def test_api_test_says_what_it_heard(ada: WebClient) -> None:
    assert ada.api_test(foo="bar")["args"]["foo"] == "bar"
    assert refused(lambda: ada.api_test(error="my_error")) == "my_error"


def test_tokens_of_configuration_are_rotated_once(
    ada: WebClient, base: str, client: Callable[[str], WebClient]
) -> None:
    assert refused(lambda: ada.tooling_tokens_rotate(refresh_token="xoxe-1-none")) == "invalid_refresh_token"
    assert [team["name"] for team in ada.auth_teams_list()["teams"]] == ["Acme"]


def test_rate_limits_are_kept_where_they_are_switched_on(served: object, base: str, control: httpx.Client) -> None:
    made = httpx.post(
        f"{base.split('/s/')[0]}/_clonery/sessions", json={"clones": ["slack"], "rate_limits": True}
    ).json()
    with httpx.Client(
        base_url=f"{made['clones']['slack']['rest']}/api/", headers={"Authorization": f"Bearer {ADA}"}
    ) as web:
        answers = [web.get("conversations.list") for _ in range(21)]
    assert {each.status_code for each in answers[:20]} == {200}
    assert (answers[20].status_code, answers[20].json()["error"]) == (429, "ratelimited")
    assert 0 < int(answers[20].headers["retry-after"]) <= 60


@pytest.mark.parametrize("token", [BOT, ADA])
def test_a_token_may_travel_in_the_body(base: str, token: str) -> None:
    assert httpx.post(f"{base}/api/auth.test", data={"token": token}).json()["ok"] is True
    assert httpx.get(f"{base}/api/auth.test", params={"token": token}).json()["ok"] is True


def test_an_app_is_taken_out(bot: WebClient, ada: WebClient, control: httpx.Client) -> None:
    state = control.get("/state", params={"clone": "slack", "kind": "app"}).json()["slack"]["app"]
    (app,) = state.values()
    word = refused(lambda: bot.apps_uninstall(client_id=app["client_id"], client_secret="none"))
    assert word == "bad_client_secret"
    bot.apps_uninstall(client_id=app["client_id"], client_secret=app["client_secret"])
    assert refused(bot.auth_test) == "token_revoked"
    assert ada.auth_test()["user"] == "ada"
