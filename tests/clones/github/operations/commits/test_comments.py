"""Comments on commits."""

from collections.abc import Callable

import httpx
from github import Github
from tests.clones.github.credentials import BEN

BASE = "/repos/acme/webapp"


def test_a_comment_is_made_listed_edited_and_deleted(gh: Github, http: httpx.Client) -> None:
    repository = gh.get_repo("acme/webapp")
    commit = repository.get_commit("main")
    made = commit.create_comment("Well done", path="tests/test_cart.py", position=3)
    assert (made.body, made.path, made.position, made.commit_id) == ("Well done", "tests/test_cart.py", 3, commit.sha)
    assert [comment.body for comment in commit.get_comments()] == ["Well done"]
    assert http.get(f"{BASE}/commits/main").json()["commit"]["comment_count"] == 1
    made.edit("Very well done")
    assert [comment.body for comment in repository.get_comments()] == ["Very well done"]
    assert repository.get_comment(made.id).user.login == "ada"
    made.delete()
    assert repository.get_comments().totalCount == 0


def test_others_may_comment_but_not_edit(http: httpx.Client, base: str, token_of: Callable[..., str]) -> None:
    cleo = {"Authorization": f"Bearer {token_of('cleo', 'repo')}"}
    made = httpx.post(f"{base}{BASE}/commits/main/comments", json={"body": "Hm"}, headers=cleo)
    assert (made.status_code, made.json()["author_association"]) == (201, "MEMBER")
    mine = http.post(f"{BASE}/commits/main/comments", json={"body": "Mine"}).json()["id"]
    place = f"{base}{BASE}/comments/{mine}"
    assert httpx.patch(place, json={"body": "Yours"}, headers=cleo).status_code == 403
    assert httpx.delete(place, headers=cleo).status_code == 403
    assert httpx.delete(place, headers={"Authorization": f"Bearer {BEN}"}).status_code == 204, "Ben may push"


def test_comments_that_cannot_be(http: httpx.Client) -> None:
    assert http.post(f"{BASE}/commits/{'0' * 40}/comments", json={"body": "x"}).status_code == 422
    assert http.post(f"{BASE}/commits/main/comments", json={"body": " "}).json()["errors"][0]["code"] == "missing_field"
    assert http.get(f"{BASE}/comments/999").status_code == 404
    made = http.post(f"{BASE}/commits/main/comments", json={"body": "x"}).json()["id"]
    assert http.get(f"/repos/ben/dotfiles/comments/{made}").status_code == 404
