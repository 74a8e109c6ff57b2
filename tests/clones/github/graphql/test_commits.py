"""Commits of the graph beside what REST says of them."""

import httpx
from tests.clones.github.graphql.conftest import Ask

QUERY = """query($after: String) { repository(owner: "acme", name: "webapp") {
  defaultBranchRef { target { ... on Commit { history(first: 2, after: $after) { totalCount
  pageInfo { hasNextPage endCursor } nodes { id oid message messageHeadline committedDate
  additions deletions changedFilesIfAvailable url author { name email user { login } }
  parents(first: 5) { nodes { oid } } tree { oid } } } } } } } }"""


def test_history_page_by_page(ask: Ask, http: httpx.Client) -> None:
    rest, seen, after = http.get("/repos/acme/webapp/commits", params={"per_page": 100}).json(), [], None
    while True:
        page = ask(QUERY, after=after)["repository"]["defaultBranchRef"]["target"]["history"]
        seen += page["nodes"]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert page["totalCount"] == len(rest)
    assert [each["oid"] for each in seen] == [each["sha"] for each in rest]
    for commit, there in zip(seen, rest, strict=True):
        whole = http.get(f"/repos/acme/webapp/commits/{commit['oid']}").json()
        assert (commit["id"], commit["message"], commit["url"]) == (
            there["node_id"], there["commit"]["message"], there["html_url"],
        )  # fmt: skip
        assert (commit["additions"], commit["deletions"]) == (whole["stats"]["additions"], whole["stats"]["deletions"])
        assert commit["changedFilesIfAvailable"] == len(whole["files"])
        assert commit["author"]["email"] == there["commit"]["author"]["email"]
        assert (commit["author"]["user"] or {}).get("login") == (there["author"] or {}).get("login")
        assert [each["oid"] for each in commit["parents"]["nodes"]] == [each["sha"] for each in there["parents"]]


def test_history_of_a_path_and_blame(ask: Ask, http: httpx.Client) -> None:
    query = """{ repository(owner: "acme", name: "webapp") { object(expression: "main") { ... on Commit {
      history(first: 50, path: "README.md") { nodes { oid } } blame(path: "README.md") { ranges { startingLine
      endingLine commit { oid } } } } } } }"""
    found = ask(query)["repository"]["object"]
    rest = [each["sha"] for each in http.get("/repos/acme/webapp/commits", params={"path": "README.md"}).json()]
    assert [each["oid"] for each in found["history"]["nodes"]] == rest
    assert {each["commit"]["oid"] for each in found["blame"]["ranges"]} <= set(rest)
    assert found["blame"]["ranges"][0]["startingLine"] == 1
