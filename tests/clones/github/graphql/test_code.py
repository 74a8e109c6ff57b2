"""References, trees and files of the graph beside what REST says of them."""

from base64 import b64decode

import httpx
from tests.clones.github.graphql.conftest import Ask

QUERY = """query($e: String!) { repository(owner: "acme", name: "webapp") { object(expression: $e) { __typename oid
  abbreviatedOid ... on Blob { byteSize isBinary text } ... on Tree { entries { name type mode path size
  object { oid } } } ... on Commit { messageHeadline } } } }"""


def test_a_file_and_a_folder(ask: Ask, http: httpx.Client) -> None:
    rest = http.get("/repos/acme/webapp/contents/README.md").json()
    blob = ask(QUERY, e="main:README.md")["repository"]["object"]
    assert (blob["__typename"], blob["oid"], blob["byteSize"]) == ("Blob", rest["sha"], rest["size"])
    assert blob["text"] == b64decode(rest["content"]).decode()
    tree = ask(QUERY, e="HEAD:")["repository"]["object"]
    there = {each["name"]: each for each in http.get("/repos/acme/webapp/contents").json()}
    assert {each["name"] for each in tree["entries"]} == set(there)
    for entry in tree["entries"]:
        assert entry["object"]["oid"] == there[entry["name"]]["sha"]
        assert entry["type"] == {"dir": "tree", "file": "blob"}[there[entry["name"]]["type"]]
    assert ask(QUERY, e="main:none.txt")["repository"]["object"] is None


def test_references(ask: Ask, http: httpx.Client) -> None:
    query = """{ repository(owner: "acme", name: "webapp") { branches: refs(refPrefix: "refs/heads/", first: 9) {
      totalCount nodes { id name prefix target { oid } } } tags: refs(refPrefix: "refs/tags/", first: 9) {
      nodes { name } } ref(qualifiedName: "main") { name compare(headRef: "main") { status aheadBy } } } }"""
    found = ask(query)["repository"]
    rest = {each["name"]: each["commit"]["sha"] for each in http.get("/repos/acme/webapp/branches").json()}
    assert {each["name"]: each["target"]["oid"] for each in found["branches"]["nodes"]} == rest
    ref = http.get("/repos/acme/webapp/git/ref/heads/main").json()
    assert next(e["id"] for e in found["branches"]["nodes"] if e["name"] == "main") == ref["node_id"]
    assert {e["name"] for e in found["tags"]["nodes"]} == {
        e["name"] for e in http.get("/repos/acme/webapp/tags").json()
    }
    assert found["ref"] == {"name": "main", "compare": {"status": "IDENTICAL", "aheadBy": 0}}
