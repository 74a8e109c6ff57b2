"""Search by words."""

from typing import Any

import pytest
from tests.clones.linear.conftest import Graph


def test_issues_are_found_by_words_in_any_order_and_counted(ask: Graph) -> None:
    query = """query($t: String!, $c: Boolean) { searchIssues(term: $t, includeComments: $c) { totalCount
      nodes { identifier title state { name } comments { nodes { id } } metadata } pageInfo { hasNextPage } } }"""
    found = ask(query, t="cart checkout")["searchIssues"]
    assert found["totalCount"] == 1
    assert (found["nodes"][0]["identifier"], found["nodes"][0]["state"]["name"]) == ("ENG-1", "In Progress")
    assert len(found["nodes"][0]["comments"]["nodes"]) == 2
    assert ask(query, t="staging")["searchIssues"]["totalCount"] == 0
    assert ask(query, t="staging", c=True)["searchIssues"]["totalCount"] == 1
    assert ask(query, t="eng-4")["searchIssues"]["nodes"][0]["identifier"] == "ENG-4"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ('{ searchProjects(term: "checkout") { totalCount nodes { name } } }', {"totalCount": 1,
  "nodes": [{"name": "Checkout rewrite"}]}),
        ('{ searchDocuments(term: "third leaves") { totalCount nodes { title } } }',
         {"totalCount": 1, "nodes": [{"title": "Checkout: what we know"}]}),
        ('{ issueSearch(query: "receipts") { nodes { identifier } } }',
         {"nodes": [{"identifier": "ENG-5"}, {"identifier": "ENG-4"}]}),
        ('{ semanticSearch(query: "checkout", types: [project]) { enabled results { type project { name } } } }',
         {"enabled": True, "results": [{"type": "project", "project": {"name": "Checkout rewrite"}}]}),
    ],
)  # fmt: skip
def test_each_search_finds(ask: Graph, query: str, found: dict[str, Any]) -> None:
    assert next(iter(ask(query).values())) == found


def test_a_figma_file_leads_to_its_issues(ask: Graph) -> None:
    url = "https://www.figma.com/design/AbC123/Checkout"
    ask('mutation($u: String!) { attachmentLinkURL(issueId: "ENG-2", url: $u) { success } }', u=url)
    query = '{ issueFigmaFileKeySearch(fileKey: "AbC123") { nodes { identifier } } }'
    assert ask(query)["issueFigmaFileKeySearch"]["nodes"] == [{"identifier": "ENG-2"}]
