"""Fields of issues, labels, milestones and types, over the records behind REST; https://docs.github.com/graphql/reference/objects#issue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.graphql.graph import resolves

from ..lookups import may, permission
from ..operations.issues.naming import assignable
from ..records.discussions import Discussion
from ..records.issues import Comment, Dependency, Issue, IssueType, Label, Milestone, SubIssue
from ..records.people import User
from ..records.pulls import PullRequest
from ..records.repositories import Repository
from ..references import closing
from ..shapes.repositories import html_url
from .comments import rest
from .lists import issues_in, narrowed, ordered, state_of
from .nodes import missing
from .pages import cut

if TYPE_CHECKING:
    from clonery.server.call import Call

_NAMES = {
    "Repository.issue": ("an", "Issue"), "Repository.pullRequest": ("a", "PullRequest"),
    "Repository.issueOrPullRequest": ("an", "issue or pull request"),
}  # fmt: skip


def numbered(call: Call, repository: Repository, number: int, wanted: str) -> Issue:
    """The issue or pull request of that number. Raises NotFound for none, and for one of the other kind."""
    found = call.find(Issue, repository=repository.id, number=number)
    pull = {"Repository.issue": False, "Repository.pullRequest": True}.get(wanted)
    if found is None or (pull is not None and (found.pull is not None) is not pull):
        article, name = _NAMES[wanted]
        raise missing(f"Could not resolve to {article} {name} with the number of {number}.")
    return found


@resolves("Repository.issue")
def issue(call: Call, repository: Repository, number: int) -> Issue:
    return numbered(call, repository, number, "Repository.issue")


@resolves("Repository.issueOrPullRequest")
def either(call: Call, repository: Repository, number: int) -> Issue:
    return numbered(call, repository, number, "Repository.issueOrPullRequest")


@resolves("Repository.issues")
def issues(call: Call, repository: Repository, **given: Any) -> dict[str, Any]:
    found = call.all(Issue, {"repository": repository.id, "pull": None})
    return cut(ordered(narrowed(call, found, given), given), given)


@resolves("User.issues", "Milestone.issues", "Label.issues", "IssueType.issues")
def their_issues(call: Call, of: Any, repositoryId: str | None = None, **given: Any) -> dict[str, Any]:
    return cut(ordered(narrowed(call, _of(call, of, False), given), given), given)


@resolves("User.pullRequests", "Milestone.pullRequests", "Label.pullRequests")
def their_pulls(call: Call, of: Any, **given: Any) -> dict[str, Any]:
    return cut(ordered(narrowed(call, _of(call, of, True), given), given), given)


def _of(call: Call, of: Any, pulls: bool) -> list[Issue]:
    """The issues or pull requests of a person, a milestone, a label or a type."""
    if isinstance(of, Label):
        return [each for each in issues_in(call, {"repository": of.repository}, pulls) if of.id in each.labels]
    field = {User: "user", Milestone: "milestone", IssueType: "type"}[type(of)]
    return issues_in(call, {field: of.id}, pulls)


@resolves("Issue.closed", "PullRequest.closed", "Milestone.closed")
def closed(call: Call, record: Any) -> bool:
    return bool(record.state == "closed")


@resolves("Issue.stateReason")
def state_reason(call: Call, issue: Issue, enableDuplicate: bool = False) -> str | None:
    """Who doesn't ask for duplicates by name hears that they were not planned."""
    reason = issue.state_reason.upper() if issue.state_reason else None
    return "NOT_PLANNED" if reason == "DUPLICATE" and not enableDuplicate else reason


@resolves("Issue.activeLockReason", "PullRequest.activeLockReason", "Discussion.activeLockReason")
def lock_reason(call: Call, record: Any) -> str | None:
    return record.active_lock_reason.upper().replace(" ", "_").replace("-", "_") if record.active_lock_reason else None


@resolves("Issue.titleHTML", "PullRequest.titleHTML")
def title_html(call: Call, issue: Issue) -> str:
    return issue.title.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@resolves("Issue.labels", "PullRequest.labels", "Discussion.labels")
def labels(call: Call, record: Issue | Discussion, **given: Any) -> dict[str, Any]:
    return cut(ordered([call.get(Label, id) for id in record.labels], _by_row(given)), given)


