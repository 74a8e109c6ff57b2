"""Credentials over the control API: minted in the vendor's form, ended, brought back by a reset."""

import pytest

from .conftest import Control


def test_a_minted_token_works_for_its_user(control: Control) -> None:
    made = control("POST", "sessions/x/credentials", {"clone": "toy", "user": "ben", "scopes": ["write"]})
    assert made["token"].startswith("toy_")
    assert len(made["token"]) == 40
    assert (made["user"], made["scopes"], made["expires_at"], made["revoked"], made["default"]) == (
        "ben", ["write"], None, False, False,
    )  # fmt: skip
    answer = control.toy("POST", "/boxes/main/widgets", {"name": "one"}, token=made["token"])
    assert (answer.status_code, answer.json()["owner"]) == (201, 2)
    assert control("GET", "sessions/x/credentials")[0]["token"] == "toy_default"


@pytest.mark.parametrize("user", [None, "ada", 1, "1"])
def test_a_user_is_named_by_login_or_id_and_is_the_default_person_else(control: Control, user: object) -> None:
    assert control("POST", "sessions/x/credentials", {"user": user})["user"] == "ada"


def test_without_the_right_scope_it_is_refused(control: Control) -> None:
    token = control("POST", "sessions/x/credentials", {"scopes": ["read"]})["token"]
    assert control.toy("POST", "/boxes/main/widgets", {"name": "one"}, token=token).status_code == 403
    assert control.toy("GET", "/boxes/main/widgets", token=token).status_code == 200


def test_it_expires_on_the_sessions_clock(control: Control) -> None:
    made = control("POST", "sessions/x/credentials", {"expires_at": "2026-01-02T00:00:00Z"})
    assert made["expires_at"] == "2026-01-02T00:00:00Z"
    assert control.toy("GET", "/boxes/main/widgets", token=made["token"]).status_code == 200
    control("POST", "sessions/x/clock", {"advance": "1d"})
    answer = control.toy("GET", "/boxes/main/widgets", token=made["token"])
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "expired")


def test_one_is_ended_or_all_and_a_reset_brings_those_of_the_seed_back(control: Control) -> None:
    made = control("POST", "sessions/x/credentials", {})
    control("DELETE", f"sessions/x/credentials/{made['id']}")
    assert control.toy("GET", "/boxes/main/widgets", token=made["token"]).json()["error"]["code"] == "revoked"
    assert control.toy("GET", "/boxes/main/widgets").status_code == 200
    control("DELETE", "sessions/x/credentials")
    assert [one["revoked"] for one in control("GET", "sessions/x/credentials")] == [True, True, True]
    assert control.toy("GET", "/boxes/main/widgets").status_code == 401
    assert control("GET", "sessions/x")["clones"]["toy"]["token"] is None
    control("POST", "sessions/x/reset")
    assert control.toy("GET", "/boxes/main/widgets").status_code == 200
    assert control.toy("GET", "/boxes/main/widgets", token=made["token"]).json()["error"]["code"] == "unknown"
    assert control("GET", "sessions/x")["clones"]["toy"]["token"] == "toy_default"


@pytest.mark.parametrize(
    ("body", "field", "message"),
    [
        ({"user": "bem"}, "user", "Toy has no user 'bem'; did you mean 'ben'? There are ada, ben, cleo"),
        ({"user": 9}, "user", "Toy has no user 9; there are ada, ben, cleo"),
        ({"user": ["ada"]}, "user", "user has to be integer or string, not array"),
        ({"clone": "tay"}, "clone", "the session has no clone 'tay'; did you mean 'toy'? There are toy"),
        ({"expires_at": "never"}, "expires_at", "'never' is no time: write it like 2026-01-31T09:00:00Z"),
        ({"scopes": "read"}, "scopes", "scopes has to be array, not string"),
        ({"scope": []}, "scope", "unknown field 'scope'; did you mean 'scopes'? "
         "There are clone, user, scopes, expires_at"),
    ],
)  # fmt: skip
def test_what_cannot_be_minted_is_refused(control: Control, body: object, field: str, message: str) -> None:
    assert control.refused("POST", "sessions/x/credentials", body) == (422, "invalid", field, message)
    assert len(control("GET", "sessions/x/credentials")) == 2


def test_an_unknown_one_cannot_be_ended(control: Control) -> None:
    status, code, field, message = control.refused("DELETE", "sessions/x/credentials/cred_0")
    assert (status, code, field) == (404, "not_found", "credential")
    assert message.startswith("no credential 'cred_0'; ")
