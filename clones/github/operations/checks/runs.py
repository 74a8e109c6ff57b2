"""Check runs, as a person's token sees them: apps alone make them; https://docs.github.com/rest/checks/runs."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.problems import Forbidden, NotFound

from ...lookups import find_repository, me
from ...pages import enveloped
from ...records.commits import CheckRun, CheckSuite
from ...records.repositories import Repository
from ...shapes.checks import check_run
from ..commits.commits import find_commit

ONLY_APPS = "You must authenticate via a GitHub App."


def refuse(call: Call, owner: str, repo: str) -> None:
    """Raise Forbidden: what is asked is an app's to do."""
    me(call)
    find_repository(call, owner, repo)
    raise Forbidden(ONLY_APPS)


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
def create(call: Call, owner: str, repo: str) -> None:
    """POST /repos/{owner}/{repo}/check-runs"""
    refuse(call, owner, repo)


@operation("checks/update")
def update(call: Call, owner: str, repo: str, check_run_id: int) -> None:
    """PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}"""
    refuse(call, owner, repo)


@operation("checks/rerequest-run")
def rerequest(call: Call, owner: str, repo: str, check_run_id: int) -> None:
    """POST /repos/{owner}/{repo}/check-runs/{check_run_id}/rerequest"""
    refuse(call, owner, repo)
