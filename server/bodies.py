"""A request's body as arguments: JSON, forms with nested keys, multipart with files, or bytes as they are."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import orjson

from .problems import Malformed
from .request import Request

if TYPE_CHECKING:
    from .operation import Operation

JSON, FORM, MULTIPART = "application/json", "application/x-www-form-urlencoded", "multipart/form-data"
_KEY = re.compile(r"\[([^\[\]]*)\]")


def parse(request: Request, operation: Operation) -> Any:
    """The parsed body; None for an empty one, bytes where the operation takes neither JSON nor a form.

    A caller who sends JSON under another name is understood, as most vendors do. Raises Malformed.
    """
    if not request.body:
        return None
    takes, kind = operation.entry.get("consumes", [JSON]), request.content_type
    if kind == MULTIPART:
        return multipart(request)
    if kind == FORM and FORM in takes:
        return form(request.body)
    if any("json" in name for name in takes) or kind.endswith("json"):
        return _json(request.body)
    return request.body


def _json(body: bytes) -> Any:
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise Malformed(f"the body is no JSON: {error}", code="json") from None


def form(body: bytes) -> dict[str, Any]:
    """A form as an object: `a[b]=1` nests, `a[]=1` and `a[0]=1` make lists; values stay text. Raises Malformed."""
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, errors="strict", max_num_fields=10_000)
    except ValueError as error:
        raise Malformed(f"the form can't be read: {error}", code="form") from None
    return nested(pairs)


def nested(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Names with brackets as nested objects and lists. Raises Malformed for names that contradict each other."""
    made: dict[str, Any] = {}
    for name, value in pairs:
        head, bracket, _ = name.partition("[")
        keys = [head, *_KEY.findall(name)] if bracket else [name]
        if bracket and head + "".join(f"[{key}]" for key in keys[1:]) != name:
            raise Malformed(f"{name!r} has brackets that don't close", code="form", name=name)
        _put(made, keys, value, name)
    return {key: _listed(value) for key, value in made.items()}


def _put(made: dict[str, Any], keys: list[str], value: Any, name: str) -> None:
    for key in keys[:-1]:
        below = made.setdefault(key, {})
        if not isinstance(below, dict):
            raise Malformed(f"{name!r} is a value and an object at once", code="form", name=name)
        made = below
    last = keys[-1] if keys[-1] != "" or len(keys) == 1 else str(len(made))
    if isinstance(made.get(last), dict):
        raise Malformed(f"{name!r} is a value and an object at once", code="form", name=name)
    made[last] = value


def _listed(value: Any) -> Any:
    """Objects whose keys are 0, 1, 2 … are lists."""
    if not isinstance(value, dict):
        return value
    if value and all(key.isdecimal() for key in value):
        return [_listed(value[key]) for key in sorted(value, key=int)]
    return {key: _listed(below) for key, below in value.items()}


def multipart(request: Request) -> dict[str, Any]:
    """Fields as text; a file as `{"filename", "content_type", "data"}` with bytes. Raises Malformed."""
    from python_multipart import parse_form
    from python_multipart.exceptions import FormParserError

    pairs: list[tuple[str, Any]] = []

    def on_field(field: Any) -> None:
        pairs.append((field.field_name.decode(), (field.value or b"").decode("utf-8", "replace")))

    def on_file(file: Any) -> None:
        file.file_object.seek(0)
        data = file.file_object.read()
        kind = file.content_type or "application/octet-stream"
        kind = kind.decode() if isinstance(kind, bytes) else kind
        pairs.append((file.field_name.decode(), {
            "filename": (file.file_name or b"").decode(), "content_type": kind, "data": data}))  # fmt: skip

    headers = {"Content-Type": request.header("content-type").encode()}
    try:
        parse_form(headers, io.BytesIO(request.body), on_field, on_file)
    except (FormParserError, ValueError) as error:
        raise Malformed(f"the multipart body can't be read: {error}", code="multipart") from None
    return {name.removesuffix("[]"): value for name, value in pairs}
