"""Rewrites an OpenAPI 2 document in the form of version 3."""

from typing import Any

from .listed import listed_set
from .report import Json

METHODS = ("get", "put", "post", "patch", "delete", "head", "options")
SCHEMA_KEYS = listed_set(
    "type format items default enum minimum maximum exclusiveMinimum exclusiveMaximum minLength maxLength pattern "
    "minItems maxItems uniqueItems multipleOf"
)
DELIMITED = {"ssv": "spaceDelimited", "pipes": "pipeDelimited"}
FORM = ("application/x-www-form-urlencoded", "multipart/form-data")


def as_version_3(data: Json) -> Json:
    """The same description with `components`, `servers` and `requestBody`."""
    shared = data.get("parameters") or {}
    paths = {}
    for path, item in data["paths"].items():
        inherited = [_shared(each, shared) for each in item.get("parameters", [])]
        made: Json = {
            "parameters": [_parameter(each) for each in inherited if each.get("in") not in ("body", "formData")]
        }
        for method in METHODS:
            if isinstance(item.get(method), dict):
                made[method] = _operation(item[method], inherited, shared, data)
        paths[path] = made
    produces = data.get("produces")
    responses = {name: _response(each, produces) for name, each in (data.get("responses") or {}).items()}
    renamed: Json = _renamed(
        {
            "openapi": "3.0.0",
            "info": data.get("info", {}),
            "servers": [{"url": data.get("basePath") or ""}],
            "paths": paths,
            "components": {"schemas": data.get("definitions") or {}, "responses": responses},
        }
    )
    return renamed


def _shared(parameter: Json, shared: Json) -> Json:
    reference = parameter.get("$ref", "")
    found = shared.get(reference.removeprefix("#/parameters/")) if reference else None
    return found if isinstance(found, dict) else parameter


def _operation(operation: Json, inherited: list[Json], shared: Json, data: Json) -> Json:
    parameters = [_shared(each, shared) for each in operation.get("parameters", [])]
    made = {key: value for key, value in operation.items() if key not in ("parameters", "consumes", "produces")}
    made["parameters"] = [_parameter(each) for each in parameters if each.get("in") not in ("body", "formData")]
    consumes = operation.get("consumes") or data.get("consumes") or []
    body = [each for each in [*inherited, *parameters] if each.get("in") == "body"]
    fields = [each for each in [*inherited, *parameters] if each.get("in") == "formData"]
    if body:
        types = consumes or ["application/json"]
        made["requestBody"] = {
            "required": body[-1].get("required") is True,
            "content": {name: {"schema": body[-1].get("schema", {})} for name in types},
        }
    elif fields:
        has_file = any(each.get("type") == "file" for each in fields)
        made["requestBody"] = _form(fields, consumes or [FORM[has_file]])
    produces = operation.get("produces") or data.get("produces")
    made["responses"] = {key: _response(each, produces) for key, each in (operation.get("responses") or {}).items()}
    return made


def _form(fields: list[Json], types: list[str]) -> Json:
    schema: Json = {"type": "object", "properties": {each["name"]: _schema(each) for each in fields}}
    required = sorted({each["name"] for each in fields if each.get("required") is True})
    if required:
        schema["required"] = required
    return {"required": bool(required), "content": {name: {"schema": schema} for name in types}}


def _parameter(parameter: Json) -> Json:
    if "schema" in parameter or "$ref" in parameter:
        return parameter
    made = {key: value for key, value in parameter.items() if key not in SCHEMA_KEYS and key != "collectionFormat"}
    made["schema"] = _schema(parameter)
    if parameter.get("type") == "array" and parameter.get("in") == "query":
        style = parameter.get("collectionFormat", "csv")
        made |= {"style": DELIMITED.get(style, "form"), "explode": style == "multi"}
    return made


def _schema(parameter: Json) -> Json:
    return {key: value for key, value in parameter.items() if key in SCHEMA_KEYS}


def _response(response: Json, produces: list[str] | None) -> Json:
    if "$ref" in response or "schema" not in response:
        return response
    types = [name for name in produces or ["application/json"] if name] or ["application/json"]
    return {"content": {name: {"schema": response["schema"]} for name in types}}


def _renamed(value: Any) -> Any:
    if isinstance(value, dict):
        made = {key: _renamed(each) for key, each in value.items()}
        reference = made.get("$ref")
        if isinstance(reference, str):
            for old, new in (("#/definitions/", "#/components/schemas/"), ("#/responses/", "#/components/responses/")):
                if reference.startswith(old):
                    made["$ref"] = new + reference.removeprefix(old)
        return made
    return [_renamed(each) for each in value] if isinstance(value, list) else value
