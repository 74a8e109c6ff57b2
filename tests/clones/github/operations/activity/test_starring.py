"""Stars."""

from collections.abc import Callable

import httpx
import pytest
from github import Github, UnknownObjectException
from tests.clones.github.credentials import BEN


def test_stars_are_given_counted_and_taken_back(
    gh: Github, sign_in: Callable[[str], Github], http: httpx.Client
) -> None:
    me, repo = gh.get_user(), gh.get_repo("acme/webapp")
    assert not me.has_in_starred(repo)
    me.add_to_starred(repo)
    me.add_to_starred(repo)
    sign_in(BEN).get_user().add_to_starred(repo)
    assert me.has_in_starred(repo)
    assert gh.get_repo("acme/webapp").stargazers_count == 2
    assert http.get("/repos/acme/webapp/stargazers/count").json() == {"count": 2}
    assert [person.login for person in repo.get_stargazers()] == ["ada", "ben"]
    dated = list(repo.get_stargazers_with_dates())
    assert [(star.user.login, star.starred_at.year >= 2020) for star in dated] == [("ada", True), ("ben", True)]
    me.remove_from_starred(repo)
    assert [person.login for person in repo.get_stargazers()] == ["ben"]
    assert gh.get_repo("acme/webapp").stargazers_count == 1


def test_starred_repositories_as_far_as_one_may_see_them(gh: Github, http: httpx.Client, base: str) -> None:
    me = gh.get_user()
    for name in ("acme/webapp", "ada/notes"):
        me.add_to_starred(gh.get_repo(name))
    assert {repo.full_name for repo in me.get_starred()} == {"ada/notes", "acme/webapp"}
    assert [repo["full_name"] for repo in httpx.get(f"{base}/users/ada/starred").json()] == ["acme/webapp"]
    dated_too = {"Accept": "application/vnd.github.star+json"}
    dated = http.get("/users/ada/starred?sort=updated&direction=asc", headers=dated_too)
    assert [star["repo"]["full_name"] for star in dated.json()] == ["ada/notes", "acme/webapp"]


def test_what_one_may_not_see_can_not_be_starred(sign_in: Callable[[str], Github], http: httpx.Client) -> None:
    assert http.put("/user/starred/ben/nothing").status_code == 404
    with pytest.raises(UnknownObjectException):
        sign_in(BEN).get_repo("ada/notes")
    assert http.put("/user/starred/ada/notes", headers={"Authorization": f"Bearer {BEN}"}).status_code == 404
