"""The tools of the community's server: each calls its operation."""

import pytest
from tests.clones.linear.conftest import BEN_READS
from tests.clones.linear.tools.conftest import Use

from clonery.clones.linear.tools import others
from clonery.server.registry import Registry


def test_every_tool_of_the_tables_is_one_of_the_servers(use: Use) -> None:
    clone = Registry(("linear",)).get("linear")
    made = [f"linear_create{name}" for name in others.CREATES] + [f"linear_update{name}" for name in others.UPDATES]
    made += [f"linear_{name}" for table in (others.ADDS, others.CALLS, others.CHANGES, others.LISTS) for name in table]
    assert [name for name in made if name not in clone.tools] == []
    assert len(made) > 85


def test_an_issue_through_its_life(use: Use) -> None:
    team = use("get_team", query="ENG")["id"]
    issue = use("linear_createIssue", teamId=team, title="Tools")["issue"]
    assert issue["identifier"] == "ENG-7"
    assert use("linear_updateIssue", id=issue["id"], title="More tools")["issue"]["title"] == "More tools"
    assert use("linear_setIssuePriority", issueId=issue["id"], priority=1)["issue"]["priority"] == 1
    ben = use("get_user", query="ben")["id"]
    assert use("linear_assignIssue", issueId=issue["id"], assigneeId=ben)["issue"]["assigneeId"] == ben
    cycle = use("linear_getActiveCycle", teamId=team)
    assert use("linear_addIssueToCycle", issueId=issue["id"], cycleId=cycle["id"])["issue"]["cycleId"] == cycle["id"]
    assert "ENG-7" in [each["identifier"] for each in use("linear_getCycleIssues", cycleId=cycle["id"])["nodes"]]
    assert use("linear_removeIssueFromCycle", issueId=issue["id"], cycleId=cycle["id"])["issue"]["cycleId"] is None
    parent = use("linear_convertIssueToSubtask", issueId=issue["id"], parentIssueId="ENG-1")["issue"]["parentId"]
    assert use("get_issue", id=parent)["id"] == "ENG-1"
    use("linear_createComment", issueId=issue["id"], body="Well")
    assert [each["body"] for each in use("linear_getComments", issueId="ENG-7")["nodes"]] == ["Well"]
    assert len(use("linear_getIssueHistory", issueId="ENG-7", limit=3)) == 3
    assert use("linear_archiveIssue", issueId=issue["id"])["issue"]["archivedAt"]


def test_lists_are_narrowed_down(use: Use) -> None:
    team = use("get_team", query="ENG")["id"]
    assert len(use("linear_getWorkflowStates", teamId=team)["nodes"]) == 7
    project = use("get_project", query="Checkout rewrite")["id"]
    found = use("linear_getProjectIssues", projectId=project, states=["In Progress"], limit=5)["nodes"]
    assert [each["identifier"] for each in found] == ["ENG-1"]
    assert [each["name"] for each in use("linear_getMilestones", projectId=project)["nodes"]] == ["Launch", "Alpha"]
    assert len(use("linear_searchIssues", query="receipts")["nodes"]) == 2


@pytest.mark.parametrize("tool", ["linear_createRoadmap", "linear_createTeam"])
def test_keys_that_only_read_are_refused(refused: Use, tool: str) -> None:
    assert refused(tool, BEN_READS, name="X") == "Invalid scope"


def test_single_tools_make_one_kind_of_filter(call: object) -> None:
    assert others.narrowed(call, "teamId", "t") == [{"team": {"id": {"eq": "t"}}}]  # type: ignore[arg-type] # not looked at
    assert others.narrowed(call, "labelIds", ["a"]) == [{"labels": {"some": {"id": {"in": ["a"]}}}}]  # type: ignore[arg-type] # nor here
    assert others.narrowed(call, "limit", 3) == []  # type: ignore[arg-type] # nor here
