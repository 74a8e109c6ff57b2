"""Reactions through PyGithub: given once, counted, taken back."""

from collections.abc import Callable

import httpx
import pytest
from github import Github, GithubException
from tests.clones.github.credentials import BEN


def test_a_reaction_is_given_once_and_counted(gh: Github, http: httpx.Client, sign_in: Callable[[str], Github]) -> None:
    issue = gh.get_repo("acme/webapp").get_issue(1)
    made = issue.create_reaction("heart")
    assert (made.content, made.user.login) == ("heart", "ada")
    assert http.post("/repos/acme/webapp/issues/1/reactions", json={"content": "heart"}).status_code == 200
    assert http.post("/repos/acme/webapp/issues/1/reactions", json={"content": "+1"}).status_code == 201
    sign_in(BEN).get_repo("acme/webapp").get_issue(1).create_reaction("heart")
    counts = http.get("/repos/acme/webapp/issues/1").json()["reactions"]
    assert (counts["heart"], counts["+1"], counts["total_count"]) == (2, 1, 3)
    hearts = http.get("/repos/acme/webapp/issues/1/reactions?content=heart").json()
    assert [reaction["user"]["login"] for reaction in hearts] == ["ada", "ben"]
    assert issue.delete_reaction(made.id) is True
    assert [reaction.content for reaction in issue.get_reactions()] == ["+1", "heart"]


def test_comments_take_them_too(gh: Github) -> None:
    comment = gh.get_repo("acme/webapp").get_issue(1).get_comments()[0]
    made = comment.create_reaction("rocket")
    assert [reaction.content for reaction in comment.get_reactions()] == ["rocket"]
    assert comment.delete_reaction(made.id) is True
    assert comment.get_reactions().totalCount == 0


def test_commit_comments_and_releases_take_them_too(gh: Github, http: httpx.Client) -> None:
    repo = gh.get_user().create_repo("made", auto_init=True)
    remark = repo.get_commits()[0].create_comment("Nice")
    assert remark.create_reaction("hooray").content == "hooray"
    release = repo.create_git_release("v1", "One", "First")
    url = f"/repos/ada/made/releases/{release.id}/reactions"
    made = http.post(url, json={"content": "eyes"}).json()
    assert http.get(url).json()[0]["id"] == made["id"]
    assert http.delete(f"{url}/{made['id']}").status_code == 204
    assert http.post(url, json={"content": "confused"}).status_code == 422


def test_what_is_no_reaction_and_whose_is_not_one_s_own(
    gh: Github, http: httpx.Client, sign_in: Callable[[str], Github]
) -> None:
    with pytest.raises(GithubException) as caught:
        gh.get_repo("acme/webapp").get_issue(1).create_reaction("shrug")
    assert caught.value.status == 422
    made = gh.get_repo("acme/webapp").get_issue(2).create_reaction("eyes")
    assert http.delete(f"/repos/acme/webapp/issues/1/reactions/{made.id}").status_code == 404
    gh.get_user().create_repo("open", auto_init=True)
    own = gh.get_repo("ada/open").create_issue("x").create_reaction("eyes")
    assert sign_in(BEN).get_repo("ada/open").get_issue(1).delete_reaction(own.id) is False
    assert gh.get_repo("ada/open").get_issue(1).get_reactions().totalCount == 1
