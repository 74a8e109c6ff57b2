"""Check suites: an app's check runs on one commit; https://docs.github.com/rest/checks/suites."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import operation
from clonery.server.problems import NotFound

from ...lookups import find_repository
from ...pages import enveloped
from ...records.commits import CheckRun, CheckSuite
from ...shapes.checks import check_suite
from ..commits.commits import find_commit
from .runs import by_app, suite_of


@operation("checks/list-suites-for-ref")
def list_for_ref(
    call: Call, owner: str, repo: str, ref: str, app_id: int | None = None, check_name: str = ""
) -> dict[str, Any]:
    """GET /repos/{owner}/{repo}/commits/{ref}/check-suites"""
    repository = find_repository(call, owner, repo)
    commit = find_commit(call, repository, ref)
    found = call.all(CheckSuite, {"repository": repository.id, "sha": commit.sha})
    if app_id is not None:
        found = [suite for suite in found if suite.app["id"] == app_id]
    if check_name:
        runs = call.all(CheckRun, {"repository": repository.id, "sha": commit.sha, "name": check_name})
        named = {run.suite for run in runs}
        found = [suite for suite in found if suite.id in named]
    page = call.slice(found)
    page.items = [check_suite(call, suite, False) for suite in page.items]
    return enveloped(call, page, "check_suites")


@operation("checks/get-suite")
def get(call: Call, owner: str, repo: str, check_suite_id: int) -> CheckSuite:
    """GET /repos/{owner}/{repo}/check-suites/{check_suite_id}"""
    repository = find_repository(call, owner, repo)
    found = call.peek(CheckSuite, check_suite_id)
    if found is None or found.repository != repository.id:
        raise NotFound(kind="check_suite")
    return found


@operation("checks/create-suite")
def create(call: Call, owner: str, repo: str, head_sha: str) -> CheckSuite:
    """POST /repos/{owner}/{repo}/check-suites: 200 where the app has one for this commit already."""
    repository, app = by_app(call, owner, repo)
    suite, new = suite_of(call, repository, find_commit(call, repository, head_sha).sha, app)
    call.status = 201 if new else 200
    return suite


@operation("checks/rerequest-suite")
def rerequest(call: Call, owner: str, repo: str, check_suite_id: int) -> dict[str, Any]:
    """POST /repos/{owner}/{repo}/check-suites/{check_suite_id}/rerequest"""
    repository, _ = by_app(call, owner, repo)
    suite = get(call, owner, repo, check_suite_id)
    call.emit("check_suite", action="rerequested", repository=repository, check_suite=suite)
    return {}
