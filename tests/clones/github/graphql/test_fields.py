"""Fields of the graph beside what REST says of the same things."""

from typing import Any

import httpx
from tests.clones.github.graphql.conftest import Ask

REPOSITORY = """query($name: String!) { repository(owner: "acme", name: $name) {
  id databaseId name nameWithOwner isPrivate
  isArchived isFork visibility url stargazerCount viewerPermission
  owner { __typename login } defaultBranchRef { name }
  hasIssuesEnabled createdAt } }"""
ISSUES = """query($states: [IssueState!], $labels: [String!], $order: IssueOrder) {
  repository(owner: "acme", name: "webapp") {
  issues(first: 50,
  states: $states, labels: $labels, orderBy: $order) { totalCount nodes { id number title body state closed
  url author { login } createdAt labels(first: 9) { nodes { name color } } assignees(first: 9) { nodes { login } }
  milestone { title number state } comments(first: 9) { totalCount nodes { body author { login } } } } } } }"""


def test_a_repository_is_what_rest_says(ask: Ask, http: httpx.Client) -> None:
    made, rest = ask(REPOSITORY, name="webapp")["repository"], http.get("/repos/acme/webapp").json()
    assert made == {
        "id": rest["node_id"], "databaseId": rest["id"], "name": "webapp", "nameWithOwner": rest["full_name"],
        "isPrivate": rest["private"], "isArchived": False, "isFork": False, "visibility": rest["visibility"].upper(),
        "url": rest["html_url"], "stargazerCount": rest["stargazers_count"], "viewerPermission": "ADMIN",
        "owner": {"__typename": "Organization", "login": "acme"}, "defaultBranchRef": {"name": rest["default_branch"]},
        "hasIssuesEnabled": True, "createdAt": rest["created_at"],
    }  # fmt: skip


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


def test_the_repositories_of_an_account(ask: Ask, http: httpx.Client) -> None:
    query = """{ organization(login: "acme") { repositories(first: 50, orderBy: {field: NAME, direction: ASC}) {
      nodes { name } } repository(name: "webapp") { name } url } }"""
    found = ask(query)["organization"]
    names = sorted(each["name"] for each in http.get("/orgs/acme/repos").json())
    assert [each["name"] for each in found["repositories"]["nodes"]] == names
    assert found["repository"] == {"name": "webapp"}
