"""Discovery documents: flat paths, parameters, media uploads."""

import pytest

from clonery.server.compiler import DescriptionProblem

from .conftest import Compile, Json

MESSAGE = {"id": "Message", "type": "object", "properties": {"name": {"type": "string"}, "thread": {"$ref": "Thread"}}}


def document() -> Json:
    messages = {
        "get": {
            "id": "chat.spaces.messages.get",
            "httpMethod": "GET",
            "path": "v1/{+name}",
            "flatPath": "v1/spaces/{spacesId}/messages/{messagesId}",
            "parameters": {"name": {"location": "path", "required": True, "type": "string"}},
            "response": {"$ref": "Message"},
            "scopes": ["z", "a"],
        },
        "create": {
            "id": "chat.spaces.messages.create",
            "httpMethod": "POST",
            "path": "v1/{+parent}/messages",
            "flatPath": "v1/spaces/{spacesId}/messages",
            "parameters": {
                "parent": {"location": "path", "required": True, "type": "string"},
                "dry": {"location": "query", "type": "boolean", "default": "false"},
                "limit": {"location": "query", "type": "integer", "default": "50", "minimum": "1"},
                "labels": {"location": "query", "type": "string", "repeated": True},
            },
            "request": {"$ref": "Message"},
            "response": {"$ref": "Message"},
            "supportsMediaUpload": True,
            "mediaUpload": {"protocols": {"simple": {"path": "/upload/v1/messages"}}},
        },
        "delete": {"id": "chat.spaces.messages.delete", "httpMethod": "DELETE", "path": "v1/m/{id}",
                   "parameters": {"id": {"location": "path", "type": "integer"}}, "deprecated": True},
    }  # fmt: skip
    return {
        "discoveryVersion": "v1",
        "name": "chat",
        "title": "Chat",
        "version": "v1",
        "servicePath": "base/",
        "schemas": {"Message": MESSAGE, "Thread": {"id": "Thread", "type": "object"}},
        "resources": {"spaces": {"resources": {"messages": {"methods": messages}}}},
    }


def test_methods_become_operations(compiled: Compile) -> None:
    made = compiled({"chat.json": document()})
    get = made.operations["chat.spaces.messages.get"]
    assert get["http"] == {
        "method": "GET",
        "path": "/base/v1/spaces/{spacesId}/messages/{messagesId}",
        "whole": {"name": "spaces/{spacesId}/messages/{messagesId}"},
    }
    assert get["scopes"] == ["a", "z"]
    assert get["category"] == "chat.spaces"
    assert get["effect"] == {
        "verb": "read",
        "kind": "message",
        "parents": [{"kind": "space", "params": ["spacesId"], "implied": True}],
        "identity": ["messagesId"],
    }
    create = made.operations["chat.spaces.messages.create"]
    assert create["http"]["upload"] == ["/upload/v1/messages"]
    assert create["inputSchema"]["properties"] == {
        "dry": {"type": "boolean", "default": False, "x-in": "query"},
        "labels": {"type": "array", "items": {"type": "string"}, "x-in": "query"},
        "limit": {"type": "integer", "default": 50, "minimum": 1, "x-in": "query"},
        "name": {"type": "string", "x-in": "body"},
        "spacesId": {"type": "string", "x-in": "path"},
        "thread": {"$ref": "schemas.json#/Thread", "x-in": "body"},
    }
    delete = made.operations["chat.spaces.messages.delete"]
    assert (delete["results"], delete["deprecated"]) == ({"204": {}}, True)
    assert delete["inputSchema"]["properties"]["id"] == {"type": "integer", "x-in": "path"}


def test_an_unknown_schema_is_refused(compiled: Compile) -> None:
    broken = document()
    del broken["schemas"]["Thread"]
    with pytest.raises(DescriptionProblem, match="unresolved reference 'Thread'"):
        compiled({"chat.json": broken})
