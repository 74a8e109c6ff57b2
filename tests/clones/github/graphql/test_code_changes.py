"""References and commits by the graph, read back by REST."""

from base64 import b64decode, b64encode
from typing import Any

import httpx
from tests.clones.github.credentials import CLEO
from tests.clones.github.graphql.conftest import Ask
from tests.clones.github.graphql.test_issue_changes import do, ids
from tests.clones.github.graphql.test_pull_changes import place

__all__ = ["ids", "place"]


def test_references_are_made_moved_and_deleted(ask: Ask, http: httpx.Client, place: dict[str, Any]) -> None:
    sha = http.get("/repos/acme/webapp/git/ref/heads/topic").json()["object"]["sha"]
    made: Any = do(
        ask, "createRef", "ref { id name prefix target { oid } }", repositoryId=place["id"], name="refs/heads/x/y",
        oid=place["head"],
    )  # fmt: skip
    ref = made["ref"]
    assert (ref["name"], ref["prefix"], ref["target"]["oid"]) == ("x/y", "refs/heads/", place["head"])
    do(ask, "updateRef", "ref { id }", refId=ref["id"], oid=sha)
    assert http.get("/repos/acme/webapp/git/ref/heads/x/y").json()["object"]["sha"] == sha
    do(ask, "deleteRef", "clientMutationId", refId=ref["id"])
    assert http.get("/repos/acme/webapp/git/ref/heads/x/y").status_code == 404


def test_a_commit_of_files(ask: Ask, send: Ask, http: httpx.Client, place: dict[str, Any]) -> None:
    file = http.get("/repos/acme/webapp/contents/NOTE.md", params={"ref": "topic"}).json()
    assert b64decode(file["content"]) == b"One\nTwo\n"
    commit = http.get("/repos/acme/webapp/commits/topic").json()["commit"]
    assert (commit["message"], commit["author"]["name"]) == ("Add a note\n\nWhy not", "Ada Moreau")
    query = """mutation($i: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $i) { commit { oid } } }"""
    given: dict[str, Any] = {
        "branch": {"repositoryNameWithOwner": "acme/webapp", "branchName": "topic"}, "message": {"headline": "x"},
        "expectedHeadOid": place["head"], "fileChanges": {"deletions": [{"path": "NOTE.md"}]},
    }  # fmt: skip
    (error,) = send(query, i=given).json()["errors"]
    assert (error["type"], place["head"] in error["message"]) == ("STALE_DATA", True)
    sha = http.get("/repos/acme/webapp/git/ref/heads/topic").json()["object"]["sha"]
    (error,) = send(query, CLEO, i={**given, "expectedHeadOid": sha}).json()["errors"]
    assert error["type"] in ("INSUFFICIENT_SCOPES", "FORBIDDEN")
    given["fileChanges"]["additions"] = [{"path": "a/b.txt", "contents": b64encode(b"B").decode()}]
    ask(query, i={**given, "expectedHeadOid": sha})
    assert http.get("/repos/acme/webapp/contents/NOTE.md", params={"ref": "topic"}).status_code == 404
    assert http.get("/repos/acme/webapp/contents/a/b.txt", params={"ref": "topic"}).status_code == 200


def test_a_branch_for_an_issue(ask: Ask, http: httpx.Client, place: dict[str, Any], ids: dict[str, str]) -> None:
    shown = "linkedBranch { id ref { name } } issue { linkedBranches(first: 5) { nodes { ref { name } } } }"
    made: Any = do(ask, "createLinkedBranch", shown, issueId=ids["two"], oid=place["head"])
    name = "2-add-a-dark-theme"
    assert made["issue"]["linkedBranches"]["nodes"] == [{"ref": {"name": name}}]
    assert http.get(f"/repos/acme/webapp/branches/{name}").status_code == 200
    made = do(
        ask,
        "deleteLinkedBranch",
        "issue { linkedBranches(first: 5) { totalCount } }",
        linkedBranchId=made["linkedBranch"]["id"],
    )
    assert made == {"issue": {"linkedBranches": {"totalCount": 0}}}
