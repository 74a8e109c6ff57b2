"""What stands in a state and what differs between two: by clone, kind, id and field."""

import sqlite3
from collections.abc import Iterable
from typing import Any

import orjson

from .image import Image
from .session import Session, Snapshot

Doc = dict[str, Any]


def state(session: Session, clone: str = "", kind: str = "") -> dict[str, dict[str, dict[str, Doc]]]:
    """Every record as clone → kind → id → document, in canonical order."""
    sql = (
        "SELECT k.clone, k.name, r.id, r.doc FROM records r JOIN kinds k ON k.number = r.kind"
        " WHERE (? = '' OR k.clone = ?) AND (? = '' OR k.name = ?) ORDER BY k.clone, k.name, r.id"
    )
    found: dict[str, dict[str, dict[str, Doc]]] = {}
    for of, name, id, doc in session.store.execute(sql, (clone, clone, kind, kind)).fetchall():
        found.setdefault(of, {}).setdefault(name, {})[str(id)] = orjson.loads(doc)
    return found


def take(session: Session, name: str, id: str) -> Snapshot:
    """Keep the state as it is now."""
    made = Snapshot(id, name, session.image(), session.clock.now())
    session.snapshots[id] = made
    return made


def diff(session: Session, before: Image, after: Image | None) -> dict[str, list[dict[str, Any]]]:
    """What changed from `before` to `after` (None: now). Only records that were ever touched are looked at."""
    touched = session.opened.log.touched()
    old_db = before.open()
    new_db = after.open() if after else None
    source = new_db or session.store.db
    try:
        old, new = _documents(old_db, touched), _documents(source, touched)
        kinds = {**_kinds(old_db), **_kinds(source)}
    finally:
        old_db.close()
        if new_db:
            new_db.close()
    made: dict[str, list[dict[str, Any]]] = {"added": [], "removed": [], "changed": []}
    for kind, id in sorted(touched, key=lambda pair: (kinds.get(pair[0], ("", "")), _order(pair[1]))):
        was, now = old.get((kind, id)), new.get((kind, id))
        if was == now:
            continue
        clone, name = kinds[kind]
        head = {"clone": clone, "kind": name, "id": str(id)}
        if was is None or now is None:
            made["removed" if now is None else "added"].append({**head, "record": orjson.loads(was or now or "null")})
        else:
            made["changed"].append({**head, "changes": fields(orjson.loads(was), orjson.loads(now))})
    return made


def fields(was: Doc, now: Doc) -> dict[str, list[Any]]:
    """The fields that differ, each with its value before and after (None where it was missing)."""
    return {
        name: [was.get(name), now.get(name)] for name in sorted({*was, *now}) if was.get(name) != now.get(name)
    }


def _documents(db: sqlite3.Connection, touched: Iterable[tuple[int, Any]]) -> dict[tuple[int, Any], str]:
    found = {}
    for pair in touched:
        row = db.execute("SELECT doc FROM records WHERE kind = ? AND id = ?", pair).fetchone()
        if row:
            found[pair] = row[0]
    return found


def _kinds(db: sqlite3.Connection) -> dict[int, tuple[str, str]]:
    return {number: (clone, name) for number, clone, name in db.execute("SELECT number, clone, name FROM kinds")}


def _order(id: Any) -> tuple[bool, Any]:
    return (isinstance(id, str), id)
