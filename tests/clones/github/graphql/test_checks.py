"""Statuses and checks of the graph beside what REST says of them."""

import httpx
import pytest
from tests.clones.github.graphql.conftest import Ask

QUERY = """query($oid: GitObjectID!) { repository(owner: "acme", name: "service") { object(oid: $oid) { ... on Commit {
  status { state contexts { context state creator { login } } } statusCheckRollup { state contexts(first: 50) {
  totalCount checkRunCount statusContextCount nodes { __typename ... on CheckRun { name status conclusion databaseId
  checkSuite { app { slug } } } ... on StatusContext { context state } } } } } } } }"""


@pytest.fixture
def seed() -> str:
    return "ci-cd-pipeline"


def test_a_commits_reports(ask: Ask, http: httpx.Client) -> None:
    sha = http.get("/repos/acme/service/commits/main").json()["sha"]
    assert (
        http.post(f"/repos/acme/service/statuses/{sha}", json={"state": "pending", "context": "slow"}).status_code
        == 201
    )
    found = ask(QUERY, oid=sha)["repository"]["object"]
    rest = http.get(f"/repos/acme/service/commits/{sha}/status").json()
    runs = http.get(f"/repos/acme/service/commits/{sha}/check-runs").json()["check_runs"]
    assert {(e["context"], e["state"]) for e in found["status"]["contexts"]} == {
        (e["context"], e["state"].upper()) for e in rest["statuses"]
    }
    contexts = found["statusCheckRollup"]["contexts"]
    assert (contexts["checkRunCount"], contexts["statusContextCount"]) == (len(runs), len(rest["statuses"]))
    shown = {each["name"]: each for each in contexts["nodes"] if each["__typename"] == "CheckRun"}
    for run in runs:
        assert shown[run["name"]]["databaseId"] == run["id"]
        assert shown[run["name"]]["conclusion"] == (run["conclusion"] or "").upper() or run["conclusion"] is None
        assert shown[run["name"]]["checkSuite"]["app"]["slug"] == run["app"]["slug"]
    assert found["statusCheckRollup"]["state"] in ("PENDING", "FAILURE")
    http.post(f"/repos/acme/service/statuses/{sha}", json={"state": "failure", "context": "slow"})
    assert ask(QUERY, oid=sha)["repository"]["object"]["statusCheckRollup"]["state"] == "FAILURE"


def test_a_commit_without_reports(ask: Ask, http: httpx.Client) -> None:
    http.post("/user/repos", json={"name": "quiet", "auto_init": True})
    query = """{ viewer { repository(name: "quiet") { defaultBranchRef { target { ... on Commit {
      oid status { state } statusCheckRollup { state } } } } } } }"""
    found = ask(query)["viewer"]["repository"]["defaultBranchRef"]["target"]
    assert found == {
        "oid": http.get("/repos/ada/quiet/commits/main").json()["sha"], "status": None, "statusCheckRollup": None,
    }  # fmt: skip
