"""Statuses of commits and what they come to."""

from collections.abc import Callable

import httpx
import pytest
from github import Github
from tests.clones.github.credentials import BEN


def test_the_newest_status_of_each_context_counts(gh: Github) -> None:
    commit = gh.get_repo("acme/webapp").get_commit("main")
    assert (commit.get_combined_status().state, commit.get_combined_status().total_count) == ("pending", 0)
    made = commit.create_status("pending", "https://ci.example/1", "Running", "ci/test")
    assert (made.state, made.context, made.description, made.creator.login) == ("pending", "ci/test", "Running", "ada")
    commit.create_status("success", context="ci/test")
    assert commit.get_combined_status().state == "success"
    commit.create_status("error", context="ci/lint")
    combined = commit.get_combined_status()
    assert (combined.state, combined.total_count) == ("failure", 2)
    states = {status.context: status.state for status in combined.statuses}
    assert states == {"ci/test": "success", "ci/lint": "error"}
    assert [status.state for status in commit.get_statuses()] == ["error", "success", "pending"]


def test_a_branch_shows_the_statuses_of_its_commit(http: httpx.Client) -> None:
    sha = http.get("/repos/acme/webapp/commits/main").json()["sha"]
    made = http.post(f"/repos/acme/webapp/statuses/{sha}", json={"state": "failure"})
    assert (made.status_code, made.json()["context"]) == (201, "default")
    found = http.get("/repos/acme/webapp/commits/heads/main/status").json()
    assert (found["state"], found["sha"], found["repository"]["full_name"]) == ("failure", sha, "acme/webapp")
    http.post(f"/repos/acme/webapp/statuses/{sha}", json={"state": "success"})
    listed = http.get("/repos/acme/webapp/commits/main/statuses").json()
    assert [status["state"] for status in listed] == ["success", "failure"], "the newest first"


@pytest.mark.parametrize(
    ("sha", "body", "field"),
    [
        ("main", {"state": "great"}, "state"),
        ("main", {}, "state"),
        ("main", {"state": "success", "description": "x" * 141}, "description"),
        ("main", {"state": "success", "target_url": "ftp://example.com"}, "target_url"),
    ],
)
def test_bad_statuses_are_refused(http: httpx.Client, sha: str, body: dict[str, str], field: str) -> None:
    answer = http.post(f"/repos/acme/webapp/statuses/{sha}", json=body)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)


def test_a_status_needs_a_commit_and_the_right_to_push(
    http: httpx.Client, base: str, token_of: Callable[..., str]
) -> None:
    nowhere = http.post(f"/repos/acme/webapp/statuses/{'0' * 40}", json={"state": "success"})
    assert (nowhere.status_code, nowhere.json()["message"]) == (422, "No commit found for SHA: " + "0" * 40)
    place = f"{base}/repos/acme/webapp/statuses/main"
    for token, status in ((token_of("cleo", "repo"), 403), (token_of("ben", "repo:status"), 201), (BEN, 201)):
        sent = httpx.post(place, json={"state": "success"}, headers={"Authorization": f"Bearer {token}"})
        assert sent.status_code == status
