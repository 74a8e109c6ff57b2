"""What an exported state has beside what a seed's words say: records, fields and bytes as they are stored; https://docs.github.com/rest."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterator
from typing import Any

import orjson

from clonery.server.call import Call
from clonery.server.state import seeds
from clonery.server.state.image import Image
from clonery.server.state.session import Session

_OBJECT = {"type": "object"}
REST = {
    "type": "object", "additionalProperties": False,
    "properties": {
        "gone": {"type": "array", "items": {"type": "array"}}, "fields": {"type": "array", "items": {"type": "array"}},
        "records": {"type": "array", "items": {"type": "array"}}, "bytes": _OBJECT, "counters": _OBJECT,
    },
}  # fmt: skip
"""Of the records that the rest of the seed makes those that are `gone` and the `fields` that differ; then more
`records` by age, the `bytes` that they name, and where `counters` stand. Entries are `[kind, id or document, …]`."""

Docs = dict[tuple[str, Any], dict[str, Any]]


def remainder(call: Call, data: dict[str, Any]) -> dict[str, Any]:
    """What is to be done after planting `data`, so that the state is the call's; {} for nothing."""
    scratch = Session("export", (), Image.empty())
    try:
        seeds.plant(scratch, call.clone, data, "the export")
        planted, counted = _documents(scratch, call.clone.name), _counters(scratch, call.clone.name)
    finally:
        scratch.close()
    there = _documents(call.session, call.clone.name)
    gone = [list(key) for key in planted if key not in there]
    differing = [
        [*key, changed] for key, doc in planted.items() if key in there and (changed := _changed(doc, there[key]))
    ]
    more = [[key[0], doc] for key, doc in there.items() if key not in planted]
    held = _counters(call.session, call.clone.name)
    counters = {name: value for name, value in held.items() if counted.get(name) != value}
    made = {
        "gone": gone, "fields": differing, "records": more, "bytes": dict(_bytes(call, more)), "counters": counters,
    }  # fmt: skip
    return {name: value for name, value in made.items() if value}


def plant_rest(call: Call, rest: dict[str, Any]) -> None:
    """Do it."""
    for key, text in rest.get("bytes", {}).items():
        call.session.store.put_bytes(key, b64decode(text))
    for kind, id in rest.get("gone", []):
        found = call.peek(call.clone.kind(kind), id)
        if found is not None:
            call.delete(found)
    for kind, id, fields in rest.get("fields", []):
        call.update(call.get(call.clone.kind(kind), id), **fields)
    for kind, doc in rest.get("records", []):
        call.create(call.clone.kind(kind), **doc)
    for name, value in rest.get("counters", {}).items():
        call.reach(name, value)


def _documents(session: Session, clone: str) -> Docs:
    """Every record by kind and id, by age."""
    sql = "SELECT k.name, r.id, r.doc FROM records r JOIN kinds k ON k.number = r.kind WHERE k.clone = ? ORDER BY r.rid"
    return {(kind, id): orjson.loads(doc) for kind, id, doc in session.store.execute(sql, (clone,)).fetchall()}


def _changed(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    return {name: after.get(name) for name in {**before, **after} if before.get(name) != after.get(name)}


def _counters(session: Session, clone: str) -> dict[str, int]:
    held = session.opened.counters
    return {name.partition("/")[2]: value for name, value in held.items() if name.startswith(f"{clone}/")}


def _bytes(call: Call, records: list[list[Any]]) -> Iterator[tuple[str, str]]:
    """The kept bytes that records name, or that are the content of a git object."""
    seen = set()
    for _, doc in records:
        for text in (*_texts(doc), f"git/{doc.get('sha')}"):
            data = call.session.store.read_bytes(text) if text not in seen and len(text) < 100 else None
            seen.add(text)
            if data is not None:
                yield text, b64encode(data).decode()


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)
