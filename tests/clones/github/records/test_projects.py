"""Projects as they are kept."""

from clonery.clones.github.records.projects import Project, ProjectField, ProjectItem
from clonery.server.call import Call


def test_items_stand_in_their_order_and_go_with_their_project(call: Call) -> None:
    stamps = {"created_at": call.now, "updated_at": call.now}
    made = call.create(Project, owner=call.actor, number=1, title="P", creator=1, repositories=[], **stamps)
    field = call.create(ProjectField, project=made, name="F", type="TEXT", options=[], iterations=[], **stamps)
    for position in (2, 1):
        call.create(
            ProjectItem,
            project=made,
            title=f"At {position}",
            assignees=[],
            values={},
            position=position,
            creator=1,
            **stamps,
        )
    items = call.all(ProjectItem, {"project": made.id}, "position")
    assert [item.title for item in items] == ["At 1", "At 2"]
    call.delete(made)
    assert call.peek(ProjectField, field.id) is None
    assert call.all(ProjectItem) == []
