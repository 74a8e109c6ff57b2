"""What is reported on commits: statuses, check runs, and the one state they add up to; https://docs.github.com/graphql/reference/objects#statuscheckrollup."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from clonery.server.graphql.graph import resolves

from .. import gitstore
from ..nodes import node_id
from ..operations.commits.statuses import newest
from ..protections import protection
from ..records.actions import Workflow, WorkflowRun
from ..records.commits import CheckRun, CheckSuite, Status
from ..records.git import Ref
from ..records.issues import Issue
from ..records.people import User
from ..records.pulls import PullRequest
from ..records.repositories import Repository
from ..shapes.checks import app as shown_app
from ..shapes.repositories import html_url
from .code import where
from .nodes import find
from .pages import cut
from .pulls import pull_of
from .things import Thing, thing

if TYPE_CHECKING:
    from clonery.server.call import Call

_BAD = ("failure", "timed_out", "cancelled", "action_required", "startup_failure", "stale")


def reports(call: Call, repository: Repository, sha: str) -> list[CheckRun | Status]:
    """The newest check run of each name and the newest status of each context on a commit."""
    store, made = call.session.store, []
    if store.holds(CheckRun):
        runs = {
            (run.name, _app(call, run)): run for run in call.all(CheckRun, {"repository": repository.id, "sha": sha})
        }
        made += list(runs.values())
    return [*made, *(newest(call, repository, sha) if store.holds(Status) else [])]


def _app(call: Call, run: CheckRun) -> Any:
    return (call.get(CheckSuite, run.suite).app or {}).get("slug")


def summed(found: list[CheckRun | Status]) -> str:
    """One state for all reports: a bad one decides, then one to come."""
    states = [each.state if isinstance(each, Status) else (each.conclusion or "pending") for each in found]
    if "error" in states and not set(states) & {"failure", *_BAD}:
        return "ERROR"
    if set(states) & {"error", "failure", *_BAD}:
        return "FAILURE"
    return "PENDING" if "pending" in states else "SUCCESS"


def rollup_of(call: Call, repository: Repository, sha: str) -> Thing | None:
    """All reports on a commit; None where there is none."""
    found = reports(call, repository, sha)
    if not found:
        return None
    commit = thing("Commit", repository=repository.id, sha=sha)
    node = node_id("check_rollup", repository.id, sha)
    return thing(
        "StatusCheckRollup", node=node, repository=repository.id, commit=commit, found=found, state=summed(found)
    )


@resolves("Commit.statusCheckRollup")
def rollup(call: Call, commit: Thing) -> Thing | None:
    return rollup_of(call, where(call, commit), commit.get("sha"))


@resolves("PullRequest.statusCheckRollup")
def pull_rollup(call: Call, issue: Issue) -> Thing | None:
    return rollup_of(call, call.get(Repository, issue.repository), pull_of(call, issue).head_sha)


def contexts_of(found: list[CheckRun | Status], given: dict[str, Any]) -> dict[str, Any]:
    """Reports as a connection, which counts them by state."""
    runs = [each for each in found if isinstance(each, CheckRun)]
    statuses = [each for each in found if isinstance(each, Status)]
    ran = Counter((run.conclusion or run.status).upper() for run in runs)
    said = Counter(status.state.upper() for status in statuses)
    return cut(
        found, given, checkRunCount=len(runs), statusContextCount=len(statuses),
        checkRunCountsByState=[{"state": state, "count": count} for state, count in ran.items()],
        statusContextCountsByState=[{"state": state, "count": count} for state, count in said.items()],
    )  # fmt: skip


@resolves("StatusCheckRollup.contexts")
def contexts(call: Call, rollup: Thing, **given: Any) -> dict[str, Any]:
    return contexts_of(rollup.get("found"), given)


# statuses


@resolves("Commit.status")
def status(call: Call, commit: Thing) -> Thing | None:
    place, sha = where(call, commit), commit.get("sha")
    found = newest(call, place, sha) if call.session.store.holds(Status) else []
    if not found:
        return None
    node = node_id("status", place.id, sha)
    return thing("Status", node=node, repository=place.id, commit=commit, found=found, state=summed(list(found)))


@resolves("Status.contexts")
def status_contexts(call: Call, status: Thing) -> list[Status]:
    made: list[Status] = status.get("found")
    return made


@resolves("Status.context")
def status_context(call: Call, status: Thing, name: str) -> Status | None:
    return next((each for each in status.get("found") if each.context == name), None)


@resolves("Status.combinedContexts")
def combined(call: Call, status: Thing, **given: Any) -> dict[str, Any]:
    return contexts_of(reports(call, where(call, status), status.get("commit").get("sha")), given)


@resolves("StatusContext.creator")
def creator(call: Call, status: Status) -> User | None:
    return call.peek(User, status.creator)


@resolves("StatusContext.commit", "CheckSuite.commit")
def commit(call: Call, record: Status | CheckSuite) -> Thing:
    return thing("Commit", repository=record.repository, sha=record.sha)


@resolves("StatusContext.avatarUrl")
def avatar(call: Call, status: Status, size: int = 40) -> str:
    return f"{call.base}/avatars/u/{status.creator}?v=4"


@resolves("StatusContext.isRequired", "CheckRun.isRequired")
def required(
    call: Call, record: Status | CheckRun, pullRequestId: str | None = None, pullRequestNumber: int | None = None
) -> bool:
    """Whether the rules of the pull request's base branch ask for it."""
    if pullRequestId:
        issue = find(call, pullRequestId, "PullRequest")
    else:
        issue = call.find(Issue, repository=record.repository, number=pullRequestNumber)
    if issue is None or issue.pull is None:
        return False
    place = call.get(Repository, record.repository)
    rules = protection(call, place, pull_of(call, issue).base_ref)
    named = record.context if isinstance(record, Status) else record.name
    return rules is not None and bool(rules.checks) and named in [e["context"] for e in rules.checks["checks"]]  # type: ignore[index] # checked


