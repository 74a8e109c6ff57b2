"""Check runs: everybody sees them, apps alone make them; https://docs.github.com/rest/checks/runs."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.problems import Forbidden, NotFound

from ...lookups import find_repository, me
from ...pages import enveloped
from ...records.commits import CheckRun, CheckSuite
from ...records.git import Ref
from ...records.people import INTEGRATION
from ...records.repositories import Repository
from ...refusals import Unprocessable, ValidationFailed
from ...shapes.checks import check_run
from ..commits.commits import find_commit

_WORST = ("failure", "timed_out", "cancelled", "action_required", "stale", "success", "skipped", "neutral")
ONLY_APPS = "You must authenticate via a GitHub App."


def by_app(call: Call, owner: str, repo: str) -> tuple[Repository, dict[str, Any]]:
    """The repository, and the app whose token this is. Raises Forbidden for a person's token."""
    me(call)
    repository = find_repository(call, owner, repo)
    app = call.credential.details.get(INTEGRATION) if call.credential is not None else None
    if app is None:
        raise Forbidden(ONLY_APPS)
    return repository, app


def find_run(call: Call, owner: str, repo: str, check_run_id: int) -> CheckRun:
    """A check run of this repository. Raises NotFound."""
    repository = find_repository(call, owner, repo)
    found = call.peek(CheckRun, check_run_id)
    if found is None or found.repository != repository.id:
        raise NotFound(kind="check_run")
    return found


def _page(call: Call, found: list[CheckRun], check_name: str, status: str, filter: str) -> dict[str, Any]:
    """The runs that match, the newest first; of one name in one suite only the newest unless all are asked for."""
    seen: set[tuple[int, str]] = set()
    kept = []
    for run in sorted(found, key=lambda run: -run.id):
        again = (run.suite, run.name) in seen
        seen.add((run.suite, run.name))
        if (filter == "all" or not again) and check_name in ("", run.name) and status in ("", run.status):
            kept.append(run)
    page: Page = call.slice(kept)
    page.items = [check_run(call, run, False) for run in page.items]
    return enveloped(call, page, "check_runs")


def _of_commit(call: Call, repository: Repository, sha: str, app_id: int | None) -> list[CheckRun]:
    found = call.all(CheckRun, {"repository": repository.id, "sha": sha})
    if app_id is None:
        return found
    return [run for run in found if call.get(CheckSuite, run.suite).app["id"] == app_id]


@operation("checks/list-for-ref")
def list_for_ref(
    call: Call, owner: str, repo: str, ref: str, check_name: str = "", status: str = "", filter: str = "latest",
    app_id: int | None = None,
) -> dict[str, Any]:  # fmt: skip
    """GET /repos/{owner}/{repo}/commits/{ref}/check-runs"""
    repository = find_repository(call, owner, repo)
    commit = find_commit(call, repository, ref)
    return _page(call, _of_commit(call, repository, commit.sha, app_id), check_name, status, filter)


@operation("checks/list-for-suite")
def list_for_suite(
    call: Call, owner: str, repo: str, check_suite_id: int, check_name: str = "", status: str = "",
    filter: str = "latest",
) -> dict[str, Any]:  # fmt: skip
    """GET /repos/{owner}/{repo}/check-suites/{check_suite_id}/check-runs"""
    repository = find_repository(call, owner, repo)
    suite = call.peek(CheckSuite, check_suite_id)
    if suite is None or suite.repository != repository.id:
        raise NotFound(kind="check_suite")
    return _page(call, call.all(CheckRun, {"suite": suite.id}), check_name, status, filter)


@operation("checks/get")
def get(call: Call, owner: str, repo: str, check_run_id: int) -> CheckRun:
    """GET /repos/{owner}/{repo}/check-runs/{check_run_id}"""
    return find_run(call, owner, repo, check_run_id)


@operation("checks/list-annotations")
def list_annotations(call: Call, owner: str, repo: str, check_run_id: int) -> Page:
    """GET /repos/{owner}/{repo}/check-runs/{check_run_id}/annotations"""
    return call.slice(find_run(call, owner, repo, check_run_id).annotations)


