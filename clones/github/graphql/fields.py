"""Fields of people, repositories, issues and pull requests, over the records behind REST; https://docs.github.com/graphql/reference/objects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.graphql.graph import resolves

from ..lookups import LEVELS, permission
from ..records.issues import Comment, Issue, Label, Milestone
from ..records.people import User
from ..records.pulls import PullRequest, Review
from ..records.repositories import Repository
from ..shapes.repositories import html_url
from .nodes import id_of, missing
from .pages import cut

if TYPE_CHECKING:
    from clonery.server.call import Call

_WITH_IDS = ("User", "Organization", "Repository", "Issue", "PullRequest", "Label", "Milestone", "IssueComment")
_PERMISSIONS = dict(zip(LEVELS, ("READ", "TRIAGE", "WRITE", "MAINTAIN", "ADMIN"), strict=True))


@resolves(*(f"{name}.id" for name in _WITH_IDS))
def id(call: Call, record: Any) -> str:
    return id_of(record)


@resolves(*(f"{name}.databaseId" for name in _WITH_IDS))
def database_id(call: Call, record: Any) -> int:
    return int(record.pull if isinstance(record, Issue) and record.pull is not None else record.id)


@resolves("Issue.author", "PullRequest.author", "IssueComment.author")
def author(call: Call, record: Any) -> User | None:
    return call.peek(User, record.user)


@resolves("Milestone.creator")
def creator(call: Call, record: Milestone) -> User | None:
    return call.peek(User, record.creator)


@resolves("User.url", "Organization.url")
def account_url(call: Call, account: User) -> str:
    return f"{call.base}/{account.login}"


@resolves("User.email", "Organization.email")
def email(call: Call, account: User) -> str:
    return account.email or ""


@resolves("User.isViewer")
def is_viewer(call: Call, user: User) -> bool:
    return call.actor is not None and user.id == call.actor.id


@resolves("User.repositories", "Organization.repositories")
def repositories(call: Call, account: User, **given: Any) -> dict[str, Any]:
    """Those of the account that the caller may see."""
    found = [each for each in call.all(Repository, {"owner": account.id}) if permission(call, each) is not None]
    if given.get("privacy"):
        found = [each for each in found if each.private is (given["privacy"] == "PRIVATE")]
    return cut(ordered(found, given), given)


@resolves("User.repository", "Organization.repository")
def account_repository(call: Call, account: User, name: str, **given: Any) -> Repository | None:
    found = call.find(Repository, owner=account.id, name=name)
    return found if found is not None and permission(call, found) is not None else None


@resolves("Repository.owner")
def owner(call: Call, repository: Repository) -> User:
    return call.get(User, repository.owner)


@resolves("Repository.nameWithOwner")
def name_with_owner(call: Call, repository: Repository) -> str:
    return f"{call.get(User, repository.owner).login}/{repository.name}"


@resolves("Repository.url")
def repository_page(call: Call, repository: Repository) -> str:
    return html_url(call, repository.id)


@resolves("Repository.viewerPermission")
def viewer_permission(call: Call, repository: Repository) -> str | None:
    return _PERMISSIONS.get(permission(call, repository) or "")


@resolves("Repository.visibility")
def visibility(call: Call, repository: Repository) -> str:
    return "PRIVATE" if repository.private else "PUBLIC"


@resolves("Repository.defaultBranchRef")
def default_branch(call: Call, repository: Repository) -> dict[str, Any]:
    return {"name": repository.default_branch, "prefix": "refs/heads/", "repository": repository}


_STORED = {
    "isPrivate": "private", "isArchived": "archived", "isFork": "fork", "isTemplate": "is_template",
    "isDisabled": "disabled", "hasIssuesEnabled": "has_issues", "hasWikiEnabled": "has_wiki",
    "hasProjectsEnabled": "has_projects", "hasDiscussionsEnabled": "has_discussions", "homepageUrl": "homepage",
    "stargazerCount": "stars", "forkCount": "forks", "mergeCommitAllowed": "allow_merge_commit",
    "squashMergeAllowed": "allow_squash_merge", "rebaseMergeAllowed": "allow_rebase_merge", "diskUsage": "size",
    "deleteBranchOnMerge": "delete_branch_on_merge", "forkingAllowed": "allow_forking",
}  # fmt: skip
"""Fields of repositories that records hold under another name."""


def _stored(field: str) -> Any:
    return lambda call, record: record.get(field)


for _name, _field in _STORED.items():
    globals()[f"repository_{_field}"] = resolves(f"Repository.{_name}")(_stored(_field))


def ordered(found: list[Any], given: dict[str, Any]) -> list[Any]:
    """In the order that was asked for; else as they were made."""
    order = given.get("orderBy") or {}
    field = str(order.get("field", "CREATED_AT")).lower()
    field = {"name": "name", "updated_at": "updated_at", "comments": "comments", "pushed_at": "pushed_at"}.get(
        field, ""
    )
    made = sorted(found, key=lambda each: (each.get(field) or "", each.rid)) if field else found
    return made[::-1] if order.get("direction") == "DESC" else made


def _narrowed(call: Call, found: list[Issue], given: dict[str, Any]) -> list[Issue]:
    """By states, labels and the filter."""
    by = given.get("filterBy") or {}
    states = given.get("states") or by.get("states")
    if states:
        found = [each for each in found if state(call, each) in states]
    names = {name.casefold() for name in given.get("labels") or by.get("labels") or ()}
    if names:
        found = [e for e in found if names & {call.get(Label, id).name.casefold() for id in e.labels}]
    for name, field in (("createdBy", "user"), ("assignee", "assignees")):
        if by.get(name):
            person = call.find(User, login=by[name])
            held = [(each, each.get(field)) for each in found]
            found = [e for e, v in held if person and (v == person.id or (isinstance(v, list) and person.id in v))]
    return [each for each in found if not by.get("since") or each.updated_at >= by["since"]]


@resolves("Repository.issues")
def issues(call: Call, repository: Repository, **given: Any) -> dict[str, Any]:
    found = call.all(Issue, {"repository": repository.id, "pull": None})
    return cut(ordered(_narrowed(call, found, given), given), given)


@resolves("Repository.pullRequests")
def pull_requests(call: Call, repository: Repository, **given: Any) -> dict[str, Any]:
    found = [each for each in call.all(Issue, {"repository": repository.id}) if each.pull is not None]
    for name, field in (("headRefName", "head_ref"), ("baseRefName", "base_ref")):
        if given.get(name):
            found = [each for each in found if pull(call, each).get(field) == given[name]]
    return cut(ordered(_narrowed(call, found, given), given), given)


@resolves("Repository.issue", "Repository.pullRequest", "Repository.issueOrPullRequest")
def by_number(call: Call, repository: Repository, number: int) -> Issue:
    found = call.find(Issue, repository=repository.id, number=number)
    if found is None:
        raise missing(f"Could not resolve to an issue or pull request with the number of {number}.")
    return found


@resolves("Repository.labels")
def labels(call: Call, repository: Repository, **given: Any) -> dict[str, Any]:
    return cut(ordered(call.all(Label, {"repository": repository.id}), given), given)


@resolves("Repository.label")
def label(call: Call, repository: Repository, name: str) -> Label | None:
    return call.find(Label, repository=repository.id, name=name)


@resolves("Repository.milestones")
def milestones(call: Call, repository: Repository, **given: Any) -> dict[str, Any]:
    found = call.all(Milestone, {"repository": repository.id})
    wanted = given.get("states")
    return cut([each for each in found if not wanted or each.state.upper() in wanted], given)


@resolves("Issue.state", "PullRequest.state")
def state(call: Call, issue: Issue) -> str:
    merged = issue.pull is not None and pull(call, issue).merged_at is not None
    return "MERGED" if merged else issue.state.upper()


@resolves("Milestone.state")
def milestone_state(call: Call, milestone: Milestone) -> str:
    return milestone.state.upper()


@resolves("Issue.stateReason")
def state_reason(call: Call, issue: Issue, **given: Any) -> str | None:
    return issue.state_reason.upper() if issue.state_reason else None


@resolves("Issue.closed", "PullRequest.closed")
def closed(call: Call, issue: Issue) -> bool:
    return issue.state == "closed"


@resolves("Issue.url", "PullRequest.url", "PullRequest.permalink")
def issue_page(call: Call, issue: Issue) -> str:
    return f"{html_url(call, issue.repository)}/{'issues' if issue.pull is None else 'pull'}/{issue.number}"


@resolves("Issue.bodyText", "PullRequest.bodyText", "IssueComment.bodyText", "Issue.body", "PullRequest.body")
def text(call: Call, record: Any) -> str:
    return record.body or ""


@resolves("Issue.labels", "PullRequest.labels")
def issue_labels(call: Call, issue: Issue, **given: Any) -> dict[str, Any]:
    return cut([call.get(Label, id) for id in issue.labels], given)


@resolves("Issue.assignees", "PullRequest.assignees")
def assignees(call: Call, issue: Issue, **given: Any) -> dict[str, Any]:
    return cut([call.get(User, id) for id in issue.assignees], given)


@resolves("Issue.comments", "PullRequest.comments")
def comments(call: Call, issue: Issue, **given: Any) -> dict[str, Any]:
    return cut(call.all(Comment, {"issue": issue.id}), given)


@resolves("Label.isDefault")
def is_default(call: Call, label: Label) -> bool:
    return label.default


def pull(call: Call, issue: Issue) -> PullRequest:
    """What a pull request has beside its issue side."""
    return call.get(PullRequest, issue.pull)


_PULL = {
    "isDraft": "draft", "headRefName": "head_ref", "headRefOid": "head_sha", "baseRefName": "base_ref",
    "baseRefOid": "base_sha", "mergedAt": "merged_at", "maintainerCanModify": "maintainer_can_modify",
}  # fmt: skip


def _of_pull(field: str) -> Any:
    return lambda call, record: pull(call, record).get(field)


for _name, _field in _PULL.items():
    globals()[f"pull_{_field}"] = resolves(f"PullRequest.{_name}")(_of_pull(_field))


@resolves("PullRequest.merged")
def merged(call: Call, issue: Issue) -> bool:
    return pull(call, issue).merged_at is not None


@resolves("PullRequest.mergedBy")
def merged_by(call: Call, issue: Issue) -> User | None:
    return call.peek(User, pull(call, issue).merged_by)


@resolves("PullRequest.reviewDecision")
def review_decision(call: Call, issue: Issue) -> str | None:
    """By the last word of each reviewer."""
    last = {each.user: each.state for each in call.all(Review, {"pull": issue.pull}) if each.state in _DECIDING}
    if "CHANGES_REQUESTED" in last.values():
        return "CHANGES_REQUESTED"
    return "APPROVED" if "APPROVED" in last.values() else None


_DECIDING = ("APPROVED", "CHANGES_REQUESTED", "DISMISSED")
