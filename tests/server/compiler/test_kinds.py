"""One noun per resource."""

from .conftest import ISSUE, Compile, Json, openapi, operation

LABEL: Json = {"type": "object", "properties": {"id": {"type": "integer"}, "name": {"type": "string"}}}
USER: Json = {"type": "object", "properties": {"id": {"type": "integer"}, "login": {"type": "string"}}}
BASE = "/repos/{owner}/{repo}"


def test_a_resource_has_one_noun_wherever_it_is_met(compiled: Compile) -> None:
    paths = {
        BASE: {"get": operation(operationId="repo", ref="full-repo")},
        f"{BASE}/issues": {
            "get": operation(operationId="list", ref="issue-simple", many=True),
            "post": operation(operationId="create", ref="issue", body={"type": "object", "properties": {"title": {}}}),
        },
        f"{BASE}/issues/{{number}}": {"get": operation(operationId="get", ref="issue")},
        "/user/issues": {"get": operation(operationId="mine", ref="issue-simple", many=True)},
        f"{BASE}/issues/comments/{{id}}": {
            "get": operation(operationId="comment", ref="issue-comment"),
            "delete": operation(operationId="uncomment"),
        },
        f"{BASE}/issues/{{number}}/comments": {
            "post": operation(
                operationId="say", ref="issue-comment", body={"type": "object", "properties": {"body": {}}}
            )
        },
    }
    made = compiled(
        {
            "api.json": openapi(
                paths, {"issue": ISSUE, "issue-simple": ISSUE, "issue-comment": LABEL, "full-repo": LABEL}
            )
        }
    )
    kinds = {name: made.effect(name)["kind"] for name in made.operations}
    assert kinds == {
        "repo": "repo", "list": "issue", "create": "issue", "get": "issue", "mine": "issue",
        "comment": "issue_comment", "uncomment": "issue_comment", "say": "issue_comment",
    }  # fmt: skip
    assert "view" not in made.effect("list")
    assert made.effect("mine")["view"] is True
    assert made.effect("say")["parents"] == [
        {"kind": "repo", "params": ["owner", "repo"], "fields": {"repo": "name"}},
        {"kind": "issue", "params": ["number"]},
    ]


def test_links_are_told_from_what_they_link(compiled: Compile) -> None:
    paths = {
        "/labels": {"get": operation(operationId="labels", ref="label", many=True)},
        "/labels/{name}": {
            "get": operation(operationId="label", ref="label"),
            "delete": operation(operationId="unlabel"),
        },
        "/issues/{number}": {"get": operation(operationId="issue", ref="issue")},
        "/issues/{number}/labels": {"get": operation(operationId="linked", ref="label", many=True)},
        "/issues/{number}/labels/{name}": {"delete": operation(operationId="unlink")},
        "/users/{login}": {"get": operation(operationId="user", ref="user")},
        "/starred": {"get": operation(operationId="stars", ref="issue", many=True)},
        "/starred/{number}": {"put": operation(operationId="star"), "delete": operation(operationId="unstar")},
    }
    made = compiled({"api.json": openapi(paths, {"issue": ISSUE, "label": LABEL, "user": USER})})
    assert made.effect("unlabel")["kind"] == "label"
    assert made.effect("linked")["kind"] == made.effect("unlink")["kind"] == "issue_label"
    assert made.effect("stars")["kind"] == made.effect("star")["kind"] == "starred_issue"
    assert made.effect("star") == {
        "verb": "replace", "upsert": True, "kind": "starred_issue", "parents": [], "identity": ["number"]
    }  # fmt: skip


def test_a_schema_that_serves_many_collections_names_none(compiled: Compile) -> None:
    paths: Json = {}
    for name in ("contacts", "companies", "deals"):
        paths[f"/{name}/{{id}}"] = {
            "get": operation(operationId=name, ref="SimpleObject"),
            "delete": operation(operationId=f"d{name}"),
        }
    made = compiled({"api.json": openapi(paths, {"SimpleObject": LABEL})})
    assert [made.effect(name)["kind"] for name in ("contacts", "companies", "deals")] == ["contact", "company", "deal"]


def test_a_path_below_a_prefix_means_the_same_thing(compiled: Compile) -> None:
    paths = {
        "/v1/cards/{card}": {
            "get": operation(operationId="card", ref="pay.card"),
            "delete": operation(operationId="drop"),
        },
        "/v1/test_helpers/cards/{card}/shipping/ship": {"post": operation(operationId="ship", ref="pay.card")},
    }
    made = compiled({"api.json": openapi(paths, {"pay.card": LABEL})})
    assert made.effect("ship") == {
        "verb": "act", "action": "ship", "kind": "pay_card", "parents": [], "identity": ["card"],
        "fields": {"card": "name"}, "sets": {"shipped": True},
    }  # fmt: skip
