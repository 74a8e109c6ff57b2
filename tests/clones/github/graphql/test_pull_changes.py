"""Pull requests opened, changed and merged by the graph, read back by REST."""

from base64 import b64encode
from typing import Any

import httpx
import pytest
from tests.clones.github.graphql.conftest import Ask
from tests.clones.github.graphql.test_issue_changes import do

REPO = """{ repository(owner: "acme", name: "webapp") { id defaultBranchRef { name target { oid } } }
  ben: user(login: "ben") { id } }"""


@pytest.fixture
def place(ask: Ask) -> dict[str, Any]:
    """The repository with a branch of one commit more."""
    found = ask(REPO)
    repository, ref = found["repository"], found["repository"]["defaultBranchRef"]
    head = ref["target"]["oid"]
    do(ask, "createRef", "ref { name }", repositoryId=repository["id"], name="refs/heads/topic", oid=head)
    do(
        ask, "createCommitOnBranch", "commit { oid }",
        branch={"repositoryNameWithOwner": "acme/webapp", "branchName": "topic"}, expectedHeadOid=head,
        message={"headline": "Add a note", "body": "Why not"},
        fileChanges={"additions": [{"path": "NOTE.md", "contents": b64encode(b"One\nTwo\n").decode()}]},
    )  # fmt: skip
    return {"id": repository["id"], "base": ref["name"], "head": head, "ben": found["ben"]["id"]}


@pytest.fixture
def pull(ask: Ask, place: dict[str, Any]) -> dict[str, Any]:
    made = do(
        ask, "createPullRequest",
        "pullRequest { id number additions changedFiles isDraft files(first: 5) { nodes { path changeType } } }",
        repositoryId=place["id"], baseRefName=place["base"], headRefName="topic", title="A note",
        body="Fixes #1", draft=True,
    )  # fmt: skip
    shown: Any = made["pullRequest"]
    return {**place, **shown}


def test_one_is_opened_and_merged(ask: Ask, http: httpx.Client, pull: dict[str, Any]) -> None:
    assert (pull["additions"], pull["changedFiles"], pull["isDraft"]) == (2, 1, True)
    assert pull["files"]["nodes"] == [{"path": "NOTE.md", "changeType": "ADDED"}]
    at = f"/repos/acme/webapp/pulls/{pull['number']}"
    assert http.get(at).json()["draft"] is True
    do(ask, "markPullRequestReadyForReview", "pullRequest { isDraft }", pullRequestId=pull["id"])
    assert http.get(at).json()["draft"] is False
    do(ask, "requestReviews", "actor { login }", pullRequestId=pull["id"], userIds=[pull["ben"]])
    assert [each["login"] for each in http.get(at).json()["requested_reviewers"]] == ["ben"]
    do(ask, "requestReviewsByLogin", "actor { login }", pullRequestId=pull["id"], userLogins=["cleo"], union=True)
    do(ask, "requestReviews", "actor { login }", pullRequestId=pull["id"], userIds=[])
    assert http.get(at).json()["requested_reviewers"] == []
    do(
        ask,
        "updatePullRequest",
        "pullRequest { id }",
        pullRequestId=pull["id"],
        title="Better",
        assigneeIds=[pull["ben"]],
    )
    rest = http.get(at).json()
    assert (rest["title"], rest["assignees"][0]["login"]) == ("Better", "ben")
    shown = "pullRequest { state merged mergedBy { login } mergeCommit { oid messageHeadline } }"
    merged: Any = do(
        ask, "mergePullRequest", shown, pullRequestId=pull["id"], mergeMethod="SQUASH", commitHeadline="Done"
    )
    found = merged["pullRequest"]
    assert (found["state"], found["merged"], found["mergedBy"]["login"]) == ("MERGED", True, "ada")
    rest = http.get(at).json()
    assert (rest["merged"], rest["merge_commit_sha"]) == (True, found["mergeCommit"]["oid"])
    assert http.get("/repos/acme/webapp/issues/1").json()["state"] == "closed"


def test_one_is_closed_and_opened_again(ask: Ask, http: httpx.Client, pull: dict[str, Any]) -> None:
    at = f"/repos/acme/webapp/pulls/{pull['number']}"
    do(ask, "closePullRequest", "pullRequest { id }", pullRequestId=pull["id"])
    assert http.get(at).json()["state"] == "closed"
    do(ask, "reopenPullRequest", "pullRequest { id }", pullRequestId=pull["id"])
    assert http.get(at).json()["state"] == "open"


def test_auto_merge_waits_for_a_check(ask: Ask, send: Ask, http: httpx.Client, pull: dict[str, Any]) -> None:
    enable = """mutation($i: EnablePullRequestAutoMergeInput!) { enablePullRequestAutoMerge(input: $i) {
      pullRequest { autoMergeRequest { mergeMethod enabledBy { login } } } } }"""
    do(ask, "markPullRequestReadyForReview", "clientMutationId", pullRequestId=pull["id"])
    (error,) = send(enable, i={"pullRequestId": pull["id"]}).json()["errors"]
    assert error["message"] == "Pull request Auto merge is not allowed for this repository"
    http.patch("/repos/acme/webapp", json={"allow_auto_merge": True})
    rules = {"required_status_checks": {"strict": False, "contexts": ["ci"]}, "enforce_admins": True}
    rules |= dict.fromkeys(("required_pull_request_reviews", "restrictions"))
    http.put(f"/repos/acme/webapp/branches/{pull['base']}/protection", json=rules)
    made = ask(enable, i={"pullRequestId": pull["id"], "mergeMethod": "SQUASH"})["enablePullRequestAutoMerge"]
    assert made["pullRequest"]["autoMergeRequest"] == {"mergeMethod": "SQUASH", "enabledBy": {"login": "ada"}}
    at = f"/repos/acme/webapp/pulls/{pull['number']}"
    rest = http.get(at).json()
    assert (rest["auto_merge"]["merge_method"], rest["merged"]) == ("squash", False)
    http.post(f"/repos/acme/webapp/statuses/{rest['head']['sha']}", json={"state": "success", "context": "ci"})
    rest = http.get(at).json()
    assert (rest["merged"], rest["auto_merge"]) == (True, None)


def test_a_branch_that_is_not_there(send: Ask, place: dict[str, Any]) -> None:
    query = "mutation($i: CreatePullRequestInput!) { createPullRequest(input: $i) { pullRequest { id } } }"
    given = {"repositoryId": place["id"], "baseRefName": place["base"], "headRefName": "none", "title": "x"}
    (error,) = send(query, i=given).json()["errors"]
    assert error["message"].endswith("Head ref must be a branch")
    assert error["type"] == "UNPROCESSABLE"
