"""Issues changed by the graph, read back by REST, and refusals in the graph's words."""

import httpx
import pytest
from tests.clones.github.credentials import BEN
from tests.clones.github.graphql.conftest import Ask

IDS = """{ repository(owner: "acme", name: "webapp") { id issue(number: 1) { id } two: issue(number: 2) { id }
  three: issue(number: 3) { id } } infra: repository(owner: "acme", name: "infrastructure") { id } }"""


@pytest.fixture
def ids(ask: Ask) -> dict[str, str]:
    found = ask(IDS)
    made = {name: value["id"] for name, value in found["repository"].items() if isinstance(value, dict)}
    return {**made, "webapp": found["repository"]["id"], "infra": found["infra"]["id"]}


def do(ask: Ask, name: str, shown: str, /, **given: object) -> dict[str, object]:
    kind = f"{name[0].upper()}{name[1:]}Input!"
    made: dict[str, object] = ask(f"mutation($i: {kind}) {{ {name}(input: $i) {{ {shown} }} }}", i=given)[name]
    return made


def test_words_state_and_milestone(ask: Ask, http: httpx.Client, ids: dict[str, str]) -> None:
    do(ask, "updateIssue", "issue { id }", id=ids["issue"], title="New", body="Text", milestoneId=None)
    rest = http.get("/repos/acme/webapp/issues/1").json()
    assert (rest["title"], rest["body"], rest["milestone"]) == ("New", "Text", None)
    do(ask, "closeIssue", "issue { id }", issueId=ids["issue"], duplicateIssueId=ids["two"])
    assert http.get("/repos/acme/webapp/issues/1").json()["state_reason"] == "duplicate"
    do(ask, "unmarkIssueAsDuplicate", "clientMutationId", canonicalId=ids["two"], duplicateId=ids["issue"])
    assert http.get("/repos/acme/webapp/issues/1").json()["state"] == "open"


def test_parts_and_dependencies(ask: Ask, http: httpx.Client, ids: dict[str, str]) -> None:
    shown = (
        "issue { subIssuesSummary { total } subIssues(first: 5) { nodes { number } } } subIssue { parent { number } }"
    )
    made = do(ask, "addSubIssue", shown, issueId=ids["issue"], subIssueId=ids["two"])
    assert made == {
        "issue": {"subIssuesSummary": {"total": 1}, "subIssues": {"nodes": [{"number": 2}]}},
        "subIssue": {"parent": {"number": 1}},
    }  # fmt: skip
    assert [each["number"] for each in http.get("/repos/acme/webapp/issues/1/sub_issues").json()] == [2]
    do(ask, "removeSubIssue", "issue { id }", issueId=ids["issue"], subIssueId=ids["two"])
    assert http.get("/repos/acme/webapp/issues/1/sub_issues").json() == []
    shown = "issue { blockedBy(first: 5) { nodes { number } } issueDependenciesSummary { blockedBy } }"
    made = do(ask, "addBlockedBy", shown, issueId=ids["issue"], blockingIssueId=ids["three"])
    assert made == {"issue": {"blockedBy": {"nodes": [{"number": 3}]}, "issueDependenciesSummary": {"blockedBy": 1}}}
    there = http.get("/repos/acme/webapp/issues/1/dependencies/blocked_by").json()
    assert [each["number"] for each in there] == [3]


def test_pinned_transferred_and_deleted(ask: Ask, http: httpx.Client, ids: dict[str, str]) -> None:
    do(ask, "pinIssue", "issue { isPinned }", issueId=ids["issue"])
    pinned = ask(
        '{ repository(owner: "acme", name: "webapp") { pinnedIssues(first: 3) { nodes { issue { number } } } } }'
    )
    assert pinned["repository"]["pinnedIssues"]["nodes"] == [{"issue": {"number": 1}}]
    do(ask, "unpinIssue", "issue { isPinned }", issueId=ids["issue"])
    before = http.get("/repos/acme/webapp").json()["open_issues"]
    moved = do(
        ask, "transferIssue", "issue { number repository { name } }", issueId=ids["two"], repositoryId=ids["infra"]
    )
    number = moved["issue"]["number"]  # type: ignore[index] # an object
    assert http.get(f"/repos/acme/infrastructure/issues/{number}").json()["title"] == "Add a dark theme"
    assert http.get("/repos/acme/webapp/issues/2").status_code == 404
    do(ask, "deleteIssue", "repository { name }", issueId=ids["three"])
    assert http.get("/repos/acme/webapp/issues/3").status_code == 404
    assert http.get("/repos/acme/webapp").json()["open_issues"] == before - 2


def test_a_refusal_has_the_graphs_type_and_words(send: Ask, ids: dict[str, str]) -> None:
    query = "mutation($i: DeleteIssueInput!) { deleteIssue(input: $i) { repository { id } } }"
    (error,) = send(query, BEN, i={"issueId": ids["issue"]}).json()["errors"]
    assert (error["type"], error["path"]) == ("FORBIDDEN", ["deleteIssue"])
    assert error["message"] == "ben does not have the correct permissions to execute `DeleteIssue`"
    query = "mutation($i: CloseIssueInput!) { closeIssue(input: $i) { issue { id } } }"
    (error,) = send(query, i={"issueId": ids["webapp"]}).json()["errors"]
    assert error["message"] == f"Could not resolve to a node with the global id of '{ids['webapp']}'"
    query = "mutation($i: CreateIssueInput!) { createIssue(input: $i) { issue { id } } }"
    (error,) = send(query, i={"repositoryId": ids["webapp"], "title": " "}).json()["errors"]
    assert (error["type"], error["message"]) == ("UNPROCESSABLE", "Title can't be blank")
