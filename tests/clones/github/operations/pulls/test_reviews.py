"""Reviews: pending ones hidden, submitted, updated, dismissed, deleted."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from github import Github
from github.PullRequest import PullRequest
from tests.clones.github.credentials import BEN


@pytest.fixture
def pull(gh: Github) -> PullRequest:
    return gh.get_repo("acme/webapp").create_pull("main", "dark-theme", title="A dark theme")


@pytest.fixture
def seen(pull: PullRequest, sign_in: Callable[[str], Github]) -> PullRequest:
    """The pull request as Ben sees it, who reviews it."""
    return sign_in(BEN).get_repo("acme/webapp").get_pull(pull.number)


@pytest.fixture
def path(pull: PullRequest) -> str:
    return f"/repos/acme/webapp/pulls/{pull.number}/reviews"


def errors(answer: httpx.Response) -> tuple[int, Any]:
    return answer.status_code, answer.json()["errors"]


LINE = {"path": "static/dark.css", "line": 2, "side": "RIGHT", "body": "Darker"}


def test_a_review_with_comments_is_read_back(pull: PullRequest, seen: PullRequest) -> None:
    review = seen.create_review(body="Nearly", event="REQUEST_CHANGES", comments=[LINE])  # type: ignore[list-item] # PyGithub's own type lacks `line`
    found = pull.get_review(review.id)
    assert (found.state, found.body, found.user.login) == ("CHANGES_REQUESTED", "Nearly", "ben")
    assert (found.commit_id, found.submitted_at is not None) == (pull.head.sha, True)
    comments = list(pull.get_single_review_comments(review.id))
    assert [(each.body, each.path, each.pull_request_review_id) for each in comments] == [
        ("Darker", "static/dark.css", review.id)
    ]
    assert [each.state for each in pull.get_reviews()] == ["CHANGES_REQUESTED"]


def test_a_pending_review_is_its_author_s_alone(
    pull: PullRequest, seen: PullRequest, http: httpx.Client, path: str
) -> None:
    pending = seen.create_review(body="Wait", comments=[LINE])  # type: ignore[list-item] # PyGithub's own type lacks `line`
    assert (pending.state, "submitted_at" in pending.raw_data) == ("PENDING", False)
    assert (list(pull.get_reviews()), [each.id for each in seen.get_reviews()]) == ([], [pending.id])
    assert http.get(f"{path}/{pending.id}").status_code == 404
    assert (list(pull.get_review_comments()), list(seen.get_review_comments())) == ([], [])
    ben = {"Authorization": f"Bearer {BEN}"}
    again = http.post(path, json={"event": "COMMENT", "body": "x"}, headers=ben)
    assert errors(again) == (422, ["User can only have one pending review per pull request"])
    done = http.post(f"{path}/{pending.id}/events", json={"event": "COMMENT"}, headers=ben)
    assert (done.json()["state"], done.json()["body"]) == ("COMMENTED", "Wait")
    assert [each.state for each in pull.get_reviews()] == ["COMMENTED"]
    assert [each.body for each in pull.get_review_comments()] == ["Darker"]
    twice = http.post(f"{path}/{pending.id}/events", json={"event": "APPROVE"}, headers=ben)
    assert twice.status_code == 422


def test_a_pending_review_is_deleted_a_submitted_one_is_not(pull: PullRequest, seen: PullRequest) -> None:
    pending = seen.create_review(body="Never mind")
    pending.delete()
    assert list(seen.get_reviews()) == []
    with pytest.raises(Exception, match="Can not delete a non-pending pull request review"):
        seen.create_review(event="APPROVE").delete()
    assert [each.state for each in pull.get_reviews()] == ["APPROVED"]


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({"event": "APPROVE"}, "Can not approve your own pull request"),
        ({"event": "REQUEST_CHANGES", "body": "x"}, "Can not request changes on your own pull request"),
    ],
)
def test_authors_have_no_opinion_on_their_own(http: httpx.Client, path: str, body: Any, sentence: str) -> None:
    assert errors(http.post(path, json=body)) == (422, [sentence])
    assert http.get(path).json() == []
    assert http.post(path, json={"event": "COMMENT", "body": "A word"}).json()["state"] == "COMMENTED"


def test_what_a_review_must_have(http: httpx.Client, path: str) -> None:
    ben = {"Authorization": f"Bearer {BEN}"}
    for body in ({"event": "COMMENT"}, {"event": "REQUEST_CHANGES", "body": " "}):
        assert http.post(path, json=body, headers=ben).status_code == 422
    outside = {"event": "COMMENT", "body": "x", "comments": [{"path": "static/dark.css", "line": 99, "body": "x"}]}
    words = "line must be part of the diff and Pull request review thread diff hunk can't be blank"
    assert errors(http.post(path, json=outside, headers=ben)) == (422, [f"Pull request review thread {words}"])
    elsewhere = {"event": "COMMENT", "comments": [{"path": "README.md", "line": 1, "body": "x"}]}
    assert errors(http.post(path, json=elsewhere, headers=ben)) == (422, ["Path could not be resolved"])
    assert http.post(path, json={"event": "LIKE"}, headers=ben).status_code == 422
    assert http.get(path).json() == []


def test_a_review_s_words_change_and_its_opinion_is_dismissed(pull: PullRequest, seen: PullRequest, gh: Github) -> None:
    review = seen.create_review(body="Good", event="APPROVE")
    review.edit("Very good")
    assert pull.get_review(review.id).body == "Very good"
    pull.get_review(review.id).dismiss("Too soon")
    assert pull.get_review(review.id).state == "DISMISSED"
    event = next(each for each in pull.get_issue_events() if each.event == "review_dismissed")
    assert event.raw_data["dismissed_review"] == {
        "state": "approved", "review_id": review.id, "dismissal_message": "Too soon"
    }  # fmt: skip
    said = seen.create_review(body="Hm", event="COMMENT")
    with pytest.raises(Exception, match="Can not dismiss a commented pull request review"):
        pull.get_review(said.id).dismiss("No")


def test_only_the_author_changes_a_review(http: httpx.Client, path: str, seen: PullRequest) -> None:
    review = seen.create_review(body="Good", event="APPROVE")
    assert http.put(f"{path}/{review.id}", json={"body": "Mine"}).status_code == 403
    assert http.get(f"{path}/{review.id}").json()["body"] == "Good"


def test_who_was_asked_is_asked_no_more_once_they_have_reviewed(pull: PullRequest, seen: PullRequest) -> None:
    pull.create_review_request(reviewers=["ben"])
    assert [user.login for user in pull.get_review_requests()[0]] == ["ben"]
    seen.create_review(event="APPROVE")
    assert [user.login for user in pull.get_review_requests()[0]] == []
