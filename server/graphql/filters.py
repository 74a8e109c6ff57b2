"""Filters as clients write them (`state: {type: {eq: "started"}}`), as conditions of SQL over records and indexes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..problems import Invalid
from .comparing import COMPARED, Comparing
from .conditions import NEVER, Condition, column, either, exists, index_of, joined, marks
from .graph import Ids, Link, Many, One, Through

if TYPE_CHECKING:
    from ..call import Call
    from .schema import Api

RESOLVED = 1000
"""How many ids of related records a condition may name; with more it looks at the related records itself."""
DEPTH = 20
OF_LISTS = {"some", "every", "none", "length"}


class Filter(Comparing):
    """Makes conditions for the filters of one call."""

    def __init__(self, api: Api, call: Call) -> None:
        super().__init__(call)
        self.api = api
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
        kind, link = self.api.kind(type_name), self.api.link(type_name, name)
        express = self.api.graph.expressions.get(f"{type_name}.{name}")
        if express is not None:
            made = express(self.call, lambda field: column(alias, self.api.graph.stored(field)))
            return self.compared(kind, name, value, alias, made)
        if link is None and value and value.keys() <= OF_LISTS:
            return self.listed(kind, self.api.graph.stored(name), value, alias)
        if link is None:
            return self.compared(kind, self.api.graph.stored(name), value, alias)
        if isinstance(link, One):
            return self._one(type_name, link, value, alias)
        return self._collection(type_name, link, value, alias)

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
                found.append(self._equal(key, column(alias, link.at), list(ids), alias, False) if ids else NEVER)
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
                made = COMPARED[name]
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
