"""Kind, parents, identity and places in the answer of operations with a path."""

from .conftest import ISSUE, Compile, Json, openapi, operation

PROJECT: Json = {"type": "object", "properties": {"id": {"type": "string"}, "slug": {"type": "string"}}}


WRAPPED: Json = {
    "type": "object",
    "properties": {"status": {"type": "string"}, "data": {"$ref": "#/components/schemas/issue"}},
}
LISTED: Json = {
    "type": "object",
    "properties": {
        "data": {"type": "array", "items": {"$ref": "#/components/schemas/issue"}},
        "pagination": {"type": "object", "properties": {"next_cursor": {"type": "string"}}},
    },
}
CURSOR = [{"name": name, "in": "query", "schema": {"type": "string"}} for name in ("cursor", "limit")]
BODY: Json = {"type": "object", "properties": {"data": {"$ref": "#/components/schemas/issue"}}}
PATHS: Json = {
    "/projects/{project_slug}": {"get": operation(operationId="project", ref="project")},
    "/projects/{project_slug}/issues": {
        "get": operation(operationId="list", ref="listed", parameters=CURSOR),
        "post": operation(operationId="create", ref="wrapped", body=BODY),
    },
    "/projects/{project_slug}/issues/{issue_number}": {"get": operation(operationId="get", ref="wrapped")},
    "/enterprises/{enterprise}/issues": {"get": operation(operationId="all", ref="listed")},
}
SCHEMAS: Json = {"project": PROJECT, "issue": ISSUE, "wrapped": WRAPPED, "listed": LISTED}


def test_parents_and_places_in_the_answer(compiled: Compile) -> None:
    made = compiled({"api.json": openapi(PATHS, SCHEMAS)})
    parents = [{"kind": "project", "params": ["project_slug"], "fields": {"project_slug": "slug"}}]
    assert made.effect("project") == {
        "verb": "read", "kind": "project", "parents": [], "identity": ["project_slug"],
        "fields": {"project_slug": "slug"},
    }  # fmt: skip
    assert made.effect("list") == {
        "verb": "list",
        "kind": "issue",
        "parents": parents,
        "identity": [],
        "list_at": "data",
        "paging": {"style": "cursor", "page": "cursor", "size": "limit", "next": "pagination.next_cursor"},
    }
    assert made.effect("create") == {
        "verb": "create", "kind": "issue", "parents": parents, "identity": [], "item_at": "data", "body_at": "data",
    }  # fmt: skip
    assert made.effect("get") == {
        "verb": "read",
        "kind": "issue",
        "parents": parents,
        "identity": ["issue_number"],
        "fields": {"issue_number": "number"},
        "item_at": "data",
    }


def test_a_list_from_elsewhere_is_a_view(compiled: Compile) -> None:
    made = compiled({"api.json": openapi(PATHS, SCHEMAS)})
    assert made.effect("all") == {
        "verb": "list",
        "kind": "issue",
        "parents": [{"kind": "enterprise", "params": ["enterprise"], "implied": True}],
        "identity": [],
        "list_at": "data",
        "paging": {"style": "none"},
        "view": True,
    }


def test_a_type_in_the_path_is_no_record(compiled: Compile) -> None:
    paths = {
        "/crm/{type}": {
            "get": operation(operationId="list", ref="issue", many=True),
            "post": operation(operationId="create", ref="issue", body=ISSUE),
        },
        "/crm/{type}/{id}": {"get": operation(operationId="get", ref="issue")},
        "/crm/{type}/batch/update": {
            "post": operation(
                operationId="many", body={"type": "object", "properties": {"inputs": {"type": "array", "items": {}}}}
            )
        },
    }
    made = compiled({"api.json": openapi(paths, {"issue": ISSUE})})
    implied = [{"kind": "type", "params": ["type"], "implied": True}]
    assert [made.effect(name)["parents"] for name in ("list", "create", "get", "many")] == [implied] * 4
    assert made.effect("get")["identity"] == ["id"]
    assert made.effect("many") == {
        "verb": "update",
        "many": "inputs",
        "kind": "issue",
        "parents": implied,
        "identity": [],
    }


def test_arguments_that_step_aside_are_named_as_functions_get_them(compiled: Compile) -> None:
    body = {"type": "object", "properties": {"id": {"type": "string"}}}
    paths = {"/things/{id}": {"patch": operation(operationId="rename", body=body)}}
    assert compiled({"api.json": openapi(paths)}).effect("rename")["identity"] == ["path_id"]


def test_versions_of_an_api_share_their_kinds(compiled: Compile) -> None:
    paths = {f"/api/{version}/things/{{id}}": {"get": operation(operationId=version)} for version in ("v1", "v2")}
    made = compiled({"api.json": openapi(paths)})
    assert made.effect("v1")["kind"] == made.effect("v2")["kind"] == "thing"


def test_an_action_on_nothing_acts_on_the_word_before(compiled: Compile) -> None:
    made = compiled({"api.json": openapi({"/v1/nudges/accept": {"post": operation(operationId="a")}})})
    assert made.effect("a") == {"verb": "act", "action": "accept", "kind": "nudge", "parents": [], "identity": []}
