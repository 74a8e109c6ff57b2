"""Pull requests opened: from branches, forks and issues, and what is refused."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from github import Github, GithubException
from tests.clones.github.changing import commit, content
from tests.clones.github.credentials import BEN


def refused(answer: httpx.Response) -> tuple[int, list[dict[str, Any]]]:
    return answer.status_code, answer.json().get("errors", [])


def test_a_pull_request_takes_the_next_number_and_is_an_issue_too(gh: Github) -> None:
    repository = gh.get_repo("acme/webapp")
    last = max(issue.number for issue in repository.get_issues(state="all"))
    made = repository.create_pull("main", "dark-theme", title="A dark theme", body="Easier on the eyes", draft=True)
    pull = repository.get_pull(made.number)
    assert (pull.number, pull.title, pull.body, pull.draft) == (last + 1, "A dark theme", "Easier on the eyes", True)
    assert (pull.head.label, pull.head.ref, pull.base.label) == ("acme:dark-theme", "dark-theme", "acme:main")
    assert pull.head.sha == repository.get_branch("dark-theme").commit.sha
    assert pull.base.sha == repository.get_branch("main").commit.sha
    issue = repository.get_issue(pull.number)
    assert issue.pull_request is not None
    assert (issue.node_id, issue.html_url, issue.title) == (pull.node_id, pull.html_url, "A dark theme")
    assert next(each.number for each in repository.get_issues()) == pull.number
    assert repository.open_issues_count + 1 == gh.get_repo("acme/webapp").open_issues_count


def test_an_issue_becomes_a_pull_request(gh: Github, http: httpx.Client) -> None:
    repository = gh.get_repo("acme/webapp")
    issue = repository.get_issue(2)
    pull = repository.create_pull("main", "dark-theme", issue=issue)
    assert (pull.number, pull.title, pull.user.login) == (2, issue.title, issue.user.login)
    again = http.post("/repos/acme/webapp/pulls", json={"head": "dark-theme", "base": "main", "issue": 2})
    assert refused(again) == (422, [{"resource": "PullRequest", "code": "invalid", "field": "issue"}])


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"head": "nope", "base": "main", "title": "x"}, {"code": "invalid", "field": "head"}),
        ({"head": "nobody:main", "base": "main", "title": "x"}, {"code": "invalid", "field": "head"}),
        ({"head": "dark-theme", "base": "nope", "title": "x"}, {"code": "invalid", "field": "base"}),
        ({"head": "dark-theme", "base": "main"}, {"code": "missing_field", "field": "title"}),
        (
            {"head": "main", "base": "main", "title": "x"},
            {"code": "custom", "message": "No commits between main and main"},
        ),
    ],
)
def test_a_pair_of_branches_that_makes_no_pull_request(
    http: httpx.Client, body: dict[str, Any], error: dict[str, str]
) -> None:
    answer = http.post("/repos/acme/webapp/pulls", json=body)
    assert refused(answer) == (422, [{"resource": "PullRequest", **error}])
    assert http.get("/repos/acme/webapp/pulls").json() == []


def test_the_same_branches_twice_until_the_first_is_closed(gh: Github, http: httpx.Client) -> None:
    repository = gh.get_repo("acme/webapp")
    first = repository.create_pull("main", "dark-theme", title="One")
    again = http.post("/repos/acme/webapp/pulls", json={"head": "dark-theme", "base": "main", "title": "Two"})
    message = "A pull request already exists for acme:dark-theme."
    assert refused(again) == (422, [{"resource": "PullRequest", "code": "custom", "message": message}])
    first.edit(state="closed")
    second = repository.create_pull("main", "acme:dark-theme", title="Two")
    reopened = http.patch(f"/repos/acme/webapp/pulls/{first.number}", json={"state": "open"})
    assert (reopened.status_code, repository.get_pull(second.number).state) == (422, "open")
    as_issue = http.patch(f"/repos/acme/webapp/issues/{first.number}", json={"state": "open"})
    assert as_issue.status_code == 422


def test_branches_without_a_common_commit(gh: Github, http: httpx.Client) -> None:
    repository = gh.get_repo("acme/webapp")
    tree = repository.get_git_tree("main")
    orphan = repository.create_git_commit("Alone", tree, [])
    repository.create_git_ref("refs/heads/alone", orphan.sha)
    answer = http.post("/repos/acme/webapp/pulls", json={"head": "alone", "base": "main", "title": "x"})
    message = "The main branch has no history in common with alone"
    assert refused(answer) == (422, [{"resource": "PullRequest", "code": "custom", "message": message}])


def test_a_pull_request_comes_from_a_fork(gh: Github, sign_in: Callable[[str], Github], http: httpx.Client) -> None:
    ben = sign_in(BEN)
    fork = ben.get_repo("acme/webapp").create_fork()
    sha = commit(fork, "idea", {"idea.txt": "An idea\n"}, "An idea")
    made = ben.get_repo("acme/webapp").create_pull("main", "ben:idea", title="An idea", maintainer_can_modify=True)
    pull = gh.get_repo("acme/webapp").get_pull(made.number)
    assert (pull.head.label, pull.head.repo.full_name, pull.head.sha) == ("ben:idea", fork.full_name, sha)
    assert (pull.maintainer_can_modify, pull.mergeable, pull.user.login) == (True, True, "ben")
    assert [file.filename for file in pull.get_files()] == ["idea.txt"]
    found = gh.get_repo("acme/webapp").get_pulls(head="ben:idea")
    assert [each.number for each in found] == [pull.number]
    assert pull.merge().merged
    assert content(gh.get_repo("acme/webapp"), "idea.txt") == b"An idea\n"


def test_who_may_not_push_opens_nothing(http: httpx.Client, token_of: Callable[..., str]) -> None:
    headers = {"Authorization": f"Bearer {token_of('dev-bot')}"}
    body = {"head": "dark-theme", "base": "main", "title": "x"}
    answer = http.post("/repos/acme/webapp/pulls", json=body, headers=headers)
    assert answer.status_code == 403
    http.patch("/repos/acme/webapp", json={"archived": True})
    archived = http.post("/repos/acme/webapp/pulls", json=body)
    assert (archived.status_code, archived.json()["message"]) == (403, "Repository was archived so is read-only.")


def test_a_pull_request_tells_where_it_is(http: httpx.Client) -> None:
    answer = http.post("/repos/acme/webapp/pulls", json={"head": "dark-theme", "base": "main", "title": "x"})
    assert answer.headers["location"] == answer.json()["url"]
    assert http.get(answer.headers["location"]).json()["title"] == "x"


def test_without_a_token_nothing_is_opened(base: str) -> None:
    body = {"head": "dark-theme", "base": "main", "title": "x"}
    assert httpx.post(f"{base}/repos/acme/webapp/pulls", json=body).status_code == 401
    with pytest.raises(GithubException):
        Github(base_url=base, retry=None).get_repo("acme/webapp").create_pull("main", "dark-theme", title="x")
