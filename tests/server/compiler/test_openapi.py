"""OpenAPI 3: paths, arguments, bodies, answers, scopes."""

from typing import Any

import pytest

from clonery.server.compiler import DescriptionProblem
from clonery.server.compiler.openapi import identifier_of, is_path_name, name_by_path

from .conftest import ISSUE, Compile, openapi, operation


def test_arguments_of_every_place(compiled: Compile) -> None:
    parameters: list[Any] = [
        {"$ref": "#/components/parameters/page"},
        {"name": "ids", "in": "query", "schema": {"type": "array", "items": {"type": "integer"}}, "explode": False},
        {"name": "filter", "in": "query", "style": "deepObject", "schema": {"type": "object"}},
        {"name": "where", "in": "query", "content": {"application/json": {"schema": {"type": "object"}}}},
        {"name": "X-Version", "in": "header", "required": True, "schema": {"type": "string"}},
        {"name": "Authorization", "in": "header", "required": True, "schema": {"type": "string"}},
        {"name": "session", "in": "cookie", "schema": {"type": "string"}},
        {"name": "gone", "in": "path", "required": True, "schema": {"type": "string"}},
    ]
    document = openapi(
        {
            "/a/{id}/files/{path}": {
                "parameters": [{"name": "path", "in": "path", "x-multi-segment": True}],
                "get": operation(operationId="get", parameters=parameters),
            }
        }
    )
    document["components"]["parameters"] = {
        "page": {"name": "page", "in": "query", "schema": {"type": "integer"}, "deprecated": True}
    }
    entry = compiled({"api.json": document}).operations["get"]
    assert entry["http"] == {"method": "GET", "path": "/a/{id}/files/{path}", "deep": ["path"]}
    assert entry["inputSchema"] == {
        "type": "object",
        "properties": {
            "X-Version": {"type": "string", "x-in": "header"},
            "filter": {"type": "object", "x-in": "query", "x-style": "deepObject"},
            "id": {"type": "string", "x-in": "path"},
            "ids": {"type": "array", "items": {"type": "integer"}, "x-in": "query", "x-style": "csv"},
            "page": {"type": "integer", "x-in": "query", "deprecated": True},
            "path": {"x-in": "path"},
            "where": {"type": "object", "x-in": "query", "x-style": "json"},
        },
        "required": ["X-Version", "id", "path"],
    }


def test_paths_begin_with_the_server_and_placeholders_may_be_deep(compiled: Compile) -> None:
    servers = [
        {
            "url": "https://{where}.example.com/{version}/",
            "variables": {"version": {"default": "v2"}, "where": {"default": "eu"}},
        }
    ]
    paths = {
        "/files/{+name}": {"get": operation(operationId="deep")},
        "/logs": {"get": operation(operationId="logs", servers=[{"url": "https://logs.example.com/intake"}])},
    }
    made = compiled({"api.json": openapi(paths, servers=servers)})
    assert made.operations["deep"]["http"] == {"method": "GET", "path": "/v2/files/{name}", "deep": ["name"]}
    assert made.operations["logs"]["http"]["path"] == "/intake/logs"
    based = compiled(
        {"api.json": openapi(paths, servers=servers)}, {"sources": [{"file": "api.json", "base": "/x", "reason": "r"}]}
    )
    assert based.operations["logs"]["http"]["path"] == "/x/logs"


def test_bodies_become_arguments(compiled: Compile) -> None:
    either = {
        "oneOf": [
            {"$ref": "#/components/schemas/cat"},
            {"type": "object", "properties": {"wings": {"type": "integer"}}},
        ]
    }
    cat = {
        "type": "object",
        "required": ["lives"],
        "additionalProperties": False,
        "properties": {"lives": {"type": "integer"}, "id": {"type": "integer", "readOnly": True}},
    }
    paths = {
        "/cats": {"post": operation(operationId="cat", body={"$ref": "#/components/schemas/cat"})},
        "/pets": {"post": operation(operationId="pet", body=either)},
        "/dogs": {
            "post": operation(
                operationId="dog",
                body={"type": "object", "additionalProperties": False, "properties": {"name": {"type": "string"}}},
            )
        },
        "/lists": {"post": operation(operationId="list", body={"type": "array", "items": {"type": "string"}})},
        "/files": {
            "post": operation(
                operationId="file",
                requestBody={
                    "content": {"image/png": {}, "application/json": {"schema": {"type": "string"}}},
                    "required": True,
                },
            )
        },
    }
    made = compiled({"api.json": openapi(paths, {"cat": cat})}).operations
    assert made["cat"]["inputSchema"] == {
        "type": "object",
        "properties": {"lives": {"type": "integer", "x-in": "body"}},
        "required": ["lives"],
    }  # it is not closed: clients send back the `id` that they were shown
    assert made["dog"]["inputSchema"]["additionalProperties"] is False
    assert made["pet"]["inputSchema"]["properties"].keys() == {"lives", "wings"}
    assert "required" not in made["pet"]["inputSchema"]
    assert made["list"]["inputSchema"]["properties"] == {
        "body": {"type": "array", "items": {"type": "string"}, "x-in": "body", "x-whole": True}
    }
    assert made["file"]["inputSchema"]["required"] == ["body"]
    assert made["file"]["consumes"] == ["application/json", "image/png"]


