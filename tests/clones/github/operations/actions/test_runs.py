"""Runs through PyGithub: those of the pipeline's seed, repeated and cancelled, and new ones on the session's clock."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from github import Github
from tests.clones.github.credentials import ADA, CLEO

Control = Callable[..., Any]


@pytest.fixture
def seed() -> str:
    return "ci-cd-pipeline"


@pytest.fixture
def control(base: str) -> Control:
    """Calls the session's control door."""
    host, _, rest = base.partition("/s/")
    url = f"{host}/_clonery/sessions/{rest.split('/')[0]}"

    def call(path: str, body: Any) -> Any:
        answer = httpx.post(f"{url}/{path}", json=body)
        assert answer.status_code < 300, answer.text
        return answer.json()

    return call


def test_the_seeded_runs(gh: Github) -> None:
    repo = gh.get_repo("acme/service")
    assert [(run.head_branch, run.event, run.status, run.conclusion) for run in repo.get_workflow_runs()] == [
        ("new-runner", "pull_request", "in_progress", None),
        ("faster-start", "pull_request", "completed", "failure"),
        ("add-metrics", "pull_request", "completed", "success"),
        ("main", "push", "completed", "success"),
        ("v1.0.0", "push", "completed", "success"),
    ]
    failed = repo.get_workflow_runs(status="failure")[0]
    assert [(job.name, job.conclusion) for job in failed.jobs()] == [("test", "failure"), ("lint", "success")]
    assert [run.id for run in repo.get_workflow_runs(branch="faster-start")] == [failed.id]
    assert [run.id for run in repo.get_workflow_runs(actor="cleo")] == [failed.id + 1, failed.id]
    assert [run.head_branch for run in repo.get_workflow_runs(created="2025-10-01..2025-11-30")] == ["main", "v1.0.0"]
    assert repo.get_workflow("ci.yml").get_runs().totalCount == 4
    check = repo.get_check_run(failed.jobs()[0].id)
    assert (check.name, check.conclusion, check.output.title) == ("test", "failure", "1 test failed")


def test_a_failed_run_is_repeated(gh: Github, control: Control, http: httpx.Client) -> None:
    repo = gh.get_repo("acme/service")
    failed = repo.get_workflow_runs(status="failure")[0]
    assert failed.rerun_failed_jobs()
    again = repo.get_workflow_run(failed.id)
    assert (again.status, again.conclusion, again.run_attempt) == ("queued", None, 2)
    assert [(job.name, job.status) for job in again.jobs()] == [("test", "queued"), ("lint", "completed")]
    busy = http.post(f"/repos/acme/service/actions/runs/{failed.id}/rerun")
    assert (busy.status_code, busy.json()["message"]) == (403, "This workflow is already running")
    control("clock", {"advance": "2d"})
    over = repo.get_workflow_run(failed.id)
    assert (over.conclusion, over.run_attempt, [job.run_attempt for job in over.jobs()]) == ("success", 2, [2, 1])
    first = http.get(f"/repos/acme/service/actions/runs/{failed.id}/attempts/1/jobs").json()
    assert [job["conclusion"] for job in first["jobs"]] == ["failure", "success"]


def test_a_running_one_is_cancelled_once(gh: Github, http: httpx.Client) -> None:
    repo = gh.get_repo("acme/service")
    running = repo.get_workflow_runs(status="in_progress")[0]
    assert running.cancel()
    over = repo.get_workflow_run(running.id)
    assert (over.status, over.conclusion) == ("completed", "cancelled")
    assert {job.conclusion for job in over.jobs()} == {"cancelled"}
    again = http.post(f"/repos/acme/service/actions/runs/{running.id}/cancel")
    assert (again.status_code, again.json()["message"]) == (409, "Cannot cancel a workflow run that is completed.")
    assert over.delete()
    assert repo.get_workflow_runs().totalCount == 4


def test_a_push_starts_a_run_that_ends_with_time(gh: Github, control: Control) -> None:
    repo = gh.get_repo("acme/service")
    control("clock", {"now": "2026-02-01T10:00:00Z"})
    pushed = repo.create_file("more.go", "More", "package main\n")
    run = repo.get_workflow_runs(head_sha=pushed["commit"].sha)[0]
    assert (run.name, run.event, run.display_title, run.status, run.run_number) == ("CI", "push", "More", "queued", 5)
    control("clock", {"advance": "3s"})
    assert {job.status for job in repo.get_workflow_run(run.id).jobs()} == {"in_progress"}
    control("clock", {"advance": "1m"})
    over = repo.get_workflow_run(run.id)
    assert (over.status, over.conclusion) == ("completed", "success")
    names = [step.name for step in over.jobs()[0].steps]
    assert names == ["Set up job", "Run actions/checkout@v4", "Run make test", "Complete job"]
    assert {check.name: check.conclusion for check in repo.get_commit(pushed["commit"].sha).get_check_runs()} == {
        "test": "success", "lint": "success",
    }  # fmt: skip


def test_a_runner_reports_a_failure(gh: Github, control: Control) -> None:
    repo = gh.get_repo("acme/service")
    control("clock", {"now": "2026-02-01T10:00:00Z"})
    run = repo.get_workflow_runs(head_sha=repo.create_file("x", "X", "x")["commit"].sha)[0]
    body = {"arguments": {"repository": "acme/service", "run": run.id, "job": "test", "conclusion": "failure"}}
    assert control("clones/github/acts/finish-job", body)["result"]["ended"] == ["test"]
    control("clock", {"advance": "1m"})
    over = repo.get_workflow_run(run.id)
    assert (over.conclusion, {job.name: job.conclusion for job in over.jobs()}) == (
        "failure", {"test": "failure", "lint": "success"},
    )  # fmt: skip


def test_pull_requests_run_what_their_base_is_named_for(gh: Github, control: Control) -> None:
    repo = gh.get_repo("acme/service")
    repo.create_git_ref("refs/heads/topic", repo.get_branch("main").commit.sha)
    repo.create_file("t", "T", "t", branch="topic")
    assert repo.get_workflow_runs(branch="topic").totalCount == 0
    pull = repo.create_pull("main", "topic", title="A topic")
    (run,) = repo.get_workflow_runs(branch="topic")
    assert (run.event, run.display_title, [each.number for each in run.pull_requests]) == (
        "pull_request", "A topic", [pull.number],
    )  # fmt: skip


def test_those_who_may_not_push_may_only_look(base: str, gh: Github) -> None:
    run = gh.get_repo("acme/service").get_workflow_runs(status="in_progress")[0]
    url = f"{base}/repos/acme/service/actions/runs/{run.id}"
    assert httpx.get(url).json()["id"] == run.id
    assert httpx.post(f"{url}/cancel").status_code == 401
    assert httpx.post(f"{url}/cancel", headers={"Authorization": f"Bearer {CLEO}"}).status_code == 401
    assert httpx.get(f"{url}0", headers={"Authorization": f"Bearer {ADA}"}).status_code == 404


def test_one_attempt_of_a_run(http: httpx.Client, gh: Github) -> None:
    run = gh.get_repo("acme/service").get_workflow_runs(status="completed")[0]
    place = f"/repos/acme/service/actions/runs/{run.id}/attempts"
    found = http.get(f"{place}/{run.run_attempt}").json()
    assert (found["id"], found["run_attempt"]) == (run.id, run.run_attempt)
    assert http.get(f"{place}/{run.run_attempt + 1}").status_code == 404
