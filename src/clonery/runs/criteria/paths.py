"""Fields of a record by a short path, through the records that they name: `labels[]>label.name`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from .nouns import templates
from .world import Item, World

_STEP = re.compile(r"(?P<each>\[\])|>(?P<follow>[\w-]+)|\.?(?P<field>[^.\[\]>|]+)")
NAMES = (
    "id", "name", "title", "login", "key", "slug", "number", "identifier", "iid", "username", "displayName",
    "display_name", "real_name", "email", "emailAddress", "primaryEmail", "full_name", "full_path", "path",
    "path_with_namespace", "tag_name", "code", "lookup_key", "accountId", "uid", "summary", "ref", "_tag",
)  # fmt: skip
"""What a record may be called by."""


@lru_cache(maxsize=4096)
def _steps(path: str) -> tuple[tuple[str, str], ...]:
    return tuple((str(made.lastgroup), made[str(made.lastgroup)]) for made in _STEP.finditer(path))


def read(world: World, item: Item, path: str) -> list[Any] | None:
    """The values at the path, lists opened; None where the record has no such field.

    `labels[]>label.name` is each of `labels`, the record of kind label that it names, that one's name. Alternatives are
    parted by `|`; the first one that the record has is taken.
    """
    for alternative in path.split("|"):
        found = _walk(world, item, _steps(alternative))
        if found is not None:
            return found
    return None


def _walk(world: World, item: Item, steps: tuple[tuple[str, str], ...]) -> list[Any] | None:
    values: list[Any] = [item.doc]
    kind = item.kind
    for name, given in steps:
        if name == "field":
            there = [value for value in values if isinstance(value, Mapping) and given in value]
            if values and not there:
                return None
            values, kind = [value[given] for value in there], ""
        elif name == "each":
            values = [one for value in values for one in (value if isinstance(value, list) else [value])]
        else:
            followed = [_follow(world, item, given, value) for value in values if value is not None]
            values, kind = [value for value in followed if value is not None], given
            if followed and not values:
                return None
    if steps[-1][0] == "follow":
        return [name for value in values for name in names(world, item, kind, value)]
    return values


def _follow(world: World, item: Item, kind: str, value: Any) -> Any:
    """The document that a value names: by its id, or by `kind/id` as generic records name their parents."""
    if isinstance(value, Mapping):
        inner = value.get("id")
        found = world.find(item.moment, item.clone, kind, inner) if inner is not None else None
        return found.doc if found else value
    before, slash, after = str(value).rpartition("/")
    if slash and world.find(item.moment, item.clone, kind, value) is None:
        if before.rpartition("/")[2] != kind:
            return value
        value = after
    found = world.find(item.moment, item.clone, kind, value)
    return found.doc if found else value


def names(world: World, item: Item, kind: str, value: Any) -> Iterator[Any]:
    """All that a record, or an embedded document, may be called by; a plain value is its own name."""
    if not isinstance(value, Mapping):
        yield value
        return
    yield from (value[name] for name in NAMES if value.get(name) is not None)
    inside = Item(item.clone, kind, value, item.moment)
    for template in templates(item.clone, kind):
        said = _filled(world, inside, template)
        if said is not None:
            yield said


def _filled(world: World, item: Item, template: str) -> str | None:
    """A name that is put together: `{owner>user.login}/{name}`; `{name!refs/}` is without what it must begin with."""
    missing = False

    def fill(made: re.Match[str]) -> str:
        nonlocal missing
        path, _, start = made[1].partition("!")
        values = [str(value) for value in read(world, item, path) or () if str(value).startswith(start)]
        missing = missing or not values
        return values[0].removeprefix(start) if values else ""

    said = re.sub(r"\{([^}]+)\}", fill, template)
    return None if missing else said
