"""A clone's compiled operations as an OpenAPI document, which is what schemathesis reads."""

import re
from typing import Any

from clonery.server.bodies import JSON
from clonery.server.clone import Clone
from clonery.server.operation import Argument, Operation
from clonery.server.tool import cleaned

STYLES = {
    "csv": {"style": "form", "explode": False}, "ssv": {"style": "spaceDelimited", "explode": False},
    "pipes": {"style": "pipeDelimited", "explode": False}, "deepObject": {"style": "deepObject", "explode": True},
}  # fmt: skip


def described(clone: Clone, operation: Operation) -> dict[str, Any]:
    """One operation as a document of its own, with the schemas that it refers to."""
    http = operation.entry["http"]
    made: dict[str, Any] = {
        "operationId": operation.name, "parameters": [_parameter(each) for each in _travelling(operation)],
        "responses": {status: {"description": status} for status in operation.entry.get("results", {}) or ["200"]},
    }  # fmt: skip
    body = operation.at("body")
    if body:
        kinds = operation.entry.get("consumes", [JSON])
        made["requestBody"] = {"content": {kind: {"schema": _body(operation, body)} for kind in kinds}}
    document = {
        "openapi": "3.1.0", "info": {"title": clone.title, "version": "1"},
        "paths": {http["path"]: {http["method"].lower(): made}},
    }  # fmt: skip
    names, schemas = _references(document), {}
    while names:
        name = names.pop()
        if name not in schemas:
            schemas[name] = clone.specs.schema(name)
            names |= _references(schemas[name])
    return _pointed(cleaned(document | {"components": {"schemas": schemas}}))  # type: ignore[no-any-return] # it is one


def _travelling(operation: Operation) -> list[Argument]:
    return [each for place in ("path", "query", "header") for each in operation.at(place)]


def _parameter(argument: Argument) -> dict[str, Any]:
    made = {
        "name": argument.wire,
        "in": argument.place,
        "schema": argument.schema,
        "required": argument.place == "path",
    }
    style = argument.schema.get("x-style", "")
    if style == "json":
        return {**{k: v for k, v in made.items() if k != "schema"}, "content": {JSON: {"schema": argument.schema}}}
    return made | STYLES.get(style, {})


def _body(operation: Operation, body: list[Argument]) -> dict[str, Any]:
    whole = next((each for each in body if each.whole), None)
    if whole is not None:
        return whole.schema
    required = set(operation.entry["inputSchema"].get("required", ()))
    return {
        "type": "object", "properties": {each.wire: each.schema for each in body},
        "required": [each.wire for each in body if each.name in required],
    }  # fmt: skip


def _references(value: Any) -> set[str]:
    return set(re.findall(r"'\$ref': 'schemas\.json#/([^']+)'", repr(value)))


def _pointed(value: Any) -> Any:
    """References to the document's own components."""
    if isinstance(value, dict):
        made = {key: _pointed(held) for key, held in value.items()}
        if isinstance(made.get("$ref"), str):
            made["$ref"] = made["$ref"].replace("schemas.json#/", "#/components/schemas/")
        return made
    return [_pointed(held) for held in value] if isinstance(value, list) else value
