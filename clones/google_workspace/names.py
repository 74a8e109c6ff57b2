"""Resource names: `people/c1`, `spaces/S/messages/M`; https://google.aip.dev/122."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from clonery.server.generic import homes
from clonery.server.state.record import Record

if TYPE_CHECKING:
    from clonery.server.call import Call
    from clonery.server.clone import Clone

_PLACE = re.compile(r"\{[^{}]+\}")


@lru_cache(maxsize=4)
def of(clone: Clone) -> dict[str, tuple[str, str]]:
    """Kind → the field that holds the name, and how a name is made of ids, as reads of one thing have it."""
    found: dict[str, tuple[str, str]] = {}
    for made in clone.operations.values():
        whole, effect = made.entry.get("http", {}).get("whole", {}), made.entry.get("effect", {})
        if effect.get("verb") == "read" and len(whole) == 1:
            ((field, template),) = whole.items()
            if template.endswith("}") and "/" in template:
                found.setdefault(effect["kind"], (field, template))
    return found


def filled(call: Call, record: Record, template: str) -> str:
    """The name: the record's id in the last place, its ancestors' before it."""
    ids = [str(above.id) for above in [record, *homes.ancestors(call, record)]]
    count = len(_PLACE.findall(template))
    chosen = iter(reversed(ids[:count] + ["-"] * (count - len(ids))))
    return _PLACE.sub(lambda _: next(chosen), template)
