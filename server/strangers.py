"""Names inside arguments that no schema knows: what a vendor refuses who refuses unknown arguments."""

from collections.abc import Iterator
from typing import Any

from .texts import Schemas, branches, types

Path = tuple[str | int, ...]
DEEPEST = 12


def strangers(schema: Any, value: Any, schemas: Schemas, path: Path = ()) -> Iterator[Path]:
    """The paths of names below `value` that its schema does not list.

    An object that lists its properties and says nothing of others is closed; one without any, or with a schema for
    others, is a map. Of several alternatives, a name that any one of them lists is known.
    """
    if not isinstance(value, dict | list) or len(path) > DEEPEST:
        return
    parts = branches(schema, schemas)
    if isinstance(value, list):
        items: Any = next((part["items"] for part in parts if "items" in part), {})
        for place, held in enumerate(value):
            yield from strangers(items, held, schemas, (*path, place))
        return
    objects = [part for part in parts if "object" in types(part)]
    known = {name: below for part in objects for name, below in part.get("properties", {}).items()}
    more = next((part.get("additionalProperties", not part.get("properties")) for part in objects if _open(part)), None)
    for name, held in value.items():
        if name in known:
            yield from strangers(known[name], held, schemas, (*path, name))
        elif more is not None:
            yield from strangers(more, held, schemas, (*path, name))
        elif objects:
            yield (*path, name)


def _open(part: dict[str, Any]) -> bool:
    return part.get("additionalProperties", not part.get("properties")) is not False
