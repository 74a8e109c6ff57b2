"""The exact form: a JSON or YAML object below a criterion says what words can't."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import orjson

from clonery.server.nearest import nearest

from .assertions import Assertion, DiffType, Records
from .lexicon import Unreadable
from .nouns import Noun, find, nouns
from .operators import OPERATORS

TYPES: tuple[DiffType, ...] = ("added", "removed", "changed", "unchanged", "state")
KEYS = (
    *TYPES, "diff_type", "entity", "clone", "where", "count", "expected_count", "changes", "expected_changes", "strict",
    "ignore", "description",
)  # fmt: skip


def parse(text: str, language: str) -> Any:
    """The data of a block. Raises Unreadable."""
    if language in ("yaml", "yml"):
        try:
            import yaml  # type: ignore[import-untyped]  # it comes without types
        except ImportError:
            raise Unreadable("a YAML block needs `pip install clonery[yaml]`; JSON needs nothing") from None
        try:
            return yaml.safe_load(text)
        except yaml.YAMLError as error:
            raise Unreadable(f"the block is no YAML: {error}") from None
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise Unreadable(f"the block is no JSON: {error}") from None


def exact(data: Any, clones: tuple[str, ...]) -> Assertion:
    """The check of one object. Raises Unreadable, naming the key that is wrong and the nearest right one."""
    if not isinstance(data, Mapping):
        raise Unreadable("the block is to be one object")
    known(data, KEYS, "key")
    kind = data.get("diff_type") or next((name for name in TYPES if name in data), None)
    if kind not in TYPES:
        raise Unreadable(f"one of {', '.join(TYPES)} is needed")
    noun = _noun(str(data.get("entity") or data.get(kind)), str(data.get("clone", "")), clones)
    strict = data.get("strict", True)
    if not isinstance(strict, bool):
        raise Unreadable("strict is true or false")
    return Assertion(
        kind, Records(noun), where(data.get("where", {})), count(data.get("count", data.get("expected_count"))),
        changes(data.get("changes", data.get("expected_changes", {}))), strict, frozenset(data.get("ignore") or ()),
    )  # fmt: skip


def known(data: Mapping[str, Any], names: Collection[str], what: str) -> None:
    for name in data:
        if name not in names:
            raise Unreadable(f"unknown {what} {name!r}{nearest(str(name), names)}")


def _noun(said: str, clone: str, clones: tuple[str, ...]) -> Noun:
    first, slash, kind = said.partition("/")
    if slash:
        clone, said = first, kind
    if clone and clone not in clones:
        raise Unreadable(f"unknown clone {clone!r}{nearest(clone, clones)}")
    of = (clone,) if clone else clones
    found = find(said.replace("_", " ").split(), of)
    if not found:
        named = [noun for one in of for noun in nouns(one).values() if noun.kind == said]
        found = list({noun.clone: noun for noun in reversed(named)}.values())
    if len(found) > 1:
        may = " or ".join(noun.clone for noun in found)
        raise Unreadable(f"{said!r} may be of {may}: write {found[0].clone}/{said}")
    if not found:
        there = sorted({noun.kind for one in of for noun in nouns(one).values()})
        raise Unreadable(f"unknown kind {said!r}{nearest(said, there)}")
    return found[0]


def where(data: Any) -> dict[str, Any]:
    """Fields with their predicates, plain values as `{eq: value}`. Raises Unreadable for an unknown operator."""
    if not isinstance(data, Mapping):
        raise Unreadable("where is an object of fields")
    return {str(name): predicate(wanted) for name, wanted in data.items()}


def predicate(wanted: Any) -> Mapping[str, Any]:
    if not isinstance(wanted, Mapping):
        return {"eq": wanted}
    known(wanted, [*OPERATORS, "not_eq"], "operator")
    return {"ne" if name == "not_eq" else name: value for name, value in wanted.items()}


def changes(data: Any) -> dict[str, dict[str, Any]]:
    """Fields with `{from, to}`, each a predicate; a plain value is what it changes to, a pair is from and to."""
    if not isinstance(data, Mapping):
        raise Unreadable("changes is an object of fields")
    found = {}
    for name, said in data.items():
        if isinstance(said, list) and len(said) == 2:
            said = {"from": said[0], "to": said[1]}
        if not isinstance(said, Mapping):
            said = {"to": said}
        known(said, ("from", "to"), "key")
        found[str(name)] = {side: predicate(wanted) for side, wanted in said.items()}
    return found


def count(data: Any) -> Any:
    """A number, or `{min, max}`."""
    if data is None or (isinstance(data, int) and not isinstance(data, bool) and data >= 0):
        return data
    if isinstance(data, Mapping) and data:
        known(data, ("min", "max"), "key")
        if all(isinstance(value, int) for value in data.values()):
            return dict(data)
    raise Unreadable("count is a number, or {min, max}")
