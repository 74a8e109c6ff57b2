"""Arguments travel as the vendor's clients send them."""

import orjson

from clonery.server.operation import Operation
from clonery.server.registry import Registry

from . import wire


def made(consumes: str, **properties: dict[str, object]) -> Operation:
    entry = {"name": "x", "http": {"method": "POST", "path": "/boxes/{box}"}, "consumes": [consumes]}
    return Operation({**entry, "inputSchema": {"type": "object", "properties": properties}})


def test_path_query_header_and_json_body() -> None:
    operation = made(
        "application/json",
        box={"x-in": "path"},
        tags={"x-in": "query", "type": "array", "x-style": "csv"},
        when={"x-in": "query", "x-style": "deepObject"},
        etag={"x-in": "header", "x-name": "If-Match"},
        title={"x-in": "body"},
    )
    given = {"box": "a/b", "tags": ["x", "y"], "when": {"gte": 1}, "etag": "7", "title": "T"}
    request = wire.request(Registry().get("github"), operation, given, None)
    assert (request.method, request.path, request.query) == ("POST", "/boxes/a%2Fb", "tags=x%2Cy&when%5Bgte%5D=1")
    assert request.headers == {"if-match": "7", "content-type": "application/json"}
    assert orjson.loads(request.body) == {"title": "T"}


def test_forms_nest_with_brackets() -> None:
    operation = made("application/x-www-form-urlencoded", items={"x-in": "body"}, live={"x-in": "body"})
    request = wire.request(Registry().get("github"), operation, {"items": [{"price": "p"}], "live": True}, None)
    assert request.body == b"items%5B0%5D%5Bprice%5D=p&live=true"
    assert request.content_type == "application/x-www-form-urlencoded"
