"""Where a generic operation's records are at home: the parents that its path names, the fields that name an item."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..dialect import Dialect
from ..problems import NotFound
from ..state.reading import KEPT_ROWS
from ..state.record import Record
from .naming import WORDS, fields_of, free, identity, implied, partitions, properties

if TYPE_CHECKING:
    from ..call import Call
    from ..operation import Operation

PARENT = "_parent"
"""The field of an undeclared kind that names its parent, as `kind/id`."""
LEFT = "_left"
"""The field that lists the parents below which a record is no longer shown."""


def parents(call: Call, operation: Operation, arguments: dict[str, Any]) -> list[Record]:
    """The parents that the arguments name, outermost first. Raises NotFound for one that is not there."""
    found: list[Record] = []
    partition = partitions(call.clone).get(operation.name)
    if partition is not None:
        found.append(stand_in(call, *partition))
    for parent in operation.entry["effect"].get("parents", ()):
        if any(name not in arguments for name in parent["params"]):
            continue
        if parent.get("implied"):
            found.append(stand_in(call, parent["kind"], "/".join(str(arguments[name]) for name in parent["params"])))
            continue
        values = {name: arguments[name] for name in parent["params"]}
        if not found and parent.get("fields", {}).get(parent["params"][-1]) == "id" and len(values) == 1:
            made = _outermost(call, parent["kind"], *values.values())
            if made is not None:
                found.append(made)
                continue
        found.append(locate(call, parent["kind"], values, parent.get("fields", {}), found))
    return found


def _outermost(call: Call, kind: str, id: Any) -> Record | None:
    """The record of that id; None where the clone has a way of its own to find it, or there is none by it."""
    if type(call.clone.dialect).locate is not Dialect.locate:
        return None
    return by_id(call, call.clone.kind(kind), id)


def locate(
    call: Call, kind: str, values: dict[str, Any], fields: dict[str, str], above: list[Record], own: bool = False
) -> Record:
    """The record of `kind` that these arguments name below its parents (`own`: all are its own). Raises NotFound."""
    named = fields_of(call.clone, kind, values, fields, own)
    where = {field: values[name] for name, field in named.items() if field is not None}
    made = call.clone.dialect.locate(call, kind, {fields.get(n, n.rpartition(".")[2]): v for n, v in values.items()})
    if made is None:
        made = search(call, call.clone.kind(kind), where, above) or _other(call, kind, where, above)
    around = [values[name] for name, field in named.items() if field is None]
    if made is None or not all(_lies_in(call, made, value) for value in around):
        raise NotFound(kind=kind, id=next(reversed(where.values()), None))
    return made


def _other(call: Call, kind: str, where: dict[str, Any], above: list[Record]) -> Record | None:
    """The record by another of its names: an id where a word is usual, a word where an id is."""
    if len(where) != 1:
        return None
    ((field, value),) = where.items()
    others = ["id"] if field in WORDS else []
    if field == "id" and isinstance(value, str):
        others = [name for name, _ in identity(call.clone, kind).fields if name in WORDS]
        if not others and not value.isdecimal():
            others = [name for name in WORDS if name in properties(call.clone, kind)]
    found = call.clone.kind(kind)
    return next((made for name in others if (made := search(call, found, {name: value}, above))), None)


def _lies_in(call: Call, record: Record, value: Any) -> bool:
    """Whether something above the record goes by that value; true of a record that lies nowhere."""
    chain = ancestors(call, record)
    return not chain or any(str(above.doc.get(name)) == str(value) for above in chain for name in ("id", *WORDS))


def search(call: Call, kind: type[Record], values: dict[str, Any], above: list[Record]) -> Record | None:
    """The first record of `kind` with these values below its parents."""
    where = {name: value for name, value in values.items() if kind.OPEN or name in kind.FIELDS}
    if not where or any(isinstance(value, list | dict) for value in where.values()):
        return None
    if set(where) == {"id"}:
        record = by_id(call, kind, where["id"])
        records = [record] if record else []
    else:
        records = _matching(call, kind, where)
        others = {name: _other_type(value) for name, value in where.items()}
        records = records or (_matching(call, kind, others) if others != where else [])
    return next((record for record in records if is_below(call, record, above)), None)


def _matching(call: Call, kind: type[Record], where: dict[str, Any]) -> list[Record]:
    """Every record that matches; a short list is kept until something is written."""
    records = list(call.session.store.select(kind, where, limit=KEPT_ROWS))
    return records if len(records) < KEPT_ROWS else call.all(kind, where)


def _other_type(value: Any) -> Any:
    """A number for its text and a text for a number: descriptions disagree with themselves about what a path holds."""
    if isinstance(value, str) and value.isdecimal() and value.isascii() and len(value) < 19:
        return int(value)
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def by_id(call: Call, kind: type[Record], id: Any) -> Record | None:
    """The record of that id, be it a number or the text of one."""
    if not isinstance(id, str | int):
        return None
    other = _other_type(id)
    return call.peek(kind, id) or (call.peek(kind, other) if other != id else None)


def is_below(call: Call, record: Record, above: list[Record]) -> bool:
    """Whether all of `above` that lie on the record's way up are the ones on it, and it was taken out of none."""
    left = record.doc.get(LEFT)
    if len(above) < 2 and not left and (not above or record.doc.get(PARENT) == _name(above[0])):
        return True
    if left and any(_name(parent) in left for parent in above):
        return False
    chain = {parent.KIND.name: parent for parent in ancestors(call, record)}
    return all(chain.get(parent.KIND.name, parent).id == parent.id for parent in above)


