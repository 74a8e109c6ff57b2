"""What stands in a state and what differs between two: by clone, kind, id and field."""

import sqlite3
from collections.abc import Iterable
from typing import Any

import orjson

from .image import Image
from .record import Kind
from .session import Session, Snapshot
from .store import Change

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
    image = session.image()
    if session.folder:
        image = image.save(session.folder / "snapshots" / f"{id}.db")
    made = session.snapshots[id] = Snapshot(id, name, image, session.clock.now())
    return made


def diff(session: Session, before: Image | None, after: Image | None) -> dict[str, list[dict[str, Any]]]:
    """What changed from `before` to `after` (None: now), in canonical order."""
    made: dict[str, list[dict[str, Any]]] = {"added": [], "removed": [], "changed": []}
    for kind, id, was, now in changes(session, before, after):
        head = {"clone": kind.clone, "kind": kind.name, "id": str(id)}
        if was is None or now is None:
            made["removed" if now is None else "added"].append({**head, "record": orjson.loads(was or now or "null")})
        else:
            made["changed"].append({**head, "changes": fields(orjson.loads(was), orjson.loads(now))})
    return made


def changes(session: Session, before: Image | None, after: Image | None = None) -> list[Change]:
    """Every record that differs between two states (None: now). Only those that were ever touched are looked at."""
    touched = session.opened.log.touched()
    old_db, new_db = before and before.open(), after and after.open()
    olds, news = old_db or session.store.db, new_db or session.store.db
    try:
        old, new = _documents(olds, touched), _documents(news, touched)
        kinds = {**_kinds(olds), **_kinds(news)}
    finally:
        for db in (old_db, new_db):
            if db:
                db.close()
    found = []
    for pair in touched:
        was, now = old.get(pair), new.get(pair)
        if was != now:
            number, id = pair
            found.append(Change(kinds[number], id, was, now))
    return sorted(found, key=lambda change: (change.kind.clone, change.kind.name, _order(change.id)))


def fields(was: Doc, now: Doc) -> dict[str, list[Any]]:
    """The fields that differ, each with its value before and after (None where it was missing)."""
    return {name: [was.get(name), now.get(name)] for name in sorted({*was, *now}) if was.get(name) != now.get(name)}


def _documents(db: sqlite3.Connection, touched: Iterable[tuple[int, Any]]) -> dict[tuple[int, Any], str]:
    found = {}
    for pair in touched:
        row = db.execute("SELECT doc FROM records WHERE kind = ? AND id = ?", pair).fetchone()
        if row:
            found[pair] = row[0]
    return found


def _kinds(db: sqlite3.Connection) -> dict[int, Kind]:
    rows = db.execute("SELECT number, clone, name FROM kinds")
    return {number: Kind(name, clone=clone, number=number) for number, clone, name in rows}


def _order(id: Any) -> tuple[bool, Any]:
    return (isinstance(id, str), id)
