"""Projects, initiatives and documents as they begin, and by what they are found."""

from clonery.clones.linear.records.plans import Document, Project, ProjectMilestone
from clonery.server.call import Call
from clonery.server.state.query import has


def test_projects_are_found_by_team_and_member(call: Call) -> None:
    project = call.first(Project)
    assert project
    assert call.first(Project, {"teamIds": has(project.teamIds[0])}) == project
    assert call.first(Project, {"memberIds": has(call.actor.id)}) == project
    assert call.count(ProjectMilestone, {"projectId": project.id}) == 2


def test_a_document_begins_untrashed(call: Call) -> None:
    document = call.first(Document)
    assert document
    assert (document.trashed, document.archivedAt) == (None, None)
