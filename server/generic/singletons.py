"""Settings and the like, generically: one of a kind below its parents, read as it is, written whole or in part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..problems import NotFound
from ..state.record import Record
from . import homes, items
from .making import make
from .naming import answer_schema
from .showing import shown

if TYPE_CHECKING:
    from ..call import Call
    from ..operation import Operation

Effect = dict[str, Any]


def _single(call: Call, effect: Effect, above: list[Record]) -> Record | None:
    kind = call.clone.kind(effect["kind"])
    where = homes.home(kind, above)
    if not where and above:
        return next((record for record in call.all(kind) if homes.is_below(call, record, above)), None)
    return call.first(kind, where)


def read(call: Call, operation: Operation, effect: Effect, arguments: dict[str, Any]) -> Any:
    """What was written, or the smallest answer that the schema takes; where the answer is only a yes, 404 for a no."""
    above = homes.parents(call, operation, arguments)
    if effect.get("self") and call.actor is not None:
        return shown(call, operation, call.actor)
    found = _single(call, effect, above)
    if found is None and not answer_schema(operation):
        raise NotFound(kind=effect["kind"])
    return shown(call, operation, found)


def write(call: Call, operation: Operation, effect: Effect, arguments: dict[str, Any]) -> Any:
    """Keep what was sent: on top of what is there (`partial`), or in its place."""
    above = homes.parents(call, operation, arguments)
    sent = items.body(call, operation, effect, arguments)
    kind = call.clone.kind(effect["kind"])
    found = _single(call, effect, above)
    if found is None:
        number = call.next(f"generic/{effect['kind']}/single")
        below = "-".join(f"{parent.KIND.name}-{parent.id}" for parent in above[-1:])
        id = f"{effect['kind']}-{below or number}"
        if not kind.OPEN:
            return shown(call, operation, make(call, operation, effect, sent, above))
        found = call.create(kind, **{**sent, "id": sent.get("id", id), **homes.home(kind, above)})
    elif effect.get("partial"):
        found = items.change(call, operation, found, sent)
    else:
        gone = {name: None for name in found.doc if name != "id" and not name.startswith("_") and name not in sent}
        found = items.change(call, operation, found, {**(gone if found.OPEN else {}), **sent})
    return shown(call, operation, found)
