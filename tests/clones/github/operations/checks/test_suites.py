"""Check suites as a person's token sees them."""

import httpx
import pytest
from github import Github
from tests.clones.github.credentials import CHECKS

BASE = "/repos/acme/service"


@pytest.fixture
def seed() -> str:
    return "ci-cd-pipeline"


def test_the_suite_of_an_app_gathers_its_runs(gh: Github, http: httpx.Client) -> None:
    suites = list(gh.get_repo("acme/service").get_commit("main").get_check_suites())
    assert [(suite.status, suite.conclusion, suite.app.name) for suite in suites] == [
        ("completed", "success", "GitHub Actions")
    ]
    assert {run.name for run in suites[0].get_check_runs()} == {"test", "lint"}
    alone = http.get(f"{BASE}/check-suites/{suites[0].id}").json()
    assert (alone["latest_check_runs_count"], alone["head_commit"]["message"]) == (2, "Answer health checks")


def test_suites_are_filtered_and_apps_alone_make_them(http: httpx.Client) -> None:
    place = f"{BASE}/commits/faster-start/check-suites"
    assert [suite["conclusion"] for suite in http.get(place).json()["check_suites"]] == ["failure"]
    assert http.get(f"{place}?check_name=none").json()["total_count"] == 0
    assert http.get(f"{place}?app_id=1").json()["total_count"] == 0
    sha = http.get(f"{BASE}/commits/main").json()["sha"]
    assert http.post(f"{BASE}/check-suites", json={"head_sha": sha}).status_code == 403
    assert http.get(f"{BASE}/check-suites/999").status_code == 404


def test_an_app_has_one_suite_for_a_commit(http: httpx.Client) -> None:
    sha, auth = http.get(f"{BASE}/commits/main").json()["sha"], {"Authorization": f"Bearer {CHECKS}"}
    first = http.post(f"{BASE}/check-suites", json={"head_sha": sha}, headers=auth)
    again = http.post(f"{BASE}/check-suites", json={"head_sha": sha}, headers=auth)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"]
    assert (first.json()["head_branch"], first.json()["app"]["name"]) == ("main", "Acme Checks")
    assert http.post(f"{BASE}/check-suites/{first.json()['id']}/rerequest", headers=auth).status_code == 201
    assert http.get(f"{BASE}/commits/main/check-suites?app_id=1001").json()["total_count"] == 1
