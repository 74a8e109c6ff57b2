"""How tools show things."""

from clonery.clones.linear.lookups import find
from clonery.clones.linear.records.plans import Project
from clonery.clones.linear.records.work import Cycle, Issue
from clonery.clones.linear.tools import shapes
from clonery.server.call import Call


def test_an_issue_is_shown_with_names_and_without_what_is_not_set(call: Call) -> None:
    shown = shapes.issue(call, find(call, Issue, "ENG-2"))
    assert (shown["id"], shown["status"], shown["statusType"], shown["team"]) == (
        "ENG-2",
        "Todo",
        "unstarted",
        "Engineering",
    )
    assert shown["labels"] == ["Feature"]
    assert not {"assignee", "dueDate", "archivedAt"} & set(shown)


def test_projects_and_cycles(call: Call) -> None:
    project, cycle = call.first(Project), call.find(Cycle, number=2)
    assert project
    assert cycle
    assert shapes.project(call, project)["status"]["name"] == "In Progress"
    assert shapes.cycle(call, cycle)["isActive"] is True


def test_a_page_has_at_most_so_many(call: Call) -> None:
    part = shapes.page(call, "Issue", shapes.issue, "issues", {}, 2)
    assert (len(part["issues"]), part["hasNextPage"]) == (2, True)
    assert shapes.page(call, "Issue", shapes.issue, "issues", {}, 9999)["hasNextPage"] is False