def _by_row(given: dict[str, Any]) -> dict[str, Any]:
    """Labels have no time: in the order of creation they stand as they were made."""
    order = given.get("orderBy") or {}
    return given if order.get("field") == "NAME" else {"orderBy": {"field": "ID", "direction": order.get("direction")}}


@resolves("Issue.assignees", "PullRequest.assignees", "Issue.assignedActors", "PullRequest.assignedActors")
def assignees(call: Call, issue: Issue, **given: Any) -> dict[str, Any]:
    return cut([call.get(User, id) for id in issue.assignees], given)


@resolves("Issue.suggestedActors", "PullRequest.suggestedActors")
def suggested(call: Call, issue: Issue, query: str | None = None, **given: Any) -> dict[str, Any]:
    return cut(people_for(call, call.get(Repository, issue.repository), query), given)


def people_for(call: Call, repository: Repository, query: str | None) -> list[User]:
    """Who may be given issues here, by login; those whose login or name holds the words asked for."""
    words = (query or "").casefold()
    found = [user for user in call.all(User, {"type": "User"}) if assignable(call, repository, user)]
    return [user for user in found if words in f"{user.login} {user.name or ''}".casefold()]


@resolves("Issue.comments", "PullRequest.comments")
def comments(call: Call, issue: Issue, **given: Any) -> dict[str, Any]:
    return cut(ordered(call.all(Comment, {"issue": issue.id}), given), given)


@resolves("User.issueComments")
def their_comments(call: Call, user: User, **given: Any) -> dict[str, Any]:
    found = [each for each in call.all(Comment) if each.user == user.id]
    seen = [each for each in found if permission(call, call.get(Repository, each.repository)) is not None]
    return cut(ordered(seen, given), given)


@resolves("Issue.participants", "PullRequest.participants")
def participants(call: Call, issue: Issue, **given: Any) -> dict[str, Any]:
    said = [comment.user for comment in call.all(Comment, {"issue": issue.id})]
    found = (call.peek(User, id) for id in dict.fromkeys([issue.user, *issue.assignees, *said]))
    return cut([user for user in found if user is not None], given)


@resolves("IssueComment.issue")
def of_issue(call: Call, comment: Comment) -> Issue:
    return call.get(Issue, comment.issue)


@resolves("IssueComment.pullRequest")
def of_pull(call: Call, comment: Comment) -> Issue | None:
    found = call.get(Issue, comment.issue)
    return found if found.pull is not None else None


@resolves("Issue.parent")
def parent(call: Call, issue: Issue) -> Issue | None:
    part = call.find(SubIssue, child=issue.id) if call.session.store.holds(SubIssue) else None
    return _if_seen(call, part.above if part else None)


def _if_seen(call: Call, id: int | None) -> Issue | None:
    found = call.peek(Issue, id)
    there = call.peek(Repository, found.repository) if found else None
    return found if there is not None and permission(call, there) is not None else None


@resolves("Issue.subIssues", "Issue.trackedIssues")
def sub_issues(call: Call, issue: Issue, **given: Any) -> dict[str, Any]:
    held = call.all(SubIssue, {"above": issue.id}, "position") if call.session.store.holds(SubIssue) else []
    return cut([found for part in held if (found := _if_seen(call, part.child)) is not None], given)


@resolves("Issue.subIssuesSummary")
def sub_issues_summary(call: Call, issue: Issue) -> dict[str, Any]:
    made = rest(call, issue)["sub_issues_summary"]
    return {"total": made["total"], "completed": made["completed"], "percentCompleted": made["percent_completed"]}


@resolves("Issue.issueDependenciesSummary")
def dependencies_summary(call: Call, issue: Issue) -> dict[str, Any]:
    made = rest(call, issue)["issue_dependencies_summary"]
    return {
        "blockedBy": made["blocked_by"], "blocking": made["blocking"], "totalBlockedBy": made["total_blocked_by"],
        "totalBlocking": made["total_blocking"],
    }  # fmt: skip


@resolves("Issue.blockedBy")
def blocked_by(call: Call, issue: Issue, **given: Any) -> dict[str, Any]:
    return cut(_waiting(call, {"blocked": issue.id}, "blocking"), given)