def test_answers_errors_and_scopes(compiled: Compile) -> None:
    document = openapi(
        {
            "/a": {
                "get": {
                    "operationId": "a",
                    "tags": ["things"],
                    "deprecated": True,
                    "security": [{"key": []}, {"oauth": ["b:read", "a:read"]}],
                    "x-scope": "c:read",
                    "responses": {
                        "200": {"content": {"text/csv; charset=utf-8": {"schema": {"type": "string"}}}},
                        "201": {"description": "nothing"},
                        "302": {},
                        "404": {"$ref": "#/components/responses/missing"},
                        "default": {
                            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/error"}}}
                        },
                    },
                }
            },
            "/b": {"get": {"operationId": "b", "x-scope": "c:read", "responses": {"302": {}}}},
            "/c": {
                "get": {
                    "operationId": "c",
                    "responses": {"default": {"content": {"application/json": {"schema": {"type": "string"}}}}},
                }
            },
        },
        {"error": {"type": "object"}},
    )
    document["components"]["responses"] = {
        "missing": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/error"}}}}
    }
    made = compiled(
        {"api.json": document}, {"sources": [{"file": "api.json", "scopes_from": ["x-scope"], "reason": "r"}]}
    ).operations
    assert made["a"]["results"] == {"200": {"type": "string"}, "201": {}}
    assert made["a"]["errors"] == {"404": {"$ref": "schemas.json#/error"}, "default": {"$ref": "schemas.json#/error"}}
    assert (made["a"]["produces"], made["a"]["scopes"]) == (["text/csv"], ["a:read", "b:read"])
    assert (made["a"]["category"], made["a"]["deprecated"]) == ("things", True)
    assert (made["b"]["results"], made["b"]["scopes"]) == ({"302": {}}, ["c:read"])
    assert made["c"]["results"] == {"default": {"type": "string"}}


def test_names(compiled: Compile) -> None:
    assert compiled(
        {"api.json": openapi({"/users/{id}/keys": {"get": operation(ref="issue")}}, {"issue": ISSUE})}
    ).operations.keys() == {"get_users_by_id_keys"}
    assert name_by_path("POST", "/v1/a-b/{c_d}") == "post_v1_a_b_by_c_d"
    assert identifier_of("Remove the User's Hook") == "removeUsersHook"
    assert identifier_of(" a/b ") == "a/b"
    assert identifier_of(None) == ""
    assert is_path_name("PostCustomersCustomer", "post", "/v1/customers/{customer}")
    assert is_path_name("getApiV4Groups", "get", "/api/v4/groups")
    assert not is_path_name("listGroups", "get", "/api/v4/groups")


def test_references_to_anything_of_the_file_are_followed(compiled: Compile) -> None:
    paths = {
        "/a": {"get": operation(operationId="a", ref="x")},
        "/b": {
            "get": {
                "operationId": "b",
                "responses": {
                    "200": {
                        "content": {
                            "application/json": {
                                "schema": {"$ref": "#/paths/~1a/get/responses/200/content/application~1json/schema"}
                            }
                        }
                    }
                },
            }
        },
    }
    made = compiled({"api.json": openapi(paths, {"x": {"type": "object", "properties": {"id": {"type": "string"}}}})})
    name = made.operations["b"]["results"]["200"]["$ref"].removeprefix("schemas.json#/")
    assert made.schemas[name] == {"$ref": "schemas.json#/x"}
    with pytest.raises(DescriptionProblem, match="other files are not read"):
        compiled({"api.json": openapi({"/a": {"get": {"responses": {"200": {"$ref": "other.yaml#/x"}}}}})})
