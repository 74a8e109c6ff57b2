"""Pull requests, reviews and review comments as GitHub shows them; https://docs.github.com/rest/pulls/pulls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..nodes import node_id
from ..pulls.finding import issue_of
from ..pulls.ranges import commits_of, stats_of
from ..pulls.standing import standing
from ..records.git import StoredCommit
from ..records.issues import Label, Milestone
from ..records.people import User
from ..records.pulls import PullRequest, Review, ReviewComment
from ..records.repositories import Repository
from ..records.teams import Team
from . import shape
from .commits import git_commit
from .issues import association, once, rollup
from .people import simple_user
from .repositories import html_url, repository_url
from .teams import team

if TYPE_CHECKING:
    from clonery.server.call import Call


@shape(PullRequest)
def pull_request(call: Call, record: PullRequest, whole: bool) -> dict[str, Any]:
    """A pull request; alone with whether it can be merged, and its numbers."""
    issue = issue_of(call, record)
    url, page = pull_url(call, record), pull_page(call, record)
    place = repository_url(call, record.repository)
    people = [simple_user(call, id) for id in issue.assignees]
    teams = [call.peek(Team, id) for id in record.requested_teams]
    made: dict[str, Any] = {
        "url": url, "id": record.id, "node_id": node_id("pull_request", record.repository, record.id),
        "html_url": page, "diff_url": f"{page}.diff", "patch_url": f"{page}.patch",
        "issue_url": f"{place}/issues/{record.number}", "number": record.number, "state": issue.state,
        "locked": issue.locked, "title": issue.title, "user": simple_user(call, issue.user), "body": issue.body,
        "created_at": issue.created_at, "updated_at": issue.updated_at, "closed_at": issue.closed_at,
        "merged_at": record.merged_at, "merge_commit_sha": record.merge_commit_sha,
        "assignee": people[0] if people else None, "assignees": people,
        "requested_reviewers": [simple_user(call, id) for id in record.requested_reviewers],
        "requested_teams": [team(call, each, False) for each in teams if each is not None],
        "labels": [once(call, Label, id) for id in issue.labels],
        "milestone": once(call, Milestone, issue.milestone), "draft": record.draft,
        **_links(call, record, url, page), "head": _side(call, record, "head"), "base": _side(call, record, "base"),
        "author_association": association(call, record.repository, issue.user),
        "auto_merge": _auto_merge(call, record),
        "active_lock_reason": issue.active_lock_reason,
    }  # fmt: skip
    return made | _rest(call, record, issue.comments) if whole else made


def _auto_merge(call: Call, record: PullRequest) -> dict[str, Any] | None:
    """How it is to be merged once it can be, and who wanted that."""
    held = record.auto_merge
    if held is None:
        return None
    return {
        "enabled_by": simple_user(call, held["enabled_by"]), "merge_method": held["merge_method"],
        "commit_title": held["commit_headline"] or "", "commit_message": held["commit_body"] or "",
    }  # fmt: skip


def pull_url(call: Call, record: PullRequest) -> str:
    """The API address of a pull request."""
    return f"{repository_url(call, record.repository)}/pulls/{record.number}"


def pull_page(call: Call, record: PullRequest) -> str:
    """The address of a pull request's page."""
    return f"{html_url(call, record.repository)}/pull/{record.number}"


def _links(call: Call, record: PullRequest, url: str, page: str) -> dict[str, Any]:
    place = repository_url(call, record.repository)
    there = {
        "self": url, "html": page, "issue": f"{place}/issues/{record.number}",
        "comments": f"{place}/issues/{record.number}/comments", "review_comments": f"{url}/comments",
        "review_comment": f"{place}/pulls/comments{{/number}}", "commits": f"{url}/commits",
        "statuses": f"{place}/statuses/{record.head_sha}",
    }  # fmt: skip
    names = ("commits", "review_comments", "review_comment", "comments", "statuses")
    made: dict[str, Any] = {f"{name}_url": there[name] for name in names}
    return made | {"_links": {name: {"href": address} for name, address in there.items()}}


