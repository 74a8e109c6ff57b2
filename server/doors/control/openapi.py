"""The control API's own description, made from the calls themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from . import bodies
from .table import Route

ERROR = bodies.answer(error=bodies.answer(code=bodies.TEXT, message=bodies.TEXT, field=bodies.maybe(bodies.TEXT)))
REFUSALS = {
    "400": "The body or the query can't be read.", "404": "There is no such session, clone or part of one.",
    "409": "The name or the key is taken.", "422": "A field is not what it has to be.",
}  # fmt: skip


def described(routes: Iterable[Route], version: str) -> dict[str, Any]:
    """An OpenAPI 3.1 document of these calls."""
    paths: dict[str, Any] = {}
    for route in routes:
        paths.setdefault(f"/{route.path}", {})[route.method.lower()] = _call(route)
    info = {"title": "Clonery control API", "version": version, "summary": "Sessions of a farm of stateful clones."}
    return {"openapi": "3.1.0", "info": info, "servers": [{"url": "/_clonery"}], "paths": paths}


def _call(route: Route) -> dict[str, Any]:
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": bodies.TEXT}
        for name in re.findall(r"\{(\w+)\}", route.path)
    ]
    parameters += [{"name": name, "in": "query", "schema": schema} for name, schema in route.query.items()]
    if route.path == "sessions" and route.method == "POST":
        parameters.append({"name": "Idempotency-Key", "in": "header", "schema": bodies.TEXT})
    words = [part.strip("{}") for part in route.path.split("/")]
    made: dict[str, Any] = {
        "operationId": "_".join([route.method.lower(), *words]).replace(".", "_"), "summary": route.summary,
        "tags": [route.tag], "parameters": parameters, "responses": _responses(route),
    }  # fmt: skip
    if route.body is not None:
        content = {"application/json": {"schema": route.body}}
        made["requestBody"] = {"required": bool(route.body.get("required")), "content": content}
    return made


def _responses(route: Route) -> dict[str, Any]:
    good: dict[str, Any] = {"description": route.summary}
    if route.answer is not None:
        good["content"] = {"application/json": {"schema": route.answer}}
    error = {"application/json": {"schema": ERROR}}
    refused = {code: {"description": text, "content": error} for code, text in REFUSALS.items()}
    return {str(route.status): good, **refused}
