"""Filters as clients write them (`state: {type: {eq: "started"}}`), as conditions of SQL over records and indexes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from ..problems import Invalid
from ..state import clock
from ..state.query import cell
from ..state.record import Key, Record
from .conditions import NEVER, Condition, column, either, exists, index_of, indexed, joined, marks
from .graph import Ids, Link, Many, One, Through

if TYPE_CHECKING:
    from ..call import Call
    from .schema import Api

RESOLVED = 1000
"""How many ids of related records a condition may name; with more it looks at the related records itself."""
DEPTH = 20
_COMPARED = {
    "eq": "{} IS ?", "neq": "{} IS NOT ?", "gt": "{} > ?", "gte": "{} >= ?", "lt": "{} < ?", "lte": "{} <= ?",
    "contains": "instr({}, ?) > 0", "notContains": "coalesce(instr({}, ?), 0) = 0",
    "containsIgnoreCase": "instr(lower({}), lower(?)) > 0",
    "notContainsIgnoreCase": "coalesce(instr(lower({}), lower(?)), 0) = 0",
    "containsIgnoreCaseAndAccent": "instr(lower({}), lower(?)) > 0",
    "startsWith": "substr({}, 1, length(?1)) = ?1", "notStartsWith": "coalesce(substr({}, 1, length(?1)), '') <> ?1",
    "startsWithIgnoreCase": "lower(substr({}, 1, length(?1))) = lower(?1)",
    "endsWith": "substr({}, -length(?1)) = ?1", "notEndsWith": "coalesce(substr({}, -length(?1)), '') <> ?1",
    "eqIgnoreCase": "lower({}) = lower(?)", "neqIgnoreCase": "coalesce(lower({}), '') <> lower(?)",
}  # fmt: skip
_BOUNDS = ("gt", "gte", "lt", "lte")
_SPAN = re.compile(
    r"([+-]?)P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?"
)


class Filter:
    """Makes conditions for the filters of one call."""

    def __init__(self, api: Api, call: Call) -> None:
        self.api, self.call = api, call
        self.depth = 0

    def tests(self, type_name: str, given: dict[str, Any], alias: str = "r", raw: str = "") -> list[Condition]:
        """What records of a type must meet; `raw` is the one filter that was written anew already."""
        self.depth += 1
        if self.depth > DEPTH:
            raise Invalid("The filter is nested too deeply")
        found: list[Condition] = []
        for name, value in given.items():
            if value is None:
                continue
            if name == "and":
                found += [test for part in value for test in self.tests(type_name, part, alias)]
            elif name == "or":
                found.append(either([self.tests(type_name, part, alias) for part in value]))
            else:
                found += self._named(type_name, name, value, alias, raw)
        self.depth -= 1
        return found

    def _named(self, type_name: str, name: str, value: Any, alias: str, raw: str) -> list[Condition]:
        rewrite = self.api.graph.filters.get(f"{type_name}.{name}")
        if rewrite is not None and name != raw:
            return self.tests(type_name, rewrite(self.call, value), alias, name)
        link = self.api.link(type_name, name)
        if link is None:
            kind = self.api.kind(type_name)
            return self.compared(kind, self.api.graph.stored(name), value, alias)
        if isinstance(link, One):
            return self._one(type_name, link, value, alias)
        return self._collection(type_name, link, value, alias)

    # one field

    def compared(self, kind: type[Record], field: str, given: dict[str, Any], alias: str) -> list[Condition]:
        """A comparator on a field: all that it names must hold."""
        key, found = index_of(kind, field), []
        bounds = {name: value for name, value in given.items() if name in _BOUNDS and value is not None}
        if key is not None and bounds:
            found.append(self._between(key, field, bounds, alias))
            given = {name: value for name, value in given.items() if name not in _BOUNDS}
        for name, value in given.items():
            if name in ("and", "or"):
                parts = [self.compared(kind, field, part, alias) for part in value or ()]
                found += [either(parts)] if name == "or" else [test for part in parts for test in part]
            elif name == "null":
                found.append(self._equal(key, field, [None], alias, not value))
            elif value is not None or name in ("eq", "neq"):
                found.append(self._compare(key, field, name, value, alias))
        return found

    def _compare(self, key: Key | None, field: str, name: str, value: Any, alias: str) -> Condition:
        if isinstance(value, list):
            value = [self._moment(field, each) for each in value]
            return self._equal(key, field, value, alias, name == "nin")
        value = self._moment(field, value)
        if name in ("eq", "neq"):
            return self._equal(key, field, [value], alias, name == "neq")
        if name not in _COMPARED:
            raise Invalid(f"{name} compares nothing here")
        sql = _COMPARED[name].format(column(alias, field))
        return Condition(sql.replace("?1", "?"), (value,) * sql.count("?"))

    def _between(self, key: Key, field: str, bounds: dict[str, Any], alias: str) -> Condition:
        """Bounds on an indexed field, together: none of them is met by what is not set."""
        values = tuple(self._moment(field, value) for value in bounds.values())
        here = " AND ".join(_COMPARED[name].format(column(alias, field)) for name in bounds)
        there = " AND x.".join(_COMPARED[name].format("a") for name in bounds)
        return Condition(here, values, key.number, f"{there} AND x.a <> x''", values)

    def _equal(self, key: Key | None, field: str, values: list[Any], alias: str, other: bool) -> Condition:
        if key is not None and not other:
            return indexed(key, alias, f"a IN ({marks(values)})", tuple(cell(value) for value in values))
        place = column(alias, field)
        known = [value for value in values if value is not None]
        sql = f"{place} IN ({marks(known)})"
        if None in values:
            sql = f"({sql} OR {place} IS NULL)"
        return Condition(f"coalesce(NOT {sql}, 1)" if other else sql, tuple(known))

    def _moment(self, field: str, value: Any) -> Any:
        """A time as records hold it: durations count from the session's now, days are midnights."""
        if not isinstance(value, str) or not field.endswith(("At", "Date", "_at")):
            return value
        span = _SPAN.fullmatch(value)
        moment = self.call.moment
        if span and value.strip("+-P"):
            moment += _microseconds(span)
        else:
            try:
                moment = clock.parse(value)
            except ValueError:
                raise Invalid(f"{value!r} is neither a time nor a duration") from None
        made = str(self.call.clone.dialect.now(moment))
        return made[:10] if field.endswith("Date") else made

    # other records

    def _one(self, type_name: str, link: One, value: dict[str, Any], alias: str) -> list[Condition]:
        """A filter on the one record that a field leads to."""
        kind, found = self.api.kind(type_name), []
        rest = {name: part for name, part in value.items() if name != "null"}
        if value.get("null") is not None:
            found += self.compared(kind, link.at, {"null": value["null"]}, alias)
        if any(part is not None for part in rest.values()):
            ids = self.ids(link.kind, rest)
            key = index_of(kind, link.at)
            if ids is not None:
                found.append(self._equal(key, link.at, list(ids), alias, False) if ids else NEVER)
            else:
                inner = f"{alias}o"
                where = self.tests(self.api.types[link.kind], rest, inner)
                number = self.call.clone.kind(link.kind).KIND.number
                found.append(exists(inner, f"{inner}.id = {column(alias, link.at)}", number, where))
        return found

    def ids(self, kind_name: str, given: dict[str, Any]) -> list[Any] | None:
        """The ids of the records of a kind that meet a filter; None where they are too many to name."""
        kind, store = self.call.clone.kind(kind_name), self.call.session.store
        if store.count(kind) > RESOLVED:
            return None
        where = joined(self.tests(self.api.types[kind_name], given, "r"))
        sql = f"SELECT r.id FROM records r WHERE r.kind = ? AND {where.sql} ORDER BY r.rid"
        return [id for (id,) in store.execute(sql, (kind.KIND.number, *where.values))]

    def _collection(self, type_name: str, link: Link, value: dict[str, Any], alias: str) -> list[Condition]:
        """A filter on the records that belong to this one: some, every, none, length; bare fields mean some."""
        found, bare = [], {}
        for name, part in value.items():
            if part is None:
                continue
            if name in ("and", "or"):
                parts = [self._collection(type_name, link, each, alias) for each in part]
                found += [either(parts)] if name == "or" else [test for each in parts for test in each]
            elif name == "length":
                found += self._length(link, part, alias)
            elif name == "null":
                found.append(self._some(link, {}, alias, bool(part)))
            elif name in ("some", "none"):
                found.append(self._held(type_name, link, part, alias, name == "none"))
            elif name == "every":
                found.append(self._some(link, part, alias, True, unlike=True))
            else:
                bare[name] = part
        return [*found, self._held(type_name, link, bare, alias, False)] if bare else found

    def _held(self, type_name: str, link: Link, given: dict[str, Any], alias: str, none: bool) -> Condition:
        """Whether some, or none, meet a filter: by the index over ids where this record lists them."""
        ids = self.ids(link.kind, given) if isinstance(link, Ids) else None
        key = index_of(self.api.kind(type_name), link.at) if isinstance(link, Ids) else None
        if ids is None or key is None:
            return self._some(link, given, alias, none)
        made = self._equal(key, "", ids, alias, False) if ids else NEVER
        return Condition(f"NOT ({made.sql})", made.values) if none else made

    def _some(self, link: Link, given: dict[str, Any], alias: str, none: bool, unlike: bool = False) -> Condition:
        inner = f"{alias}c"
        where = joined(self.tests(self.api.types[link.kind], given, inner))
        sources, test = self._joined(link, alias, inner)
        wanted = f"NOT coalesce({where.sql}, 0)" if unlike else where.sql
        sql = f"EXISTS (SELECT 1 FROM {sources} WHERE {test.sql} AND {wanted})"
        return Condition(f"NOT {sql}" if none else sql, (*test.values, *where.values))

    def _length(self, link: Link, given: dict[str, Any], alias: str) -> Iterator[Condition]:
        inner = f"{alias}c"
        sources, test = self._joined(link, alias, inner)
        for name, value in given.items():
            if isinstance(value, list):
                made = f"({{}}) {'NOT ' if name == 'nin' else ''}IN ({marks(value)})"
            else:
                made = _COMPARED[name]
            counted = f"(SELECT count(*) FROM {sources} WHERE {test.sql})"
            yield Condition(made.format(counted), (*test.values, *(value if isinstance(value, list) else [value])))

    def _joined(self, link: Link, alias: str, inner: str) -> tuple[str, Condition]:
        """The records that a link leads to, as a source called `inner` and the condition that joins it."""
        kind = self.call.clone.kind(link.kind)
        number = kind.KIND.number
        if isinstance(link, Ids):
            sql = f"{inner}.kind = ? AND {inner}.id = {inner}j.value"
            return f"json_each({alias}.doc, '$.{link.at}') {inner}j, records {inner}", Condition(sql, (number,))
        if isinstance(link, Through):
            join = self.call.clone.kind(link.join)
            here, there = column(f"{inner}j", link.here), column(f"{inner}j", link.there)
            sql = f"{inner}j.kind = ? AND {here} = {alias}.id AND {inner}.kind = ? AND {inner}.id = {there}"
            return f"records {inner}j, records {inner}", Condition(sql, (join.KIND.number, number))
        assert isinstance(link, Many)
        key = index_of(kind, link.by)
        if key is not None:
            sql = f"{inner}x.ix = ? AND {inner}x.a = {alias}.id AND {inner}.rid = {inner}x.rid"
            return f"entries {inner}x, records {inner}", Condition(sql, (key.number,))
        return f"records {inner}", Condition(f"{inner}.kind = ? AND {column(inner, link.by)} = {alias}.id", (number,))


def _microseconds(span: re.Match[str]) -> int:
    years, months, weeks, days, hours, minutes = (int(text or 0) for text in span.groups()[1:7])
    whole = timedelta(
        days=years * 365 + months * 30 + weeks * 7 + days, hours=hours, minutes=minutes,
        seconds=float(span.group(8) or 0),
    )  # fmt: skip
    made = whole // timedelta(microseconds=1)
    return -made if span.group(1) == "-" else made
