"""Releases of the graph beside what REST says of them."""

import httpx
from tests.clones.github.graphql.conftest import Ask


def test_releases(ask: Ask, http: httpx.Client) -> None:
    http.post(
        "/repos/acme/webapp/releases", json={"tag_name": "v2", "name": "Two", "body": "Hi @ben", "prerelease": True}
    )
    query = """{ repository(owner: "acme", name: "webapp") { latestRelease { tagName }
      release(tagName: "v2") { id databaseId name description isPrerelease isLatest url author { login }
      tagCommit { oid } mentions(first: 5) { nodes { login } } }
      releases(first: 9) { nodes { tagName isDraft releaseAssets(first: 5) { totalCount } } } } }"""
    found = ask(query)["repository"]
    rest = http.get("/repos/acme/webapp/releases/tags/v2").json()
    latest = http.get("/repos/acme/webapp/releases/latest").json()
    assert found["latestRelease"] == {"tagName": latest["tag_name"]} != {"tagName": "v2"}
    made = found["release"]
    assert (made["id"], made["databaseId"], made["name"]) == (rest["node_id"], rest["id"], rest["name"])
    assert (made["description"], made["url"], made["isLatest"]) == (rest["body"], rest["html_url"], False)
    assert made["tagCommit"]["oid"] == http.get("/repos/acme/webapp/commits/v2").json()["sha"]
    assert made["mentions"]["nodes"] == [{"login": "ben"}]
    tags = [each["tag_name"] for each in http.get("/repos/acme/webapp/releases").json()]
    assert sorted(each["tagName"] for each in found["releases"]["nodes"]) == sorted(tags)
