"""What a query means for one kind of record: an expression for full-text search, and conditions beside it; https://docs.github.com/search-github/getting-started-with-searching-on-github/understanding-the-search-syntax."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from clonery.server.state import search
from clonery.server.state.query import ROW, Op, Where, column
from clonery.server.state.record import Record

from .query import Either, Every, Node, Not, Qualifier, Words


@dataclass
class Compare:
    """A comparison of one field."""

    field: str
    op: Op


Leaf = str | Op | Compare | None
"""What a word or qualifier comes to: an expression, a condition on the row, a comparison; None for nothing to ask."""


@dataclass
class Meaning:
    """All of: the expression ("" for none), the conditions on the row, the comparisons."""

    expression: str = ""
    rows: list[Op] = field(default_factory=list)
    compared: list[Compare] = field(default_factory=list)

    @property
    def where(self) -> Where:
        """The conditions beside the expression; of several comparisons of a field the later ones are on the row."""
        made: Where = {}
        rows = list(self.rows)
        for each in self.compared:
            if each.field in made:
                rows.append(_on_row(each))
            else:
                made[each.field] = each.op
        if rows:
            made[ROW] = _joined(" AND ", rows)
        return made


NOTHING = Op("0")
"""The condition that no record meets."""


@dataclass
class Meanings:
    """Reads a query for one kind; `leaf` says what a word or a qualifier comes to."""

    kind: type[Record]
    leaf: Callable[[Words | Qualifier], Leaf]

    def of(self, node: Node) -> Meaning:
        if isinstance(node, Every):
            parts = [self.of(part) for part in node.parts]
            return Meaning(
                search.all_of(*(part.expression for part in parts)), [row for part in parts for row in part.rows],
                [each for part in parts for each in part.compared],
            )  # fmt: skip
        if isinstance(node, Either):
            return self._either([self.of(part) for part in node.parts])
        if isinstance(node, Not):
            return self._without(self.of(node.part))
        found = self.leaf(node)
        if isinstance(found, Op):
            return Meaning(rows=[found])
        return Meaning(compared=[found]) if isinstance(found, Compare) else Meaning(found or "")

    def _either(self, parts: list[Meaning]) -> Meaning:
        if all(part.expression and not part.rows and not part.compared for part in parts):
            return Meaning(search.any_of(*(part.expression for part in parts)))
        asked = [made for made in map(self._row, parts) if made is not None]
        return Meaning(rows=[_joined(" OR ", asked)]) if asked else Meaning()

    def _without(self, part: Meaning) -> Meaning:
        if part.expression and not part.rows and not part.compared:
            return Meaning(search.but(search.every(self.kind), part.expression))
        row = self._row(part)
        # A comparison of nothing is neither true nor false, and what it does not hold for is meant.
        return Meaning(rows=[Op(f"NOT coalesce({row.sql}, 0)", row.values)]) if row else Meaning()

    def _row(self, part: Meaning) -> Op | None:
        """All of a meaning as one condition on the row; None where it asks for nothing."""
        made = [search.matching(search.all_of(search.every(self.kind), part.expression))] if part.expression else []
        made += [*part.rows, *map(_on_row, part.compared)]
        return _joined(" AND ", made) if made else None


def _on_row(compare: Compare) -> Op:
    return Op(compare.op.sql.format(column(compare.field)), compare.op.values)


def _joined(word: str, ops: list[Op]) -> Op:
    sql = word.join(f"({op.sql.replace('{}', '{0}')})" for op in ops)
    values: tuple[Any, ...] = tuple(value for op in ops for value in op.values)
    return Op(f"({sql})", values)
