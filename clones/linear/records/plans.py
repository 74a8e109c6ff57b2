"""Projects, initiatives and documents; https://linear.app/docs/projects."""

from __future__ import annotations

from .node import Node


class ProjectStatus(Node, kind="project_status"):
    name: str = ""
    type: str = ""
    color: str = ""
    position: float = 0.0


class Project(
    Node, kind="project", indexes=["statusId", "teamIds[]", "memberIds[]", "labelIds[]", "leadId"],
    text=["name", "description", "content"],
):  # fmt: skip
    name: str = ""
    description: str = ""
    statusId: str = ""
    teamIds: list[str]
    memberIds: list[str]
    labelIds: list[str]
    leadId: str | None = None
    slugId: str = ""
    health: str | None = None
    lastUpdateId: str | None = None


class ProjectMilestone(Node, kind="project_milestone", indexes=["projectId"]):
    name: str = ""
    projectId: str = ""
    sortOrder: float = 0.0


class ProjectUpdate(Node, kind="project_update", indexes=["projectId"]):
    projectId: str = ""
    body: str = ""
    health: str = ""
    userId: str = ""


class ProjectRelation(Node, kind="project_relation", indexes=["projectId", "relatedProjectId"]):
    projectId: str = ""
    relatedProjectId: str = ""
    type: str = ""


class Initiative(Node, kind="initiative", text=["name", "description"]):
    name: str = ""
    status: str = ""
    slugId: str = ""


class InitiativeUpdate(Node, kind="initiative_update", indexes=["initiativeId"]):
    initiativeId: str = ""
    body: str = ""
    health: str = ""


class InitiativeToProject(Node, kind="initiative_to_project", indexes=["initiativeId", "projectId"]):
    initiativeId: str = ""
    projectId: str = ""


class Document(Node, kind="document", indexes=["projectId", "issueId"], text=["title", "content"]):
    title: str = ""
    content: str | None = None
    slugId: str = ""
    trashed: bool | None = None