@operation("checks/create")
def create(call: Call, owner: str, repo: str, name: str, head_sha: str, **given: Any) -> CheckRun:
    """POST /repos/{owner}/{repo}/check-runs"""
    repository, app = by_app(call, owner, repo)
    sha = find_commit(call, repository, head_sha).sha
    suite, _ = suite_of(call, repository, sha, app)
    run = call.create(CheckRun, repository=repository, suite=suite, sha=sha, name=name, annotations=[])
    run = call.update(run, **{"started_at": call.now, **_fields(call, run, given)})
    _told(call, repository, run, "created")
    return run


@operation("checks/update")
def update(call: Call, owner: str, repo: str, check_run_id: int, **given: Any) -> CheckRun:
    """PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}"""
    repository, app = by_app(call, owner, repo)
    run = find_run(call, owner, repo, check_run_id)
    if call.get(CheckSuite, run.suite).app["id"] != app["id"]:
        refusal = f"Invalid app_id `{app['id']}` - check run can only be modified by the GitHub App that created it."
        raise Forbidden(refusal)
    done = run.status == "completed"
    run = call.update(run, **_fields(call, run, given))
    if run.status == "completed" and not done:
        _told(call, repository, run, "completed")
    settle(call, run.suite)
    return run


@operation("checks/rerequest-run")
def rerequest(call: Call, owner: str, repo: str, check_run_id: int) -> dict[str, Any]:
    """POST /repos/{owner}/{repo}/check-runs/{check_run_id}/rerequest: the app hears of it and runs it again."""
    repository, _ = by_app(call, owner, repo)
    run = find_run(call, owner, repo, check_run_id)
    if run.status != "completed":
        raise Unprocessable("This check run is not rerequestable")
    call.emit("check_run", action="rerequested", repository=repository, check_run=run)
    return {}


def _fields(call: Call, run: CheckRun, given: dict[str, Any]) -> dict[str, Any]:
    """What a check run's fields become; a conclusion completes it. Raises ValidationFailed for a completed one without.

    Annotations come 50 at a time and are added to those that are there.
    """
    names = ("name", "status", "conclusion", "external_id", "details_url", "started_at", "completed_at")
    made = {name: given[name] for name in names if given.get(name) is not None}
    if "conclusion" in made:
        made["status"] = "completed"
    if made.get("status") == "completed":
        if "conclusion" not in made and run.conclusion is None:
            raise ValidationFailed("CheckRun", "conclusion", "missing_field")
        made = {"completed_at": call.now, **made}
    elif "status" in made:
        made |= {"conclusion": None, "completed_at": None}
    output = given.get("output") or {}
    made |= {name: output[name] for name in ("title", "summary", "text") if name in output}
    blank = dict.fromkeys(("start_column", "end_column", "title", "raw_details"))
    place = {"blob_href": f"{call.base}/blob/{run.sha}"}
    said = [{**blank, **place, **each} for each in output.get("annotations", ())]
    return {**made, "annotations": [*run.annotations, *said]} if said else made


def _told(call: Call, repository: Repository, run: CheckRun, action: str) -> None:
    call.emit("check_run", action=action, repository=repository, check_run=run)
    settle(call, run.suite)


def suite_of(call: Call, repository: Repository, sha: str, app: dict[str, Any]) -> tuple[CheckSuite, bool]:
    """The app's suite for a commit, and whether it was made now."""
    for suite in call.all(CheckSuite, {"repository": repository.id, "sha": sha}):
        if suite.app["id"] == app["id"]:
            return suite, False
    heads = call.all(Ref, {"repository": repository.id, "sha": sha})
    branch = next((ref.name.removeprefix("refs/heads/") for ref in heads if ref.name.startswith("refs/heads/")), None)
    stamps = {"created_at": call.now, "updated_at": call.now}
    return call.create(CheckSuite, repository=repository, sha=sha, branch=branch, app=dict(app), **stamps), True


def settle(call: Call, suite: int) -> None:
    """Bring a suite's own status in line with its runs': as far as the least of them, as bad as the worst."""
    seen = {run.name: run for run in call.all(CheckRun, {"suite": suite}, "id")}.values()
    conclusions = {run.conclusion for run in seen}
    if all(run.status == "completed" for run in seen):
        worst = next((word for word in _WORST if word in conclusions), "neutral")
        state: dict[str, Any] = {"status": "completed", "conclusion": worst}
    else:
        begun = any(run.status != "queued" for run in seen)
        state = {"status": "in_progress" if begun else "queued", "conclusion": None}
    call.update(call.get(CheckSuite, suite), **state, updated_at=call.now)
