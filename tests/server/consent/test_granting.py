"""Codes, refresh tokens and clients' own names become tokens that work, with their scopes and no more."""

from base64 import urlsafe_b64encode
from hashlib import sha256

import pytest

from .conftest import BACK, Web, basic


def test_a_code_becomes_a_token_that_works_with_its_scopes(web: Web) -> None:
    tokens = web.signed_in("u2")
    assert (tokens["token_type"], tokens["scope"], tokens["expires_in"]) == ("Bearer", "read", 3600)
    assert web.reads(tokens["access_token"]) == 200
    assert web.session.opened.log.read(0, 100)[0][-1]["actor"] == "ben"
    sent = {"authorization": f"Bearer {tokens['access_token']}"}
    assert web.call("POST", "/shops", {"name": "New"}, **sent).status == 403
    writing = web.signed_in("u2", scope="read write")["access_token"]
    assert web.call("DELETE", "/shops/main", authorization=f"Bearer {writing}").status == 204
    web.advance(3600)
    assert web.reads(tokens["access_token"]) == 401


def test_a_code_is_good_once_and_a_second_use_ends_what_it_gave(web: Web) -> None:
    code = web.allow()["code"]
    _, tokens = web.token(code=code)
    assert web.reads(tokens["access_token"]) == 200
    assert web.token(code=code) == (400, {"error": "invalid_grant", "error_description": "The code was used already"})
    assert web.reads(tokens["access_token"]) == 401
    assert web.token(refresh_token=tokens["refresh_token"])[0] == 400


@pytest.mark.parametrize(
    ("form", "status", "error"),
    [
        ({"code": "none"}, 400, "invalid_grant"), ({}, 400, "invalid_request"),
        ({"client_secret": "wrong"}, 401, "invalid_client"), ({"client_id": "none"}, 401, "invalid_client"),
        ({"client_secret": ""}, 401, "invalid_client"), ({"client_id": ""}, 401, "invalid_client"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"redirect_uri": "http://localhost:9/other"}, 400, "invalid_grant"),
    ],
)  # fmt: skip
def test_what_is_refused(web: Web, form: dict[str, str], status: int, error: str) -> None:
    code = web.allow()["code"]
    sent = {"grant_type": "authorization_code", **({"code": code} if form else {}), **form}
    found, answer = web.token(**sent)
    assert (found, answer["error"]) == (status, error)
    assert web.token(code=code, redirect_uri=BACK)[0] == 200  # a refusal spends nothing


def test_an_old_code_is_refused(web: Web) -> None:
    code = web.allow()["code"]
    web.advance(600)
    assert web.token(code=code)[1]["error"] == "invalid_grant"


@pytest.mark.parametrize("method", ["S256", "plain"])
def test_a_challenge_wants_its_verifier(web: Web, method: str) -> None:
    verifier = "v" * 43
    digest = urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    asked = {"code_challenge": digest if method == "S256" else verifier, "code_challenge_method": method}
    code = web.allow(**asked)["code"]
    assert web.token(code=code)[1]["error"] == "invalid_grant"
    assert web.token(code=code, code_verifier="w" * 43)[1]["error"] == "invalid_grant"
    assert web.token(code=code, code_verifier=verifier)[0] == 200


def test_refreshing_changes_the_refresh_token_and_an_old_one_ends_the_grant(web: Web) -> None:
    first = web.signed_in(scope="read write")
    status, second = web.token(grant_type="refresh_token", refresh_token=first["refresh_token"], scope="read")
    assert (status, second["scope"]) == (200, "read")
    assert second["refresh_token"] != first["refresh_token"]
    assert web.reads(second["access_token"]) == web.reads(first["access_token"]) == 200
    assert web.token(refresh_token=second["refresh_token"], scope="openid")[1]["error"] == "invalid_scope"
    assert web.token(refresh_token=first["refresh_token"])[1]["error"] == "invalid_grant"
    assert web.reads(second["access_token"]) == web.reads(first["access_token"]) == 401
    assert web.token(refresh_token=second["refresh_token"])[1]["error"] == "invalid_grant"


def test_refresh_tokens_end_when_their_time_is_over(web: Web) -> None:
    first = web.signed_in()
    web.advance(86_400)
    assert web.token(refresh_token=first["refresh_token"])[1]["error"] == "invalid_grant"
    assert web.token(refresh_token="")[1]["error"] == "invalid_request"


def test_a_client_gets_a_token_for_itself_by_its_name_in_the_header(web: Web) -> None:
    form = {"grant_type": "client_credentials", "scope": "write"}
    answer = web.call("POST", "/oauth/token", form, authorization=basic("acme", "hush"))
    assert (answer.status, answer.data["scope"]) == (200, "write")
    assert "refresh_token" not in answer.data
    token = answer.data["access_token"]
    assert web.reads(token) == 200
    assert web.session.opened.log.read(0, 100)[0][-1]["actor"] is None
    wrong = web.call("POST", "/oauth/token", form, authorization=basic("acme", "wrong"))
    assert (wrong.status, wrong.data["error"]) == (401, "invalid_client")


def test_a_refresh_token_or_a_code_is_no_access_token(web: Web) -> None:
    tokens = web.signed_in()
    assert web.reads(tokens["refresh_token"]) == 401
    assert web.reads(web.allow()["code"]) == 401


def test_state_goes_with_snapshots_and_resets(web: Web) -> None:
    tokens = web.signed_in()
    code = web.allow()["code"]
    fork = web.farm.fork(web.session, "fork")
    web.farm.session("fork")
    assert web.token(code=code)[0] == 200
    web.session, own = fork, web.session
    assert web.token(code=code)[0] == 200
    assert web.reads(tokens["access_token"]) == 200
    web.session = own
    own.reset()
    assert web.reads(tokens["access_token"]) == 401
    assert web.token(code=code)[1]["error"] == "invalid_grant"
    assert web.token(refresh_token=tokens["refresh_token"])[1]["error"] == "invalid_grant"
