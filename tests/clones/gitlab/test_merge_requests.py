"""Merge requests: opened once for a branch, approved, merged once, closed and reopened."""

from typing import Any

import pytest
from tests.clones.caller import Caller

MERGES = "/api/v4/projects/acme%2Fwebapp/merge_requests"


@pytest.fixture
def ask() -> Caller:
    return Caller("gitlab")


def opened(ask: Caller, title: str = "Feature", branch: str = "feature", **more: Any) -> Any:
    answer = ask("POST", MERGES, body={"title": title, "source_branch": branch, "target_branch": "main", **more})
    assert answer.status == 201, answer.data
    return answer.data


def test_a_new_one_can_be_merged_and_is_found_by_its_filters(ask: Caller) -> None:
    made = opened(ask, labels="a,b", reviewer_ids=[2], assignee_id=3)
    shown = (made["iid"], made["state"], made["detailed_merge_status"], made["labels"], made["draft"])
    assert shown == (1, "opened", "mergeable", ["a", "b"], False)
    assert (made["reviewers"][0]["username"], made["assignee"]["username"], made["author"]["username"]) == (
        "ben", "cleo", "ada",
    )  # fmt: skip
    opened(ask, branch="other")
    assert [each["iid"] for each in ask("GET", MERGES, query="reviewer_username=ben").data] == [1]
    assert [each["iid"] for each in ask("GET", MERGES, query="source_branch=other").data] == [2]
    assert ask("GET", f"{MERGES}/1").data["references"]["full"] == "acme/webapp!1"


def test_one_branch_has_one_open_merge_request(ask: Caller) -> None:
    opened(ask)
    sent = {"title": "again", "source_branch": "feature", "target_branch": "main"}
    message = ["Another open merge request already exists for this source branch: !1"]
    assert ask.refusal("POST", MERGES, body=sent) == (409, {"message": message})
    same = {"title": "t", "source_branch": "main", "target_branch": "main"}
    assert ask.refusal("POST", MERGES, body=same)[0] == 422


def test_it_is_merged_once(ask: Caller) -> None:
    made = opened(ask)
    assert ask.refusal("PUT", f"{MERGES}/1/merge", body={"sha": "0" * 40})[0] == 409
    merged = ask("PUT", f"{MERGES}/1/merge", body={"sha": made["sha"], "squash": True}).data
    assert (merged["state"], merged["merged_by"]["username"], len(merged["squash_commit_sha"])) == ("merged", "ada", 40)
    assert ask.refusal("PUT", f"{MERGES}/1/merge") == (405, {"message": "405 Method Not Allowed"})
    assert [each["iid"] for each in ask("GET", MERGES, query="state=merged").data] == [1]
    assert ask("GET", MERGES, query="state=opened").data == []


def test_a_draft_is_not_merged_until_it_is_ready(ask: Caller) -> None:
    assert opened(ask, "Draft: Feature")["detailed_merge_status"] == "draft_status"
    assert ask.refusal("PUT", f"{MERGES}/1/merge")[0] == 405
    ready = ask("PUT", f"{MERGES}/1", body={"title": "Feature"}).data
    assert (ready["draft"], ask("PUT", f"{MERGES}/1/merge").data["state"]) == (False, "merged")


def test_it_is_approved_once_by_each(ask: Caller) -> None:
    opened(ask)
    approved = ask("POST", f"{MERGES}/1/approve").data
    assert (approved["approved"], approved["approved_by"][0]["user"]["username"]) == (True, "ada")
    assert ask.refusal("POST", f"{MERGES}/1/approve")[0] == 401
    assert ask("GET", f"{MERGES}/1").data["state"] == "opened"
    assert ask("POST", f"{MERGES}/1/unapprove").status == 201
    assert ask("GET", f"{MERGES}/1/approvals").data["approved"] is False
    assert ask.refusal("POST", f"{MERGES}/1/unapprove")[0] == 404


def test_it_is_closed_and_reopened_and_what_was_set_is_taken_back(ask: Caller) -> None:
    opened(ask, assignee_ids=[2], labels="a")
    closed = ask("PUT", f"{MERGES}/1", body={"state_event": "close", "add_labels": "b", "remove_labels": "a"}).data
    assert (closed["state"], closed["labels"], closed["closed_by"]["username"]) == ("closed", ["b"], "ada")
    again = ask("PUT", f"{MERGES}/1", body={"state_event": "reopen", "assignee_ids": [], "milestone_id": None}).data
    assert (again["state"], again["closed_at"], again["assignees"], again["assignee"]) == ("opened", None, [], None)


def test_notes_have_an_author_and_are_counted(ask: Caller) -> None:
    opened(ask)
    note = ask("POST", f"{MERGES}/1/notes", body={"body": "fine"}).data
    assert (note["author"]["username"], note["noteable_type"]) == ("ada", "MergeRequest")
    assert ask("GET", f"{MERGES}/1").data["user_notes_count"] == 1
    assert ask.refusal("POST", f"{MERGES}/1/notes", body={"body": " "}) == (
        400, {"message": {"note": ["can't be blank"]}},
    )  # fmt: skip
