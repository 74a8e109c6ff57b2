"""What an OAuth request says: its query, its form or JSON body, the client's name and secret wherever they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_plus

import orjson

from .. import bodies
from ..problems import Malformed

if TYPE_CHECKING:
    from ..call import Call


def given(call: Call) -> dict[str, str]:
    """Names and values, texts all; those of the body go before those of the query. What can't be read says nothing."""
    request = call.request
    made: dict[str, Any] = {}
    try:
        made |= dict(request.pairs)
        if request.content_type == bodies.MULTIPART:
            made |= bodies.multipart(request)
        elif request.body[:1] == b"{":
            found = orjson.loads(request.body)
            made |= found if isinstance(found, dict) else {}
        elif request.body:
            made |= bodies.form(request.body)
    except (Malformed, orjson.JSONDecodeError):
        pass
    made |= {name: call.arguments[name] for name in call.arguments if name not in made}
    return {name: str(value) for name, value in made.items() if isinstance(value, str | int | float)}


def client(call: Call, asked: dict[str, str]) -> tuple[str, str]:
    """The client's id and secret, of HTTP Basic or of the request; "" for what is not there."""
    if call.request.header("authorization").partition(" ")[0].lower() == "basic":
        name, secret = call.request.basic or ("", "")
        return unquote_plus(name), unquote_plus(secret)
    return asked.get("client_id", ""), asked.get("client_secret", "")
