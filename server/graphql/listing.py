"""Lists as connections: filtered, ordered, paged both ways in one statement, for one record or for many at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson

from ..problems import Invalid
from ..state.record import Record
from .conditions import Condition, column, index_of, joined, marks
from .filters import Filter
from .graph import Many, One

if TYPE_CHECKING:
    from ..call import Call
    from .schema import Api

FEW = 2000
"""Up to how many records one index may name before the list is walked in its order instead."""
SEVERAL = 4
"""From how many conditions on few records meet them all, so that who walks in order finds none for long."""
ALL = 1 << 40
"""To count there is no order to walk in: the index that names the fewest is the best, however many they are."""


@dataclass(slots=True)
class Asked:
    """Which part of a list: `size` records after or before a cursor, from the end with `back`."""

    size: int
    back: bool = False
    cursor: str | None = None
    order: str = "createdAt"
    archived: bool = False
    filter: dict[str, Any] = field(default_factory=dict)
    sorts: list[dict[str, Any]] = field(default_factory=list)


def asked(api: Api, call: Call, given: dict[str, Any]) -> Asked:
    """The arguments of a list. Raises Invalid for a size that is none."""
    dialect, first, last = call.clone.dialect, given.get("first"), given.get("last")
    if first is not None and last is not None:
        raise Invalid("first and last can't be given together")
    size = last if last is not None else first
    if size is not None and not 0 <= size <= dialect.page_limit:
        raise Invalid(f"{'last' if last is not None else 'first'} must be between 0 and {dialect.page_limit}")
    sorts = given.get("sort") or given.get("sorts") or []
    back = last is not None or (given.get("before") is not None and first is None)
    order = given.get("orderBy")
    return Asked(
        dialect.page_size if size is None else size, back, given.get("before") if back else given.get("after"),
        order if isinstance(order, str) and order in api.graph.orders else api.graph.orders[0],
        bool(given.get("includeArchived")), given.get("filter") or {}, sorts if isinstance(sorts, list) else [sorts],
    )  # fmt: skip


def connection(items: list[Record], before: bool = False, after: bool = False) -> dict[str, Any]:
    """Records as a connection; whether some stand before and after them. A cursor is the id of its record."""
    ends = (items[0].id, items[-1].id) if items else (None, None)
    return {
        "nodes": items,
        "edges": [{"node": item, "cursor": item.id} for item in items],
        "pageInfo": {
            "hasNextPage": after, "hasPreviousPage": before, "startCursor": ends[0], "endCursor": ends[1],
        },
    }  # fmt: skip


def page(
    api: Api, call: Call, type_name: str, given: dict[str, Any], extra: tuple[Condition, ...] = (),
) -> dict[str, Any]:  # fmt: skip
    """The connection of the records of a type that were asked for; `extra` are conditions of the caller's own."""
    want = asked(api, call, given)
    kind = api.kind(type_name)
    tests = _tests(api, call, type_name, want, extra)
    if want.sorts:
        return _sorted(api, call, type_name, want, tests)
    source, values, place, rest = _source(call, kind, tests, want.order, FEW if len(tests) < SEVERAL else 5 * FEW)
    way, sign = ("DESC", "<") if call.clone.dialect.newest_first != want.back else ("ASC", ">")
    if want.cursor is not None:
        at = cursor(call, kind, want.cursor)
        held = at.get(api.graph.stored(want.order)) or ""
        rest = [*rest, Condition(f"({place}, r.rid) {sign} (?, ?)", (held, at.rid))]
    where = joined(rest)
    sql = f"SELECT r.rid, r.id, r.doc FROM {source} AND {where.sql} ORDER BY {place} {way}, r.rid {way} LIMIT ?"
    items = _records(call, kind, sql, (*values, *where.values, want.size + 1))
    more, items = len(items) > want.size, items[: want.size]
    if want.back:
        return connection(items[::-1], more, want.cursor is not None)
    return connection(items, want.cursor is not None, more)


