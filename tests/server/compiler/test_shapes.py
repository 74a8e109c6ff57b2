"""Routes and structures of a typed client."""

import pytest

from clonery.server.compiler import DescriptionProblem

from .conftest import Compile, Json, openapi, operation

SHAPES: Json = {
    "responses": {
        "Issue": {
            "id": "int",
            "closed_at": "*time.Time",
            "author": "*User",
            "labels": "[]string",
            "extra": "map[string]string",
        },
        "User": {"id": "int", "level": "Level"},
    },
    "request_options": {
        "ListProjectIssuesOptions": {"state": "*string", "labels": "*LabelOptions"},
        "CreateIssueOptions": {"title": "*string", "assignee": "*CreateUserOptions"},
        "CreateUserOptions": {"name": "*string"},
    },
    "routes": [
        {"service": "IssuesService", "func": "ListProjectIssues", "method": "GET", "path": "projects/%s/issues"},
        {"service": "IssuesService", "func": "CreateIssue", "method": "POST", "path": "/projects/%s/issues"},
        {"service": "IssuesService", "func": "GetIssue", "method": "GET", "path": "projects/%s/issues/%d"},
        {"service": "IssuesService", "func": "DeleteIssue", "method": "DELETE", "path": "projects/%s/issues/%d"},
        {"service": "EmojiService", "func": "ListEmoji", "method": "GET", "path": "projects/%s/%s/%d/emoji"},
        {"service": "UsersService", "func": "GetIt", "method": "GET", "path": "users/%d"},
        {"service": "UsersService", "func": "Head", "method": "HEAD", "path": "users/%d"},
        {"service": "UsersService", "func": "Probe", "method": "GET", "path": "u"},
    ],
}


def test_routes_become_operations_named_as_other_files_name_them(compiled: Compile) -> None:
    known = openapi({"/api/projects/{id}/issues/{issue_iid}/links": {"get": operation(operationId="links")},
                     "/api/projects/{id}/issues/{issue_iid}": {"get": operation(operationId="known")}})  # fmt: skip
    made = compiled(
        {"api.json": known, "shapes.json": SHAPES},
        {
            "sources": [
                {"file": "api.json", "reason": "r"},
                {
                    "file": "shapes.json", "base": "/api", "prefix": "c.", "skip_routes": ["u"], "reason": "r",
                    "expand": {"projects/%s/%s/%d": ["issues", "snippets"]},
                    "types": {"Level": {"type": "integer"}, "LabelOptions": {"type": "string"}},
                },
            ]
        },
    )  # fmt: skip
    assert sorted(made.operations) == [
        "deleteApiProjectsIdIssuesIssueIid", "getApiProjectsIdIssues", "getApiProjectsIdIssuesIssueIidEmoji",
        "getApiProjectsIdSnippetsSnippetIdEmoji", "getApiUsersUserId", "known", "links", "postApiProjectsIdIssues",
    ]  # fmt: skip
    listed = made.operations["getApiProjectsIdIssues"]
    assert listed["http"] == {"method": "GET", "path": "/api/projects/{id}/issues"}
    assert listed["results"] == {"200": {"type": "array", "items": {"$ref": "schemas.json#/c.Issue"}}}
    assert sorted(listed["inputSchema"]["properties"]) == ["id", "labels", "page", "per_page", "state"]
    create = made.operations["postApiProjectsIdIssues"]
    assert create["results"] == {"201": {"$ref": "schemas.json#/c.Issue"}}
    assert create["inputSchema"]["properties"]["assignee"] == {"type": "object", "x-in": "body"}
    assert made.operations["getApiUsersUserId"]["results"] == {"200": {"$ref": "schemas.json#/c.User"}}
    assert made.schemas["c.Issue"]["properties"] == {
        "author": {"anyOf": [{"$ref": "schemas.json#/c.User"}, {"type": "null"}]},
        "closed_at": {"type": ["string", "null"], "format": "date-time"},
        "extra": {"type": "object"},
        "id": {"type": "integer"},
        "labels": {"type": "array", "items": {"type": "string"}},
    }


def test_other_forms_are_refused(compiled: Compile) -> None:
    with pytest.raises(DescriptionProblem, match="client shapes need `routes`"):
        compiled({"s.json": {}}, {"sources": [{"file": "s.json", "kind": "shapes", "reason": "r"}]})
