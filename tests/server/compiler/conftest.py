"""Small descriptions, and the compiler run on them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest

from clonery.server.compiler import Report, compile_clone

Json = dict[str, Any]


class Compiled:
    """What a compilation wrote: entries by name, the shared schemas, the report, the folder."""

    def __init__(self, out: Path, report: Report) -> None:
        self.out = out
        self.report = report
        data = orjson.loads((out / "tools.json").read_bytes())
        self.operations: Json = {entry["name"]: entry for entry in data["operations"]}
        self.tools: Json = {entry["name"]: entry for entry in data["tools"]}
        self.schemas: Json = orjson.loads((out / "schemas.json").read_bytes())

    def effect(self, name: str) -> Json:
        effect: Json = self.operations[name]["effect"]
        return effect


Compile = Callable[..., Compiled]


@pytest.fixture
def compiled(tmp_path: Path) -> Compile:
    """Compiles files given by name (a mapping is written as JSON, a string as it is, bytes too)."""

    def run(files: dict[str, Any], overrides: Json | None = None) -> Compiled:
        source, out = tmp_path / "from", tmp_path / "specs" / "toy"
        source.mkdir(exist_ok=True)
        out.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            text = content if isinstance(content, (str, bytes)) else orjson.dumps(content)
            (source / name).write_bytes(text.encode() if isinstance(text, str) else text)
        if overrides is not None:
            (out / "overrides.json").write_bytes(orjson.dumps(overrides))
        return Compiled(out, compile_clone("toy", source, out))

    return run


def operation(**more: Any) -> Json:
    """An OpenAPI operation that answers `ref`, a list of it with `many`, nothing without; `body` is a schema."""
    ref, many, body = more.pop("ref", None), more.pop("many", False), more.pop("body", None)
    schema: Json | None = {"$ref": f"#/components/schemas/{ref}"} if ref else None
    if many:
        schema = {"type": "array", "items": schema or {}}
    status = "200" if schema else "204"
    made: Json = {"responses": {status: {"content": {"application/json": {"schema": schema}}} if schema else {}}}
    if body is not None:
        made["requestBody"] = {"content": {"application/json": {"schema": body}}}
    return made | more


def openapi(paths: Json, schemas: Json | None = None, **more: Any) -> Json:
    """An OpenAPI 3.1 document."""
    made: Json = {"openapi": "3.1.0", "info": {"title": "Toy", "version": "7"}, "paths": paths}
    return made | {"components": {"schemas": schemas or {}}} | more


ISSUE: Json = {
    "type": "object",
    "required": ["id", "number"],
    "properties": {
        "id": {"type": "integer"},
        "number": {"type": "integer"},
        "title": {"type": "string"},
        "state": {"type": "string", "enum": ["open", "closed"]},
        "locked": {"type": "boolean"},
    },
}
