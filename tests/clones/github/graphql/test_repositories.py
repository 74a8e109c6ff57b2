"""Repositories of the graph beside what REST says of them."""

import httpx
from tests.clones.github.graphql.conftest import Ask

REPOSITORY = """query($name: String!) { repository(owner: "acme", name: $name) {
  id databaseId name nameWithOwner isPrivate
  isArchived isFork visibility url stargazerCount viewerPermission
  owner { __typename login } defaultBranchRef { name }
  hasIssuesEnabled createdAt } }"""


def test_a_repository_is_what_rest_says(ask: Ask, http: httpx.Client) -> None:
    made, rest = ask(REPOSITORY, name="webapp")["repository"], http.get("/repos/acme/webapp").json()
    assert made == {
        "id": rest["node_id"], "databaseId": rest["id"], "name": "webapp", "nameWithOwner": rest["full_name"],
        "isPrivate": rest["private"], "isArchived": False, "isFork": False, "visibility": rest["visibility"].upper(),
        "url": rest["html_url"], "stargazerCount": rest["stargazers_count"], "viewerPermission": "ADMIN",
        "owner": {"__typename": "Organization", "login": "acme"}, "defaultBranchRef": {"name": rest["default_branch"]},
        "hasIssuesEnabled": True, "createdAt": rest["created_at"],
    }  # fmt: skip


def test_what_lies_around_it(ask: Ask, http: httpx.Client) -> None:
    query = """{ repository(owner: "acme", name: "webapp") {
      languages(first: 9, orderBy: {field: SIZE, direction: DESC}) {
      totalSize edges { size node { name } } } licenseInfo { spdxId }
      repositoryTopics(first: 9) { nodes { topic { name } } }
      collaborators(first: 20) { edges { permission node { login } } } stargazers(first: 5) { totalCount }
      assignableUsers(first: 20) { nodes { login } } forks(first: 5) { totalCount } } }"""
    made, rest = ask(query)["repository"], http.get("/repos/acme/webapp").json()
    languages = http.get("/repos/acme/webapp/languages").json()
    assert {each["node"]["name"]: each["size"] for each in made["languages"]["edges"]} == languages
    assert made["languages"]["totalSize"] == sum(languages.values())
    assert made["licenseInfo"] == {"spdxId": rest["license"]["spdx_id"]}
    assert [each["topic"]["name"] for each in made["repositoryTopics"]["nodes"]] == rest["topics"]
    people = {each["login"]: each["role_name"].upper() for each in http.get("/repos/acme/webapp/collaborators").json()}
    assert {e["node"]["login"]: e["permission"] for e in made["collaborators"]["edges"]} == people
    assert made["stargazers"]["totalCount"] == rest["stargazers_count"]


def test_an_empty_one_has_no_branch(ask: Ask) -> None:
    found = ask('{ repository(owner: "ada", name: "notes") { isEmpty defaultBranchRef { name } } }')["repository"]
    assert found == {"isEmpty": True, "defaultBranchRef": None}


def test_the_order_of_stars(ask: Ask, http: httpx.Client) -> None:
    http.put("/user/starred/acme/infrastructure")
    query = """{ organization(login: "acme") { repositories(first: 9, orderBy: {field: STARGAZERS, direction: DESC}) {
      nodes { name stargazerCount } } } }"""
    nodes = ask(query)["organization"]["repositories"]["nodes"]
    counts = [each["stargazerCount"] for each in nodes]
    assert counts == sorted(counts, reverse=True) != counts[::-1]
