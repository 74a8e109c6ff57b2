"""Logs of runs and jobs are files behind redirects."""

import zipfile
from io import BytesIO

import httpx
import pytest
from github import Github

BASE = "/repos/acme/service/actions"


@pytest.fixture
def seed() -> str:
    return "ci-cd-pipeline"


def test_a_runs_logs_are_a_zip_of_its_jobs(http: httpx.Client, gh: Github) -> None:
    run = gh.get_repo("acme/service").get_workflow_runs(status="failure")[0]
    first = http.get(f"{BASE}/runs/{run.id}/logs", follow_redirects=False)
    assert (first.status_code, first.content) == (302, b"")
    answer = http.get(first.headers["location"])
    assert answer.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(BytesIO(answer.content)) as held:
        names = held.namelist()
        assert sorted(name.partition("_")[2] for name in names) == ["lint.txt", "test.txt"]
        text = held.read(next(name for name in names if name.endswith("test.txt"))).decode()
    assert "##[error]Process completed with exit code 1." in text
    attempt = f"{BASE}/runs/{run.id}/attempts/{run.run_attempt}/logs"
    assert http.get(attempt, follow_redirects=True).content == answer.content
    assert http.get(f"{BASE}/runs/{run.id}/attempts/9/logs", follow_redirects=False).status_code == 404


def test_a_jobs_log_is_a_text_until_it_is_deleted(http: httpx.Client, gh: Github) -> None:
    run = gh.get_repo("acme/service").get_workflow_runs(status="failure")[0]
    job = next(job for job in run.jobs() if job.name == "lint")
    text = http.get(f"{BASE}/jobs/{job.id}/logs", follow_redirects=True).text
    assert text.splitlines()[0].endswith("##[group]Set up job")
    assert "##[error]" not in text
    assert http.delete(f"{BASE}/runs/{run.id}/logs").status_code == 204
    assert http.get(f"{BASE}/jobs/{job.id}/logs", follow_redirects=False).status_code == 410
    assert http.get(f"{BASE}/runs/{run.id}/logs", follow_redirects=False).status_code == 410


def test_what_has_not_run_has_no_log(http: httpx.Client, gh: Github) -> None:
    run = gh.get_repo("acme/service").get_workflow_runs(status="in_progress")[0]
    going = next(job for job in run.jobs() if job.status == "in_progress")
    assert http.get(f"{BASE}/jobs/{going.id}/logs", follow_redirects=False).status_code == 404
