"""Teams of the graph beside what REST says of them."""

import httpx
from tests.clones.github.graphql.conftest import Ask


def test_teams_members_and_repositories(ask: Ask, http: httpx.Client) -> None:
    made = http.post(
        "/orgs/acme/teams", json={"name": "Core", "privacy": "closed", "repo_names": ["acme/webapp"]}
    ).json()
    http.post("/orgs/acme/teams", json={"name": "Below", "parent_team_id": made["id"]})
    http.put("/orgs/acme/teams/core/memberships/ben", json={"role": "member"})
    query = """{ organization(login: "acme") { teams(first: 9, rootTeamsOnly: true) { totalCount }
      team(slug: "core") { id databaseId name combinedSlug privacy url organization { login }
      members(first: 9) { edges { role node { login } } } childTeams(first: 5) { nodes { slug parentTeam { slug } } }
      repositories(first: 5) { edges { permission node { name } } } } } }"""
    found = ask(query)["organization"]
    team = found["team"]
    assert found["teams"] == {"totalCount": 1}
    assert (team["id"], team["databaseId"], team["url"]) == (made["node_id"], made["id"], made["html_url"])
    assert (team["combinedSlug"], team["privacy"], team["organization"]) == ("acme/core", "VISIBLE", {"login": "acme"})
    members = {each["node"]["login"]: each["role"] for each in team["members"]["edges"]}
    assert members == {"ada": "MAINTAINER", "ben": "MEMBER"}
    assert team["childTeams"]["nodes"] == [{"slug": "below", "parentTeam": {"slug": "core"}}]
    assert team["repositories"]["edges"] == [{"permission": "READ", "node": {"name": "webapp"}}]
