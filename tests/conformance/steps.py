"""Arguments given by hand for one operation, after the calls that have to happen before it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from .ground import Ground

BEFORE = "$before"
"""Names calls: `{"order": ["PostOrders", {…}]}`; without arguments, that operation's own example is called."""
_NAMED = re.compile(r"\$([a-z]\w*)((?:\.\w+)+)")


def example(ground: Ground, name: str) -> dict[str, Any]:
    """An operation's example: `$order.id` is a field of what the call named `order` answered.

    Raises AssertionError where a call before it is refused: the example is wrong then."""
    ground.count += 1
    given = orjson.loads(ground.examples.get(name, "{}").replace("{n}", str(ground.count)))
    made: dict[str, Any] = {}
    for key, (called, *arguments) in given.pop(BEFORE, {}).items():
        sent = filled(arguments[0], made) if arguments else example(ground, called)
        answer = ground.call(ground.clone.operations[called], sent)
        assert answer.status < 400, f"{name}: before it, {called}({sent}) is refused: {answer.body.decode()[:300]}"
        made[key] = answer.data if answer.json else {}
    return {key: filled(value, made) for key, value in given.items()}


def filled(value: Any, made: dict[str, Any]) -> Any:
    """`value` with `$name.field` replaced by what earlier calls answered; `.tail` is the end of an address."""
    if isinstance(value, dict):
        return {name: filled(held, made) for name, held in value.items()}
    if isinstance(value, list):
        return [filled(held, made) for held in value]
    found = _NAMED.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return value
    held = made[found[1]]
    for field in found[2].split(".")[1:]:
        if isinstance(held, str) and field == "tail":
            held = held.rpartition("/")[2]
        else:
            held = held[int(field)] if isinstance(held, list) else held[field]
    return held
