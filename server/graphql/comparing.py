"""One field compared, as clients write it (`{gte: "-P2W", null: false}`), as conditions of SQL."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import orjson

from ..problems import Invalid
from ..state import clock, substrings
from ..state.query import cell
from ..state.record import Key, Record
from .conditions import Condition, column, either, index_of, indexed, joined, marks

if TYPE_CHECKING:
    from ..call import Call

SCANNED = 2000
"""Up to how many records of a kind are looked through for a part of a text; of more the texts are kept at hand."""
COMPARED = {
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

_PARTS = frozenset({
    "eq", "contains", "containsIgnoreCase", "containsIgnoreCaseAndAccent", "startsWith", "startsWithIgnoreCase",
    "endsWith", "eqIgnoreCase",
})  # fmt: skip
"""What only a text can meet that has the whole value in it."""


class Comparing:
    """Makes conditions for the comparators of one call."""

    def __init__(self, call: Call) -> None:
        self.call = call

    def compared(
        self, kind: type[Record], field: str, given: dict[str, Any], alias: str, place: str = ""
    ) -> list[Condition]:
        """A comparator on a field, or on the expression `place` that stands for one: all that it names must hold."""
        key, found = None if place else index_of(kind, field), []
        bare = not place
        place = place or column(alias, field)
        bounds = {name: value for name, value in given.items() if name in _BOUNDS and value is not None}
        if key is not None and bounds:
            found.append(self._between(key, field, bounds, place))
            given = {name: value for name, value in given.items() if name not in _BOUNDS}
        for name, value in given.items():
            if name in ("and", "or"):
                parts = [self.compared(kind, field, part, alias, "" if bare else place) for part in value or ()]
                found += [either(parts)] if name == "or" else [test for part in parts for test in part]
            elif name == "null":
                found.append(self._equal(key, place, [None], alias, not value))
            elif value is not None or name in ("eq", "neq"):
                if bare and key is None:
                    found += self._candidates(kind, field, name, value, alias)
                found.append(self._compare(key, field, name, value, alias, place))
        return found

    def _compare(self, key: Key | None, field: str, name: str, value: Any, alias: str, place: str) -> Condition:
        if isinstance(value, list):
            value = [self._moment(field, each) for each in value]
            return self._equal(key, place, value, alias, name == "nin")
        value = self._moment(field, value)
        if name in ("eq", "neq"):
            return self._equal(key, place, [value], alias, name == "neq")
        if name not in COMPARED:
            raise Invalid(f"{name} compares nothing here")
        sql = COMPARED[name].format(place)
        return Condition(sql.replace("?1", "?"), (value,) * sql.count("?"))

    def _between(self, key: Key, field: str, bounds: dict[str, Any], place: str) -> Condition:
        """Bounds on an indexed field, together: none of them is met by what is not set."""
        values = tuple(self._moment(field, value) for value in bounds.values())
        here = " AND ".join(COMPARED[name].format(place) for name in bounds)
        there = " AND ".join(COMPARED[name].format("x.a") for name in bounds)
        rows = f"SELECT x.rid FROM entries x WHERE x.ix = ? AND {there} AND x.a <> x''"
        return Condition(here, values, rows, (key.number, *values))

    def _equal(self, key: Key | None, place: str, values: list[Any], alias: str, other: bool) -> Condition:
        if key is not None and not other:
            return indexed(key, alias, f"a IN ({marks(values)})", tuple(cell(value) for value in values))
        known = [value for value in values if value is not None]
        sql = f"{place} IN ({marks(known)})"
        if None in values:
            sql = f"({sql} OR {place} IS NULL)"
        return Condition(f"coalesce(NOT {sql}, 1)" if other else sql, tuple(known))

    def _candidates(self, kind: type[Record], field: str, name: str, value: Any, alias: str) -> list[Condition]:
        """The records that can contain a part of a text, where many would be looked through for it."""
        if name not in _PARTS or not isinstance(value, str):
            return []
        store = self.call.session.store
        there = store.count(kind)
        found = substrings.having(store, kind, field, value, there // 5) if there > SCANNED else None
        if found is None:
            return []
        rows, wanted = "SELECT value FROM json_each(?)", (orjson.dumps(found).decode(),)
        return [Condition(f"{alias}.rid IN ({rows})", wanted, rows, wanted)]

    def listed(self, kind: type[Record], field: str, given: dict[str, Any], alias: str) -> list[Condition]:
        """A comparator on a list of plain values: some, every, none of them, or how many there are."""
        found, values = [], f"json_each({alias}.doc, '$.{field}')"
        for name, part in given.items():
            if part is None:
                continue
            if name == "length":
                place = f"coalesce(json_array_length({alias}.doc, '$.{field}'), 0)"
                found += self.compared(kind, field, part, alias, place)
                continue
            where = joined(self.compared(kind, field, part, alias, f"{alias}v.value"))
            wanted = f"NOT coalesce({where.sql}, 0)" if name == "every" else where.sql
            sql = f"EXISTS (SELECT 1 FROM {values} {alias}v WHERE {wanted})"
            found.append(Condition(sql if name == "some" else f"NOT {sql}", where.values))
        return found

    def _moment(self, field: str, value: Any) -> Any:
        """A time as records hold it: durations count from the session's now, days are midnights, spans are seconds."""
        if isinstance(value, str) and field.endswith("Time"):
            span = _SPAN.fullmatch(value)
            if not span or not value.strip("+-P"):
                raise Invalid(f"{value!r} is no duration")
            return _microseconds(span) / clock.MICROSECONDS
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


def _microseconds(span: re.Match[str]) -> int:
    years, months, weeks, days, hours, minutes = (int(text or 0) for text in span.groups()[1:7])
    whole = timedelta(
        days=years * 365 + months * 30 + weeks * 7 + days, hours=hours, minutes=minutes,
        seconds=float(span.group(8) or 0),
    )  # fmt: skip
    made = whole // timedelta(microseconds=1)
    return -made if span.group(1) == "-" else made
