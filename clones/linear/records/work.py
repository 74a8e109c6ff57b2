"""Issues and what orders them: states, labels, relations, cycles, history; https://linear.app/docs/conceptual-model."""

from __future__ import annotations

from .node import Node


class WorkflowState(Node, kind="workflow_state", indexes=["teamId"]):
    teamId: str = ""
    name: str = ""
    type: str = ""
    color: str = ""
    position: float = 0.0


class IssueLabel(Node, kind="issue_label", indexes=["teamId", "parentId"]):
    name: str = ""
    color: str = ""
    teamId: str | None = None
    parentId: str | None = None
    isGroup: bool = False


class Issue(
    Node, kind="issue", unique=["identifier"], indexes=[
        "createdAt", "updatedAt", "teamId", "stateId", "assigneeId", "creatorId", "projectId", "cycleId", "parentId",
        "priority", "labelIds[]", "subscriberIds[]", "projectMilestoneId", "previousIdentifiers[]", "number",
        "completedAt", "delegateId", "dueDate", "estimate", "startedAt", "canceledAt",
    ],
    text=["title", "description", "identifier"],
):  # fmt: skip
    number: int = 0
    identifier: str
    previousIdentifiers: list[str]
    title: str = ""
    description: str | None = None
    teamId: str = ""
    stateId: str = ""
    creatorId: str | None = None
    assigneeId: str | None = None
    delegateId: str | None = None
    projectId: str | None = None
    projectMilestoneId: str | None = None
    cycleId: str | None = None
    parentId: str | None = None
    labelIds: list[str]
    subscriberIds: list[str]
    priority: int = 0
    estimate: float | None = None
    dueDate: str | None = None
    sortOrder: float = 0.0
    subIssueSortOrder: float | None = None
    startedAt: str | None = None
    completedAt: str | None = None
    canceledAt: str | None = None
    trashed: bool | None = None


class IssueRelation(Node, kind="issue_relation", indexes=["issueId", "relatedIssueId"]):
    issueId: str = ""
    relatedIssueId: str = ""
    type: str = ""


class IssueHistory(Node, kind="issue_history", indexes=["issueId"]):
    issueId: str = ""
    actorId: str | None = None


class Cycle(Node, kind="cycle", indexes=["teamId", "startsAt"]):
    teamId: str = ""
    number: int = 0
    name: str | None = None
    startsAt: str = ""
    endsAt: str = ""
    completedAt: str | None = None


class Comment(Node, kind="comment", indexes=["issueId", "parentId", "projectUpdateId", "documentContentId"]):
    body: str = ""
    issueId: str | None = None
    parentId: str | None = None
    userId: str | None = None
    resolvedAt: str | None = None
    resolvingUserId: str | None = None
    resolvingCommentId: str | None = None


class Reaction(Node, kind="reaction", indexes=["issueId", "commentId", "projectUpdateId"]):
    emoji: str = ""
    userId: str | None = None
    issueId: str | None = None
    commentId: str | None = None


class Attachment(Node, kind="attachment", indexes=["issueId", "url"]):
    issueId: str = ""
    title: str = ""
    url: str = ""
    subtitle: str | None = None


class IssueToRelease(Node, kind="issue_to_release", indexes=["issueId", "releaseId"]):
    issueId: str = ""
    releaseId: str = ""
