"""Labels through PyGithub: of a repository and on issues, and what is refused."""

from typing import Any

import httpx
import pytest
from github import Github, GithubException, UnknownObjectException


def names(labels: Any) -> list[str]:
    return [label.name for label in labels]


def test_a_label_is_made_changed_and_deleted_everywhere(gh: Github) -> None:
    repo = gh.get_repo("acme/webapp")
    made = repo.create_label("needs triage", "ff8800", "Nobody has looked")
    assert (made.name, made.color, made.description) == ("needs triage", "ff8800", "Nobody has looked")
    issue = repo.get_issue(2)
    issue.add_to_labels("needs triage")
    made.edit("triage", "00ff00")
    assert names(repo.get_issue(2).labels) == ["enhancement", "triage"]
    assert repo.get_label("TRIAGE").description == "Nobody has looked"
    made.delete()
    assert names(repo.get_issue(2).labels) == ["enhancement"]
    with pytest.raises(UnknownObjectException):
        repo.get_label("triage")
    assert names(repo.get_labels()) == ["bug", "documentation", "enhancement", "good first issue", "stale"]


def test_labels_of_an_issue_are_added_set_and_removed(gh: Github) -> None:
    issue = gh.get_repo("acme/webapp").get_issue(2)
    issue.add_to_labels("bug", "ENHANCEMENT")
    assert names(issue.get_labels()) == ["enhancement", "bug"]
    issue.set_labels("stale", "new one")
    assert names(issue.get_labels()) == ["stale", "new one"]
    issue.remove_from_labels("Stale")
    assert names(issue.get_labels()) == ["new one"]
    issue.delete_labels()
    assert names(issue.get_labels()) == []
    with pytest.raises(GithubException) as caught:
        issue.remove_from_labels("stale")
    assert (caught.value.status, caught.value.data["message"]) == (404, "Label does not exist")


@pytest.mark.parametrize(
    "body", [["bug", "stale"], {"labels": ["bug", "stale"]}, {"labels": [{"name": "bug"}, {"name": "stale"}]}]
)
def test_labels_come_as_a_list_or_in_an_object(http: httpx.Client, body: Any) -> None:
    made = http.put("/repos/acme/webapp/issues/2/labels", json=body)
    assert [label["name"] for label in made.json()] == ["bug", "stale"]
    added = http.post("/repos/acme/webapp/issues/3/labels", json=body)
    assert [label["name"] for label in added.json()] == ["documentation", "good first issue", "bug", "stale"]


def test_an_empty_list_takes_all_labels_away(http: httpx.Client) -> None:
    assert http.put("/repos/acme/webapp/issues/3/labels", json={"labels": []}).json() == []
    assert http.get("/repos/acme/webapp/issues/3/labels").json() == []


@pytest.mark.parametrize(
    ("name", "color", "code", "field"),
    [
        ("bug", "ff0000", "already_exists", "name"),
        ("BuG", "ff0000", "already_exists", "name"),
        ("  ", "ff0000", "missing_field", "name"),
        ("x" * 51, "ff0000", "custom", "name"),
        ("x", "#ff0000", "invalid", "color"),
        ("x", "red", "invalid", "color"),
        ("x", "ff00001", "invalid", "color"),
    ],
)
def test_what_a_label_can_not_be(gh: Github, name: str, color: str, code: str, field: str) -> None:
    repo = gh.get_repo("acme/webapp")
    with pytest.raises(GithubException) as caught:
        repo.create_label(name, color)
    error = caught.value.data["errors"][0]
    assert (caught.value.status, error["resource"], error["code"], error["field"]) == (422, "Label", code, field)
    assert repo.get_labels().totalCount == 5


def test_a_new_name_may_differ_in_case_alone_but_not_be_another_one_s(gh: Github) -> None:
    repo = gh.get_repo("acme/webapp")
    label = repo.get_label("bug")
    label.edit("Bug", "d73a4a")
    assert repo.get_label("bug").name == "Bug"
    with pytest.raises(GithubException) as caught:
        label.edit("STALE", "d73a4a")
    assert caught.value.data["errors"][0]["code"] == "already_exists"


def test_labels_of_a_milestone_are_those_of_its_issues(gh: Github) -> None:
    repo = gh.get_repo("acme/webapp")
    assert names(repo.get_milestone(1).get_labels()) == ["bug"]
    repo.get_issue(3).edit(milestone=repo.get_milestone(1))
    assert names(repo.get_milestone(1).get_labels()) == ["bug", "documentation", "good first issue"]
