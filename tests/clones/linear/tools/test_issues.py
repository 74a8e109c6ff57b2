"""Tools that list, show and save issues, under new and old names."""

from tests.clones.linear.conftest import BEN_READS, CLEO
from tests.clones.linear.tools.conftest import Use


def ids(listed: dict[str, object]) -> list[str]:
    issues = listed["issues"]
    assert isinstance(issues, list)
    return sorted(issue["id"] for issue in issues)


def test_issues_are_listed_by_names_of_things(use: Use) -> None:
    assert ids(use("list_issues", state="In Progress")) == ["ENG-1"]
    assert ids(use("list_issues", state="started")) == ["ENG-1", "ENG-4"]
    assert ids(use("list_issues", label="bug", team="Engineering")) == ["ENG-1", "ENG-3"]
    assert ids(use("list_issues", assignee="cleo")) == ["ENG-4", "ENG-5"]
    assert ids(use("list_issues", project="checkout rewrite", priority=2)) == ["ENG-1", "ENG-3"]
    assert ids(use("list_issues", query="receipts", parentId="ENG-4")) == ["ENG-5"]
    assert ids(use("list_issues", cycle="2")) == ["ENG-1", "ENG-4"]
    assert ids(use("list_issues", createdAt="-P16D")) == ["ENG-6"]
    assert ids(use("list_my_issues", CLEO)) == ["ENG-4", "ENG-5"]


def test_lists_go_on_at_their_cursor(use: Use) -> None:
    first = use("list_issues", limit=4, orderBy="createdAt")
    rest = use("list_issues", limit=4, orderBy="createdAt", cursor=first["cursor"])
    assert (first["hasNextPage"], rest["hasNextPage"]) == (True, False)
    assert ids(first) + ids(rest) == ["ENG-3", "ENG-4", "ENG-5", "ENG-6", "ENG-1", "ENG-2"]


def test_one_issue_with_its_relations(use: Use) -> None:
    made = use("get_issue", id="ENG-4", includeRelations=True)
    assert (made["status"], made["assignee"], made["priority"]) == (
        "In Review", "Cleo Lindqvist", {"value": 1, "name": "Urgent"},
    )  # fmt: skip
    assert made["relations"]["blockedBy"] == [{"id": "ENG-6", "title": "Pay with one click"}]
    assert made["gitBranchName"] == "ada/eng-4-send-receipts-by-mail"


def test_an_issue_is_opened_and_changed_by_names(use: Use) -> None:
    made = use(
        "save_issue", title="Refunds", team="Engineering", state="todo", assignee="ben", labels=["Bug", "Feature"],
        priority=3, project="Checkout rewrite", milestone="launch", cycle="2", blocks=["ENG-5"], parentId="ENG-4",
        links=[{"url": "https://example.com/a", "title": "A"}],
    )  # fmt: skip
    assert (made["id"], made["status"], made["labels"], made["projectMilestone"]) == (
        "ENG-7", "Todo", ["Bug", "Feature"], "Launch",
    )  # fmt: skip
    assert made["attachments"][0]["url"] == "https://example.com/a"
    assert made["relations"]["blocks"][0]["id"] == "ENG-5"
    changed = use("save_issue", id="ENG-7", state="done", assignee="me", removeBlocks=["ENG-5"], parentId=None)
    assert (changed["status"], changed["assignee"], changed["relations"]["blocks"]) == ("Done", "Ada Moreau", [])
    assert "parentId" not in changed


def test_the_old_names_do_the_same(use: Use) -> None:
    made = use("create_issue", title="Old way", teamId="ENG", assigneeId="me", priority=1)
    assert (made["id"], made["assignee"]) == ("ENG-7", "Ada Moreau")
    assert use("update_issue", id="ENG-7", title="New way", state="In Review")["status"] == "In Review"


def test_refusals(use: Use, refused: Use) -> None:
    assert refused("save_issue", title="No team") == "title and team must be given to open an issue"
    assert refused("get_issue", id="ENG-99") == "Entity not found: Issue"
    assert refused("save_issue", title="x", team="Nobody") == "Entity not found: Team"
    assert refused("save_issue", id="ENG-1", state="Nowhere") == "Entity not found: WorkflowState"
    assert refused("save_issue", BEN_READS, title="x", team="ENG") == "Invalid scope"
    assert ids(use("list_issues", BEN_READS, limit=1)) != []
