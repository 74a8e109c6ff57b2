"""Turns a list request (where, order, page) into one SQL statement over the shared tables."""

from dataclasses import dataclass
from typing import Any

from .record import Key, Kind

ROW = "rid"
"""What a condition on the row itself is called in a `Where`."""
PLANS = 200
"""How many statements are kept of a kind: callers choose what they sort by."""


@dataclass(frozen=True, slots=True)
class Op:
    """A comparison that is not plain equality; `sql` has one `{}` for the column, values are bound."""

    sql: str
    values: tuple[Any, ...] = ()


def gt(value: Any) -> Op:
    return Op("{} > ?", (value,))


def gte(value: Any) -> Op:
    return Op("{} >= ?", (value,))


def lt(value: Any) -> Op:
    return Op("{} < ?", (value,))


def lte(value: Any) -> Op:
    return Op("{} <= ?", (value,))


def ne(value: Any) -> Op:
    return Op("{} IS NOT ?", (value,))


def any_of(values: Any) -> Op:
    """Equal to one of `values`; an empty list matches nothing."""
    values = tuple(values)
    return Op("{} IN (" + ",".join("?" * len(values)) + ")", values)


def none_of(values: Any) -> Op:
    values = tuple(values)
    return Op("{} NOT IN (" + ",".join("?" * len(values)) + ")", values)


def nocase(value: str) -> Op:
    return Op("{} = ? COLLATE NOCASE", (value,))


def contains(text: str) -> Op:
    """The field's text contains `text`, whatever the case of ASCII letters."""
    return Op("instr(lower({}), lower(?))", (text,))


def has(value: Any) -> Op:
    """The list field holds `value`."""
    return Op("EXISTS (SELECT 1 FROM json_each({}) WHERE value = ?)", (value,))


def empty() -> Op:
    """The list field is missing or has no element."""
    return Op("coalesce(json_array_length({}), 0) = 0")


@dataclass(frozen=True, slots=True)
class Plan:
    """One statement: `select` takes the columns to read in place of `{}`."""

    sql: str
    values: tuple[Any, ...]
    order: str
    held: dict[str, str]
    """Fields that the chosen index holds as they are, and its columns for them."""
    slots: tuple[tuple[str, bool | None], ...] = ()
    """Whose values stand behind the first one: the field, whether it is folded, None where it is bound as it is."""

    def select(self, columns: str, tail: str = "") -> str:
        return f"SELECT {columns} FROM {self.sql}{tail}"

    def count(self) -> str:
        """The statement that counts: over the index alone where no condition reads a document."""
        return self._bare("count(*)") or self.select("count(*)")

    def rows(self) -> str:
        """The statement that gives the rows' numbers, as cheaply."""
        return self._bare("e.rid") or self.select("r.rid")

    def field(self, name: str) -> str:
        """The statement that reads one field: out of the index where that holds it and no condition needs more."""
        there = self._bare(self.held[name]) if name in self.held else ""
        return there or self.select(column(name))

    def _bare(self, columns: str) -> str:
        sources, _, conditions = self.sql.partition(" WHERE ")
        bare = sources.startswith("entries") and "r." not in conditions
        return f"SELECT {columns} FROM entries e WHERE {conditions}" if bare else ""


Where = dict[str, Any]
"""Field (or a dotted path into it) → a value to equal, or an `Op`."""


def cell(value: Any, fold: bool = False) -> Any:
    """How a value stands in an index: the tables allow no NULL, so an empty blob stands for None."""
    if value is None:
        return b""
    return value.casefold() if fold and isinstance(value, str) else value


def column(field: str) -> str:
    """The SQL expression that reads `field` from a document."""
    if field in ("id", ROW):
        return f"r.{field}"
    return "json_extract(r.doc, '$." + field.replace("'", "") + "')"


def plan(kind: Kind, where: Where, order: str, bound: tuple[str, ...] = ()) -> Plan:
    """The cheapest statement: the index with the longest equal prefix, then the one that gives the order.

    One over plain values is made once for their fields.
    """
    if bound or any(isinstance(value, Op) for value in where.values()):
        return _made(kind, where, order, bound)
    key = (order, tuple(where))
    made: Plan | None = kind.plans.get(key)
    if made is None:
        if len(kind.plans) >= PLANS:
            kind.plans.clear()
        made = kind.plans[key] = _made(kind, where, order, ())
        return made
    values = [where[name] if fold is None else cell(where[name], fold) for name, fold in made.slots]
    return Plan(made.sql, (made.values[0], *values), made.order, made.held, made.slots)


def _made(kind: Kind, where: Where, order: str, bound: tuple[str, ...]) -> Plan:
    descending = order.startswith("-")
    by = order.lstrip("-")
    plain = {name for name, value in where.items() if not isinstance(value, Op) or value.sql.startswith("EXISTS")}
    best, used, sorts = _choose(kind, where, plain, by)
    conditions, values = ["r.kind = ?"], [kind.number]
    sources = "records r"
    covered: set[str] = set()
    slots: list[tuple[str, bool | None]] = []
    if best:
        sources = "entries e JOIN records r ON r.rid = e.rid"
        conditions, values = ["e.ix = ?"], [best.number]
        for letter, name in zip("abc", best.fields[:used], strict=False):
            value = where[name]
            conditions.append(f"e.{letter} IS ?")
            wanted = value.values[0] if isinstance(value, Op) else value
            values.append(cell(wanted, best.fold))
            covered.add(name)
            slots.append((name, best.fold))
        if used == len(best.fields):
            # The rows of one value lie in order of age only where nothing else could come between.
            conditions += [f"e.{letter} = 0" for letter in "abc"[used:]]
    for name, value in where.items():
        if name in covered:
            continue
        operand = value if isinstance(value, Op) else Op("{} IS ?", (value,))
        letter = _ranged(best, used, name) if best else ""
        letter = ROW if best and name == ROW else letter
        conditions.append(operand.sql.format(f"e.{letter}" if letter else column(name)))
        values.extend(operand.values)
        slots.append((name, None))
    conditions.extend(bound)
    way = " DESC" if descending else ""
    rid = "e.rid" if best else "r.rid"
    if by in ("", "rid"):
        ordering = f"{rid}{way}"
    elif best and sorts:
        ordering = f"e.{'abc'[used]}{way}, {rid}{way}"
    else:
        ordering = f"{column(by)}{way}, {rid}{way}"
    held = dict(zip(best.fields, ("e.a", "e.b", "e.c"), strict=False)) if best and not best.fold else {}
    return Plan(f"{sources} WHERE {' AND '.join(conditions)}", tuple(values), ordering, held, tuple(slots))


def _choose(kind: Kind, where: Where, plain: set[str], by: str) -> tuple[Key | None, int, bool]:
    best: tuple[Key | None, int, bool] = (None, 0, False)
    for key in kind.indexes:
        used = 0
        while used < len(key.fields) and key.fields[used] in plain:
            if isinstance(where[key.fields[used]], Op) != (key.many == used):
                break
            used += 1
        if key.many >= used:
            continue
        sorts = used < len(key.fields) and key.fields[used] == by
        if (used + sorts, used) > (best[1] + best[2], best[1]):
            best = (key, used, sorts)
    return best


def _ranged(key: Key, used: int, name: str) -> str:
    """The column of the first field after the equal prefix, if it is `name` and can be compared in the index."""
    return "abc"[used] if used < len(key.fields) and key.fields[used] == name and not key.fold else ""
