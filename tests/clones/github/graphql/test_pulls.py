"""Pull requests of the graph beside what REST says of them."""

import httpx
import pytest
from tests.clones.github.graphql.conftest import Ask


@pytest.fixture
def seed() -> str:
    return "merge-conflict"


def test_pull_requests_are_what_rest_says(ask: Ask, http: httpx.Client) -> None:
    query = """{ repository(owner: "acme", name: "storefront") {
      pullRequests(first: 20) { nodes { __typename id number title state isDraft merged
        headRefName baseRefName headRefOid mergedAt reviewDecision } } } }"""
    nodes = ask(query)["repository"]["pullRequests"]["nodes"]
    rest = {each["number"]: each for each in http.get("/repos/acme/storefront/pulls", params={"state": "all"}).json()}
    assert {each["number"] for each in nodes} == set(rest) != set()
    for node in nodes:
        there = rest[node["number"]]
        assert (node["__typename"], node["id"], node["title"]) == ("PullRequest", there["node_id"], there["title"])
        assert (node["headRefName"], node["baseRefName"], node["headRefOid"]) == (
            there["head"]["ref"], there["base"]["ref"], there["head"]["sha"],
        )  # fmt: skip
        assert node["state"] == ("MERGED" if there["merged_at"] else there["state"].upper())
        assert (node["isDraft"], node["mergedAt"]) == (there["draft"], there["merged_at"])
