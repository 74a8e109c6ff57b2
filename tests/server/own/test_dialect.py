"""Credentials of an own clone travel as its description says."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest

from clonery.server.own.dialect import class_name, dialect_file

from .conftest import Served, basic

CASES: list[tuple[Any, dict[str, str], str]] = [
    ({"type": "apiKey", "in": "header", "name": "X-Key"}, {"X-Key": "{token}"}, ""),
    ({"type": "apiKey", "in": "query", "name": "key"}, {}, "?key={token}"),
    ({"type": "apiKey", "in": "cookie", "name": "sid"}, {"Cookie": "a=1; sid={token}"}, ""),
    ({"type": "http", "scheme": "bearer"}, {"Authorization": "Bearer {token}"}, ""),
    ({"type": "oauth2", "flows": {}}, {"Authorization": "Bearer {token}"}, ""),
]


@pytest.mark.parametrize(("scheme", "headers", "query"), CASES)
def test_a_key_is_read_where_it_stands(
    own: Callable[..., Served], tmp_path: Path, scheme: Any, headers: dict[str, str], query: str
) -> None:
    paths = {
        "/boxes": {"get": {"responses": {"200": {"description": "", "content": {"application/json": {"schema": {
            "type": "array", "items": {"type": "object", "properties": {"id": {"type": "string"}}}}}}}}}},
        "/health": {"get": {"security": [], "operationId": "health", "responses": {"200": {"description": "", "content":
            {"application/json": {"schema": {"type": "object", "properties": {"ok": {"type": "boolean"}}}}}}}}},
    }  # fmt: skip
    description = {
        "openapi": "3.0.0", "info": {"title": "Box", "version": "1"}, "paths": paths,
        "components": {"securitySchemes": {"auth": scheme}}, "security": [{"auth": []}],
    }  # fmt: skip
    (tmp_path / "box.json").write_bytes(orjson.dumps(description))
    box = own(tmp_path / "box.json", "box")

    def asked(path: str, token: str) -> int:
        sent = {name: value.format(token=token) for name, value in headers.items()}
        return box.rest("GET", path + query.format(token=token), headers=sent)[0]

    assert asked("/boxes", box.token) == 200
    assert asked("/boxes", "wrong") == 401
    assert box.rest("GET", "/boxes", headers={})[0] == 401
    assert box.rest("GET", "/boxes")[0] == 200
    assert box.rest("GET", "/health", headers={})[0] == 200


def test_each_of_several_schemes_lets_in_and_the_first_is_sent(own: Callable[..., Served], tmp_path: Path) -> None:
    schemes: Any = {
        "key": {"type": "apiKey", "in": "header", "name": "X-Key"}, "flow": {"type": "oauth2", "flows": {}},
        "word": {"type": "http", "scheme": "basic"}, "sid": {"type": "apiKey", "in": "cookie", "name": "sid"},
    }  # fmt: skip
    description = {
        "openapi": "3.0.0", "info": {"title": "Box", "version": "1"},
        "paths": {"/boxes": {"get": {"responses": {"200": {"description": "", "content": {"application/json": {
            "schema": {"type": "array", "items": {"type": "object", "properties": {"id": {"type": "string"}}}}}}}}}}},
        "components": {"securitySchemes": schemes}, "security": [{"flow": []}, {"key": []}, {"word": []}],
    }  # fmt: skip
    (tmp_path / "box.json").write_bytes(orjson.dumps(description))
    box = own(tmp_path / "box.json", "box")
    good = [{"X-Key": box.token}, {"Authorization": f"Bearer {box.token}"}, {"Cookie": f"sid={box.token}"}]
    for headers in [*good, basic(box.token)]:
        assert box.rest("GET", "/boxes", headers=headers)[0] == 200, headers
    for headers in [{"X-Key": "wrong"}, {"Authorization": "Bearer wrong"}, {"Cookie": "sid=wrong"}, basic("wrong"), {}]:
        assert box.rest("GET", "/boxes", headers=headers)[0] == 401, headers
    assert box.clone.dialect.present("t") == {"Authorization": "Bearer t"}


def test_without_any_scheme_everything_is_open() -> None:
    text = dialect_file("a-b", "A B", {"paths": {}}, [])
    assert "class ABDialect(Dialect)" in text
    assert "return True" in text
    assert class_name("acme-billing") == "AcmeBillingDialect"


def test_the_callers_own_record_says_what_people_are() -> None:
    entries = [{"name": "getMe", "effect": {"verb": "read", "self": True, "kind": "member"}}]
    assert 'user_kind = "member"' in dialect_file("a-b", "A B", {"paths": {}}, entries)
    assert "user_kind" not in dialect_file("a-b", "A B", {"paths": {}}, [])
