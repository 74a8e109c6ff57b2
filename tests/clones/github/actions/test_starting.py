"""Workflows found in commits, and events that start them."""

from clonery.clones.github import gitstore
from clonery.clones.github.actions.starting import definitions, register, told
from clonery.clones.github.records.actions import Workflow, WorkflowRun
from clonery.clones.github.records.repositories import Repository
from clonery.server.call import Call

CI = b"name: CI\non: push\njobs: {a: {steps: [{run: make}]}}\n"
PATH = ".github/workflows/ci.yml"


def write(call: Call, repository: Repository, files: dict[str, bytes | None], message: str = "x") -> str:
    fresh = call.get(Repository, repository.id)
    return gitstore.commit_files(call, fresh, "main", files, message).sha


def test_files_become_workflows_and_go(call: Call, webapp: Repository) -> None:
    sha = write(call, webapp, {PATH: CI, ".github/workflows/notes.txt": b"x", ".github/workflows/bad.yml": b"["})
    assert [(path, made.name) for path, made in definitions(call, webapp, sha)] == [(PATH, "CI")]
    (found,) = call.all(Workflow, {"repository": webapp.id})
    assert (found.path, found.state) == (PATH, "active")
    write(call, webapp, {PATH: None})
    assert call.get(Workflow, found.id).state == "deleted"
    write(call, webapp, {PATH: CI.replace(b"CI", b"Checks")})
    assert (call.get(Workflow, found.id).state, call.get(Workflow, found.id).name) == ("active", "Checks")
    register(call, webapp, sha)
    assert call.get(Workflow, found.id).name == "CI"


def test_a_push_starts_a_run_and_words_keep_it_from_it(call: Call, webapp: Repository) -> None:
    sha = write(call, webapp, {PATH: CI}, "First\n\nmore")
    (run,) = call.all(WorkflowRun, {"repository": webapp.id})
    assert (run.sha, run.branch, run.title, run.event) == (sha, "main", "First", "push")
    write(call, webapp, {"b": b"b"}, "Second [skip ci]")
    assert call.count(WorkflowRun, {"repository": webapp.id}) == 1
    told(call, "issues", {"repository": webapp, "action": "opened"})
    gitstore.delete_ref(call, webapp, gitstore.create_ref(call, webapp, "refs/heads/other", sha))
    assert [made.branch for made in call.all(WorkflowRun, {"repository": webapp.id})] == ["main", "other"]
