"""Fields of pull requests: branches, changes, whether they can be merged, reviews; https://docs.github.com/graphql/reference/objects#pullrequest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.graphql.graph import resolves

from .. import gitstore
from ..git.patches import FilePatch
from ..gitstore import identity
from ..lookups import may, me
from ..nodes import node_id
from ..protections import exempt, protection
from ..pulls.messages import of_merge, of_squash
from ..pulls.methods import stored
from ..pulls.ranges import base_of, between, changes_of, commits_of, patch_of, stats_of
from ..pulls.standing import rebaseable, standing
from ..records.git import Ref
from ..records.issues import Issue
from ..records.people import User
from ..records.pulls import PullRequest
from ..records.repositories import Repository
from ..shapes.repositories import html_url
from .issues import numbered
from .lists import narrowed, ordered
from .pages import cut
from .things import Thing, thing

if TYPE_CHECKING:
    from clonery.server.call import Call

_STATUS = {"added": "ADDED", "removed": "DELETED", "renamed": "RENAMED", "copied": "COPIED", "changed": "CHANGED"}


def pull_of(call: Call, issue: Issue) -> PullRequest:
    """What a pull request has beside its issue side."""
    return call.get(PullRequest, issue.pull)


def sides(call: Call, issue: Issue) -> tuple[Repository, PullRequest]:
    """The repository and the pull request of an issue side."""
    return call.get(Repository, issue.repository), pull_of(call, issue)


@resolves("Repository.pullRequest")
def pull_request(call: Call, repository: Repository, number: int) -> Issue:
    return numbered(call, repository, number, "Repository.pullRequest")


@resolves("Repository.pullRequests")
def pull_requests(call: Call, repository: Repository, **given: Any) -> dict[str, Any]:
    found = [each for each in call.all(Issue, {"repository": repository.id}) if each.pull is not None]
    return cut(ordered(narrowed(call, found, given), given), given)


_HELD = {
    "isDraft": "draft", "headRefName": "head_ref", "headRefOid": "head_sha", "baseRefName": "base_ref",
    "mergedAt": "merged_at", "maintainerCanModify": "maintainer_can_modify",
}  # fmt: skip


def _held(field: str) -> Any:
    return lambda call, issue: pull_of(call, issue).get(field)


for _name, _field in _HELD.items():
    globals()[f"held_{_field}"] = resolves(f"PullRequest.{_name}")(_held(_field))


@resolves("PullRequest.baseRefOid")
def base_oid(call: Call, issue: Issue) -> str:
    return pull_of(call, issue).base_sha


@resolves("PullRequest.state")
def state(call: Call, issue: Issue) -> str:
    return "MERGED" if pull_of(call, issue).merged_at is not None else issue.state


@resolves("PullRequest.merged")
def merged(call: Call, issue: Issue) -> bool:
    return pull_of(call, issue).merged_at is not None


@resolves("PullRequest.mergedBy")
def merged_by(call: Call, issue: Issue) -> User | None:
    return call.peek(User, pull_of(call, issue).merged_by)


@resolves("PullRequest.mergeCommit")
def merge_commit(call: Call, issue: Issue) -> Thing | None:
    """Of a merged one the commit that merged it."""
    made = pull_of(call, issue)
    sha = made.merge_commit_sha if made.merged_at is not None else None
    return thing("Commit", repository=issue.repository, sha=sha) if sha else None


@resolves("PullRequest.potentialMergeCommit")
def trial_commit(call: Call, issue: Issue) -> Thing | None:
    """Of an open one the trial merge."""
    place, made = sides(call, issue)
    sha = made.merge_commit_sha if made.merged_at is None else None
    if not sha or gitstore.find_commit(call, place, sha) is None:
        return None
    return thing("Commit", repository=issue.repository, sha=sha)


@resolves("PullRequest.baseRepository")
def base_repository(call: Call, issue: Issue) -> Repository:
    return call.get(Repository, issue.repository)


@resolves("PullRequest.headRepository")
def head_repository(call: Call, issue: Issue) -> Repository | None:
    return call.peek(Repository, pull_of(call, issue).head_repository)


@resolves("PullRequest.headRepositoryOwner")
def head_owner(call: Call, issue: Issue) -> User | None:
    return call.peek(User, pull_of(call, issue).head_owner)


@resolves("PullRequest.isCrossRepository")
def crosses(call: Call, issue: Issue) -> bool:
    return pull_of(call, issue).head_repository != issue.repository


@resolves("PullRequest.headRef")
def head_ref(call: Call, issue: Issue) -> Ref | None:
    place, made = head_repository(call, issue), pull_of(call, issue)
    return gitstore.find_ref(call, place, f"refs/heads/{made.head_ref}") if place else None


@resolves("PullRequest.baseRef")
def base_ref(call: Call, issue: Issue) -> Ref | None:
    place, made = sides(call, issue)
    return gitstore.find_ref(call, place, f"refs/heads/{made.base_ref}")


# what it changes


@resolves("PullRequest.additions")
def additions(call: Call, issue: Issue) -> int:
    return stats_of(call, *sides(call, issue)).additions


@resolves("PullRequest.deletions")
def deletions(call: Call, issue: Issue) -> int:
    return stats_of(call, *sides(call, issue)).deletions


@resolves("PullRequest.changedFiles")
def changed_files(call: Call, issue: Issue) -> int:
    return stats_of(call, *sides(call, issue)).files


@resolves("PullRequest.files")
def files(call: Call, issue: Issue, **given: Any) -> dict[str, Any]:
    place, made = sides(call, issue)

    def shown(patch: FilePatch) -> dict[str, Any]:
        return {
            "path": patch.change.path, "additions": patch.additions, "deletions": patch.deletions,
            "changeType": _STATUS.get(patch.change.status, "MODIFIED"), "viewerViewedState": "UNVIEWED",
        }  # fmt: skip

    found = changes_of(call, place, made)
    return cut(found, given, shown=lambda change: shown(patch_of(call, place, change)))


@resolves("PullRequest.commits")
def commits(call: Call, issue: Issue, **given: Any) -> dict[str, Any]:
    """Oldest first."""
    place, made = sides(call, issue)
    return cut(commits_of(call, place, made), given, shown=lambda sha: commit_in(issue, sha))


def commit_in(issue: Issue, sha: str) -> Thing:
    """A commit as a part of a pull request."""
    commit = thing("Commit", repository=issue.repository, sha=sha)
    node = node_id("pull_request_commit", issue.repository, issue.pull or 0, sha)
    return thing("PullRequestCommit", node=node, commit=commit, pull_request=issue, sha=sha)


# whether it can be merged


@resolves("PullRequest.mergeable")
def mergeable(call: Call, issue: Issue) -> str:
    found = standing(call, *sides(call, issue)).mergeable
    return "UNKNOWN" if found is None else "MERGEABLE" if found else "CONFLICTING"


@resolves("PullRequest.mergeStateStatus")
def merge_state(call: Call, issue: Issue) -> str:
    return standing(call, *sides(call, issue)).state


@resolves("PullRequest.canBeRebased")
def can_be_rebased(call: Call, issue: Issue) -> bool:
    return issue.state == "open" and rebaseable(call, *sides(call, issue))


@resolves("PullRequest.autoMergeRequest")
def auto_merge(call: Call, issue: Issue) -> Thing | None:
    held = pull_of(call, issue).auto_merge
    if held is None:
        return None
    return thing("AutoMergeRequest", **{**held, "enabled_by": call.peek(User, held["enabled_by"])}, pull_request=issue)


# what the viewer may do


@resolves("PullRequest.viewerCanDeleteHeadRef")
def can_delete_head(call: Call, issue: Issue) -> bool:
    place, ref = head_repository(call, issue), head_ref(call, issue)
    return issue.state == "closed" and place is not None and ref is not None and may(call, place, "push")


@resolves("PullRequest.viewerCanUpdateBranch")
def can_update_branch(call: Call, issue: Issue) -> bool:
    place, made = sides(call, issue)
    behind = issue.state == "open" and between(call, place, base_of(call, place, made), made.head_sha).behind
    return bool(behind) and may(call, place, "push")


@resolves("PullRequest.viewerCanMergeAsAdmin")
def can_merge_as_admin(call: Call, issue: Issue) -> bool:
    place, made = sides(call, issue)
    rules = protection(call, place, made.base_ref)
    return issue.state == "open" and rules is not None and exempt(call, place, rules)


@resolves("PullRequest.viewerCanEditFiles")
def can_edit_files(call: Call, issue: Issue) -> bool:
    place = head_repository(call, issue)
    return place is not None and may(call, place, "push")


@resolves("PullRequest.viewerMergeHeadlineText")
def merge_headline(call: Call, issue: Issue, mergeType: str | None = None) -> str:
    return _message(call, issue, mergeType)[0]


@resolves("PullRequest.viewerMergeBodyText")
def merge_body(call: Call, issue: Issue, mergeType: str | None = None) -> str:
    return _message(call, issue, mergeType)[1]


def _message(call: Call, issue: Issue, kind: str | None) -> tuple[str, str]:
    """The first line and the rest of what a merge of that kind would say."""
    place, made = sides(call, issue)
    if kind == "SQUASH":
        return of_squash(place, made, issue, stored(call, place, made), identity(call, me(call)))
    return of_merge(call, place, made, issue)


@resolves("PullRequest.permalink")
def permalink(call: Call, issue: Issue) -> str:
    return f"{html_url(call, issue.repository)}/pull/{issue.number}"


@resolves("PullRequest.checksUrl")
def checks_page(call: Call, issue: Issue) -> str:
    return f"{permalink(call, issue)}/checks"


@resolves("PullRequest.revertUrl")
def revert_page(call: Call, issue: Issue) -> str:
    return f"{permalink(call, issue)}/revert"
