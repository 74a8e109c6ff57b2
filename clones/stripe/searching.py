"""Stripe's search query language; https://docs.stripe.com/search."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

from clonery.server.state import substrings
from clonery.server.state.query import ROW, Op, Where, column, has

from . import ids, keys
from .records.thing import Thing
from .refusals import Refusal

if TYPE_CHECKING:
    from clonery.server.call import Call

_CARD = ("brand", "exp_month", "exp_year", "fingerprint", "last4")
_CHARGE = ("amount", "billing_details.address.postal_code", "created", "currency", "customer", "disputed", "refunded",
           "status", *(f"payment_method_details.card.{name}" for name in _CARD))  # fmt: skip
FIELDS: dict[str, dict[str, str]] = {
    "charge": {name: name for name in _CHARGE},
    "customer": {name: name for name in ("created", "email", "name", "phone")},
    "invoice": {name: name for name in ("created", "currency", "customer", "number", "status", "total")}
    | {"receipt_number": "receipt_number", "subscription": "_subscription",
       "last_finalization_error_code": "last_finalization_error.code"},
    "payment_intent": {name: name for name in ("amount", "created", "currency", "customer", "status")},
    "price": {name: name for name in ("active", "created", "currency", "lookup_key", "product", "type")},
    "product": {name: name for name in ("active", "created", "description", "name", "shippable", "url")},
    "subscription": {name: name for name in ("canceled_at", "created", "status")},
}  # fmt: skip
"""What can be searched, by kind: the name in the query and the field; metadata can always be."""
_CLAUSE = re.compile(
    r"""\s*(?P<minus>-)?(?P<field>metadata\[(?P<quote>["'])(?P<key>.*?)(?P=quote)\]|[\w.]+)\s*(?P<sign>:|~|>=|<=|>|<)\s*"""
    r"""(?:"(?P<double>(?:\\.|[^"\\])*)"|'(?P<single>(?:\\.|[^'\\])*)'|(?P<bare>[\w.+-]+))\s*"""
)
_JOIN = re.compile(r"\s*(AND|OR)\s+|\s*", re.IGNORECASE)
SCANNED = 200
"""So many objects are looked through as quickly as an index is asked."""
SHORTEST = 3
"""How many characters a part of a word has at least."""


class Clause(NamedTuple):
    field: str
    sign: str
    value: Any
    negated: bool
    key: str | None


def read(query: str) -> tuple[list[Clause], bool]:
    """The clauses of a query, and whether any one of them is enough. Raises Refusal where it can't be read."""
    clauses, joins, at = [], set(), 0
    while at < len(query):
        found = _CLAUSE.match(query, at)
        if found is None:
            raise Refusal(f"We were unable to parse your search query near `{query[at:].strip()}`.", param="query")
        text = found["double"] if found["double"] is not None else found["single"]
        value = found["bare"] if text is None else re.sub(r"\\(.)", r"\1", text)
        bare_null = text is None and value == "null"
        clauses.append(Clause(found["field"].partition("[")[0], found["sign"], None if bare_null else value,
                              bool(found["minus"]), found["key"]))  # fmt: skip
        at = found.end()
        join = _JOIN.match(query, at)
        assert join is not None
        if at < len(query):
            joins.add((join[1] or "AND").upper())
            at = join.end()
    if not clauses:
        raise Refusal("The search query can't be empty.", param="query")
    if len(joins) > 1:
        raise Refusal("A search query can't combine AND and OR.", param="query")
    return clauses, joins == {"OR"}


def condition(kind: str, clause: Clause) -> tuple[str, tuple[Any, ...]]:
    """SQL for one clause. Raises Refusal for a field or a comparison that can't be searched."""
    values: tuple[Any, ...] = ()
    if clause.key is not None:
        place = "json_extract(r.doc, ?)"
        values = ('$.metadata."' + clause.key.replace('"', "") + '"',)
    elif clause.field in FIELDS[kind]:
        place = column(FIELDS[kind][clause.field])
    else:
        raise Refusal(f"Field `{clause.field}` is an unsupported search field for resource `{kind}s`.", param="query")
    made, more = _compared(place, clause)
    made = f"NOT coalesce({made}, 0)" if clause.negated else made
    return made, (*values, *more)


def _compared(place: str, clause: Clause) -> tuple[str, tuple[Any, ...]]:
    value = clause.value
    if value is None:
        if clause.sign != ":":
            raise Refusal("`null` can only be searched with `:`.", param="query")
        return f"{place} IS NULL", ()
    if clause.sign == "~":
        if len(value) < SHORTEST:
            raise Refusal(f"A substring search needs at least {SHORTEST} characters.", param="query")
        return f"instr(lower({place}), ?)", (value.lower(),)
    if clause.sign != ":":
        if not re.fullmatch(r"-?\d+(\.\d+)?", value):
            raise Refusal(f"`{value}` is no number: `{clause.sign}` compares numbers.", param="query")
        return f"CAST({place} AS NUMERIC) {clause.sign} ?", (float(value) if "." in value else int(value),)
    if value.lower() in ("true", "false") and clause.key is None:
        return f"{place} IS ?", (value.lower() == "true",)
    return f"lower(CAST({place} AS TEXT)) = ?", (value.lower(),)


def terms(fields: dict[str, Any], searched: tuple[str, ...]) -> list[str]:
    """What an object is found by at once: its searched fields and metadata, folded."""
    found = [f"{name}:{str(fields[name]).lower()}" for name in searched if fields.get(name)]
    return found + [f"metadata {key}:{str(value).lower()}" for key, value in (fields.get("metadata") or {}).items()]


def where(call: Call, kind: type[Thing], query: str) -> Where:
    """The query as conditions. Raises Refusal."""
    clauses, any_one = read(query)
    made: Where = {}
    if kind.SEARCHED and not any_one:
        for clause in clauses:
            name = f"metadata {clause.key}" if clause.key is not None else clause.field
            plain = clause.sign == ":" and clause.value is not None and not clause.negated
            if plain and (clause.key is not None or clause.field in kind.SEARCHED):
                made["_terms"] = has(f"{name}:{clause.value.lower()}")
                break
    parts = [condition(kind.KIND.name, clause) for clause in clauses]
    sql = (" OR " if any_one else " AND ").join(f"({text})" for text, _ in parts)
    values = tuple(value for _, values in parts for value in values)
    rows = None if any_one else next(filter(None, (_within(call, kind, clause) for clause in clauses)), None)
    if rows is None:
        made[ROW] = Op("{} AND (" + sql + ")", values)
    else:
        made[ROW] = Op("{} IN (SELECT value FROM json_each(?)) AND (" + sql + ")", (rows, *values))
    return made


def _within(call: Call, kind: type[Thing], clause: Clause) -> str | None:
    """The rows that can hold a part of a word, as a JSON list; None where they are few, or most of them can."""
    if clause.sign != "~" or clause.negated or clause.key is not None:
        return None
    store, field = call.session.store, FIELDS[kind.KIND.name][clause.field]
    there = store.count(kind)
    found = substrings.having(store, kind, field, str(clause.value), there // 5) if there > SCANNED else None
    return None if found is None else orjson.dumps(found).decode()


def search(call: Call, kind: type[Thing], query: str, page: str | None = None) -> dict[str, Any]:
    """The page of a search that was asked for, newest first. Raises Refusal."""
    asked = where(call, kind, query) | keys.where(call) | {"deleted": None}
    behind = _row(page) if page else 0
    size = call.paging.limit
    found = list(call.session.store.select(kind, asked, "-rid", size + 1, 0, behind))
    shown = found[:size]
    more = len(found) > size
    made = {
        "object": "search_result", "url": ids.address(call), "has_more": more,
        "data": [call.clone.dialect.show(call, record, False) for record in shown],
        "next_page": urlsafe_b64encode(f"row:{shown[-1].rid}".encode()).decode() if more else None,
    }  # fmt: skip
    if "total_count" in call.arguments.get("expand", ()):
        made["total_count"] = call.count(kind, asked)
    return made


def _row(page: str) -> int:
    try:
        return int(urlsafe_b64decode(page).decode().removeprefix("row:"))
    except ValueError:
        raise Refusal(f"Invalid page: {page}", param="page") from None
