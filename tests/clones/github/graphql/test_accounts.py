"""People and organizations of the graph beside what REST says of them."""

import httpx
from tests.clones.github.graphql.conftest import Ask


def test_the_repositories_of_an_account(ask: Ask, http: httpx.Client) -> None:
    query = """{ organization(login: "acme") { repositories(first: 50, orderBy: {field: NAME, direction: ASC}) {
      nodes { name } } repository(name: "webapp") { name } url } }"""
    found = ask(query)["organization"]
    names = sorted(each["name"] for each in http.get("/orgs/acme/repos").json())
    assert [each["name"] for each in found["repositories"]["nodes"]] == names
    assert found["repository"] == {"name": "webapp"}


def test_members_and_profiles(ask: Ask, http: httpx.Client) -> None:
    query = """{ organization(login: "acme") { viewerIsAMember viewerCanAdminister membersWithRole(first: 20) {
      totalCount edges { role node { login } } } } viewer { email company bio
      organizations(first: 9) { nodes { login } }
      followers(first: 5) { totalCount } avatarUrl databaseId } }"""
    made, rest = ask(query), http.get("/user").json()
    assert (made["organization"]["viewerIsAMember"], made["organization"]["viewerCanAdminister"]) == (True, True)
    edges = made["organization"]["membersWithRole"]["edges"]
    assert {each["node"]["login"] for each in edges} == {
        each["login"] for each in http.get("/orgs/acme/members").json()
    }
    assert [each["node"]["login"] for each in edges if each["role"] == "ADMIN"] == ["ada"]
    viewer = made["viewer"]
    assert (viewer["email"], viewer["company"], viewer["databaseId"]) == (rest["email"], rest["company"], rest["id"])
    assert viewer["avatarUrl"] == rest["avatar_url"]
    assert "acme" in [each["login"] for each in viewer["organizations"]["nodes"]]


def test_stars_of_a_person(ask: Ask, http: httpx.Client) -> None:
    http.put("/user/starred/acme/webapp")
    query = "{ viewer { starredRepositories(first: 5) { totalCount edges { starredAt node { name } } } } }"
    found = ask(query)["viewer"]["starredRepositories"]
    assert (found["totalCount"], found["edges"][0]["node"]) == (1, {"name": "webapp"})
