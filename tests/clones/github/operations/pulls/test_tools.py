"""The tools of GitHub's MCP server for pull requests: read by method, reviewed step by step, changed."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from github import Github
from tests.clones.github.credentials import ADA, BEN, CLEO

HERE = {"owner": "acme", "repo": "webapp"}
CSS = "static/dark.css"
Use = Callable[..., Any]


@pytest.fixture
def use(base: str, farm_url: str) -> Use:
    """Calls a tool as the person of a token: `use("pull_request_read", method="get", token=BEN)`."""
    id = base.split("/")[4]

    def call(name: str, token: str = ADA, error: bool = False, **arguments: Any) -> Any:
        url = f"{farm_url}/_clonery/sessions/{id}/clones/github/tools/{name}"
        headers = {"Authorization": f"Bearer {token}"}
        answer = httpx.post(url, json={"arguments": {**HERE, **arguments}}, headers=headers).json()
        assert answer["is_error"] == error, answer
        return answer["result"]

    return call


@pytest.fixture
def number(use: Use) -> int:
    """A pull request that Ada opened and Ben is asked to review."""
    made = use("create_pull_request", title="A dark theme", head="dark-theme", base="main", reviewers=["ben"])
    assert [user["login"] for user in made["requested_reviewers"]] == ["ben"]
    return int(made["number"])


def test_each_method_reads_its_part(use: Use, number: int, gh: Github) -> None:
    head = gh.get_repo("acme/webapp").get_pull(number).head.sha
    gh.get_repo("acme/webapp").get_commit(head).create_status("success", context="ci")
    gh.get_repo("acme/webapp").get_issue(number).create_comment("A word")

    def read(method: str, **more: Any) -> Any:
        return use("pull_request_read", method=method, pullNumber=number, **more)

    assert (read("get")["title"], read("get")["mergeable"]) == ("A dark theme", True)
    assert read("get_diff").startswith("diff --git a/static/dark.css b/static/dark.css\n")
    assert (read("get_status")["state"], read("get_status")["sha"]) == ("success", head)
    assert [file["filename"] for file in read("get_files")] == [CSS]
    assert [each["commit"]["message"] for each in read("get_commits", perPage=1, page=2)] == ["Darken the buttons"]
    assert [comment["body"] for comment in read("get_comments")] == ["A word"]
    assert (read("get_reviews"), read("get_check_runs")["total_count"]) == ([], 0)
    none = {"has_next_page": False, "end_cursor": None}
    assert read("get_review_comments") == {"review_threads": [], "total_count": 0, "page_info": none}


def test_a_review_step_by_step(use: Use, number: int, gh: Github) -> None:
    place = {"pullNumber": number, "path": CSS, "body": "Why?", "subjectType": "LINE", "line": 2, "side": "RIGHT"}
    refused = use("add_comment_to_pending_review", BEN, True, **place)
    assert "no pending review" in refused["message"]
    write = {"pullNumber": number, "token": BEN}
    assert use("pull_request_review_write", method="create", **write)["state"] == "PENDING"
    assert use("add_comment_to_pending_review", BEN, **place)["line"] == 2
    outside = use("add_comment_to_pending_review", BEN, True, **{**place, "line": 99})
    assert outside["errors"][0].startswith("Pull request review thread line must be part of the diff")
    use("add_pull_request_review_comment", BEN, **{**place, "subjectType": "FILE", "body": "All of it?"})
    pull = gh.get_repo("acme/webapp").get_pull(number)
    assert (list(pull.get_reviews()), list(pull.get_review_comments())) == ([], [])
    done = use("pull_request_review_write", method="submit_pending", event="REQUEST_CHANGES", body="Hm", **write)
    assert done["state"] == "CHANGES_REQUESTED"
    assert [comment.body for comment in pull.get_review_comments()] == ["Why?", "All of it?"]
    assert gh.get_repo("acme/webapp").get_pull(number).requested_reviewers == []


def test_a_pending_review_is_thrown_away(use: Use, number: int) -> None:
    write = {"pullNumber": number, "token": BEN}
    use("create_pull_request_review", body="Wait", **write)
    assert use("pull_request_review_write", method="delete_pending", **write)["body"] == "Wait"
    use("create_pull_request_review", **write)
    use("delete_pending_pull_request_review", **write)
    use("create_pull_request_review", body="Fine", **write)
    assert use("submit_pending_pull_request_review", event="APPROVE", **write)["state"] == "APPROVED"
    states = use("pull_request_read", method="get_reviews", pullNumber=number)
    assert [review["state"] for review in states] == ["APPROVED"]


def test_conversations_are_paged_and_settled(use: Use, number: int) -> None:
    for line in (1, 2, 3):
        place = {"pullNumber": number, "path": CSS, "body": f"On {line}", "subjectType": "LINE", "line": line}
        use("add_pull_request_review_comment", **place)
    threads = {"method": "get_review_comments", "pullNumber": number}
    first = use("pull_request_read", perPage=2, **threads)
    assert (len(first["review_threads"]), first["total_count"], first["page_info"]["has_next_page"]) == (2, 3, True)
    rest = use("pull_request_read", after=first["page_info"]["end_cursor"], **threads)
    (last,) = rest["review_threads"]
    assert (last["comments"][0]["body"], last["is_resolved"]) == ("On 3", False)
    write = {"pullNumber": number, "threadId": last["id"]}
    assert use("pull_request_review_write", method="resolve_thread", **write)["is_resolved"]
    assert use("pull_request_read", **threads)["review_threads"][2]["is_resolved"]
    assert not use("pull_request_review_write", method="unresolve_thread", **write)["is_resolved"]


def test_words_drafts_and_reviewers_are_changed(use: Use, number: int, gh: Github) -> None:
    use("update_pull_request", pullNumber=number, title="Darker", draft=True, reviewers=["cleo"])
    pull = gh.get_repo("acme/webapp").get_pull(number)
    assert (pull.title, pull.draft) == ("Darker", True)
    assert [user.login for user in pull.requested_reviewers] == ["ben", "cleo"]
    use("update_pull_request_draft_state", pullNumber=number, draft=False)
    assert not gh.get_repo("acme/webapp").get_pull(number).draft


def test_tools_of_one_operation_list_merge_and_refuse(use: Use, number: int) -> None:
    assert [pull["number"] for pull in use("list_pull_requests", perPage=5)] == [number]
    assert use("merge_pull_request", pullNumber=number, merge_method="squash")["merged"]
    again = use("merge_pull_request", ADA, True, pullNumber=number)
    assert again["message"] == "Pull Request is not mergeable"


def test_a_token_without_scopes_writes_nothing_by_tools(use: Use, number: int, gh: Github) -> None:
    for name, arguments in (
        ("update_pull_request", {"title": "Mine"}),
        ("create_pull_request_review", {"event": "COMMENT", "body": "x"}),
        ("update_pull_request_draft_state", {"draft": True}),
        ("merge_pull_request", {}),
    ):
        use(name, CLEO, True, pullNumber=number, **arguments)
    pull = gh.get_repo("acme/webapp").get_pull(number)
    assert (pull.title, pull.draft, list(pull.get_reviews()), pull.merged) == ("A dark theme", False, [], False)
