"""`expand[]`: ids turned into the objects that they name, to a depth of four; https://docs.stripe.com/api/expanding_objects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import ids
from .payments.keeping import as_kept
from .records.payments import PaymentMethod
from .refusals import Refusal
from .shapes import INCLUDED

if TYPE_CHECKING:
    from clonery.server.call import Call

DEPTH, COUNTED = 4, "total_count"
_FIELDS = {
    "coupon": "coupon", "product": "product", "price": "price", "default_price": "price",
    "promotion_code": "promotion_code",
    "tax_rate": "tax_rate", "customer": "customer", "account": "account",
}  # fmt: skip
"""Fields whose ids have no prefix of their own: the kind that they name."""
_ALSO = (("py_", "charge"), ("pyr_", "refund"), ("ba_", "external_account"), ("card_", "external_account"))
_FORMS = sorted(((prefix, kind) for kind, (prefix, _) in ids.FORMS.items() if prefix), key=lambda pair: -len(pair[0]))
_PREFIXES = (*_ALSO, *_FORMS)


def expanded(call: Call, value: Any) -> Any:
    """The answer with what `expand` asked for. Raises Refusal for what can't be expanded."""
    paths = call.arguments.get("expand")
    if not isinstance(paths, list) or not isinstance(value, dict):
        return value
    for path in paths:
        many = value.get("object") in ("list", "search_result")
        if (path == COUNTED and value.get("object") == "search_result") or (path == "data" and many):
            continue  # the search has counted already, and the elements are there
        parts = str(path).split(".")
        listed = parts[0] == "data" and many
        if many and not listed:
            raise Refusal(
                f"{_refused(path).message} You may want to try expanding 'data.{path}' instead.", param="expand"
            )
        if len(parts) - listed > DEPTH:
            raise Refusal(f"You cannot expand more than {DEPTH} levels of a property ({path}).", param="expand")
        value = _walked(call, value, parts, path)
    return value


def _walked(call: Call, value: Any, parts: list[str], path: str) -> Any:
    if value is None or not parts:
        return value
    if isinstance(value, list):
        return [_walked(call, item, parts, path) for item in value]
    if not isinstance(value, dict):
        raise _refused(path)
    name, *rest = parts
    held = value.get(name)
    if isinstance(held, dict) and "object" in held and held["object"] == "list" and rest[:1] == ["data"]:
        return {**value, name: {**held, "data": _walked(call, held["data"], rest[1:], path)}}
    include = INCLUDED.get((value.get("object", ""), name))
    if include is not None and held is None:
        held = include(call, value)
        if rest[:1] == ["data"]:
            held, rest = {**held, "data": _walked(call, held["data"], rest[1:], path)}, []
    elif name not in value:
        raise _refused(path)
    elif isinstance(held, str):
        held = _object(call, name, held, path)
    elif isinstance(held, list) and held and isinstance(held[0], str):
        held = [_object(call, name.removesuffix("s"), item, path) for item in held]
    elif held is not None and not isinstance(held, dict | list):
        raise _refused(path)
    return {**value, name: _walked(call, held, rest, path)}


def kind_of(id: str) -> str | None:
    """The kind that an id's prefix tells."""
    return next((kind for prefix, kind in _PREFIXES if id.startswith(prefix)), None)


def _object(call: Call, name: str, id: str, path: str) -> Any:
    kept = call.peek(PaymentMethod, id) if name in ("default_source", "source") else None
    if kept is not None:
        return as_kept(call, kept)
    kind = _FIELDS.get(name) or kind_of(id)
    if kind is None:
        raise _refused(path)
    found = call.peek(call.clone.kind(kind), id)
    return id if found is None else call.clone.dialect.show(call, found, True)


def _refused(path: str) -> Refusal:
    return Refusal(f"This property cannot be expanded ({path}).", param="expand")
