"""Many items in one call, generically: each element of a list that was sent, or all that lie below the parents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..problems import NotFound
from ..state.record import Record
from . import homes
from .making import make
from .naming import answer_schema, identity
from .showing import fitting, plain

if TYPE_CHECKING:
    from ..call import Call
    from ..operation import Operation

Effect = dict[str, Any]


def asked(effect: Effect) -> bool:
    """Whether the operation is about many items; an item that its path names makes it one about that item."""
    return bool((effect.get("many") and not effect.get("identity")) or effect.get("all"))


def in_identity(operation: Operation, arguments: dict[str, Any]) -> list[dict[str, Any]]:
    """The arguments once for each item, where the one argument that names the item holds a list of names."""
    names = operation.entry["effect"].get("identity", ())
    if len(names) != 1 or not isinstance(arguments.get(names[0]), list):
        return [arguments]
    return [{**arguments, names[0]: name} for name in arguments[names[0]]]


def elements(effect: Effect, arguments: dict[str, Any], bare: str = "id") -> list[dict[str, Any]]:
    """What the caller sent of each item; a bare element is the item's `bare`."""
    value: Any = arguments
    for part in [effect["many"]] if effect["many"] in arguments else effect["many"].split("."):
        value = value.get(part) if isinstance(value, dict) else None
    parts = value if isinstance(value, list) else [] if value is None else [value]
    return [part if isinstance(part, dict) else {bare: part} for part in parts]


def named(call: Call, effect: Effect, sent: dict[str, Any], above: list[Record]) -> Record | None:
    """The item that an element names by any of the kind's names; None where there is none."""
    kind = call.clone.kind(effect["kind"])
    names = ["id", *(field for field, _ in identity(call.clone, effect["kind"]).fields if field != "id")]
    asked_by = [(name, sent[name]) for name in names if sent.get(name) is not None]
    if set(sent) == {"id"}:
        asked_by = [(name, sent["id"]) for name in names]
    found = (homes.search(call, kind, {name: value}, above) for name, value in asked_by)
    return next((record for record in found if record is not None), None)


def present(call: Call, effect: Effect, arguments: dict[str, Any], above: list[Record]) -> list[Record]:
    """Those items that are there: all below the parents, or the ones that were named."""
    if effect.get("all"):
        return [record for record in call.all(call.clone.kind(effect["kind"])) if homes.is_below(call, record, above)]
    found = (named(call, effect, sent, above) for sent in elements(effect, arguments))
    return list({record.id: record for record in found if record is not None}.values())


def changed(
    call: Call,
    operation: Operation,
    effect: Effect,
    arguments: dict[str, Any],
    above: list[Record],
    change: Any,
    sent_of_all: dict[str, Any],
) -> list[Record]:
    """Each item with its part of what was sent changed by `change`, or made where the operation puts things in place.

    Raises NotFound for one that is not there and is not made.
    """
    if effect.get("all"):
        return [change(call, operation, record, sent_of_all) for record in present(call, effect, arguments, above)]
    makes = effect.get("upsert") or effect["verb"] == "replace"
    made = []
    for sent in elements(effect, arguments):
        found = named(call, effect, sent, above)
        if found is None and not makes:
            raise NotFound(kind=effect["kind"], id=next(iter(sent.values()), None))
        made.append(change(call, operation, found, sent) if found else make(call, operation, effect, sent, above))
    return made


def listed(call: Call, operation: Operation, effect: Effect, records: list[Record]) -> Any:
    """The operation's answer with these records at its place; None for an answer without a body."""
    schema = answer_schema(operation)
    if not schema:
        return None
    value: Any = [plain(call, record) for record in records]
    place = [part for part in effect.get("list_at", "").split(".") if part]
    if not place and "array" not in fitting(call).types(fitting(call).resolved(schema)):
        value = value[0] if value else {}
    for name in reversed(place):
        value = {name: value}
    return fitting(call).fit(schema, value, True)
