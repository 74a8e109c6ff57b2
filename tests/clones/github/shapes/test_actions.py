"""Workflows, runs and jobs as they are shown."""

from clonery.clones.github import gitstore
from clonery.clones.github.actions.running import jobs_of, step
from clonery.clones.github.records.actions import Secret, Variable, Workflow, WorkflowRun
from clonery.clones.github.records.repositories import Repository
from clonery.server.call import Call


def test_links_lead_from_one_to_the_other(call: Call, webapp: Repository) -> None:
    file = b"name: CI\non: push\njobs: {a: {steps: [{run: make}]}}\n"
    gitstore.commit_files(call, webapp, "main", {".github/workflows/ci.yml": file}, "Begin")
    show = call.clone.dialect.show
    run, workflow = call.all(WorkflowRun)[0], call.all(Workflow)[0]
    shown, kind = show(call, run), show(call, workflow)
    assert (shown["workflow_url"], shown["name"], shown["path"]) == (kind["url"], "CI", kind["path"])
    assert (shown["head_commit"]["message"], shown["previous_attempt_url"]) == ("Begin", None)
    waiting = show(call, jobs_of(call, run)[0])
    assert (waiting["status"], waiting["steps"], waiting["runner_name"]) == ("queued", [], None)
    step(call, run)
    busy = show(call, jobs_of(call, run)[0])
    assert [made["name"] for made in busy["steps"]] == ["Set up job", "Run make", "Complete job"]
    assert (busy["run_url"], busy["runner_name"]) == (shown["url"], "GitHub Actions 1")


def test_a_secret_does_not_show_what_it_holds(call: Call, webapp: Repository) -> None:
    stamps = {"created_at": call.now, "updated_at": call.now}
    secret = call.create(Secret, repository=webapp, name="A", encrypted_value="x", **stamps)
    variable = call.create(Variable, repository=webapp, name="B", value="y", **stamps)
    assert call.clone.dialect.show(call, secret) == {"name": "A", **stamps}
    assert call.clone.dialect.show(call, variable) == {"name": "B", "value": "y", **stamps}
