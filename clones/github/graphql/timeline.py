"""Timelines of issues and pull requests: events, comments, commits, reviews; https://docs.github.com/graphql/reference/unions#issuetimelineitems."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.graphql.graph import resolves, snake

from ..lookups import permission
from ..nodes import node_id
from ..pulls.ranges import commits_of
from ..records.issues import Comment, Issue, IssueEvent, Label
from ..records.people import User
from ..records.pulls import Review
from ..records.repositories import Repository
from ..records.teams import Team
from ..references import closing
from ..shapes.repositories import html_url
from .comments import rest
from .pages import cut
from .pulls import commit_in, pull_of, sides
from .reviews import reviews_of
from .things import Thing, thing

if TYPE_CHECKING:
    from clonery.server.call import Call

_TYPES = {
    "labeled": "LabeledEvent", "unlabeled": "UnlabeledEvent", "assigned": "AssignedEvent",
    "unassigned": "UnassignedEvent", "milestoned": "MilestonedEvent", "demilestoned": "DemilestonedEvent",
    "renamed": "RenamedTitleEvent", "closed": "ClosedEvent", "reopened": "ReopenedEvent", "locked": "LockedEvent",
    "unlocked": "UnlockedEvent", "merged": "MergedEvent", "referenced": "ReferencedEvent",
    "cross-referenced": "CrossReferencedEvent", "mentioned": "MentionedEvent", "subscribed": "SubscribedEvent",
    "review_requested": "ReviewRequestedEvent", "review_request_removed": "ReviewRequestRemovedEvent",
    "review_dismissed": "ReviewDismissedEvent", "head_ref_force_pushed": "HeadRefForcePushedEvent",
    "head_ref_deleted": "HeadRefDeletedEvent", "head_ref_restored": "HeadRefRestoredEvent",
    "base_ref_changed": "BaseRefChangedEvent", "convert_to_draft": "ConvertToDraftEvent",
    "ready_for_review": "ReadyForReviewEvent", "marked_as_duplicate": "MarkedAsDuplicateEvent",
    "comment_deleted": "CommentDeletedEvent", "sub_issue_added": "SubIssueAddedEvent",
    "sub_issue_removed": "SubIssueRemovedEvent", "parent_issue_added": "ParentIssueAddedEvent",
    "parent_issue_removed": "ParentIssueRemovedEvent", "pinned": "PinnedEvent", "unpinned": "UnpinnedEvent",
    "transferred": "TransferredEvent", "auto_merge_enabled": "AutoMergeEnabledEvent",
    "auto_merge_disabled": "AutoMergeDisabledEvent",
}  # fmt: skip
"""Events by their names in REST and their types in the graph; others stand in no timeline of the graph."""


def event_of(call: Call, issue: Issue, event: IssueEvent) -> Thing | None:
    """One event; None for one that the graph has no type for, or that the caller may not see."""
    type = _TYPES.get(event.event)
    if type is None:
        return None
    node = node_id("event", event.repository, event.id)
    made: dict[str, Any] = {
        "node": node, "actor": call.peek(User, event.actor), "created_at": event.created_at, "database_id": event.id,
        "page": f"{rest(call, issue)['html_url']}#event-{event.id}",
    }  # fmt: skip
    for name in (
        "labelable", "assignable", "closable", "subject", "lockable", "pull_request", "issue", "subscribable", "target",
    ):  # fmt: skip
        made[name] = issue
    if event.commit:
        commit = thing("Commit", repository=event.repository, sha=event.commit)
        made |= {
            "commit": commit,
            "closer": commit,
            "after_commit": commit,
            "commit_repository": call.get(Repository, event.repository),
        }
    made |= _details(call, issue, event)
    if event.event == "cross-referenced" and made.get("source") is None:
        return None
    return thing(type, **made)


def _details(call: Call, issue: Issue, event: IssueEvent) -> dict[str, Any]:
    """What one kind of event has beside what all have."""
    held = event.details
    if "label" in held:
        found = call.find(Label, repository=event.repository, name=held["label"]["name"])
        return {
            "label": found
            or Label.load(0, {**Label.DEFAULTS, "id": 0, "repository": event.repository, **held["label"]})
        }
    if "assignee" in held:
        person = call.peek(User, held["assignee"])
        return {"assignee": person, "user": person}
    if event.event in ("review_requested", "review_request_removed"):
        asked = call.peek(User, held.get("requested_reviewer")) or call.peek(Team, held.get("requested_team"))
        return {"requested_reviewer": asked}
    if event.event == "cross-referenced":
        return _crossed(call, issue, event)
    return _plain(call, issue, event)


def _plain(call: Call, issue: Issue, event: IssueEvent) -> dict[str, Any]:
    held, name = event.details, event.event
    if name in ("milestoned", "demilestoned"):
        return {"milestone_title": held["milestone"]}
    if name == "renamed":
        return {"previous_title": held["rename"]["from"], "current_title": held["rename"]["to"]}
    if name in ("closed", "reopened"):
        return {"state_reason": held.get("state_reason"), "duplicate_of": None}
    if name == "merged":
        made = pull_of(call, issue)
        return {"merge_ref_name": made.base_ref, "merge_ref": None}
    if name in ("sub_issue_added", "sub_issue_removed", "parent_issue_added", "parent_issue_removed"):
        return {"sub_issue": held.get("sub_issue"), "parent": call.peek(Issue, held.get("parent_issue"))}
    if name == "review_dismissed":
        gone = held["dismissed_review"]
        return {
            "previous_review_state": gone["state"], "dismissal_message": gone.get("dismissal_message"),
            "review": call.peek(Review, gone["review_id"]), "dismissal_message_html": gone.get("dismissal_message"),
        }  # fmt: skip
    if name in ("head_ref_deleted", "head_ref_restored"):
        return {"head_ref_name": pull_of(call, issue).head_ref, "head_ref": None}
    if name == "locked":
        reason = held.get("lock_reason")
        return {"lock_reason": reason.replace(" ", "_").replace("-", "_") if reason else None}
    if name == "referenced":
        return {"is_cross_repository": False, "is_direct_reference": True}
    return {}


def _crossed(call: Call, issue: Issue, event: IssueEvent) -> dict[str, Any]:
    """Where an issue was named from; nothing where the caller may not see that."""
    source = call.peek(Issue, event.details["source"])
    place = call.peek(Repository, source.repository) if source is not None else None
    if source is None or place is None or permission(call, place) is None:
        return {}
    closes = source.pull is not None and issue.id in {each.id for each in closing(call, place, source.body)}
    return {
        "source": source, "is_cross_repository": source.repository != issue.repository, "will_close_target": closes,
        "referenced_at": event.created_at,
    }  # fmt: skip


def items(call: Call, issue: Issue) -> list[tuple[str, Any]]:
    """All that happened to an issue or pull request, with when, in order."""
    within = {"issue": issue.id}
    found: list[tuple[str, int, Any]] = []
    for event in call.all(IssueEvent, within):
        made = event_of(call, issue, event)
        if made is not None:
            found.append((event.created_at, event.rid, made))
    found += [(comment.created_at, comment.rid, comment) for comment in call.all(Comment, within)]
    if issue.pull is not None:
        place, pull = sides(call, issue)
        for sha in commits_of(call, place, pull):
            found.append((_dated(call, place, sha), 0, commit_in(issue, sha)))
        found += [(each.submitted_at, each.rid, each) for each in reviews_of(call, issue) if each.submitted_at]
    return [(when, made) for when, _, made in sorted(found, key=lambda each: each[:2])]


def _dated(call: Call, place: Repository, sha: str) -> str:
    from .commits import committed

    return committed(call, thing("Commit", repository=place.id, sha=sha))


def word(made: Any) -> str:
    """The item's type as the argument `itemTypes` names it."""
    from . import typed

    return snake(typed(made)).upper()


