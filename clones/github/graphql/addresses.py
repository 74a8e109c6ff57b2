"""The node id, the page and the path of everything that has one; https://docs.github.com/graphql/reference/interfaces#uniformresourcelocatable."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from clonery.server.graphql.graph import resolves

from ..records.commits import CheckSuite
from ..records.discussions import Discussion, DiscussionCategory, DiscussionComment
from ..records.issues import Issue, Milestone
from ..records.people import User
from ..records.projects import Project
from ..records.repositories import Repository
from ..records.teams import Team
from ..shapes.repositories import html_url
from .accounts import projects_page as account_projects
from .comments import rest
from .commits import commit_page, tree_page
from .nodes import id_of
from .pulls import checks_page, revert_page
from .repositories import projects_page as repository_projects
from .things import Thing
from .timeline import commit_page as pull_commit_page

if TYPE_CHECKING:
    from clonery.server.call import Call

_WITH_PAGES = (
    "User", "Organization", "Repository", "Issue", "PullRequest", "IssueComment", "PullRequestReview",
    "PullRequestReviewComment", "CommitComment", "Milestone", "Release", "ReleaseAsset", "CheckRun", "CheckSuite",
    "Commit", "Team", "Discussion", "DiscussionComment", "ProjectV2", "WorkflowRun", "Workflow",
)  # fmt: skip
_WITH_IDS = (
    *_WITH_PAGES, "Label", "StatusContext", "Tree", "Blob", "Tag", "Ref", "Reaction", "BranchProtectionRule",
    "IssueType", "DiscussionCategory", "ProjectV2Item", "PullRequestReviewThread", "PullRequestCommit",
    "ReviewRequest", "StatusCheckRollup", "Status", "License", "RepositoryTopic", "PinnedIssue", "Comparison", "App",
    "ProjectV2Field", "ProjectV2SingleSelectField", "ProjectV2IterationField", "DraftIssue", "LinkedBranch",
)  # fmt: skip
_EVENTS = (
    "LabeledEvent", "UnlabeledEvent", "AssignedEvent", "UnassignedEvent", "MilestonedEvent", "DemilestonedEvent",
    "RenamedTitleEvent", "ClosedEvent", "ReopenedEvent", "LockedEvent", "UnlockedEvent", "MergedEvent",
    "ReferencedEvent", "CrossReferencedEvent", "MentionedEvent", "SubscribedEvent", "ReviewRequestedEvent",
    "ReviewRequestRemovedEvent", "ReviewDismissedEvent", "HeadRefForcePushedEvent", "HeadRefDeletedEvent",
    "HeadRefRestoredEvent", "BaseRefChangedEvent", "ConvertToDraftEvent", "ReadyForReviewEvent",
    "MarkedAsDuplicateEvent", "CommentDeletedEvent", "SubIssueAddedEvent", "SubIssueRemovedEvent",
    "ParentIssueAddedEvent", "ParentIssueRemovedEvent", "PinnedEvent", "UnpinnedEvent", "TransferredEvent",
    "AutoMergeEnabledEvent", "AutoMergeDisabledEvent",
)  # fmt: skip
_WITH_FULL_IDS = ("Issue", "PullRequest", "IssueComment", "PullRequestReview", "PullRequestReviewComment", "ProjectV2",
                  "ProjectV2Item")  # fmt: skip


@resolves(*(f"{name}.id" for name in (*_WITH_IDS, *_EVENTS)))
def id(call: Call, record: Any) -> str:
    return id_of(record)


@resolves(*(f"{name}.fullDatabaseId" for name in _WITH_FULL_IDS))
def full_id(call: Call, record: Any) -> str:
    return str(record.pull if isinstance(record, Issue) and record.pull is not None else record.id)


@resolves("DiscussionCategory.databaseId")
def category_id(call: Call, category: DiscussionCategory) -> int:
    return category.id


def page_of(call: Call, record: Any) -> str:
    """The address of the page that shows something."""
    if isinstance(record, Thing):
        return f"{html_url(call, record.get('repository'))}/commit/{record.get('sha')}"
    if isinstance(record, User):
        return f"{call.base}/{record.login}"
    if isinstance(record, Repository):
        return html_url(call, record.id)
    if isinstance(record, Issue):
        kind = "issues" if record.pull is None else "pull"
        return f"{html_url(call, record.repository)}/{kind}/{record.number}"
    if isinstance(record, Team):
        return f"{call.base}/orgs/{call.get(User, record.organization).login}/teams/{record.slug}"
    if isinstance(record, Project):
        owner = call.get(User, record.owner)
        kind = "users" if owner.type == "User" else "orgs"
        return f"{call.base}/{kind}/{owner.login}/projects/{record.number}"
    return _other_page(call, record)


def _other_page(call: Call, record: Any) -> str:
    if isinstance(record, Milestone):
        return f"{html_url(call, record.repository)}/milestone/{record.number}"
    if isinstance(record, Discussion):
        return f"{html_url(call, record.repository)}/discussions/{record.number}"
    if isinstance(record, DiscussionComment):
        above = call.get(Discussion, record.discussion)
        return f"{_other_page(call, above)}#discussioncomment-{record.id}"
    if isinstance(record, CheckSuite):
        return f"{html_url(call, record.repository)}/commit/{record.sha}/checks?check_suite_id={record.id}"
    shown = rest(call, record)
    return str(shown.get("browser_download_url") or shown["html_url"])


@resolves(*(f"{name}.url" for name in _WITH_PAGES))
def url(call: Call, record: Any) -> str:
    return page_of(call, record)


@resolves(*(f"{name}.resourcePath" for name in _WITH_PAGES))
def path(call: Call, record: Any) -> str:
    """The page without the host."""
    return page_of(call, record).removeprefix(call.base)


@resolves("Issue.bodyUrl")
def body_page(call: Call, issue: Issue) -> str:
    return f"{page_of(call, issue)}#issue-{issue.id}"


@resolves("Issue.bodyResourcePath")
def body_path(call: Call, issue: Issue) -> str:
    return body_page(call, issue).removeprefix(call.base)


@resolves("Label.resourcePath")
def label_path(call: Call, label: Any) -> str:
    return f"{html_url(call, label.repository)}/labels/{quote(label.name)}".removeprefix(call.base)


_PATHS = {
    **{f"{type}.commitResourcePath": commit_page for type in ("Commit", "Tree", "Blob", "Tag")},
    "Commit.treeResourcePath": tree_page, "PullRequest.checksResourcePath": checks_page,
    "PullRequest.revertResourcePath": revert_page, "PullRequestCommit.resourcePath": pull_commit_page,
    "Repository.projectsResourcePath": repository_projects, "User.projectsResourcePath": account_projects,
    "Organization.projectsResourcePath": account_projects,
}  # fmt: skip


def _path_of(page: Any) -> Any:
    return lambda call, record: page(call, record).removeprefix(call.base)


for _name, _page in _PATHS.items():
    globals()[f"path_{_name}"] = resolves(_name)(_path_of(_page))
