"""One control path on the wire: reads and checks a request, runs the call, words what went wrong."""

from __future__ import annotations

import inspect
import logging
import re
from typing import Any
from urllib.parse import parse_qsl

import orjson

from ...farm import Farm, FarmError, UnknownSession
from ...registry import UnknownClone
from ...request import Answer
from .. import rest
from ..address import Addresses
from . import bodies
from .table import Asked, Route

logger = logging.getLogger("clonery")
_WHOLE = re.compile(r"-?[0-9]{1,18}")


class Endpoint:
    """All calls of one path, by method."""

    def __init__(self, farm: Farm, addresses: Addresses, routes: list[Route]) -> None:
        self.farm = farm
        self.addresses = addresses
        self.routes = {route.method: route for route in routes}

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        method = "GET" if scope["method"] == "HEAD" else scope["method"]
        route = self.routes.get(method)
        if route is None:
            allowed = ", ".join(self.routes)
            made = refusal("method", f"{scope['method']} is not for this path; it takes {allowed}", "", 405)
            made.headers.append(("Allow", allowed))
        else:
            made = await self._answer(route, scope, receive)
        await rest.respond(made, send, scope["method"])

    async def _answer(self, route: Route, scope: Any, receive: Any) -> Answer:
        try:
            headers = rest.read_headers(scope)
            asked = Asked(
                self.farm, dict(scope["path_params"]), _query(route, scope), headers=headers,
                root=root(self.addresses, scope, headers),
            )  # fmt: skip
            if route.body is not None:
                asked.body = _body(route, await rest.read_body(receive, self.farm.settings.body_limit_bytes), self.farm)
            result = route.handle(asked)
            if inspect.isawaitable(result):
                result = await result
            await self.farm.saved()
        except FarmError as error:
            return refusal(error.code, str(error), error.field, error.status)
        except UnknownSession as error:
            return refusal("not_found", str(error), "session", 404)
        except UnknownClone as error:
            return refusal("not_found", str(error), "clone", 404)
        except Exception:
            logger.exception("%s %s failed", scope["method"], scope["path"])
            return refusal("failed", "the farm failed: see its log", "", 500)
        if isinstance(result, Answer):
            return result
        return Answer(route.status, b"" if result is None else orjson.dumps(result))


def refusal(code: str, message: str, field: str, status: int) -> Answer:
    """An error in the control API's own envelope."""
    return Answer(status, orjson.dumps({"error": {"code": code, "message": message, "field": field or None}}))


def root(addresses: Addresses, scope: Any, headers: dict[str, str]) -> str:
    """The farm's address as the caller wrote it; `<clone>.localhost` leads to the farm at `localhost`."""
    found = addresses.read(scope, headers).root
    scheme, _, rest_of = found.partition("://")
    host, slash, prefix = rest_of.partition("/")
    name, colon, port = host.partition(":")
    if name.endswith(".localhost"):
        return f"{scheme}://localhost{colon}{port}{slash}{prefix}"
    return found


def _query(route: Route, scope: Any) -> dict[str, Any]:
    try:
        pairs = parse_qsl(scope.get("query_string", b"").decode("ascii"), keep_blank_values=True, errors="strict")
    except ValueError:
        raise FarmError("the query is not readable text", "", "malformed", 400) from None
    given: dict[str, Any] = {}
    for name, text in pairs:
        whole = route.query.get(name, {}).get("type") == "integer" and _WHOLE.fullmatch(text)
        given[name] = int(text) if whole else text
    if given or route.body is None:
        _check(route.query_validator, route.query_schema, given)
    return given


def _body(route: Route, text: bytes, farm: Farm) -> dict[str, Any]:
    if len(text) > farm.settings.body_limit_bytes:
        raise FarmError(f"the body is over {farm.settings.body_limit_bytes} bytes", "", "too_large", 413)
    try:
        body = orjson.loads(text) if text.strip() else {}
    except orjson.JSONDecodeError as error:
        raise FarmError(f"the body is no JSON: {error}", "", "malformed", 400) from None
    assert route.body is not None
    _check(route.validator, route.body, body)
    checked: dict[str, Any] = body
    return checked


def _check(validator: Any, schema: bodies.Schema, value: Any) -> None:
    error = next(iter(validator.iter_errors(value)), None)
    if error is not None:
        field, message = bodies.flaw(error, schema)
        raise FarmError(message, field)
