"""Arguments of an operation as its vendor's clients send them: path, query, headers and body."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

import orjson

from clonery.server.bodies import FORM, JSON, MULTIPART
from clonery.server.clone import Clone
from clonery.server.operation import Argument, Operation
from clonery.server.request import Request

BOUNDARY = "conformance-boundary"


def request(clone: Clone, operation: Operation, arguments: dict[str, Any], token: str | None) -> Request:
    """The request that calls the operation with these arguments, by the token if there is one."""
    method, path = _target(clone, operation)
    query: list[tuple[str, str]] = []
    headers = {name.lower(): value for name, value in (clone.dialect.present(token) if token else {}).items()}
    body: dict[str, Any] = {}
    whole: Any = None
    for name, value in arguments.items():
        assert name in operation.arguments, f"{operation.name} has no argument {name!r}"
        argument = operation.arguments[name]
        if argument.place == "path":
            deep = argument.wire in operation.entry.get("http", {}).get("deep", ())
            path = path.replace(f"{{{argument.wire}}}", quote(_text(value), safe="/" if deep else ""))
        elif argument.place == "query" or (argument.place == "body" and method == "GET"):
            query += _pairs(argument, value)
        elif argument.place == "header":
            headers[argument.wire.lower()] = _text(value)
        elif argument.whole:
            whole = value
        else:
            body[argument.wire] = value
    sent, kind = _body(operation, method, body, whole)
    if sent:
        headers["content-type"] = kind
    return Request(method, path, urlencode(query), headers, sent, f"http://farm/{clone.name}", "http://farm")


def _target(clone: Clone, operation: Operation) -> tuple[str, str]:
    entry = operation.entry
    if "http" in entry:
        return entry["http"]["method"], entry["http"]["path"]
    return entry["rpc"].get("verb", "POST"), clone.rpc_path(entry["rpc"]["method"])


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else orjson.dumps(value).decode()


def _pairs(argument: Argument, value: Any) -> list[tuple[str, str]]:
    style, name = argument.schema.get("x-style"), argument.wire
    if style == "json":
        return [(name, orjson.dumps(value).decode())]
    if isinstance(value, list) and style in ("csv", "ssv", "pipes"):
        return [(name, {"csv": ",", "ssv": " ", "pipes": "|"}[style].join(map(_text, value)))] if value else []
    if isinstance(value, dict | list) and style in ("deepObject", "indexed"):
        return _nested(name, value)
    if isinstance(value, list):
        return [(name, _text(element)) for element in value]
    return [(name, _text(value))]


def _nested(name: str, value: Any) -> list[tuple[str, str]]:
    """Names with brackets, as forms have them; null is an empty text."""
    if isinstance(value, dict):
        return [pair for key, below in value.items() for pair in _nested(f"{name}[{key}]", below)]
    if isinstance(value, list):
        return [pair for place, below in enumerate(value) for pair in _nested(f"{name}[{place}]", below)]
    return [(name, "" if value is None else _text(value))]


def _body(operation: Operation, method: str, body: dict[str, Any], whole: Any) -> tuple[bytes, str]:
    takes = operation.entry.get("consumes", [JSON])
    if method in ("GET", "HEAD") or (whole is None and not body):
        return b"", ""
    if any("json" in kind for kind in takes):
        kind = next(kind for kind in takes if "json" in kind)
        return orjson.dumps(body if whole is None else whole), kind
    if FORM in takes:
        fields = body if whole is None else whole
        return urlencode([pair for name, value in fields.items() for pair in _nested(name, value)]).encode(), FORM
    if MULTIPART in takes:
        files = {argument.wire for argument in operation.at("body") if argument.schema.get("format") == "binary"}
        return _multipart(body if whole is None else whole, files), f"{MULTIPART}; boundary={BOUNDARY}"
    return (whole if isinstance(whole, str) else orjson.dumps(whole).decode()).encode(), takes[0].replace(
        "*/*", "text/plain"
    )


def _multipart(fields: Any, files: set[str]) -> bytes:
    parts = []
    for name, value in (fields if isinstance(fields, dict) else {"file": fields}).items():
        for element in value if isinstance(value, list) else [value]:
            head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"'
            head += '; filename="walk.txt"\r\nContent-Type: text/plain' if name in files else ""
            parts.append(f"{head}\r\n\r\n{_text(element)}\r\n")
    return ("".join(parts) + f"--{BOUNDARY}--\r\n").encode()