@resolves("Issue.blocking")
def blocking(call: Call, issue: Issue, **given: Any) -> dict[str, Any]:
    return cut(_waiting(call, {"blocking": issue.id}, "blocked"), given)


def _waiting(call: Call, where: dict[str, Any], other: str) -> list[Issue]:
    held = call.all(Dependency, where) if call.session.store.holds(Dependency) else []
    return [found for each in held if (found := _if_seen(call, each.get(other))) is not None]


@resolves("Issue.issueType")
def issue_type(call: Call, issue: Issue) -> IssueType | None:
    return call.peek(IssueType, issue.type)


@resolves("IssueType.color")
def type_color(call: Call, kind: IssueType) -> str:
    return (kind.color or "gray").upper()


@resolves("Repository.issueTypes", "Organization.issueTypes")
def issue_types(call: Call, of: Any, **given: Any) -> dict[str, Any]:
    owner = of.owner if isinstance(of, Repository) else of.id
    found = call.all(IssueType, {"organization": owner}) if call.session.store.holds(IssueType) else []
    return cut(ordered(found, given), given)


@resolves("Issue.closedByPullRequestsReferences")
def closed_by(
    call: Call, issue: Issue, includeClosedPrs: bool = False, orderByState: bool = False,
    userLinkedOnly: bool = False, **given: Any,
) -> dict[str, Any]:  # fmt: skip
    """The pull requests that close an issue by their words."""
    place = call.get(Repository, issue.repository)
    pulls = [each for each in call.all(Issue, {"repository": place.id}) if each.pull is not None]
    kept = [each for each in pulls if includeClosedPrs or state_of(call, each) != "CLOSED"]
    return cut([e for e in kept if issue.id in {found.id for found in closing(call, place, e.body)}], given)


@resolves("PullRequest.closingIssuesReferences")
def closing_issues(call: Call, issue: Issue, userLinkedOnly: bool = False, **given: Any) -> dict[str, Any]:
    place = call.get(Repository, issue.repository)
    base = call.get(PullRequest, issue.pull).base_ref
    found = closing(call, place, issue.body) if base == place.default_branch and not userLinkedOnly else []
    return cut(ordered([each for each in found if each.pull is None], given), given)


# labels and milestones


@resolves("Repository.label")
def label(call: Call, repository: Repository, name: str) -> Label | None:
    return call.find(Label, repository=repository.id, name=name)


@resolves("Repository.labels")
def repository_labels(call: Call, repository: Repository, query: str | None = None, **given: Any) -> dict[str, Any]:
    words, found = (query or "").casefold(), call.all(Label, {"repository": repository.id})
    kept = [each for each in found if words in f"{each.name} {each.description or ''}".casefold()]
    return cut(ordered(kept, _by_row(given)), given)


@resolves("Label.createdAt", "Label.updatedAt")
def label_time(call: Call, label: Label) -> None:
    """When a label was made is not kept."""
    return


@resolves("Repository.milestone")
def milestone(call: Call, repository: Repository, number: int) -> Milestone | None:
    return call.find(Milestone, repository=repository.id, number=number)


@resolves("Repository.milestones")
def milestones(call: Call, repository: Repository, query: str | None = None, **given: Any) -> dict[str, Any]:
    words, wanted = (query or "").casefold(), given.get("states")
    found = [each for each in call.all(Milestone, {"repository": repository.id}) if words in each.title.casefold()]
    return cut(ordered([each for each in found if not wanted or each.state.upper() in wanted], given), given)


@resolves("Milestone.creator")
def creator(call: Call, milestone: Milestone) -> User | None:
    return call.peek(User, milestone.creator)


@resolves("Milestone.progressPercentage")
def progress(call: Call, milestone: Milestone) -> float:
    done = call.count(Issue, {"milestone": milestone.id, "state": "closed"})
    total = done + call.count(Issue, {"milestone": milestone.id, "state": "open"})
    return done * 100 / total if total else 0.0


@resolves("Milestone.viewerCanClose", "Milestone.viewerCanReopen")
def can_turn(call: Call, milestone: Milestone) -> bool:
    return may(call, call.get(Repository, milestone.repository), "push")


@resolves("Label.url")
def label_page(call: Call, label: Label) -> str:
    return f"{html_url(call, label.repository)}/labels/{label.name.replace(' ', '%20')}"
