"""Check runs as a person's token sees them, and as an app's writes them."""

from collections.abc import Callable

import httpx
import pytest
from github import Github, GithubException
from tests.clones.github.conftest import Served
from tests.clones.github.credentials import CHECKS

BASE = "/repos/acme/service"


@pytest.fixture
def seed() -> str:
    return "ci-cd-pipeline"


def test_the_runs_of_a_branch(gh: Github) -> None:
    runs = gh.get_repo("acme/service").get_commit("faster-start").get_check_runs()
    assert {run.name: (run.status, run.conclusion) for run in runs} == {
        "test": ("completed", "failure"), "lint": ("completed", "success"),
    }  # fmt: skip
    run = next(run for run in runs if run.name == "test")
    assert (run.output.title, run.output.summary) == ("1 test failed", "warm is not defined")
    assert run.app.slug == "github-actions"
    assert gh.get_repo("acme/service").get_check_run(run.id).head_sha == run.head_sha
    assert list(run.get_annotations()) == []


def test_runs_are_filtered_by_name_status_and_app(http: httpx.Client) -> None:
    place = f"{BASE}/commits/new-runner/check-runs"
    assert http.get(place).json()["total_count"] == 2
    for query, names in (
        ("check_name=lint", ["lint"]), ("status=in_progress", ["test"]), ("app_id=1", []),
        ("app_id=15368&filter=all", ["lint", "test"]),
    ):  # fmt: skip
        found = http.get(f"{place}?{query}").json()
        assert [run["name"] for run in found["check_runs"]] == names
        assert found["total_count"] == len(names)
    page = http.get(f"{place}?per_page=1")
    assert (len(page.json()["check_runs"]), 'rel="next"' in page.headers["link"]) == (1, True)


def test_only_apps_make_and_change_checks(gh: Github, http: httpx.Client) -> None:
    repository = gh.get_repo("acme/service")
    with pytest.raises(GithubException) as refused:
        repository.create_check_run("mine", repository.get_branch("main").commit.sha)
    assert (refused.value.status, refused.value.data["message"]) == (403, "You must authenticate via a GitHub App.")
    id = http.get(f"{BASE}/commits/main/check-runs").json()["check_runs"][0]["id"]
    assert http.patch(f"{BASE}/check-runs/{id}", json={"name": "x"}).status_code == 403
    assert http.post(f"{BASE}/check-runs/{id}/rerequest").status_code == 403
    assert http.get(f"{BASE}/check-runs/999").status_code == 404
    assert http.get(f"/repos/acme/service/commits/{'0' * 40}/check-runs").status_code == 422


def test_required_checks_count_runs(served: Served, http: httpx.Client) -> None:
    for branch, status in (("add-metrics", 200), ("faster-start", 422)):
        sha = http.get(f"{BASE}/commits/{branch}").json()["sha"]
        http.delete(f"{BASE}/branches/main/protection/required_pull_request_reviews")
        http.post(f"{BASE}/branches/main/protection/enforce_admins")
        moved = http.patch(f"{BASE}/git/refs/heads/main", json={"sha": sha})
        assert moved.status_code == status


def test_an_app_reports_a_check_from_its_beginning_to_its_end(sign_in: Callable[[str], Github], gh: Github) -> None:
    app = sign_in(CHECKS).get_repo("acme/service")
    sha = app.get_branch("main").commit.sha
    run = app.create_check_run("links", sha, status="in_progress", external_id="7")
    assert (run.status, run.conclusion, run.app.slug, run.external_id) == ("in_progress", None, "acme-checks", "7")
    seen = gh.get_repo("acme/service").get_check_run(run.id)
    assert (seen.name, seen.head_sha) == ("links", sha)
    assert _suite(gh, run.check_suite.id) == ("in_progress", None)
    said = {"path": "README.md", "start_line": 1, "end_line": 1, "annotation_level": "warning", "message": "Dead link"}
    run.edit(conclusion="failure", output={"title": "1 dead link", "summary": "See below", "annotations": [said]})
    seen = gh.get_repo("acme/service").get_check_run(run.id)
    assert (seen.status, seen.conclusion, seen.output.title) == ("completed", "failure", "1 dead link")
    assert [(each.path, each.message) for each in seen.get_annotations()] == [("README.md", "Dead link")]
    assert _suite(gh, run.check_suite.id) == ("completed", "failure")
    run.edit(status="in_progress")
    assert gh.get_repo("acme/service").get_check_run(run.id).conclusion is None


def _suite(gh: Github, id: int) -> tuple[str, str | None]:
    found = gh.get_repo("acme/service").get_check_suite(id)
    return found.status, found.conclusion


def test_what_an_app_may_not_do_to_checks(sign_in: Callable[[str], Github], gh: Github) -> None:
    app = sign_in(CHECKS).get_repo("acme/service")
    theirs = next(iter(app.get_commit("main").get_check_runs()))
    with pytest.raises(GithubException) as refused:
        theirs.edit(name="mine")
    assert refused.value.status == 403
    assert str(refused.value.data["message"]).startswith("Invalid app_id `1001`")
    with pytest.raises(GithubException) as refused:
        app.create_check_run("links", theirs.head_sha, status="completed")
    assert (refused.value.status, refused.value.data["errors"][0]["field"]) == (422, "conclusion")
    with pytest.raises(GithubException) as refused:
        app.create_check_run("links", "0" * 40)
    assert (refused.value.status, refused.value.data["message"]) == (422, f"No commit found for SHA: {'0' * 40}")


def test_a_check_is_asked_for_again(sign_in: Callable[[str], Github], base: str) -> None:
    app = sign_in(CHECKS).get_repo("acme/service")
    run = app.create_check_run("links", app.get_branch("main").commit.sha)
    place, auth = f"{base}{BASE}/check-runs/{run.id}", {"Authorization": f"Bearer {CHECKS}"}
    assert httpx.post(f"{place}/rerequest", headers=auth).status_code == 422
    run.edit(conclusion="success")
    assert httpx.post(f"{place}/rerequest", headers=auth).status_code == 201
