"""Milestones through PyGithub: counted, dated, closed, deleted, and titles that are taken."""

from datetime import UTC, datetime

import httpx
import pytest
from github import Github, GithubException, UnknownObjectException


def test_a_milestone_counts_its_issues(gh: Github) -> None:
    repo = gh.get_repo("acme/webapp")
    made = repo.create_milestone("2.0", description="Second", due_on=datetime(2026, 6, 1, 8, tzinfo=UTC))
    assert (made.number, made.state, made.creator.login) == (3, "open", "ada")
    assert made.due_on == datetime(2026, 6, 1, 8, tzinfo=UTC)
    for number in (1, 2, 4):
        repo.get_issue(number).edit(milestone=made)
    again = repo.get_milestone(3)
    assert (again.open_issues, again.closed_issues) == (2, 1)
    assert repo.get_milestone(1).open_issues == 0
    again.delete()
    assert repo.get_issue(2).milestone is None
    with pytest.raises(UnknownObjectException):
        repo.get_milestone(3)


def test_closing_and_opening_move_the_date(gh: Github) -> None:
    milestone = gh.get_repo("acme/webapp").get_milestone(1)
    milestone.edit("1.0", state="closed", description="Done")
    again = gh.get_repo("acme/webapp").get_milestone(1)
    assert (again.state, again.description) == ("closed", "Done")
    assert again.closed_at is not None
    again.edit("1.0 final", state="open")
    assert gh.get_repo("acme/webapp").get_milestone(1).closed_at is None


def test_lists_are_by_due_date_or_completeness(gh: Github, http: httpx.Client) -> None:
    repo = gh.get_repo("acme/webapp")
    repo.create_milestone("soon", due_on=datetime(2026, 1, 10, tzinfo=UTC))
    repo.create_milestone("some day")

    def titles(query: str) -> list[str]:
        return [made["title"] for made in http.get(f"/repos/acme/webapp/milestones?{query}").json()]

    assert titles("") == ["soon", "1.0", "some day"]
    assert titles("state=closed") == ["0.9"]
    assert titles("direction=desc") == ["some day", "1.0", "soon"]
    repo.get_issue(4).edit(milestone=repo.get_milestone(3))
    assert titles("sort=completeness&direction=desc")[0] == "soon"


@pytest.mark.parametrize(("title", "code"), [("1.0", "already_exists"), (" ", "missing_field")])
def test_a_title_is_needed_and_taken_once(gh: Github, title: str, code: str) -> None:
    repo = gh.get_repo("acme/webapp")
    with pytest.raises(GithubException) as caught:
        repo.create_milestone(title)
    assert caught.value.data["errors"] == [{"resource": "Milestone", "code": code, "field": "title"}]
    with pytest.raises(GithubException):
        repo.get_milestone(2).edit(title)
    assert repo.get_milestones(state="all").totalCount == 2


def test_a_due_date_is_a_date(http: httpx.Client) -> None:
    answer = http.post("/repos/acme/webapp/milestones", json={"title": "x", "due_on": "soon"})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "due_on")
