"""Calls to a clone without a written operation."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema_rs
import orjson
import pytest

from clonery.server import perform
from clonery.server.farm import Farm
from clonery.server.generic.naming import answer_schema
from clonery.server.operation import absolute
from clonery.server.request import Request
from clonery.server.settings import Settings

TOYS = Path(__file__).resolve().parents[2] / "toys"


@pytest.fixture
def plain() -> Callable[..., Any]:
    """`plain("GET", "/shops/main", body)` → Answer; every answer is checked against its published schema."""
    farm = Farm(Settings(clones=("plain",), clones_folder=TOYS))
    session, clone = farm.session("default"), farm.clone("plain")

    def call(method: str, path: str, body: Any = None, **more: Any) -> Any:
        raw, _, query = path.partition("?")
        sent = body if isinstance(body, bytes) else b"" if body is None else orjson.dumps(body)
        headers = {"authorization": "Bearer plain_default"} | more.get("headers", {})
        answer = perform.rest(farm, session, clone, Request(method, raw, query, headers, sent, "http://f/plain"))
        if answer.status < 300 and answer.json and answer.body:
            operation, _ = perform.route(clone, method, raw)
            schema = absolute(answer_schema(operation))
            validator = jsonschema_rs.Draft202012Validator(
                schema, retriever=lambda uri: absolute(clone.specs.schema(uri.rpartition("/")[2]))
            )
            assert [error.message for error in validator.iter_errors(answer.data)] == []
            assert dict(answer.headers)["X-Clonery-Fidelity"] == "generic"
        return answer

    call.session, call.farm = session, farm  # type: ignore[attr-defined] # a function with two things at hand
    return call