def _side(call: Call, record: PullRequest, side: str) -> dict[str, Any]:
    """Where a pull request comes from, or where it goes; a repository that is gone is None."""
    place = call.peek(Repository, record.repository if side == "base" else record.head_repository)
    owner = place.owner if place else record.head_owner
    login = (simple_user(call, owner) or {})["login"]
    ref = record.base_ref if side == "base" else record.head_ref
    return {
        "label": f"{login}:{ref}", "ref": ref, "sha": record.base_sha if side == "base" else record.head_sha,
        "user": simple_user(call, owner), "repo": once(call, Repository, place.id) if place else None,
    }  # fmt: skip


def _rest(call: Call, record: PullRequest, comments: int) -> dict[str, Any]:
    repository = call.get(Repository, record.repository)
    found, numbers = standing(call, repository, record), stats_of(call, repository, record)
    said = 0
    if call.session.store.holds(ReviewComment):
        said = call.count(ReviewComment, {"pull": record.id, "pending": False})
    return {
        "merged": record.merged_at is not None, "mergeable": found.mergeable, "rebaseable": found.rebaseable,
        "mergeable_state": found.state, "merged_by": simple_user(call, record.merged_by), "comments": comments,
        "review_comments": said, "maintainer_can_modify": record.maintainer_can_modify,
        "commits": len(commits_of(call, repository, record)), "additions": numbers.additions,
        "deletions": numbers.deletions, "changed_files": numbers.files,
    }  # fmt: skip


@shape(Review)
def review(call: Call, record: Review, whole: bool) -> dict[str, Any]:
    """A review; a pending one has no time yet."""
    pull = call.get(PullRequest, record.pull)
    url, page = pull_url(call, pull), f"{pull_page(call, pull)}#pullrequestreview-{record.id}"
    made: dict[str, Any] = {
        "id": record.id, "node_id": node_id("review", record.repository, record.id),
        "user": simple_user(call, record.user), "body": record.body, "state": record.state, "html_url": page,
        "pull_request_url": url, "author_association": association(call, record.repository, record.user),
        "_links": {"html": {"href": page}, "pull_request": {"href": url}},
    }  # fmt: skip
    if record.submitted_at is not None:
        made["submitted_at"] = record.submitted_at
    return made | {"commit_id": record.commit}


def reviewed(call: Call, record: Review) -> dict[str, Any]:
    """A review as a timeline has it."""
    made = review(call, record, False)
    return {**made, "state": record.state.lower(), "event": "reviewed"}


def committed(call: Call, repository: Repository, record: StoredCommit) -> dict[str, Any]:
    """A commit as a timeline has it."""
    return {**git_commit(call, repository, record), "event": "committed"}


@shape(ReviewComment)
def review_comment(call: Call, record: ReviewComment, whole: bool) -> dict[str, Any]:
    """A comment on a diff."""
    pull = call.get(PullRequest, record.pull)
    url = f"{repository_url(call, record.repository)}/pulls/comments/{record.id}"
    there, page = pull_url(call, pull), f"{pull_page(call, pull)}#discussion_r{record.id}"
    made: dict[str, Any] = {
        "url": url, "pull_request_review_id": record.review, "id": record.id,
        "node_id": node_id("review_comment", record.repository, record.id), "diff_hunk": record.diff_hunk,
        "path": record.path, "commit_id": record.commit, "original_commit_id": record.original_commit,
        "user": simple_user(call, record.user), "body": record.body, "created_at": record.created_at,
        "updated_at": record.updated_at, "html_url": page, "pull_request_url": there,
        "author_association": association(call, record.repository, record.user),
        "_links": {"self": {"href": url}, "html": {"href": page}, "pull_request": {"href": there}},
        "reactions": rollup(call, url, "review_comment", record.id),
        "original_position": record.original_position, "position": record.position, "subject_type": record.subject_type,
    }  # fmt: skip
    if record.subject_type == "line":
        made |= {
            "start_line": record.start_line, "original_start_line": record.original_start_line,
            "start_side": record.start_side, "line": record.line, "original_line": record.original_line,
            "side": record.side,
        }  # fmt: skip
    return made | ({"in_reply_to_id": record.in_reply_to} if record.in_reply_to else {})


def requested(call: Call, record: PullRequest) -> dict[str, Any]:
    """Who is asked for a review and has not given it."""
    teams = [call.peek(Team, id) for id in record.requested_teams]
    people = [call.peek(User, id) for id in record.requested_reviewers]
    return {
        "users": [simple_user(call, user.id) for user in people if user is not None],
        "teams": [team(call, each, False) for each in teams if each is not None],
    }  # fmt: skip