def cursor(call: Call, kind: type[Record], text: str) -> Record:
    """The record behind a cursor. Raises Invalid for one of another list."""
    found = call.session.store.get(kind, text)
    if found is None:
        raise Invalid(f"{text!r} is no cursor of this list")
    return found


def count(api: Api, call: Call, type_name: str, given: dict[str, Any], extra: tuple[Condition, ...] = ()) -> int:
    """How many records of a type meet a filter."""
    kind = api.kind(type_name)
    tests = _tests(api, call, type_name, asked(api, call, given), extra)
    source, values, _, rest = _source(call, kind, tests, api.graph.orders[0], ALL)
    where = joined(rest)
    sql = f"SELECT count(*) FROM {source} AND {where.sql}"
    return int(call.session.store.execute(sql, (*values, *where.values)).fetchone()[0])


def _tests(api: Api, call: Call, type_name: str, want: Asked, extra: tuple[Condition, ...]) -> list[Condition]:
    tests = [*extra, *Filter(api, call).tests(type_name, want.filter)]
    restriction = api.graph.restrictions.get(type_name)
    seen = restriction(call) if restriction else None
    if seen is not None:
        tests += Filter(api, call).tests(type_name, seen)
    if api.graph.archived and not want.archived:
        tests.append(Condition(f"{column('r', api.graph.archived)} IS NULL"))
    return tests


def _records(call: Call, kind: type[Record], sql: str, values: tuple[Any, ...]) -> list[Record]:
    return [kind.load(rid, orjson.loads(doc)) for rid, _, doc in call.session.store.execute(sql, values).fetchall()]


def _source(
    call: Call, kind: type[Record], tests: list[Condition], order: str, few: int = FEW
) -> tuple[str, tuple[Any, ...], str, list[Condition]]:
    """Where to read from: the index that names few records, else the one in order, else all of the kind.

    Answers the sources with a first condition, its values, what orders them, and the conditions that are left.
    """
    execute, best, least = call.session.store.execute, None, few + 1
    ordered = index_of(kind, order)
    for test in tests:
        if test.rows:
            sql = f"SELECT count(*) FROM ({test.rows} LIMIT {few + 1})"
            number = execute(sql, test.wanted).fetchone()[0]
            if number < least:
                best, least = test, number
    place = f"coalesce({column('r', order)}, '')"
    if best is not None:
        rest = [test for test in tests if test is not best]
        return f"records r WHERE r.rid IN ({best.rows})", best.wanted, place, rest
    if ordered is not None:
        return "entries o CROSS JOIN records r ON r.rid = o.rid WHERE o.ix = ?", (ordered.number,), "o.a", tests
    return "records r WHERE r.kind = ?", (kind.KIND.number,), place, tests


def _sorted(api: Api, call: Call, type_name: str, want: Asked, tests: list[Condition]) -> dict[str, Any]:
    """A list in an order of the caller's: all ids in that order, then the part that was asked for."""
    kind = api.kind(type_name)
    terms: list[str] = []
    bound: list[Any] = []
    for name, how in ((name, how) for each in want.sorts for name, how in each.items() if how is not None):
        place, values = _place(api, call, type_name, api.graph.sorts.get(f"{type_name}.{name}", name), "r")
        falling = str(how.get("order", "")).lower().startswith("desc")
        nulls = str(how.get("nulls") or "last").upper()
        terms.append(f"{place} {'DESC' if falling else 'ASC'} NULLS {nulls}")
        bound += values
    way = "DESC" if call.clone.dialect.newest_first else "ASC"
    source, values, place, rest = _source(call, kind, tests, want.order)
    where = joined(rest)
    order = ", ".join([*terms, f"{place} {way}", f"r.rid {way}"])
    sql = f"SELECT r.id FROM {source} AND {where.sql} ORDER BY {order}"
    found = [id for (id,) in call.session.store.execute(sql, (*values, *where.values, *bound))]
    low, high = 0, len(found)
    if want.cursor is not None:
        if want.cursor not in found:
            raise Invalid(f"{want.cursor!r} is no cursor of this list")
        at = found.index(want.cursor)
        low, high = (0, at) if want.back else (at + 1, high)
    ids = found[max(high - want.size, low) : high] if want.back else found[low : low + want.size][: high - low]
    records = call.session.store.many(kind, ids)
    start = found.index(ids[0]) if ids else low
    return connection([records[id] for id in ids], start > 0, start + len(ids) < len(found))