@resolves("Issue.timelineItems", "PullRequest.timelineItems")
def timeline(
    call: Call, issue: Issue, itemTypes: list[str] | None = None, since: str | None = None, skip: int | None = None,
    **given: Any,
) -> dict[str, Any]:  # fmt: skip
    every = [each for each in items(call, issue) if not since or each[0] >= since]
    kept = [made for _, made in every if not itemTypes or word(made) in itemTypes]
    page = cut(kept[skip or 0 :], given, updatedAt=issue.updated_at)
    shown = page["nodes"] if isinstance(page["nodes"], list) else []
    return {**page, "totalCount": len(kept), "filteredCount": len(kept), "pageCount": len(shown)}


@resolves(
    *(
        f"{type}.url"
        for type in (
            "ClosedEvent",
            "CrossReferencedEvent",
            "MergedEvent",
            "ReadyForReviewEvent",
            "ConvertToDraftEvent",
            "ReviewDismissedEvent",
        )
    )
)
def event_page(call: Call, event: Thing) -> str:
    return str(event.get("page"))


@resolves("PullRequestCommit.url")
def commit_page(call: Call, commit: Thing) -> str:
    issue = commit.get("pull_request")
    return f"{html_url(call, issue.repository)}/pull/{issue.number}/commits/{commit.get('sha')}"
