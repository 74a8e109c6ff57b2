"""Tools joined with the operations behind them."""

from typing import Any

import pytest

from clonery.server.compiler import DescriptionProblem
from clonery.server.compiler.tools import describe

from .conftest import ISSUE, Compile, Json, openapi, operation

BASE = "/repos/{owner}/{repo}"
PATHS: Json = {
    f"{BASE}/issues": {
        "get": operation(
            operationId="list", tags=["issues"], ref="issue", many=True,
            parameters=[{"name": name, "in": "query", "schema": {"type": "integer"}} for name in ("page", "per_page")],
        ),
        "post": operation(
            operationId="create", tags=["issues"], ref="issue",
            body={"type": "object", "required": ["title"], "properties": {"title": {"type": "string"}}},
        ),
    },
    f"{BASE}/issues/{{issue_number}}": {
        "get": operation(operationId="get", tags=["issues"], ref="issue"),
        "patch": operation(operationId="update", tags=["issues"], ref="issue", body=ISSUE),
    },
}  # fmt: skip


def params(**types: str) -> Json:
    """`!` behind a type makes the parameter required."""
    return {name: {"type": kind.rstrip("!"), "required": kind.endswith("!")} for name, kind in types.items()}


TOOLS: list[Json] = [
    {"name": "list_issues", "params": params(owner="string!", repo="string!", perPage="number"),
     "rest": "GET /repos/{owner}/{repo}/issues"},
    {"name": "get_issue", "params": params(owner="string!", repo="string!", issueNumber="number!"),
     "rest": "GET /repos/{o}/{r}/issues/{n} (302)"},
    {"name": "create_issue", "params": params(owner="string!", repo="string!", text="string!"),
     "rest": "POST /repos/{owner}/{repo}/issues"},
    {"name": "issue_write", "params": params(owner="string!"),
     "rest": ["POST /repos/{owner}/{repo}/issues", "PATCH /repos/{owner}/{repo}/issues/{n}"]},
    {"name": "think", "params": params(about="string")},
    {"name": "data_tool", "params": params(actions="array[object]!"),
     "actions": {"one": {"params": params(owner="string!", repo="string!", number="number!"),
                         "rest": "GET /repos/{owner}/{repo}/issues/{number}"}}},
]  # fmt: skip


def test_tools_and_their_operations(compiled: Compile) -> None:
    made = compiled({"api.json": openapi(PATHS, {"issue": ISSUE}), "mcp_tools.json": TOOLS})
    assert list(made.tools) == ["create_issue", "data_tool", "get_issue", "issue_write", "list_issues", "think"]
    assert made.tools["list_issues"] == {
        "name": "list_issues",
        "description": "List issues of a repo.",
        "inputSchema": {
            "type": "object",
            "properties": {"owner": {"type": "string"}, "perPage": {"type": "number"}, "repo": {"type": "string"}},
            "required": ["owner", "repo"],
        },
        "operation": "list",
        "arguments": {"perPage": "per_page"},
        "read_only": True,
        "toolset": "issues",
    }
    assert made.tools["get_issue"]["arguments"] == {"issueNumber": "issue_number"}
    create = made.tools["create_issue"]
    assert ("operation" in create, create["calls"], create["read_only"]) == (False, ["create"], False)
    assert made.tools["issue_write"]["calls"] == ["create", "update"]
    assert "calls" not in made.tools["think"]
    data = made.tools["data_tool"]
    assert data["actions"]["one"]["calls"] == ["get"]
    assert data["read_only"] is True
    assert data["inputSchema"]["properties"]["actions"] == {
        "type": "array", "items": {"type": "object", "properties": {"one": {"type": "object"}}},
    }  # fmt: skip
    assert made.report.tools == 6


def test_corrections(compiled: Compile) -> None:
    overrides: Json = {
        "tools": {
            "create_issue": {
                "operation": "create", "arguments": {"text": "title"}, "description": "Open an issue.", "reason": "r",
            },
            "extra": {"add": True, "description": "More.", "read_only": True, "reason": "r"},
        },
        "toolsets": {"issues": "tracking"},
        "synonyms": {"text": {"names": ["body"], "reason": "r"}},
        "bases": {"/old": {"base": "/repos", "reason": "r"}},
    }  # fmt: skip
    tools = [
        *TOOLS,
        {"name": "old", "rest": "GET /old/{owner}/{repo}/issues", "params": params(owner="string!", repo="string!")},
    ]
    made = compiled({"api.json": openapi(PATHS, {"issue": ISSUE}), "mcp_tools.json": tools}, overrides).tools
    assert (made["create_issue"]["operation"], made["create_issue"]["arguments"]) == ("create", {"text": "title"})
    assert made["create_issue"]["description"] == "Open an issue."
    assert made["create_issue"]["toolset"] == "tracking"
    assert made["extra"] == {
        "name": "extra", "inputSchema": {"type": "object"}, "description": "More.", "read_only": True,
    }  # fmt: skip
    assert made["old"]["operation"] == "list"
    overrides["tools"]["create_issue"]["operation"] = "gone"
    with pytest.raises(DescriptionProblem, match="the operation 'gone' behind this tool is not known"):
        compiled({"api.json": openapi(PATHS, {"issue": ISSUE}), "mcp_tools.json": TOOLS}, overrides)


def test_several_servers_share_names(compiled: Compile) -> None:
    servers: Any = [
        {
            "server": "one",
            "tools": [{"name": "list_issues", "params": {}}, {"name": "only_one", "params": {}, "write": False}],
        },
        {"server": "two", "tools": TOOLS[:1]},
    ]
    made = compiled({"api.json": openapi(PATHS, {"issue": ISSUE}), "mcp_tools.json": servers}).tools
    assert made["list_issues"]["server"] == ["one", "two"]
    assert made["list_issues"]["operation"] == "list"
    assert (made["only_one"]["server"], made["only_one"]["read_only"]) == (["one"], True)


def test_names_and_root_fields_are_found(compiled: Compile) -> None:
    sdl = "type Query { issue(id: String!): Issue } type Issue { id: ID! }"
    tools = [{"name": "get_issue", "params": params(id="string!"), "rest": "POST /graphql query issue"}]
    assert compiled({"a.graphql": sdl, "mcp_tools.json": tools}).tools["get_issue"]["operation"] == "issue"


def test_what_is_refused(compiled: Compile) -> None:
    for tools in ({}, [1]):
        with pytest.raises(DescriptionProblem):
            compiled({"api.json": openapi(PATHS, {"issue": ISSUE}), "mcp_tools.json": tools})
    with pytest.raises(DescriptionProblem, match="a tool without a name"):
        compiled({"api.json": openapi(PATHS, {"issue": ISSUE}), "mcp_tools.json": [{"params": {}}]})


def test_a_sentence_from_a_name() -> None:
    assert describe("createIssueLabel", None) == "Create issue label."
    assert describe("issue_search", None) == "Search issue."
