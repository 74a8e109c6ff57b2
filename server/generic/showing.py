"""Records in the answers of generic operations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..state.record import Record
from .fitting import Fitting
from .naming import answer_schema

if TYPE_CHECKING:
    from ..call import Call
    from ..operation import Operation


def fitting(call: Call) -> Fitting:
    """What fits values to the clone's schemas in this call."""
    made = call.memo.get("fitting")
    if made is None:
        made = call.memo["fitting"] = Fitting(call.clone.specs.schema, call.now, call.base)
    assert isinstance(made, Fitting)
    return made


def shown(call: Call, operation: Operation, record: Record | None, extra: dict[str, Any] | None = None) -> Any:
    """The operation's answer with the record at its place; None for an answer without a body.

    What is read is shown as it is kept, where nobody published how it looks.
    """
    schema = answer_schema(operation)
    if not schema:
        effect = operation.entry["effect"]
        seen = effect["verb"] in ("read", "read_singleton") and not effect.get("checks") and operation.status == 200
        return plain(call, record) if seen and record is not None else None
    place = operation.entry["effect"].get("item_at", "")
    value: Any = plain(call, record) if record is not None else {}
    value = {**value, **(extra or {})} if isinstance(value, dict) else value
    if record is not None and isinstance(value, dict) and not place:
        value = {**_by_kind(call, schema, record), **value}
    kind = operation.entry["effect"]["kind"]
    if not place and isinstance(value, dict) and kind not in value and _has_object(call, schema, kind):
        value[kind] = dict(value)
    for name in reversed([part for part in place.split(".") if part]):
        value = {name: value}
    return fitting(call).fit(schema, value, True)


def _has_object(call: Call, schema: Any, name: str) -> bool:
    """Whether the answer has an object of that name: some give the item whole beside what names it."""
    fit = fitting(call)
    below = fit.resolved(fit.resolved(schema).get("properties", {}).get(name))
    return bool(below) and ("object" in fit.types(below) or "anyOf" in below or "oneOf" in below)


def _by_kind(call: Call, schema: Any, record: Record) -> dict[str, Any]:
    """The record's id under the name of its kind, which short answers have: `chat_id` of a chat."""
    names = fitting(call).resolved(schema).get("properties", {})
    stems = {
        name: name.removesuffix("_id").removesuffix("Id").lower() for name in names if name.endswith(("_id", "Id"))
    }
    return {name: record.id for name, stem in stems.items() if stem and record.KIND.name.startswith(stem)}


def plain(call: Call, record: Record) -> Any:
    """A record as its shape shows it, or its own fields where it has none."""
    if type(record) in call.clone.dialect.shapes:
        return call.clone.dialect.show(call, record, True)
    return call.clone.dialect.plain(call, record)
