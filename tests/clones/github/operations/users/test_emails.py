"""Addresses of the caller."""

from collections.abc import Callable

import httpx
import pytest
from github import Github, GithubException
from tests.clones.github.credentials import BEN


def test_addresses_come_and_go(gh: Github, http: httpx.Client) -> None:
    me = gh.get_user()
    me.add_to_emails("ada@home.example")
    assert [(mail.email, mail.primary, mail.verified) for mail in me.get_emails()] == [
        ("ada@acme.example", True, True), ("ada@home.example", False, False),
    ]  # fmt: skip
    me.remove_from_emails("ada@home.example")
    assert [mail["email"] for mail in http.get("/user/emails").json()] == ["ada@acme.example"]


def test_the_primary_address_hides_and_shows(http: httpx.Client) -> None:
    assert http.patch("/user/email/visibility", json={"visibility": "private"}).json()[0]["visibility"] == "private"
    assert http.get("/user/public_emails").json() == []
    http.patch("/user/email/visibility", json={"visibility": "public"})
    assert [mail["email"] for mail in http.get("/user/public_emails").json()] == ["ada@acme.example"]


@pytest.mark.parametrize(("email", "code"), [("ben@acme.example", "already_exists"), ("nothing", "invalid")])
def test_an_address_that_is_taken_or_none(gh: Github, email: str, code: str) -> None:
    with pytest.raises(GithubException) as caught:
        gh.get_user().add_to_emails(email)
    assert (caught.value.status, caught.value.data["errors"][0]["code"]) == (422, code)


def test_the_primary_address_stays_and_others_are_not_there(http: httpx.Client) -> None:
    primary = http.request("DELETE", "/user/emails", json={"emails": ["ada@acme.example"]})
    assert primary.status_code == 422
    assert http.request("DELETE", "/user/emails", json={"emails": ["ben@acme.example"]}).status_code == 404


def test_addresses_need_their_scope(sign_in: Callable[[str], Github]) -> None:
    with pytest.raises(GithubException) as caught:
        list(sign_in(BEN).get_user().get_emails())
    assert caught.value.status == 403
