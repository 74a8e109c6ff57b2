"""What acts come to whose name alone sets no field."""

import pytest

from .conftest import Compile, Json, openapi, operation

THING: Json = {"type": "object", "properties": {"id": {"type": "string"}, "owner": {"type": "string"}}}
MAIL: Json = {"type": "object", "properties": {"id": {"type": "string"}, "text": {"type": "string"}}}


def act(name: str, ref: str = "thing", **fields: str) -> Json:
    body = {"type": "object", "properties": {field: {"type": kind} for field, kind in fields.items()}}
    return {"post": operation(operationId=name, ref=ref, body=body if fields else None)}


PATHS: Json = {
    "/things/{id}": {"get": operation(operationId="get", ref="thing")},
    "/things/{id}/subscribe": act("subscribe"),
    "/things/{id}/unsubscribe": act("unsubscribe"),
    "/things/{id}/enable": act("enable"),
    "/things/{id}/disable": act("disable"),
    "/things/{id}/transfer": act("transfer", owner="string"),
    "/things/{id}/set_theme": act("setTheme", theme="string"),
    "/things/{id}/add_tags": act("addTags", owner="string"),
    "/things/{id}/send": act("send", ref="mail"),
    "/things/{id}/validate": act("validate", ref="report"),
    "/things/{id}/approve": act("approve"),
    "/things/{id}/resume": act("resume"),
    "/things/{id}/merge": act("merge"),
    "/things/schedule": {
        "post": operation(
            operationId="schedule",
            body={**THING, "required": ["id"]},
        )
    },
}  # fmt: skip
BASE: Json = {"kind": "thing", "parents": [], "identity": ["id"]}
EXPECTED: dict[str, Json] = {
    "subscribe": {**BASE, "verb": "act", "action": "subscribe", "sets": {"subscribed": True}},
    "unsubscribe": {**BASE, "verb": "act", "action": "unsubscribe", "sets": {"subscribed": False}},
    "enable": {**BASE, "verb": "act", "action": "enable", "sets": {"enabled": True}},
    "disable": {**BASE, "verb": "act", "action": "disable", "sets": {"enabled": False}},
    "transfer": {**BASE, "verb": "update", "action": "transfer"},
    "setTheme": {**BASE, "verb": "update", "action": "set_theme"},
    "addTags": {**BASE, "verb": "act", "action": "add_tags"},
    "send": {"verb": "create", "kind": "mail", "identity": [], "parents": [{"kind": "thing", "params": ["id"]}]},
    "validate": {**BASE, "verb": "none", "action": "validate"},
    "approve": {**BASE, "verb": "act", "action": "approve", "sets": {"approved": True}},
    "resume": {**BASE, "verb": "act", "action": "resume", "sets": {"paused": False}},
    "merge": {**BASE, "verb": "act", "action": "merge"},
    "schedule": {**BASE, "verb": "update", "action": "schedule"},
}


@pytest.mark.parametrize("name", EXPECTED)
def test_effect(compiled: Compile, name: str) -> None:
    schemas: Json = {
        "thing": THING,
        "mail": MAIL,
        "report": {"type": "object", "properties": {"fine": {"type": "boolean"}}},
    }
    assert compiled({"api.json": openapi(PATHS, schemas)}).effect(name) == EXPECTED[name]
