"""Comments through PyGithub: written, changed, pinned, deleted; locked conversations."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from github import Github, GithubException, UnknownObjectException
from tests.clones.github.credentials import BEN


def test_a_comment_is_written_changed_and_deleted(gh: Github) -> None:
    issue = gh.get_repo("acme/webapp").get_issue(2)
    made = issue.create_comment("Dark, please")
    assert (made.body, made.user.login) == ("Dark, please", "ada")
    assert made.html_url.endswith(f"/acme/webapp/issues/2#issuecomment-{made.id}")
    made.edit("Very dark, please")
    assert [comment.body for comment in issue.get_comments()] == ["Very dark, please"]
    assert gh.get_repo("acme/webapp").get_issue(2).comments == 1
    made.delete()
    assert gh.get_repo("acme/webapp").get_issue(2).comments == 0
    with pytest.raises(UnknownObjectException):
        issue.get_comment(made.id)


def test_lists_by_issue_and_by_repository(gh: Github, http: httpx.Client) -> None:
    repo = gh.get_repo("acme/webapp")
    assert [comment.user.login for comment in repo.get_issue(1).get_comments()] == ["ben", "ada"]
    repo.get_issue(2).create_comment("Later")
    assert repo.get_issues_comments(sort="created", direction="desc")[0].body == "Later"
    since = http.get("/repos/acme/webapp/issues/comments?since=2025-11-04T00:00:00Z").json()
    assert [comment["body"] for comment in since] == ["Please fix it before 1.0.", "Later"]
    page = http.get("/repos/acme/webapp/issues/1/comments?per_page=1")
    assert page.links["next"]["url"].endswith("/repositories/1/issues/1/comments?per_page=1&page=2")


@pytest.mark.parametrize(
    ("body", "message"),
    [(" ", "Body cannot be blank"), ("x" * 65_537, "Body is too long (maximum is 65536 characters)")],
)
def test_what_a_comment_can_not_be(http: httpx.Client, body: str, message: str) -> None:
    answer = http.post("/repos/acme/webapp/issues/1/comments", json={"body": body})
    error = {"resource": "IssueComment", "code": "unprocessable", "field": "data", "message": message}
    assert (answer.status_code, answer.json()["errors"]) == (422, [error])
    assert http.get("/repos/acme/webapp/issues/1").json()["comments"] == 2


def test_a_locked_conversation_takes_comments_of_those_who_may_push(
    gh: Github, sign_in: Callable[[str], Github]
) -> None:
    gh.get_user().create_repo("open", auto_init=True)
    issue = gh.get_repo("ada/open").create_issue("Hot")
    ben = sign_in(BEN).get_repo("ada/open").get_issue(1)
    assert ben.create_comment("first").body == "first"
    issue.lock("too heated")
    with pytest.raises(GithubException) as caught:
        ben.create_comment("second")
    assert caught.value.status == 403
    assert caught.value.data["message"] == "Unable to create comment because issue is locked."
    with pytest.raises(GithubException):
        ben.create_reaction("heart")
    assert issue.create_comment("closed for today").user.login == "ada"


def test_only_own_comments_change_without_push_access(gh: Github, sign_in: Callable[[str], Github]) -> None:
    gh.get_user().create_repo("open", auto_init=True)
    theirs = gh.get_repo("ada/open").create_issue("x").create_comment("ada's")
    found = sign_in(BEN).get_repo("ada/open").get_issue(1).get_comment(theirs.id)
    for attempt in (lambda: found.edit("ben's"), found.delete):
        with pytest.raises(GithubException) as caught:
            attempt()
        assert caught.value.status == 403
    assert gh.get_repo("ada/open").get_issue(1).get_comment(theirs.id).body == "ada's"


def test_one_comment_of_an_issue_is_pinned(http: httpx.Client) -> None:
    def pinned() -> Any:
        found = http.get("/repos/acme/webapp/issues/1").json()["pinned_comment"]
        return found and found["body"]

    first, second = (comment["id"] for comment in http.get("/repos/acme/webapp/issues/1/comments").json())
    made = http.put(f"/repos/acme/webapp/issues/comments/{first}/pin").json()
    assert (made["pin"]["pinned_by"]["login"], pinned()) == ("ada", "I can see it too.")
    http.put(f"/repos/acme/webapp/issues/comments/{second}/pin")
    assert pinned() == "Please fix it before 1.0."
    assert http.get(f"/repos/acme/webapp/issues/comments/{first}").json()["pin"] is None
    assert http.delete(f"/repos/acme/webapp/issues/comments/{second}/pin").status_code == 204
    assert pinned() is None


def test_a_comment_of_another_repository_is_not_there(http: httpx.Client) -> None:
    id = http.get("/repos/acme/webapp/issues/1/comments").json()[0]["id"]
    assert http.get(f"/repos/acme/infrastructure/issues/comments/{id}").status_code == 404
    assert http.get("/repos/acme/webapp/issues/comments/999").status_code == 404
    assert http.get("/repos/acme/webapp/issues/comments/x").status_code == 404
