"""The tools for workflows: listed, started, repeated, cancelled."""

from typing import Any

import pytest
from tests.clones.github.tools.conftest import Use


@pytest.fixture
def seed() -> str:
    return "ci-cd-pipeline"


HERE = {"repo": "service"}


def test_runs_are_listed_and_cancelled(use: Use) -> None:
    workflows = use("actions_list", method="list_workflows", **HERE)["workflows"]
    assert {made["name"] for made in workflows} == {"CI", "Release"}
    filter: dict[str, Any] = {"workflow_runs_filter": {"status": "in_progress"}}
    (running,) = use("actions_list", method="list_workflow_runs", **HERE, **filter)["workflow_runs"]
    of_ci = use("actions_list", method="list_workflow_runs", resource_id="ci.yml", per_page=2, **HERE)
    assert (of_ci["total_count"], len(of_ci["workflow_runs"])) == (4, 2)
    done = use("actions_run_trigger", method="cancel_workflow_run", run_id=running["id"], **HERE)
    assert (done["message"], done["status_code"]) == ("Workflow run has been cancelled", 202)
    run = use("actions_get", method="get_workflow_run", resource_id=str(running["id"]), **HERE)
    assert run["conclusion"] == "cancelled"
    jobs = use("actions_list", method="list_workflow_jobs", resource_id=str(running["id"]), **HERE)["jobs"]["jobs"]
    job = use("actions_get", method="get_workflow_job", resource_id=str(jobs[0]["id"]), **HERE)
    assert (job["name"], job["conclusion"]) == ("test", "cancelled")
    again = use("actions_run_trigger", method="cancel_workflow_run", run_id=running["id"], error=True, **HERE)
    assert again["status"] == "409"


def test_a_workflow_is_started_and_a_failed_one_repeated(use: Use) -> None:
    given = {"workflow_id": "release.yml", "ref": "main", "inputs": {"environment": "production"}}
    assert use("actions_run_trigger", method="run_workflow", **HERE, **given)["status_code"] == 204
    (made,) = use(
        "actions_list", method="list_workflow_runs", workflow_runs_filter={"event": "workflow_dispatch"}, **HERE
    )["workflow_runs"]
    assert (made["path"], made["status"]) == (".github/workflows/release.yml", "queued")
    assert use("actions_get", method="get_workflow", resource_id="release.yml", **HERE)["name"] == "Release"
    failed = use("actions_list", method="list_workflow_runs", workflow_runs_filter={"status": "failure"}, **HERE)
    number = failed["workflow_runs"][0]["id"]
    assert use("actions_run_trigger", method="rerun_failed_jobs", run_id=number, **HERE)["status_code"] == 201
    run = use("actions_get", method="get_workflow_run", resource_id=str(number), **HERE)
    assert (run["status"], run["run_attempt"]) == ("queued", 2)


@pytest.mark.parametrize(
    ("name", "arguments", "message"),
    [
        ("actions_run_trigger", {"method": "run_workflow"}, "workflow_id and ref are required"),
        ("actions_run_trigger", {"method": "cancel_workflow_run"}, "missing required parameter: run_id"),
        ("actions_list", {"method": "list_workflow_jobs"}, "resource_id"),
        ("actions_get", {"method": "get_workflow_run", "resource_id": "x"}, "must be an integer"),
    ],
)
def test_what_a_tool_lacks(use: Use, name: str, arguments: dict[str, Any], message: str) -> None:
    assert message in use(name, error=True, **HERE, **arguments)["message"]


def test_logs_of_a_job_and_of_all_that_failed(use: Use) -> None:
    filter: dict[str, Any] = {"workflow_runs_filter": {"status": "failure"}}
    run = use("actions_list", method="list_workflow_runs", **HERE, **filter)["workflow_runs"][0]
    told = use("get_job_logs", run_id=run["id"], failed_only=True, return_content=True, tail_lines=2, **HERE)
    assert (told["total_jobs"], told["failed_jobs"], told["message"]) == (2, 1, "Retrieved logs for 1 failed jobs")
    (failed,) = told["logs"]
    assert failed["job_name"] == "test"
    assert "##[error]Process completed with exit code 1." in failed["logs_content"].splitlines()[0]
    assert failed["original_length"] > 2
    place = use("get_job_logs", job_id=failed["job_id"], **HERE)
    assert place["logs_url"].endswith(f"/repos/acme/service/actions/jobs/{failed['job_id']}/logs")
    assert "run_id is required" in str(use("get_job_logs", failed_only=True, error=True, **HERE))
