"""What an operation does: method, last word, id and answer decide."""

import pytest

from .conftest import ISSUE, Compile, Json, openapi, operation

TITLE: Json = {"type": "object", "properties": {"title": {"type": "string"}}}
WHOLE: Json = {"type": "object", "required": ["title"], "properties": {"title": {"type": "string"}}}
IDS: Json = {"type": "object", "properties": {"inputs": {"type": "array", "items": {"type": "object"}}}}
COUNT: Json = {"type": "object", "properties": {"count": {"type": "integer"}}}
SETTINGS: Json = {"type": "object", "properties": {"theme": {"type": "string"}}}
USER: Json = {"type": "object", "properties": {"id": {"type": "integer"}, "login": {"type": "string"}}}
SCHEMAS = {"issue": ISSUE, "count": COUNT, "settings": SETTINGS, "user": USER}


def binary(kind: str = "application/zip") -> Json:
    return {"responses": {"200": {"content": {kind: {"schema": {"type": "string", "format": "binary"}}}}}}


PATHS: Json = {
    "/issues": {
        "get": operation(operationId="list", ref="issue", many=True),
        "post": operation(operationId="create", ref="issue", body=WHOLE),
        "delete": operation(operationId="clear"),
    },
    "/issues/{id}": {
        "get": operation(operationId="get", ref="issue"),
        "patch": operation(operationId="patch", ref="issue", body=TITLE),
        "put": operation(operationId="put", ref="issue", body=WHOLE),
        "delete": operation(operationId="delete"),
    },
    "/issues/count": {"get": operation(operationId="count", ref="count")},
    "/issues/search": {"get": operation(operationId="search", ref="issue", many=True)},
    "/issues/latest": {"get": operation(operationId="latest", ref="issue")},
    "/issues/batch/create": {"post": operation(operationId="batchCreate", body=IDS)},
    "/issues/batch/read": {"post": operation(operationId="batchRead", body=IDS)},
    "/issues/{id}/close": {"post": operation(operationId="close", ref="issue")},
    "/issues/{id}/lock": {
        "put": operation(operationId="lock"),
        "delete": operation(operationId="unlock"),
        "get": operation(operationId="isLocked"),
    },
    "/issues/{id}/star": {
        "put": operation(operationId="star"),
        "get": operation(operationId="starred"),
        "delete": operation(operationId="unstar"),
    },
    "/issues/{id}/assignees": {
        "post": operation(
            operationId="add-assignees",
            ref="issue",
            body={"type": "object", "properties": {"assignees": {"type": "array"}}},
        )
    },
    "/issues/{id}/fork": {"post": operation(operationId="fork", ref="issue")},
    "/issues/{id}/archive.zip": {"get": {"operationId": "export", **binary()}},
    "/issues/{id}/files": {
        "post": operation(
            operationId="attach",
            requestBody={
                "content": {
                    "multipart/form-data": {"schema": {"type": "object", "properties": {"file": {"type": "string"}}}}
                }
            },
        )
    },
    "/issues/{id}/tabs/{tab}/move/{position}": {"post": operation(operationId="moveTab")},
    "/settings": {
        "get": operation(operationId="settings", ref="settings"),
        "patch": operation(operationId="set", ref="settings", body=SETTINGS),
        "put": operation(operationId="reset", ref="settings", body=SETTINGS),
        "delete": operation(operationId="forget"),
    },
    "/user": {
        "get": operation(operationId="whoami", ref="user"),
        "patch": operation(operationId="rename", ref="user", body=USER),
    },
    "/members": {
        "get": operation(operationId="members", ref="user", many=True),
        "put": operation(
            operationId="setMembers", body={"type": "object", "properties": {"members": {"type": "array"}}}
        ),
    },
    "/account": {
        "get": operation(
            operationId="byId",
            ref="settings",
            parameters=[{"name": "accountId", "in": "query", "required": True, "schema": {"type": "string"}}],
        )
    },
    "/markdown": {"post": operation(operationId="render", ref="count", body=TITLE)},
    "/track": {"post": operation(operationId="track", body=TITLE)},
    "/messages:batchDelete": {
        "post": operation(operationId="bd", body={"type": "object", "properties": {"ids": {"type": "array"}}})
    },
    "/messages/{id}:trash": {"post": operation(operationId="trash")},
    "/pets/{id}": {
        "get": operation(operationId="pet", ref="user"),
        "post": operation(operationId="savePet", ref="user", body=TITLE),
    },
}
EXPECTED: dict[str, Json] = {
    "list": {"verb": "list"},
    "create": {"verb": "create"},
    "clear": {"verb": "delete", "all": True},
    "get": {"verb": "read", "identity": ["id"]},
    "patch": {"verb": "update", "identity": ["id"]},
    "put": {"verb": "replace", "identity": ["id"]},
    "delete": {"verb": "delete", "identity": ["id"]},
    "count": {"verb": "count", "kind": "issue"},
    "search": {"verb": "search", "kind": "issue"},
    "latest": {"verb": "read", "pick": "latest", "kind": "issue"},
    "batchCreate": {"verb": "create", "many": "inputs", "kind": "issue"},
    "batchRead": {"verb": "read", "many": "inputs", "kind": "issue"},
    "close": {"verb": "act", "action": "close", "sets": {"state": "closed"}, "identity": ["id"], "kind": "issue"},
    "lock": {"verb": "act", "action": "lock", "sets": {"locked": True}, "identity": ["id"]},
    "unlock": {"verb": "act", "action": "unlock", "sets": {"locked": False}, "identity": ["id"]},
    "isLocked": {"verb": "read", "checks": {"locked": True}, "identity": ["id"], "kind": "issue"},
    "star": {"verb": "write_singleton", "kind": "star"},
    "starred": {"verb": "read_singleton", "kind": "star"},
    "unstar": {"verb": "delete", "singleton": True, "kind": "star"},
    "add-assignees": {"verb": "act", "action": "add_assignees", "kind": "issue", "identity": ["id"]},
    "fork": {"verb": "create", "copies": True, "kind": "issue"},
    "export": {"verb": "download"},
    "attach": {"verb": "upload", "kind": "file"},
    "moveTab": {"verb": "act", "action": "move", "kind": "tab", "identity": ["tab"]},
    "settings": {"verb": "read_singleton", "kind": "settings"},
    "set": {"verb": "write_singleton", "partial": True, "kind": "settings"},
    "reset": {"verb": "write_singleton", "kind": "settings"},
    "forget": {"verb": "delete", "singleton": True, "kind": "settings"},
    "whoami": {"verb": "read", "self": True, "kind": "user"},
    "rename": {"verb": "update", "self": True, "kind": "user"},
    "setMembers": {"verb": "replace", "many": "members", "kind": "user"},
    "byId": {"verb": "read", "identity": ["accountId"]},
    "render": {"verb": "none"},
    "track": {"verb": "create", "kind": "track"},
    "bd": {"verb": "delete", "many": "ids", "kind": "message"},
    "trash": {"verb": "act", "action": "trash", "kind": "message", "identity": ["id"]},
    "savePet": {"verb": "update", "identity": ["id"]},
}


@pytest.mark.parametrize("name", EXPECTED)
def test_effect(compiled: Compile, name: str) -> None:
    effect = compiled({"api.json": openapi(PATHS, SCHEMAS)}).effect(name)
    assert {key: effect.get(key) for key in EXPECTED[name]} == EXPECTED[name]


def test_a_partial_write_is_told_from_a_whole_one(compiled: Compile) -> None:
    made = compiled({"api.json": openapi(PATHS, SCHEMAS)})
    assert "partial" not in made.effect("reset")
    paths = {"/a": PATHS["/issues"], "/a/{id}": {"put": operation(operationId="edit", body=TITLE)}}
    assert compiled({"api.json": openapi(paths, SCHEMAS)}).effect("edit")["verb"] == "update"
