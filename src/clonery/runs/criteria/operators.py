"""The comparators of exact criteria and assertion suites, with agent-diff's own reading of each."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any


def _text(value: Any) -> Any:
    """Documents and lists are searched as compact JSON."""
    return json.dumps(value, separators=(",", ":")) if isinstance(value, dict | list) else value


def _strings(test: Callable[[str, str], bool], *, fold: bool = False, json_too: bool = False) -> Callable[..., bool]:
    def compare(value: Any, wanted: Any) -> bool:
        value = _text(value) if json_too else value
        if not isinstance(value, str) or not isinstance(wanted, str):
            return False
        return test(value.lower(), wanted.lower()) if fold else test(value, wanted)

    return compare


def _ordered(test: Callable[[Any, Any], Any]) -> Callable[..., bool]:
    def compare(value: Any, wanted: Any) -> bool:
        try:
            return bool(test(value, wanted))
        except TypeError:
            return False

    return compare


def _regex(value: Any, wanted: Any) -> bool:
    try:
        return isinstance(value, str) and re.search(wanted, value) is not None
    except (re.error, TypeError):
        return False


def _has(every: bool) -> Callable[..., bool]:
    def compare(value: Any, wanted: Any) -> bool:
        if not isinstance(value, Sequence):
            return False
        try:
            found = [item in value for item in wanted or ()]
        except TypeError:
            return False
        return all(found) if every else any(found)

    return compare


OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "eq": lambda value, wanted: value == wanted,
    "ne": lambda value, wanted: value != wanted,
    "in": _ordered(lambda value, wanted: value in wanted),
    "not_in": _ordered(lambda value, wanted: value not in wanted),
    "contains": _strings(lambda value, wanted: wanted in value, json_too=True),
    "not_contains": _strings(lambda value, wanted: wanted not in value, json_too=True),
    "i_contains": _strings(lambda value, wanted: wanted in value, fold=True, json_too=True),
    "starts_with": _strings(str.startswith),
    "ends_with": _strings(str.endswith),
    "i_starts_with": _strings(str.startswith, fold=True),
    "i_ends_with": _strings(str.endswith, fold=True),
    "regex": _regex,
    "gt": _ordered(lambda value, wanted: value > wanted),
    "gte": _ordered(lambda value, wanted: value >= wanted),
    "lt": _ordered(lambda value, wanted: value < wanted),
    "lte": _ordered(lambda value, wanted: value <= wanted),
    "exists": lambda value, wanted: bool(wanted) is (value is not None),
    "has_any": _has(every=False),
    "has_all": _has(every=True),
}
"""Name → test of a field's value against the wanted one. A field that isn't there has the value None."""


def matches(value: Any, wanted: Any) -> bool:
    """Whether the value meets a predicate: `{operator: wanted, …}`, all of which must hold, or the value itself.

    An operator that nobody knows, which its reader should have refused, meets nothing.
    """
    if not isinstance(wanted, Mapping):
        return bool(value == wanted)
    return all(name in OPERATORS and OPERATORS[name](value, given) for name, given in wanted.items())


def between(count: int, wanted: Any) -> bool:
    """Whether a count is the expected one: a number, or `{min, max}`, either of which may be missing."""
    if isinstance(wanted, Mapping):
        low, high = wanted.get("min"), wanted.get("max")
        return (low is None or count >= low) and (high is None or count <= high)
    return bool(count == wanted)


def get(row: Mapping[str, Any], path: str) -> Any:
    """The value at a dotted path, None where there is none."""
    found: Any = row
    for part in path.split("."):
        if not isinstance(found, Mapping) or part not in found:
            return None
        found = found[part]
    return found