def _name(record: Record) -> str:
    return f"{record.KIND.name}/{record.id}"


def leave(call: Call, record: Record, above: list[Record]) -> bool:
    """Take a record that is at home elsewhere out of its last parent; False for one that lies there or nowhere else."""
    if not above or not record.OPEN or record.KIND.name not in free(call.clone):
        return False
    if any(_name(parent) == _name(above[-1]) for parent in ancestors(call, record)):
        return False
    call.update(record, **{LEFT: [*record.doc.get(LEFT, ()), _name(above[-1])]})
    return True


def enter(call: Call, record: Record, above: list[Record]) -> Record:
    """Put a record back where it was taken out."""
    left = record.doc.get(LEFT) or []
    kept = [name for name in left if name not in map(_name, above)]
    return call.update(record, **{LEFT: kept}) if kept != left else record


def ancestors(call: Call, record: Record) -> list[Record]:
    """The record's parents, nearest first."""
    found: list[Record] = []
    while True:
        parent = _parent(call, record)
        if parent is None or len(found) > 20:
            return found
        found.append(parent)
        record = parent


def stand_in(call: Call, kind: str, id: str) -> Record:
    """What stands for a parent that the API neither makes nor shows: its name alone keeps things apart."""
    return call.clone.kind(kind).load(0, {"id": id})


def named(call: Call, text: str) -> Record | None:
    """The record that `kind/id` names, or what stands for it."""
    kind, _, id = text.partition("/")
    return by_id(call, call.clone.kind(kind), id) or (stand_in(call, kind, id) if kind in implied(call.clone) else None)


def _parent(call: Call, record: Record) -> Record | None:
    text = record.doc.get(PARENT)
    if text is not None:
        return named(call, text)
    parent = record.KIND.parent
    return call.peek(call.clone.kind(parent[1]), record.get(parent[0])) if parent else None


def home(kind: type[Record], above: list[Record]) -> dict[str, Any]:
    """The fields that put a new record of `kind` below its parents, or find those that are there."""
    if not above:
        return {}
    nearest = above[-1]
    if kind.OPEN:
        return {PARENT: _name(nearest)}
    parent = kind.KIND.parent
    return {parent[0]: nearest.id} if parent and parent[1] == nearest.KIND.name else {}