# check suites and runs


@resolves("Commit.checkSuites")
def suites(call: Call, commit: Thing, filterBy: dict[str, Any] | None = None, **given: Any) -> dict[str, Any]:
    found = call.all(CheckSuite, {"repository": commit.get("repository"), "sha": commit.get("sha")})
    wanted = (filterBy or {}).get("appId")
    return cut([each for each in found if wanted is None or each.app.get("id") == wanted], given)


@resolves("CheckSuite.checkRuns")
def runs(call: Call, suite: CheckSuite, filterBy: dict[str, Any] | None = None, **given: Any) -> dict[str, Any]:
    by, found = filterBy or {}, call.all(CheckRun, {"suite": suite.id})
    if by.get("checkName"):
        found = [each for each in found if each.name == by["checkName"]]
    if by.get("conclusions"):
        found = [each for each in found if (each.conclusion or "").upper() in by["conclusions"]]
    states = by.get("statuses") or ([by["status"]] if by.get("status") else [])
    return cut([each for each in found if not states or each.status.upper() in states], given)


@resolves("CheckRun.checkSuite")
def suite(call: Call, run: CheckRun) -> CheckSuite:
    return call.get(CheckSuite, run.suite)


@resolves("CheckSuite.branch")
def branch(call: Call, suite: CheckSuite) -> Ref | None:
    return gitstore.find_ref(call, call.get(Repository, suite.repository), f"refs/heads/{suite.branch}")


@resolves("CheckSuite.app")
def app(call: Call, suite: CheckSuite) -> Thing:
    made = shown_app(call, suite.app)
    return thing(
        "App", node=made["node_id"], database_id=made["id"], name=made["name"], slug=made["slug"],
        description=made["description"], url=made["html_url"], created_at=made["created_at"],
        updated_at=made["updated_at"], logo_url=f"{call.base}/avatars/in/{made['id']}", logo_background_color="ffffff",
        client_id=None,
    )  # fmt: skip


@resolves("CheckSuite.matchingPullRequests")
def matching(call: Call, suite: CheckSuite, **given: Any) -> dict[str, Any]:
    """The open pull requests that come from the commit."""
    pulls = call.all(PullRequest, {"head_repository": suite.repository, "head_sha": suite.sha})
    made = [call.find(Issue, repository=each.repository, number=each.number) for each in pulls if each.state == "open"]
    return cut([each for each in made if each is not None], given)


@resolves("CheckSuite.workflowRun")
def workflow_run(call: Call, suite: CheckSuite) -> WorkflowRun | None:
    if not call.session.store.holds(WorkflowRun):
        return None
    found = call.all(WorkflowRun, {"repository": suite.repository, "sha": suite.sha})
    return next((each for each in found if each.suite == suite.id), None)


@resolves("WorkflowRun.checkSuite")
def run_suite(call: Call, run: WorkflowRun) -> CheckSuite:
    return call.get(CheckSuite, run.suite)


@resolves("WorkflowRun.workflow")
def workflow(call: Call, run: WorkflowRun) -> Workflow:
    return call.get(Workflow, run.workflow)


@resolves("CheckRun.permalink")
def run_page(call: Call, run: CheckRun) -> str:
    return f"{html_url(call, run.repository)}/runs/{run.id}"


@resolves("CheckRun.detailsUrl")
def details_page(call: Call, run: CheckRun) -> str:
    return run.details_url or run_page(call, run)


@resolves("CheckRun.annotations")
def notes(call: Call, run: CheckRun, **given: Any) -> dict[str, Any]:
    def shown(each: dict[str, Any]) -> dict[str, Any]:
        first, last = (each.get(name) for name in ("start_line", "end_line"))
        columns = {name: each.get(f"{name}_column") for name in ("start", "end")}
        return {
            "annotationLevel": str(each.get("annotation_level", "notice")).upper(), "message": each.get("message", ""),
            "path": each.get("path", ""), "title": each.get("title"), "rawDetails": each.get("raw_details"),
            "blobUrl": f"{html_url(call, run.repository)}/blob/{run.sha}/{each.get('path', '')}", "databaseId": None,
            "location": {
                "start": {"line": first, "column": columns["start"]}, "end": {"line": last, "column": columns["end"]},
            },
        }  # fmt: skip

    return cut(run.annotations, given, shown=shown)
