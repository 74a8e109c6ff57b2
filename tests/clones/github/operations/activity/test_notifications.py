"""Notifications: who is told of what."""

from collections.abc import Callable

import httpx
import pytest
from github import Github, UnknownObjectException
from github.Repository import Repository
from tests.clones.github.credentials import BEN


@pytest.fixture
def ben(sign_in: Callable[[str], Github], token_of: Callable[..., str]) -> Github:
    return sign_in(token_of("ben"))


@pytest.fixture
def repo(gh: Github) -> Repository:
    return gh.get_repo("acme/webapp")


def told(client: Github) -> list[tuple[str, str]]:
    return [(each.subject.title, each.reason) for each in client.get_user().get_notifications()]


def test_those_concerned_are_told_and_who_does_it_is_not(gh: Github, ben: Github, repo: Repository) -> None:
    repo.create_issue("named", body="what do you think, @ben?")
    repo.create_issue("given", assignee="ben")
    repo.create_issue("neither")
    assert told(ben) == [("given", "assign"), ("named", "mention")] or told(ben)[::-1] == [
        ("given", "assign"), ("named", "mention"),
    ]  # fmt: skip
    assert told(gh) == []


def test_a_thread_goes_from_told_to_read_to_told_again(gh: Github, ben: Github, repo: Repository, base: str) -> None:
    issue = ben.get_repo("acme/webapp").create_issue("mine")
    first = repo.get_issue(issue.number).create_comment("I see")
    (thread,) = ben.get_user().get_notifications()
    assert (thread.reason, thread.unread, thread.subject.type) == ("author", True, "Issue")
    assert thread.subject.latest_comment_url == f"{base}/repos/acme/webapp/issues/comments/{first.id}"
    assert thread.get_issue().number == issue.number
    thread.mark_as_read()
    assert told(ben) == []
    (again,) = ben.get_user().get_notifications(all=True)
    assert (again.id, again.unread, again.last_read_at is not None) == (thread.id, False, True)
    repo.get_issue(issue.number).edit(state="closed")
    assert told(ben) == [("mine", "author")]
    thread.mark_as_done()
    assert list(ben.get_user().get_notifications(all=True)) == []
    repo.get_issue(issue.number).create_comment("one more")
    assert told(ben) == [("mine", "author")]


def test_commenters_and_watchers_hear_on(gh: Github, ben: Github, repo: Repository) -> None:
    ben.get_repo("acme/webapp").get_issue(2).create_comment("mine to begin with")
    cleo_hears = repo.get_issue(3).create_comment("to Cleo's issue")
    assert cleo_hears.id
    ben.get_repo("acme/webapp").get_issue(3).create_comment("and mine")
    repo.get_issue(3).create_comment("more")
    assert told(ben) == [("Explain how to run the tests", "comment")]
    ben.get_user().add_to_watched(repo)
    repo.create_issue("new")
    assert ("new", "subscribed") in told(ben)
    participating = ben.get_user().get_notifications(participating=True)
    assert [each.subject.title for each in participating] == ["Explain how to run the tests"]


def test_silence_holds_until_one_is_named(ben: Github, repo: Repository, http: httpx.Client) -> None:
    issue = ben.get_repo("acme/webapp").create_issue("loud")
    repo.get_issue(issue.number).create_comment("one")
    (thread,) = ben.get_user().get_notifications()
    headers = {"Authorization": f"Bearer {BEN}"}
    place = f"/notifications/threads/{thread.id}/subscription"
    assert http.get(place, headers=headers).json()["reason"] == "author"
    assert http.delete(place, headers=headers).status_code == 204
    assert http.get(place, headers=headers).status_code == 404
    thread.mark_as_read()
    repo.get_issue(issue.number).create_comment("two")
    assert told(ben) == []
    repo.get_issue(issue.number).create_comment("three, @ben")
    assert told(ben) == [("loud", "mention")]
    assert http.put(place, json={"ignored": True}, headers=headers).json()["subscribed"] is False
    assert (
        http.put(place, json={"ignored": False}, headers=headers).json() | {"subscribed": True}
        == http.get(place, headers=headers).json()
    )


def test_all_are_marked_at_once_and_by_repository(ben: Github, repo: Repository, http: httpx.Client) -> None:
    repo.create_issue("one", assignee="ben")
    repo.create_issue("two", assignee="ben")
    headers = {"Authorization": f"Bearer {BEN}"}
    assert len(http.get("/repos/acme/webapp/notifications", headers=headers).json()) == 2
    assert http.get("/repos/ben/dotfiles/notifications", headers=headers).json() == []
    old = http.put("/notifications", json={"last_read_at": "2020-01-01T00:00:00Z"}, headers=headers)
    assert (old.status_code, len(told(ben))) == (205, 2)
    assert http.put("/repos/acme/webapp/notifications", json={}, headers=headers).status_code == 205
    assert told(ben) == []
    repo.create_issue("three", assignee="ben")
    assert http.put("/notifications", json={}, headers=headers).status_code == 205
    assert told(ben) == []


def test_threads_are_ones_own_and_need_the_scope(ben: Github, repo: Repository, http: httpx.Client, base: str) -> None:
    repo.create_issue("one", assignee="ben")
    (thread,) = ben.get_user().get_notifications()
    assert http.get(f"/notifications/threads/{thread.id}").status_code == 404
    assert http.get("/notifications").headers["x-poll-interval"] == "60"
    assert httpx.get(f"{base}/notifications").status_code == 401


def test_nobody_hears_of_what_they_may_not_see_or_ignore(gh: Github, ben: Github, http: httpx.Client) -> None:
    gh.get_repo("ada/notes").create_issue("private, @ben")
    http.put("/repos/acme/webapp/subscription", json={"ignored": True}, headers={"Authorization": f"Bearer {BEN}"})
    gh.get_repo("acme/webapp").create_issue("ignored", body="@ben")
    assert told(ben) == []
    with pytest.raises(UnknownObjectException):
        ben.get_user().get_notification("99")


def test_reviews_tell_those_asked_and_the_author(gh: Github, ben: Github) -> None:
    repo = gh.get_organization("acme").create_repo("lib", auto_init=True)
    repo.create_git_ref("refs/heads/next", repo.get_branch("main").commit.sha)
    repo.create_file("a.py", "one", b"1", branch="next")
    pull = repo.create_pull(base="main", head="next", title="One")
    pull.create_review_request(reviewers=["ben"])
    (asked,) = ben.get_user().get_notifications()
    assert (asked.reason, asked.subject.type, asked.get_pull_request().number) == (
        "review_requested", "PullRequest", pull.number,
    )  # fmt: skip
    ben.get_repo("acme/lib").get_pull(pull.number).create_review(body="fine, @ada", event="APPROVE")
    assert told(gh) == [("One", "mention")]


def test_watchers_hear_of_releases(gh: Github, ben: Github, base: str) -> None:
    repo = gh.get_user().create_repo("lib", auto_init=True)
    ben.get_user().add_to_watched(ben.get_repo("ada/lib"))
    made = repo.create_git_release("v1", "First", "It works")
    (thread,) = ben.get_user().get_notifications()
    assert (thread.subject.title, thread.subject.type, thread.subject.url) == (
        "First", "Release", f"{base}/repos/ada/lib/releases/{made.id}",
    )  # fmt: skip
