"""People, as PyGithub reads and changes them."""

from collections.abc import Callable

import httpx
import pytest
from github import Github, UnknownObjectException
from tests.clones.github.credentials import BEN, CLEO


def test_one_reads_and_changes_oneself(gh: Github, http: httpx.Client) -> None:
    me = gh.get_user()
    assert (me.login, me.name, me.owned_private_repos) == ("ada", "Ada Moreau", 1)
    me.edit(name="Ada M.", bio="Counts.", blog="https://ada.example", hireable=True)
    there = http.get("/users/ada").json()
    assert (there["name"], there["bio"], there["blog"], there["hireable"]) == (
        "Ada M.", "Counts.", "https://ada.example", True,
    )  # fmt: skip


def test_others_see_the_public_side(sign_in: Callable[[str], Github]) -> None:
    ada = sign_in(BEN).get_user("ada").raw_data
    assert ada["user_view_type"] == "public"
    assert "two_factor_authentication" not in ada


def test_a_token_without_the_scope_sees_the_public_side_of_oneself(sign_in: Callable[[str], Github]) -> None:
    assert "total_private_repos" not in sign_in(CLEO).get_user().raw_data


def test_people_are_found_by_name_and_id_and_listed(gh: Github, http: httpx.Client) -> None:
    ben = gh.get_user("BEN")
    assert gh.get_user_by_id(ben.id).login == "ben"
    assert [user.login for user in gh.get_users(since=ben.id)][:2] == ["cleo", "dev-bot"]
    first = http.get("/users", params={"per_page": 2})
    assert first.links["next"]["url"].endswith(f"/users?since={first.json()[-1]['id']}&per_page=2")
    with pytest.raises(UnknownObjectException):
        gh.get_user("nobody")


def test_what_two_have_in_common(http: httpx.Client) -> None:
    contexts = http.get("/users/ben/hovercard").json()["contexts"]
    assert contexts == [{"message": "Member of acme", "octicon": "organization"}]
