"""Check runs and check suites; https://docs.github.com/rest/checks/runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..nodes import node_id
from ..records.commits import CheckRun, CheckSuite
from ..records.repositories import Repository
from . import shape
from .commits import commit_of, simple_commit
from .people import ghost
from .repositories import html_url, repository, repository_url

if TYPE_CHECKING:
    from clonery.server.call import Call

ACTIONS = {
    "id": 15368, "slug": "github-actions", "name": "GitHub Actions",
    "description": "Automate your workflow from idea to production",
    "permissions": {"actions": "write", "checks": "write", "contents": "write", "metadata": "read"},
    "events": ["push", "pull_request", "workflow_dispatch"],
}  # fmt: skip
"""The app whose checks come from workflows."""


def app(call: Call, fields: dict[str, Any]) -> dict[str, Any]:
    """The app that made a check; what a seed leaves out is filled in."""
    made = {**ACTIONS, **fields}
    owner = {**ghost(call), "login": "github", "id": 9919, "type": "Organization"}
    return {
        "id": made["id"], "slug": made["slug"], "node_id": node_id("app", made["id"]), "owner": owner,
        "name": made["name"], "description": made["description"], "external_url": f"{call.base}/apps/{made['slug']}",
        "html_url": f"{call.base}/apps/{made['slug']}", "created_at": "2018-07-30T09:30:17Z",
        "updated_at": "2024-04-10T20:33:16Z", "permissions": made["permissions"], "events": made["events"],
    }  # fmt: skip


@shape(CheckRun)
def check_run(call: Call, record: CheckRun, whole: bool) -> dict[str, Any]:
    """A check run."""
    url = f"{repository_url(call, record.repository)}/check-runs/{record.id}"
    page = f"{html_url(call, record.repository)}/runs/{record.id}"
    return {
        "id": record.id, "node_id": node_id("check_run", record.repository, record.id), "head_sha": record.sha,
        "external_id": record.external_id, "url": url, "html_url": page, "details_url": record.details_url or page,
        "status": record.status, "conclusion": record.conclusion, "started_at": record.started_at,
        "completed_at": record.completed_at,
        "output": {
            "title": record.title, "summary": record.summary, "text": record.text,
            "annotations_count": len(record.annotations), "annotations_url": f"{url}/annotations",
        },
        "name": record.name, "check_suite": {"id": record.suite},
        "app": app(call, call.get(CheckSuite, record.suite).app), "pull_requests": [],
    }  # fmt: skip


@shape(CheckSuite)
def check_suite(call: Call, record: CheckSuite, whole: bool) -> dict[str, Any]:
    """A check suite with the commit it is about."""
    of = call.get(Repository, record.repository)
    url = f"{repository_url(call, record.repository)}/check-suites/{record.id}"
    return {
        "id": record.id, "node_id": node_id("check_suite", record.repository, record.id), "head_branch": record.branch,
        "head_sha": record.sha, "status": record.status, "conclusion": record.conclusion, "url": url,
        "before": record.before, "after": record.sha, "pull_requests": [], "app": app(call, record.app),
        "repository": repository(call, of, False), "created_at": record.created_at, "updated_at": record.updated_at,
        "head_commit": simple_commit(call, commit_of(call, of, record.sha)),
        "latest_check_runs_count": call.count(CheckRun, {"suite": record.id}), "check_runs_url": f"{url}/check-runs",
        "rerequestable": True, "runs_rerequestable": True,
    }  # fmt: skip
