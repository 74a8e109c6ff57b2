"""Ids, pages and paths as REST has them."""

import httpx
from tests.clones.github.graphql.conftest import Ask


def test_pages_of_everything(ask: Ask, http: httpx.Client) -> None:
    query = """{ viewer { url resourcePath } repository(owner: "acme", name: "webapp") { url resourcePath
      issue(number: 1) { id url fullDatabaseId comments(first: 1) { nodes { id url } } }
      milestones(first: 1) { nodes { id url } } labels(first: 1) { nodes { id url } }
      releases(first: 1) { nodes { id url } } object(expression: "HEAD") { commitUrl commitResourcePath } } }"""
    found = ask(query)
    rest = {name: http.get(f"/repos/acme/webapp{path}").json() for name, path in (
        ("place", ""), ("issue", "/issues/1"), ("comments", "/issues/1/comments"),
        ("milestone", "/milestones/1"), ("releases", "/releases"), ("commit", "/commits/main"),
    )}  # fmt: skip
    place = found["repository"]
    assert found["viewer"] == {"url": http.get("/user").json()["html_url"], "resourcePath": "/ada"}
    assert (place["url"], place["resourcePath"]) == (rest["place"]["html_url"], "/acme/webapp")
    assert (place["issue"]["id"], place["issue"]["url"]) == (rest["issue"]["node_id"], rest["issue"]["html_url"])
    assert place["issue"]["fullDatabaseId"] == str(rest["issue"]["id"])
    comment = rest["comments"][0]
    assert place["issue"]["comments"]["nodes"] == [{"id": comment["node_id"], "url": comment["html_url"]}]
    assert place["milestones"]["nodes"] == [{"id": rest["milestone"]["node_id"], "url": rest["milestone"]["html_url"]}]
    assert place["releases"]["nodes"][0]["url"] == rest["releases"][0]["html_url"]
    assert place["object"]["commitUrl"] == rest["commit"]["html_url"]
    assert place["object"]["commitResourcePath"] == f"/acme/webapp/commit/{rest['commit']['sha']}"
