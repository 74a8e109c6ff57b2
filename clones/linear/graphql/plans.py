"""Fields of projects, documents and initiatives that are worked out; https://studio.apollographql.com/public/Linear-API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.graphql.graph import resolves

from .. import naming
from ..records.plans import Project, ProjectMilestone, ProjectStatus
from .issues import progress

if TYPE_CHECKING:
    from clonery.server.call import Call

_PATHS = {
    "project": ("project", "name"), "document": ("document", "title"), "initiative": ("initiative", "name"),
    "roadmap": ("roadmap", "name"), "project_update": ("project-update", "slugId"),
    "initiative_update": ("initiative-update", "slugId"), "custom_view": ("view", "name"),
}  # fmt: skip


@resolves("Project.url", "Document.url", "Initiative.url", "Roadmap.url", "ProjectUpdate.url", "InitiativeUpdate.url")
def page_url(call: Call, record: Any) -> str:
    path, name = _PATHS[record.KIND.name]
    return naming.address(call, path, naming.slugged(record, name))


@resolves("Project.state")
def project_state(call: Call, project: Project) -> str:
    """The type of its status, under the name that it had before there were statuses."""
    status = call.peek(ProjectStatus, project.get("statusId"))
    return status.type if status else "backlog"


@resolves("ProjectMilestone.status")
def milestone_status(call: Call, milestone: ProjectMilestone) -> str:
    done = progress(call, milestone)
    if done >= 1:
        return "done"
    target = milestone.get("targetDate")
    return "overdue" if target and target < call.now[:10] else "next" if done else "unstarted"
