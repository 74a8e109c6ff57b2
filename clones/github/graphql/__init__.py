"""GitHub's graph over the records of its REST API; https://docs.github.com/graphql."""

from typing import Any

from clonery.server.graphql.graph import Graph

from ..records.branches import BranchProtection
from ..records.commits import Status
from ..records.issues import Comment, Issue
from ..records.people import User
from ..records.projects import Project, ProjectField, ProjectItem
from ..records.pulls import Review, ReviewComment
from .fixed import FIXED
from .names import NAMES
from .newer import NEWER
from .things import Thing

_TYPES = {
    Comment: "IssueComment", Review: "PullRequestReview", ReviewComment: "PullRequestReviewComment",
    Status: "StatusContext", Project: "ProjectV2", ProjectItem: "ProjectV2Item",
    BranchProtection: "BranchProtectionRule",
}  # fmt: skip
_FIELDS = {"SINGLE_SELECT": "ProjectV2SingleSelectField", "ITERATION": "ProjectV2IterationField"}


def typed(record: Any) -> str:
    """The type that a record is shown as: an account is a person or an organization, an issue may be a pull request."""
    if isinstance(record, Thing | User):
        return record.type
    if isinstance(record, Issue):
        return "Issue" if record.pull is None else "PullRequest"
    if isinstance(record, ProjectField):
        return _FIELDS.get(record.type, "ProjectV2Field")
    named = _TYPES.get(type(record))
    return named or "".join(part.title() for part in record.KIND.name.split("_"))


graph = Graph(
    snake=True, suffix="", archived="", orders=("created_at", "updated_at"), typed=typed, names=NAMES, fixed=FIXED,
    newer=NEWER, upper=True, tells=True, merges=True,
    kinds={
        "Organization": "account", "PullRequest": "pull_side", "Discussion": "discussion", "Commit": "seen_commit",
        "StatusContext": "status", "PullRequestReviewComment": "review_comment", "Ref": "ref",
    },
)  # fmt: skip
