"""Webhooks of every kind of event that the clone tells of: payloads in GitHub's form, for those who asked."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from github import Github
from tests.clones.github.conftest import Served
from tests.clones.github.credentials import BEN

from clonery.server.state import outbox

Told = Callable[[], list[tuple[str, dict[str, Any]]]]


@pytest.fixture
def told(gh: Github, served: Served, base: str) -> Told:
    """What webhooks were told since it was last asked: one of acme/webapp and one of acme, which hear of everything."""
    session = served.farm.session(base.split("/")[4])
    config = {"url": "http://127.0.0.1:9/", "content_type": "json"}
    gh.get_repo("acme/webapp").create_hook("web", config, ["*"], True)
    gh.get_organization("acme").create_hook("web", config, ["organization", "team", "membership", "repository"], True)
    seen = [2]

    def ask() -> list[tuple[str, dict[str, Any]]]:
        made = served.within(lambda: outbox.all_of(session, "github"))[seen[0] :]
        seen[0] += len(made)
        return [(delivery.event, json.loads(delivery.body)) for delivery in made]

    return ask


def summary(told: Told) -> list[tuple[str, Any]]:
    return [(event, payload.get("action")) for event, payload in told()]


def test_issues_tell_each_change_apart_and_what_was_before(gh: Github, told: Told) -> None:
    repo = gh.get_repo("acme/webapp")
    repo.get_issue(1).edit(
        title="Cart", labels=["stale"], assignees=["cleo"], milestone=repo.get_milestone(2), state="closed"
    )
    made = told()
    assert [(event, payload["action"]) for event, payload in made] == [
        ("issues", action)
        for action in (
            "edited", "unlabeled", "labeled", "unassigned", "assigned", "demilestoned", "milestoned", "closed",
        )
    ]  # fmt: skip
    by = {payload["action"]: payload for _, payload in made}
    assert by["edited"]["changes"] == {"title": {"from": "Checkout fails with an empty cart"}}
    assert (by["unlabeled"]["label"]["name"], by["labeled"]["label"]["name"]) == ("bug", "stale")
    assert (by["unassigned"]["assignee"]["login"], by["assigned"]["assignee"]["login"]) == ("ben", "cleo")
    assert (by["demilestoned"]["milestone"]["title"], by["milestoned"]["milestone"]["title"]) == ("1.0", "0.9")
    assert by["closed"]["issue"]["state_reason"] == "completed"
    for payload in by.values():
        assert payload["issue"]["number"] == 1
        assert (payload["repository"]["full_name"], payload["organization"]["login"]) == ("acme/webapp", "acme")
        assert payload["sender"]["login"] == "ada"
        assert "permissions" not in payload["repository"]


def test_comments_labels_and_milestones(gh: Github, told: Told) -> None:
    repo = gh.get_repo("acme/webapp")
    comment = repo.get_issue(1).create_comment("one")
    comment.edit("two")
    comment.delete()
    label = repo.create_label("new", "ffffff")
    label.edit("newer", "000000")
    label.delete()
    milestone = repo.create_milestone("3.0")
    milestone.edit("3.0", state="closed")
    milestone.delete()
    made = told()
    assert [(event, payload["action"]) for event, payload in made] == [
        ("issue_comment", "created"), ("issue_comment", "edited"), ("issue_comment", "deleted"),
        ("label", "created"), ("label", "edited"), ("label", "deleted"),
        ("milestone", "created"), ("milestone", "closed"), ("milestone", "deleted"),
    ]  # fmt: skip
    payloads = [payload for _, payload in made]
    assert payloads[1]["changes"] == {"body": {"from": "one"}}
    assert (payloads[1]["comment"]["body"], payloads[1]["issue"]["number"]) == ("two", 1)
    assert payloads[4]["changes"] == {"color": {"from": "ffffff"}, "name": {"from": "new"}}
    assert payloads[7]["milestone"]["state"] == "closed"


def test_pull_requests_are_told_as_such(gh: Github, told: Told) -> None:
    repo = gh.get_repo("acme/webapp")
    repo.create_git_ref("refs/heads/topic", repo.get_branch("main").commit.sha)
    repo.create_file("topic.txt", "Topic", "x", branch="topic")
    told()
    pull = repo.create_pull("main", "topic", title="Topic", body="x")
    pull.add_to_labels("bug")
    pull.edit(title="Another")
    pull.create_issue_comment("a word")
    pull.merge()
    made = told()
    pulls = [(event, payload["action"]) for event, payload in made if event == "pull_request"]
    assert pulls == [("pull_request", action) for action in ("opened", "labeled", "edited", "closed")]
    closed = [payload for event, payload in made if event == "pull_request"][-1]
    assert (closed["number"], closed["pull_request"]["merged"]) == (pull.number, True)
    assert ("issue_comment", "created") in [(event, payload.get("action")) for event, payload in made]
    assert not any(event == "issues" for event, _ in made)


def test_pushes_statuses_releases_and_comments_on_commits(gh: Github, told: Told) -> None:
    repo = gh.get_repo("acme/webapp")
    commit = repo.get_commit(repo.create_file("new.txt", "New", "x")["commit"].sha)
    commit.create_status("success", context="ci", description="Fine")
    commit.create_comment("Nice")
    repo.create_git_release("v9", "Nine", "The ninth")
    made = told()
    kinds = [event for event, _ in made]
    assert [kind for kind in kinds if kind in ("push", "status", "commit_comment", "release", "create")][:3] == [
        "push", "status", "commit_comment",
    ]  # fmt: skip
    by = dict(reversed(made))
    assert by["push"]["commits"][0]["added"] == ["new.txt"]
    status = by["status"]
    assert (status["sha"], status["state"], status["context"], status["name"]) == (
        commit.sha, "success", "ci", "acme/webapp"
    )  # fmt: skip
    assert status["commit"]["commit"]["message"] == "New"
    assert by["commit_comment"]["comment"]["body"] == "Nice"
    assert ("release", "published") in [(event, payload.get("action")) for event, payload in made]


def test_repositories_people_and_teams(gh: Github, told: Told, sign_in: Callable[[str], Github]) -> None:
    repo = gh.get_repo("acme/webapp")
    repo.edit(description="Other words")
    repo.edit(name="shop")
    repo = gh.get_repo("acme/shop")
    sign_in(BEN).get_user().add_to_starred(repo)
    sign_in(BEN).get_repo("acme/shop").create_fork()
    team = gh.get_organization("acme").create_team("Core", privacy="closed")
    team.add_membership(gh.get_user("ben"), role="member")
    made = told()
    by: dict[tuple[str, Any], list[dict[str, Any]]] = {}
    for event, payload in made:
        by.setdefault((event, payload.get("action")), []).append(payload)
    assert by["repository", "edited"][0]["changes"] == {"description": {"from": "The shop's web application"}}
    assert len(by["repository", "edited"]) == 2, "the repository's webhook and the organization's"
    assert by["repository", "renamed"][0]["changes"] == {"repository": {"name": {"from": "webapp"}}}
    assert by["star", "created"][0]["sender"]["login"] == "ben"
    assert by["star", "created"][0]["starred_at"] is not None
    assert by["watch", "started"][0]["repository"]["name"] == "shop"
    assert by["fork", None][0]["forkee"]["full_name"] == "ben/shop"
    assert by["team", "created"][0]["team"]["name"] == "Core"
    added = by["membership", "added"][0]
    assert (added["scope"], added["member"]["login"], added["team"]["slug"]) == ("team", "ben", "core")
    assert "repository" not in added


def test_nothing_is_told_of_what_fails(gh: Github, told: Told) -> None:
    with pytest.raises(Exception, match="Validation Failed"):
        gh.get_repo("acme/webapp").create_label("bug", "ffffff")
    assert told() == []
