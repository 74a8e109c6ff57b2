"""Issues through PyGithub: created, read, changed, locked, and refused in GitHub's words."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from github import Github, GithubException, UnknownObjectException
from tests.clones.github.credentials import BEN, CLEO


def errors(caught: Any) -> list[dict[str, Any]]:
    return list(caught.value.data["errors"])


def test_a_new_issue_has_what_it_was_given(gh: Github) -> None:
    repo = gh.get_repo("acme/webapp")
    milestone = repo.get_milestone(1)
    issue = repo.create_issue("Slow search", "It takes a minute", "ben", milestone, ["bug", "brand new"], ["cleo"])
    assert (issue.number, issue.state, issue.comments) == (5, "open", 0)
    assert [label.name for label in issue.labels] == ["bug", "brand new"]
    assert repo.get_label("BRAND NEW").color == "ededed"
    assert [user.login for user in issue.assignees] == ["cleo", "ben"]
    assert issue.milestone.title == "1.0"
    assert issue.user.login == "ada"
    assert issue.html_url.endswith("/acme/webapp/issues/5")
    assert repo.get_issue(5).title == "Slow search"
    assert repo.open_issues_count == 3
    assert gh.get_repo("acme/webapp").open_issues_count == 4


def test_closing_says_who_when_and_why_and_reopening_forgets(gh: Github) -> None:
    issue = gh.get_repo("acme/webapp").get_issue(2)
    issue.edit(state="closed", state_reason="not_planned")
    assert (issue.state, issue.state_reason, issue.closed_by.login) == ("closed", "not_planned", "ada")
    assert issue.closed_at is not None
    issue.edit(state="open")
    assert (issue.state, issue.state_reason, issue.closed_by, issue.closed_at) == ("open", "reopened", None, None)
    issue.edit(state="closed")
    assert issue.state_reason == "completed"


def test_a_reason_without_a_change_of_state_is_overlooked(http: httpx.Client) -> None:
    answer = http.patch("/repos/acme/webapp/issues/2", json={"state_reason": "not_planned"})
    assert answer.json()["state_reason"] is None
    assert http.patch("/repos/acme/webapp/issues/4", json={"state": "closed"}).json()["state_reason"] == "completed"


def test_everything_can_be_changed_at_once(gh: Github) -> None:
    issue = gh.get_repo("acme/webapp").get_issue(1)
    issue.edit(title="Checkout", body="New", labels=["enhancement"], assignees=["cleo"], milestone=None)
    again = gh.get_repo("acme/webapp").get_issue(1)
    assert (again.title, again.body, again.milestone) == ("Checkout", "New", None)
    assert [label.name for label in again.labels] == ["enhancement"]
    assert [user.login for user in again.assignees] == ["cleo"]


def test_only_a_real_change_moves_the_date(http: httpx.Client) -> None:
    before = http.get("/repos/acme/webapp/issues/1").json()
    same = http.patch("/repos/acme/webapp/issues/1", json={"title": before["title"], "labels": ["bug"]}).json()
    assert same["updated_at"] == before["updated_at"]
    other = http.patch("/repos/acme/webapp/issues/1", json={"title": "Another"}).json()
    assert other["updated_at"] > before["updated_at"]


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"title": " "}, {"resource": "Issue", "code": "missing_field", "field": "title"}),
        ({}, {"resource": "Issue", "code": "missing_field", "field": "title"}),
        ({"title": "x", "milestone": 99}, {"resource": "Issue", "code": "invalid", "field": "milestone", "value": 99}),
        (
            {"title": "x", "assignees": ["nobody"]},
            {"resource": "Issue", "code": "invalid", "field": "assignees", "value": "nobody"},
        ),
        (
            {"title": "x", "assignees": ["dev-bot"]},
            {"resource": "Issue", "code": "invalid", "field": "assignees", "value": "dev-bot"},
        ),
        ({"title": "x", "labels": [""]}, {"resource": "Label", "code": "missing_field", "field": "name"}),
        (
            {"title": "x" * 257},
            {
                "resource": "Issue", "code": "custom", "field": "title",
                "message": "title is too long (maximum is 256 characters)",
            },
        ),
        (
            {"title": "x", "body": "y" * 65_537},
            {
                "resource": "Issue", "code": "custom", "field": "body",
                "message": "body is too long (maximum is 65536 characters)",
            },
        ),
    ],
)  # fmt: skip
def test_what_an_issue_can_not_be(http: httpx.Client, body: dict[str, Any], error: dict[str, Any]) -> None:
    answer = http.post("/repos/acme/webapp/issues", json=body)
    assert (answer.status_code, answer.json()["message"]) == (422, "Validation Failed")
    assert answer.json()["errors"] == [error]
    assert len(http.get("/repos/acme/webapp/issues?state=all").json()) == 4


def test_without_triage_rights_labels_and_people_are_dropped(sign_in: Callable[[str], Github]) -> None:
    issue = sign_in(BEN).get_repo("ben/dotfiles").create_issue("Mine", labels=["x"])
    assert [label.name for label in issue.labels] == ["x"]
    with pytest.raises(GithubException) as caught:
        sign_in(CLEO).get_repo("ben/dotfiles").create_issue("Hers")
    assert caught.value.status == 403


def test_a_stranger_edits_the_text_of_an_own_issue_and_no_more(http: httpx.Client, base: str) -> None:
    headers = {"Authorization": f"Bearer {BEN}"}
    made = httpx.post(f"{base}/repos/ada/open/issues", headers=headers, json={"title": "x"})
    assert made.status_code == 404
    http.post("/user/repos", json={"name": "open"})
    made = httpx.post(f"{base}/repos/ada/open/issues", headers=headers, json={"title": "x", "labels": ["a"]})
    assert (made.status_code, made.json()["labels"]) == (201, [])
    changed = httpx.patch(
        f"{base}/repos/ada/open/issues/1", headers=headers, json={"title": "y", "labels": ["a"], "state": "closed"}
    ).json()
    assert (changed["title"], changed["labels"], changed["state"]) == ("y", [], "closed")
    http.post("/repos/ada/open/issues", json={"title": "hers"})
    refused = httpx.patch(f"{base}/repos/ada/open/issues/2", headers=headers, json={"title": "y"})
    assert refused.status_code == 403


def test_a_locked_issue_says_why(gh: Github) -> None:
    issue = gh.get_repo("acme/webapp").get_issue(1)
    issue.lock("spam")
    locked = gh.get_repo("acme/webapp").get_issue(1)
    assert (locked.locked, locked.active_lock_reason) == (True, "spam")
    locked.unlock()
    assert gh.get_repo("acme/webapp").get_issue(1).locked is False


def test_disabled_issues_are_gone_and_an_archive_is_read_only(gh: Github) -> None:
    repo = gh.get_repo("acme/webapp")
    repo.edit(has_issues=False)
    for attempt, message in (
        (lambda: repo.get_issue(1), "Issues are disabled for this repo"),
        (lambda: repo.create_issue("x"), "Issues has been disabled in this repository."),
    ):
        with pytest.raises(GithubException) as caught:
            attempt()
        assert (caught.value.status, caught.value.data["message"]) == (410, message)
    pull = repo.create_pull("main", "dark-theme", title="Still a pull request")
    assert [issue.number for issue in repo.get_issues()] == [pull.number]
    repo.edit(has_issues=True, archived=True)
    assert repo.get_issue(1).number == 1
    for attempt in (
        lambda: repo.create_issue("x"), lambda: repo.get_issue(1).edit(title="x"),
        lambda: repo.get_issue(1).create_comment("x"), lambda: repo.create_label("x", "ffffff"),
    ):  # fmt: skip
        with pytest.raises(GithubException) as caught:
            attempt()
        assert (caught.value.status, caught.value.data["message"]) == (
            403, "Repository was archived so is read-only."
        )  # fmt: skip


def test_an_issue_of_a_private_repository_is_hidden_from_a_stranger(sign_in: Callable[[str], Github]) -> None:
    with pytest.raises(UnknownObjectException):
        sign_in(CLEO).get_repo("ada/notes")
    with pytest.raises(UnknownObjectException):
        sign_in(BEN).get_repo("acme/webapp").get_issue(99)
