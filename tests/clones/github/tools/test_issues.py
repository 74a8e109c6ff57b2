"""The tools for issues: each method does its own."""

from typing import Any

import pytest
from github import Github
from tests.clones.github.tools.conftest import Use


def names(labels: list[dict[str, Any]]) -> list[str]:
    return [label["name"] for label in labels]


def test_one_tool_opens_changes_and_closes(use: Use, gh: Github) -> None:
    fields = {"title": "By a tool", "body": "x", "labels": ["bug"], "assignees": ["ben"], "milestone": 1}
    made = use("issue_write", method="create", **fields)
    number = made["number"]
    assert made["html_url"].endswith(f"/acme/webapp/issues/{number}")
    use("issue_write", method="update", issue_number=number, title="Changed", labels=["stale"], state="closed",
        state_reason="not_planned")  # fmt: skip
    issue = gh.get_repo("acme/webapp").get_issue(number)
    assert (issue.title, issue.body, issue.state, issue.state_reason) == ("Changed", "x", "closed", "not_planned")
    assert [label.name for label in issue.labels] == ["stale"]
    use("update_issue_state", issue_number=number, state="open")
    assert use("issue_read", method="get", issue_number=number)["state"] == "open"
    closed = use("update_issue_state", issue_number=number, state="closed", duplicate_of=1)
    assert closed["state_reason"] == "duplicate"


def test_what_a_method_lacks_is_said(use: Use) -> None:
    for method, name in (("create", "title"), ("update", "issue_number")):
        refused = use("issue_write", method=method, body="x", error=True)
        assert (refused["status"], refused["message"]) == ("422", f"missing required parameter: {name}")
    assert use("get_label", error=True)["message"] == "missing required parameter: name"
    assert use("issue_write", method="shout", error=True)["status"] == "422"
    assert use("issue_read", method="get", issue_number=99, error=True)["message"] == "Not Found"


def test_each_method_reads_its_part(use: Use) -> None:
    parts = use("issue_write", method="create", title="Part")
    use("sub_issue_write", method="add", issue_number=1, sub_issue_id=parts["id"])
    assert use("issue_read", method="get", issue_number=1)["title"] == "Checkout fails with an empty cart"
    comments = use("issue_read", method="get_comments", issue_number=1, perPage=1, page=2)
    assert [comment["body"] for comment in comments] == ["Please fix it before 1.0."]
    assert names(use("issue_read", method="get_labels", issue_number=3)) == ["documentation", "good first issue"]
    assert [made["number"] for made in use("issue_read", method="get_sub_issues", issue_number=1)] == [5]
    assert use("issue_read", method="get_parent", issue_number=5)["number"] == 1


def test_parts_are_ordered_and_taken_out(use: Use) -> None:
    first, second = (use("issue_write", method="create", title=title)["id"] for title in ("a", "b"))
    for id in (first, second):
        use("sub_issue_write", method="add", issue_number=1, sub_issue_id=id)
    use("sub_issue_write", method="reprioritize", issue_number=1, sub_issue_id=second, before_id=first)
    assert [made["title"] for made in use("issue_read", method="get_sub_issues", issue_number=1)] == ["b", "a"]
    use("sub_issue_write", method="remove", issue_number=1, sub_issue_id=first)
    assert [made["title"] for made in use("issue_read", method="get_sub_issues", issue_number=1)] == ["b"]
    assert use("sub_issue_write", method="sing", issue_number=1, sub_issue_id=first, error=True)["status"] == "422"


def test_issues_wait_for_each_other(use: Use) -> None:
    use("issue_dependency_write", method="add", type="blocked_by", issue_number=1, related_issue_number=2)
    use("issue_dependency_write", method="add", type="blocking", issue_number=1, related_issue_number=3)
    read = {
        method: [made["number"] for made in use("issue_dependency_read", method=method, issue_number=1)]
        for method in ("get_blocked_by", "get_blocking")
    }
    assert read == {"get_blocked_by": [2], "get_blocking": [3]}
    use("issue_dependency_write", method="remove", type="blocked_by", issue_number=1, related_issue_number=2)
    assert use("issue_dependency_read", method="get_blocked_by", issue_number=1) == []


def test_words_reactions_or_both(use: Use, gh: Github) -> None:
    said = use("add_issue_comment", issue_number=2, body="Nice")
    assert said["body"] == "Nice"
    assert use("add_issue_comment", issue_number=2, reaction="heart")["content"] == "heart"
    both = use("add_issue_comment", issue_number=2, body="More", reaction="rocket")
    assert (both["comment"]["body"], both["reaction"]["content"]) == ("More", "rocket")
    use("add_issue_comment", issue_number=2, comment_id=said["id"], reaction="eyes")
    comment = gh.get_repo("acme/webapp").get_issue(2).get_comment(said["id"])
    assert [reaction.content for reaction in comment.get_reactions()] == ["eyes"]
    assert use("add_issue_comment", issue_number=2, error=True)["message"].startswith("at least one of body")


def test_a_list_goes_on_behind_its_cursor(use: Use) -> None:
    first = use("list_issues", perPage=3, fields=["number", "title"])
    assert [issue["number"] for issue in first["issues"]] == [3, 2, 1]
    assert set(first["issues"][0]) == {"number", "title"}
    assert (first["totalCount"], first["pageInfo"]["hasNextPage"]) == (4, True)
    rest = use("list_issues", perPage=3, after=first["pageInfo"]["endCursor"])
    assert [issue["number"] for issue in rest["issues"]] == [4]
    assert (rest["pageInfo"]["hasNextPage"], rest["pageInfo"]["hasPreviousPage"]) == (False, True)


@pytest.mark.parametrize(
    ("arguments", "numbers"),
    [
        ({"state": "OPEN"}, [3, 2, 1]),
        ({"state": "CLOSED"}, [4]),
        ({"labels": ["bug", "enhancement"], "direction": "ASC"}, [4, 1, 2]),
        ({"labels": ["nothing"]}, []),
        ({"since": "2025-11-11T00:00:00Z"}, [3]),
        ({"orderBy": "COMMENTS", "direction": "DESC", "perPage": 1}, [1]),
    ],
)
def test_a_filter_finds(use: Use, arguments: dict[str, Any], numbers: list[int]) -> None:
    assert [issue["number"] for issue in use("list_issues", **arguments)["issues"]] == numbers


def test_granular_tools_change_one_thing(use: Use, gh: Github) -> None:
    use("update_issue_title", issue_number=2, title="Darker")
    use("update_issue_body", issue_number=2, body="Much")
    use("update_issue_labels", issue_number=2, labels=["bug"])
    use("update_issue_assignees", issue_number=2, assignees=["cleo"])
    use("update_issue_milestone", issue_number=2, milestone=1)
    issue = gh.get_repo("acme/webapp").get_issue(2)
    assert (issue.title, issue.body, issue.milestone.title) == ("Darker", "Much", "1.0")
    assert ([label.name for label in issue.labels], [user.login for user in issue.assignees]) == (["bug"], ["cleo"])


def test_types_are_listed_and_given(use: Use) -> None:
    assert [made["name"] for made in use("list_issue_types", here=False, owner="acme")] == ["Task", "Bug", "Feature"]
    assert len(use("list_issue_types")) == 3
    made = use("issue_write", method="create", title="Typed", type="Bug")
    assert made["type"]["name"] == "Bug"
    assert use("update_issue_type", issue_number=made["number"], issue_type="Task")["type"]["name"] == "Task"
    assert use("update_issue_type", issue_number=made["number"], issue_type=None)["type"] is None