def _place(api: Api, call: Call, type_name: str, path: str, alias: str) -> tuple[str, tuple[Any, ...]]:
    """The expression for a field of a record, or of the one that it leads to (`state.position`)."""
    name, _, rest = path.partition(".")
    link = api.link(type_name, name)
    if not isinstance(link, One):
        return column(alias, api.graph.stored(name)), ()
    inner = f"{alias}s"
    place, values = _place(api, call, api.types[link.kind], rest or "name", inner)
    number = call.clone.kind(link.kind).KIND.number
    at = column(alias, link.at)
    sql = f"(SELECT {place} FROM records {inner} WHERE {inner}.kind = ? AND {inner}.id = {at})"
    return sql, (*values, number)


def below(api: Api, call: Call, link: Many, ids: list[Any], given: dict[str, Any]) -> list[dict[str, Any]]:
    """A connection for each of the records with these ids: what belongs to them, by one statement for all."""
    kind, type_name = call.clone.kind(link.kind), api.types[link.kind]
    want = asked(api, call, given)
    key = index_of(kind, link.by)
    if len(ids) == 1 or want.cursor is not None or want.sorts or (link.listed and key is None):
        return [page(api, call, type_name, given, (_belongs(kind, link, id),)) for id in ids]
    where = joined(_tests(api, call, type_name, want, ()))
    way = "DESC" if call.clone.dialect.newest_first != want.back else "ASC"
    if key is not None:
        source, of = f"entries e JOIN records r ON r.rid = e.rid WHERE e.ix = ? AND e.a IN ({marks(ids)})", "e.a"
        first = key.number
    else:
        of, first = column("r", link.by), kind.KIND.number
        source = f"records r WHERE r.kind = ? AND {of} IN ({marks(ids)})"
    order = f"coalesce({column('r', want.order)}, '') {way}, r.rid {way}"
    sql = (
        f"SELECT rid, doc, owner FROM (SELECT r.rid, r.doc, {of} AS owner, row_number() OVER (PARTITION BY {of}"
        f" ORDER BY {order}) AS n FROM {source} AND {where.sql}) WHERE n <= ? ORDER BY owner, n"
    )
    found: dict[Any, list[Record]] = {id: [] for id in ids}
    values = (first, *ids, *where.values, want.size + 1)
    for rid, doc, owner in call.session.store.execute(sql, values).fetchall():
        found[owner].append(kind.load(rid, orjson.loads(doc)))
    made = []
    for id in ids:
        more, items = len(found[id]) > want.size, found[id][: want.size]
        made.append(connection(items[::-1], more, False) if want.back else connection(items, False, more))
    return made


def _belongs(kind: type[Record], link: Many, id: Any) -> Condition:
    """The condition that a record belongs to the one with this id."""
    key = index_of(kind, link.by)
    if key is not None:
        rows = "SELECT x.rid FROM entries x WHERE x.ix = ? AND x.a = ?"
        return Condition(f"r.rid IN ({rows})", (key.number, id), rows, (key.number, id))
    if link.listed:
        return Condition(f"EXISTS (SELECT 1 FROM json_each(r.doc, '$.{link.by}') WHERE value = ?)", (id,))
    return Condition(f"r.kind = ? AND {column('r', link.by)} = ?", (kind.KIND.number, id))
