"""Following and being followed."""

from collections.abc import Callable

import httpx
import pytest
from github import Github, GithubException
from tests.clones.github.credentials import ADA


def test_following_shows_on_both_sides(gh: Github, http: httpx.Client) -> None:
    me, ben = gh.get_user(), gh.get_user("ben")
    assert not me.has_in_following(ben)
    me.add_to_following(ben)
    me.add_to_following(ben)
    assert me.has_in_following(ben)
    assert [user.login for user in me.get_following()] == ["ben"]
    assert [user.login for user in ben.get_followers()] == ["ada"]
    assert gh.get_user("ben").followers == 1
    assert http.get("/users/ada/following/ben").status_code == 204
    assert http.get("/users/ada").json()["following"] == 1
    me.remove_from_following(ben)
    assert [user.login for user in ben.get_followers()] == []
    assert http.get("/users/ada/following/ben").status_code == 404


def test_ones_own_followers(gh: Github, sign_in: Callable[[str], Github], http: httpx.Client) -> None:
    assert http.get("/user/followers").json() == []
    gh.get_user().add_to_following(gh.get_user("cleo"))
    assert [user.login for user in gh.get_user("cleo").get_followers()] == ["ada"]
    assert [user.login for user in gh.get_user("ada").get_following()] == ["cleo"]


def test_nobody_follows_themselves_or_strangers(sign_in: Callable[[str], Github], http: httpx.Client) -> None:
    with pytest.raises(GithubException) as caught:
        sign_in(ADA).get_user().add_to_following(sign_in(ADA).get_user("ada"))
    assert caught.value.status == 422
    assert http.put("/user/following/nobody").status_code == 404
    assert http.delete("/user/following/ben").status_code == 404
