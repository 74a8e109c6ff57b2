"""The page of consent, and the way back to the app."""

import pytest

from .conftest import ASKED, BACK, Web


def test_the_page_shows_app_scopes_and_people_with_the_default_one_picked(web: Web) -> None:
    answer = web.call("GET", "/oauth/authorize", query={**ASKED, "scope": "read openid"})
    page = answer.body.decode()
    assert (answer.status, answer.json) == (200, False)
    assert "Acme App would like to use Consenting as you" in page
    assert "<code>openid</code> know who you are" in page
    assert '<option value="u1" selected>Ada Moss (ada)</option>' in page
    assert "Ben &lt;b&gt; (ben)" in page


@pytest.mark.parametrize("hint", ["ben", "ben@acme.example", "u2"])
def test_a_hint_picks_somebody_else(web: Web, hint: str) -> None:
    page = web.call("GET", "/oauth/authorize", query={**ASKED, "login_hint": hint}).body.decode()
    assert '<option value="u2" selected>' in page


def test_yes_goes_back_with_a_code_and_the_state(web: Web) -> None:
    back = web.allow()
    assert (set(back), back["state"]) == ({"code", "state"}, "s1")
    assert web.session.opened.credentials.all("consenting")[1:] == []  # a code is no token


def test_no_goes_back_with_an_error(web: Web) -> None:
    assert web.allow(decision="deny") == {
        "error": "access_denied", "error_description": "The person said no", "state": "s1",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"scope": "read fly"}, "invalid_scope"), ({"response_type": "token"}, "unsupported_response_type"),
        ({"prompt": "none"}, "interaction_required"),
        ({"code_challenge": "x", "code_challenge_method": "S9"}, "invalid_request"),
    ],
)  # fmt: skip
def test_what_the_app_did_wrong_goes_back_to_it(web: Web, asked: dict[str, str], error: str) -> None:
    assert web.allow(**asked)["error"] == error


@pytest.mark.parametrize(
    "wrong",
    [
        {"client_id": "none"}, {"redirect_uri": "https://elsewhere.example/"}, {"redirect_uri": f"{BACK}#part"},
        {"redirect_uri": ""},
    ],
)  # fmt: skip
def test_an_app_or_address_that_is_not_known_is_never_sent_to(web: Web, wrong: dict[str, str]) -> None:
    for method in ("GET", "POST"):
        answer = web.call(method, "/oauth/authorize", {"decision": "allow"}, {**ASKED, **wrong})
        assert answer.status == 400
        assert "Location" not in dict(answer.headers)
        assert b"This can&#x27;t go on" in answer.body
