"""Issues, labels and milestones of the graph beside what REST says of them."""

from typing import Any

import httpx
from tests.clones.github.graphql.conftest import Ask

ISSUES = """query($states: [IssueState!], $labels: [String!], $order: IssueOrder) {
  repository(owner: "acme", name: "webapp") {
  issues(first: 50,
  states: $states, labels: $labels, orderBy: $order) { totalCount nodes { id number title body state closed
  url author { login } createdAt labels(first: 9) { nodes { name color } } assignees(first: 9) { nodes { login } }
  milestone { title number state } comments(first: 9) { totalCount nodes { body author { login } } } } } } }"""


def test_issues_are_what_rest_says(ask: Ask, http: httpx.Client) -> None:
    made = ask(ISSUES)["repository"]["issues"]
    rest: list[dict[str, Any]] = http.get("/repos/acme/webapp/issues", params={"state": "all", "per_page": 100}).json()
    issues = {each["number"]: each for each in rest if "pull_request" not in each}
    assert made["totalCount"] == len(issues) > 0
    for node in made["nodes"]:
        there = issues[node["number"]]
        assert node["id"] == there["node_id"]
        assert (node["title"], node["body"], node["state"]) == (
            there["title"],
            there["body"] or "",
            there["state"].upper(),
        )
        assert (node["url"], node["author"]["login"]) == (there["html_url"], there["user"]["login"])
        assert {each["name"] for each in node["labels"]["nodes"]} == {each["name"] for each in there["labels"]}
        assert [each["login"] for each in node["assignees"]["nodes"]] == [each["login"] for each in there["assignees"]]
        assert node["comments"]["totalCount"] == there["comments"]
        assert (node["milestone"] or {}).get("title") == (there["milestone"] or {}).get("title")


def test_issues_are_filtered_and_ordered(ask: Ask) -> None:
    def numbers(**given: Any) -> list[int]:
        return [each["number"] for each in ask(ISSUES, **given)["repository"]["issues"]["nodes"]]

    every, opened = numbers(), numbers(states=["OPEN"])
    assert set(opened) | set(numbers(states=["CLOSED"])) == set(every)
    assert numbers(order={"field": "CREATED_AT", "direction": "DESC"}) == every[::-1]
    nodes = ask(ISSUES, labels=["bug"])["repository"]["issues"]["nodes"]
    assert all("bug" in [label["name"] for label in each["labels"]["nodes"]] for each in nodes)


def test_single_things_by_number_and_name(ask: Ask) -> None:
    query = """{ repository(owner: "acme", name: "webapp") { issueOrPullRequest(number: 1) { __typename
      ... on Issue { number } } label(name: "bug") { name isDefault }
      milestones(first: 5) { nodes { title state } } } }"""
    found = ask(query)["repository"]
    assert found["issueOrPullRequest"] == {"__typename": "Issue", "number": 1}
    assert found["label"]["name"] == "bug"


def test_a_number_of_the_other_kind_is_none(send: Ask) -> None:
    query = '{ repository(owner: "acme", name: "webapp") { pullRequest(number: 1) { id } issue(number: 99) { id } } }'
    body = send(query).json()
    assert body["data"] == {"repository": {"pullRequest": None, "issue": None}}
    assert [(error["message"], error["path"]) for error in body["errors"]] == [
        ("Could not resolve to a PullRequest with the number of 1.", ["repository", "pullRequest"]),
        ("Could not resolve to an Issue with the number of 99.", ["repository", "issue"]),
    ]


def test_filters(ask: Ask) -> None:
    query = """query($by: IssueFilters) { repository(owner: "acme", name: "webapp") {
      issues(first: 50, filterBy: $by) { nodes { number milestone { number }
      assignees(first: 5) { nodes { login } } } } } }"""

    def found(**by: object) -> list[Any]:
        nodes: list[Any] = ask(query, by=by)["repository"]["issues"]["nodes"]
        return nodes

    assert all(each["assignees"]["nodes"] == [] for each in found(assignee=None))
    assert [each["number"] for each in found(assignee="ben")] == [1]
    assert [each["number"] for each in found(milestoneNumber="1")] == [e["number"] for e in found(milestone="*")] != []
    assert all(each["milestone"] is None for each in found(milestone=None))
    assert found(createdBy="nobody") == []


def test_milestones_in_order(ask: Ask, http: httpx.Client) -> None:
    for title, day in (("b", "2026-09-01T00:00:00Z"), ("a", "2026-08-01T00:00:00Z")):
        http.post("/repos/acme/webapp/milestones", json={"title": title, "due_on": day})
    query = """query($o: MilestoneOrder) { repository(owner: "acme", name: "webapp") {
      milestones(first: 9, orderBy: $o) { nodes { title progressPercentage } } } }"""
    nodes = ask(query, o={"field": "DUE_DATE", "direction": "DESC"})["repository"]["milestones"]["nodes"]
    assert [each["title"] for each in nodes][:2] == ["b", "a"]
