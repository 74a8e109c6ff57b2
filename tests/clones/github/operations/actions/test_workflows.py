"""Workflows: found in files, switched off and on, started by hand."""

import httpx
import pytest
from github import Github

W = "/repos/acme/service/actions/workflows"


@pytest.fixture
def seed() -> str:
    return "ci-cd-pipeline"


def test_workflows_are_the_files_of_the_default_branch(gh: Github) -> None:
    repo = gh.get_repo("acme/service")
    assert {(made.name, made.path) for made in repo.get_workflows()} == {
        ("CI", ".github/workflows/ci.yml"), ("Release", ".github/workflows/release.yml"),
    }  # fmt: skip
    repo.create_file(".github/workflows/night.yml", "Night", "name: Night\non: schedule\njobs: {a: {steps: []}}\n")
    assert repo.get_workflow("night.yml").name == "Night"
    file = repo.get_contents(".github/workflows/ci.yml")
    assert not isinstance(file, list)
    repo.delete_file(file.path, "Away", file.sha)
    assert {made.name for made in repo.get_workflows()} == {"Release", "Night"}


def test_a_switched_off_workflow_does_not_run(gh: Github, http: httpx.Client) -> None:
    repo, ci = gh.get_repo("acme/service"), gh.get_repo("acme/service").get_workflow("ci.yml")
    assert ci.disable()
    assert repo.get_workflow(ci.id).state == "disabled_manually"
    sha = repo.create_file("quiet", "Quiet", "x")["commit"].sha
    assert repo.get_workflow_runs(head_sha=sha).totalCount == 0
    assert http.put(f"{W}/ci.yml/disable").status_code == 403
    assert ci.enable()
    sha = repo.create_file("loud", "Loud", "x")["commit"].sha
    assert repo.get_workflow_runs(head_sha=sha).totalCount == 1
    sha = repo.create_file("skipped", "Skipped [skip ci]", "x")["commit"].sha
    assert repo.get_workflow_runs(head_sha=sha).totalCount == 0


def test_a_start_by_hand(gh: Github, http: httpx.Client) -> None:
    release = gh.get_repo("acme/service").get_workflow("release.yml")
    assert release.create_dispatch("main", {"environment": "production"})
    run = release.get_runs()[0]
    assert (run.event, run.head_branch, run.actor.login, run.status) == ("workflow_dispatch", "main", "ada", "queued")
    sent = {"ref": "v1.0.0", "return_run_details": True}
    told = http.post(f"{W}/release.yml/dispatches", json=sent)
    assert (told.status_code, release.get_runs()[0].id) == (200, told.json()["workflow_run_id"])


@pytest.mark.parametrize(
    ("file", "sent", "message"),
    [
        ("ci.yml", {"ref": "main"}, "Workflow does not have 'workflow_dispatch' trigger"),
        ("release.yml", {"ref": "none"}, "No ref found for: none"),
        ("release.yml", {"ref": "main", "inputs": {"x": "1"}}, 'Unexpected inputs provided: ["x"]'),
    ],
)
def test_what_can_not_be_started(http: httpx.Client, file: str, sent: dict[str, str], message: str) -> None:
    answer = http.post(f"{W}/{file}/dispatches", json=sent)
    assert (answer.status_code, answer.json()["message"]) == (422, message)
    assert http.post(f"{W}/none.yml/dispatches", json=sent).status_code == 404
