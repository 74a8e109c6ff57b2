"""Timelines of the graph beside what REST says of them."""

import httpx
from tests.clones.github.graphql.conftest import Ask
from tests.clones.github.graphql.test_issue_changes import do, ids

__all__ = ["ids"]
QUERY = """query($types: [IssueTimelineItemsItemType!]) { repository(owner: "acme", name: "webapp") { issue(number: 1) {
  timelineItems(first: 50, itemTypes: $types) { totalCount filteredCount nodes { __typename
  ... on LabeledEvent { actor { login } label { name } } ... on RenamedTitleEvent { previousTitle currentTitle }
  ... on ClosedEvent { stateReason actor { login } } ... on IssueComment { body }
  ... on CrossReferencedEvent { isCrossRepository source { ... on Issue { number } } }
  ... on AssignedEvent { assignee { ... on User { login } } } ... on MilestonedEvent { milestoneTitle } } } } } }"""


def test_what_happened_in_order(ask: Ask, http: httpx.Client, ids: dict[str, str]) -> None:
    http.post("/repos/acme/webapp/issues/1/labels", json={"labels": ["enhancement"]})
    do(ask, "updateIssue", "issue { id }", id=ids["issue"], title="Renamed")
    http.post("/repos/acme/webapp/issues/2/comments", json={"body": "See #1"})
    do(ask, "closeIssue", "issue { id }", issueId=ids["issue"], stateReason="NOT_PLANNED")
    items = ask(QUERY)["repository"]["issue"]["timelineItems"]
    nodes = items["nodes"]
    assert nodes[-4:] == [
        {"__typename": "LabeledEvent", "actor": {"login": "ada"}, "label": {"name": "enhancement"}},
        {
            "__typename": "RenamedTitleEvent", "previousTitle": "Checkout fails with an empty cart",
            "currentTitle": "Renamed",
        },
        {"__typename": "CrossReferencedEvent", "isCrossRepository": False, "source": {"number": 2}},
        {"__typename": "ClosedEvent", "stateReason": "NOT_PLANNED", "actor": {"login": "ada"}},
    ]  # fmt: skip
    assert len(nodes) == items["totalCount"]
    rest = http.get("/repos/acme/webapp/issues/1/timeline").json()
    assert len([e for e in rest if e["event"] == "commented"]) == [e["__typename"] for e in nodes].count("IssueComment")
    found = ask(QUERY, types=["CLOSED_EVENT"])["repository"]["issue"]["timelineItems"]
    assert [each["__typename"] for each in found["nodes"]] == ["ClosedEvent"]
