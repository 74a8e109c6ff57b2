"""Look-ups between records, made for all records of a selection together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..state.record import Record
from . import listing
from .conditions import column, joined, marks
from .filters import Filter
from .graph import Ids, Link, Many, One, Through

if TYPE_CHECKING:
    from ..call import Call
    from .schema import Api


def looked_up(
    api: Api, call: Call, link: Link, docs: list[dict[str, Any]], given: dict[str, Any], plain: bool
) -> list[Any]:
    """For each document what its link leads to: a record or None, a connection, or with `plain` a list."""
    if not docs:
        return []
    if isinstance(link, One):
        found = _seen(api, call, link.kind, (doc.get(link.at) for doc in docs))
        return [found.get(doc.get(link.at)) for doc in docs]
    if isinstance(link, Many):
        ids = _distinct(doc.get("id") for doc in docs)
        asked = {"first": call.clone.dialect.page_limit, **given} if plain else given
        made = dict(zip(ids, listing.below(api, call, link, ids, asked), strict=True))
        empty = listing.connection([])
        connections = [made.get(doc.get("id"), empty) for doc in docs]
        return [each["nodes"] for each in connections] if plain else connections
    lists = _held(api, call, link, docs) if isinstance(link, Ids) else _joined(api, call, link, docs)
    if plain:
        return lists
    return _paged(api, call, link, lists, given)


def _distinct(values: Any) -> list[Any]:
    return list(dict.fromkeys(value for value in values if isinstance(value, str | int)))


def _seen(api: Api, call: Call, kind: str, ids: Any) -> dict[Any, Record]:
    """The records with these ids that the caller may see."""
    found: dict[Any, Record] = call.session.store.many(call.clone.kind(kind), _distinct(ids))
    hides = api.graph.hides(call) if api.graph.hides is not None else None
    return found if hides is None else {id: record for id, record in found.items() if not hides(record)}


def _held(api: Api, call: Call, link: Ids, docs: list[dict[str, Any]]) -> list[list[Record]]:
    """The records whose ids the documents list, in that order."""
    lists = [doc.get(link.at) or [] for doc in docs]
    found = _seen(api, call, link.kind, (id for ids in lists for id in ids))
    return [[found[id] for id in ids if id in found] for ids in lists]


def _joined(api: Api, call: Call, link: Through, docs: list[dict[str, Any]]) -> list[list[Record]]:
    """The records that others join with these, oldest join first."""
    kind = call.clone.kind(link.join)
    ids = _distinct(doc.get("id") for doc in docs)
    here, there = column("j", link.here), column("j", link.there)
    sql = f"SELECT {here}, {there} FROM records j WHERE j.kind = ? AND {here} IN ({marks(ids)}) ORDER BY j.rid"
    pairs = call.session.store.execute(sql, (kind.KIND.number, *ids)).fetchall()
    found = _seen(api, call, link.kind, (other for _, other in pairs))
    lists: dict[Any, list[Record]] = {id: [] for id in ids}
    for own, other in pairs:
        if other in found:
            lists[own].append(found[other])
    return [lists.get(doc.get("id"), []) for doc in docs]


def _paged(
    api: Api, call: Call, link: Ids | Through, lists: list[list[Record]], given: dict[str, Any]
) -> list[dict[str, Any]]:
    """Lists that are at hand, as connections: filtered by one statement, then cut in place."""
    want = listing.asked(api, call, given)
    kept: set[Any] | None = None
    if want.filter:
        ids = _distinct(record.id for each in lists for record in each)
        where = joined(Filter(api, call).tests(api.types[link.kind], want.filter))
        sql = f"SELECT r.id FROM records r WHERE r.kind = ? AND r.id IN ({marks(ids)}) AND {where.sql}"
        number = call.clone.kind(link.kind).KIND.number
        kept = {id for (id,) in call.session.store.execute(sql, (number, *ids, *where.values))}
    made = []
    for each in lists:
        items = [record for record in each if want.archived or record.get(api.graph.archived) is None]
        if kept is not None:
            items = [record for record in items if record.id in kept]
        made.append(_cut(call, link.kind, items, want))
    return made


def _cut(call: Call, kind: str, items: list[Record], want: listing.Asked) -> dict[str, Any]:
    low, high = 0, len(items)
    if want.cursor is not None:
        places = [place for place, record in enumerate(items) if record.id == want.cursor]
        if not places:
            listing.cursor(call, call.clone.kind(kind), want.cursor)
            low = high
        elif want.back:
            high = places[0]
        else:
            low = places[0] + 1
    if want.back:
        low = max(low, high - want.size)
    else:
        high = min(high, low + want.size)
    return listing.connection(items[low:high], low > 0, high < len(items))
