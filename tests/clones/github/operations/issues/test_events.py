"""The events of issues: each change leaves its own, with what belongs to it."""

from typing import Any

import httpx
from github import Github


def events(http: httpx.Client, number: int) -> list[dict[str, Any]]:
    found = http.get(f"/repos/acme/webapp/issues/{number}/events")
    assert found.status_code == 200
    return list(found.json())


def test_each_change_leaves_its_event(gh: Github, http: httpx.Client) -> None:
    repo = gh.get_repo("acme/webapp")
    issue = repo.get_issue(2)
    issue.edit(title="A darker theme", labels=["bug"], assignees=["ben"], milestone=repo.get_milestone(1))
    issue.edit(state="closed", state_reason="duplicate")
    issue.lock("resolved")
    found = events(http, 2)
    assert [event["event"] for event in found] == [
        "renamed", "unlabeled", "labeled", "assigned", "milestoned", "closed", "marked_as_duplicate", "locked",
    ]  # fmt: skip
    by = {event["event"]: event for event in found}
    assert by["renamed"]["rename"] == {"from": "Add a dark theme", "to": "A darker theme"}
    assert by["unlabeled"]["label"] == {"name": "enhancement", "color": "a2eeef"}
    assert (by["assigned"]["assignee"]["login"], by["assigned"]["assigner"]["login"]) == ("ben", "ada")
    assert by["milestoned"]["milestone"] == {"title": "1.0"}
    assert by["closed"]["state_reason"] == "duplicate"
    assert by["locked"]["lock_reason"] == "resolved"
    assert {event["actor"]["login"] for event in found} == {"ada"}


def test_an_event_stays_when_its_label_goes(gh: Github, http: httpx.Client) -> None:
    repo = gh.get_repo("acme/webapp")
    repo.get_issue(3).add_to_labels("bug")
    repo.get_label("bug").delete()
    assert events(http, 3)[0]["label"] == {"name": "bug", "color": "d73a4a"}


def test_a_repository_lists_the_newest_first_with_their_issues(gh: Github) -> None:
    repo = gh.get_repo("acme/webapp")
    repo.get_issue(1).edit(state="closed")
    repo.get_issue(2).edit(title="Dark")
    found = list(repo.get_issues_events())
    assert [(event.event, event.issue.number) for event in found] == [("renamed", 2), ("closed", 1)]
    one = repo.get_issues_event(found[1].id)
    assert (one.event, one.issue.title) == ("closed", "Checkout fails with an empty cart")


def test_an_event_of_another_repository_is_not_there(gh: Github, http: httpx.Client) -> None:
    gh.get_repo("acme/webapp").get_issue(1).edit(state="closed")
    id = events(http, 1)[0]["id"]
    assert http.get(f"/repos/acme/infrastructure/issues/events/{id}").status_code == 404
