"""Search of people and organizations; https://docs.github.com/rest/search/search#search-users."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from clonery.server.call import Call
from clonery.server.operation import operation
from clonery.server.state import search
from clonery.server.state.query import Op, contains

from ...records.accounts import Follow
from ...records.people import User
from ...records.repositories import Repository
from ...searching.answers import answer, asked, check_page, with_matches
from ...searching.conditions import NOTHING, Compare, Leaf, Meanings
from ...searching.query import Qualifier, Query, Words, broken
from ...searching.ranges import dates, numbers

_TEXT = {"login": "login", "name": "name", "email": "email", "fullname": "name"}
_TYPES = {"user": "User", "org": "Organization", "organization": "Organization"}
_OTHERS = frozenset({"repo", "label", "milestone", "assignee", "author", "state", "stars", "forks", "topic"})
"""Qualifiers of other searches: a query of nothing but them is refused."""


@operation("search/users")
def search_users(call: Call, q: str, sort: str = "", order: str = "desc") -> dict[str, Any]:
    """GET /search/users"""
    query = asked(q, KNOWN)
    check_page(call)
    found = find(call, query, sort, order, call.paging.limit, call.paging.offset)
    show, words = call.clone.dialect.show, query.words
    items = [
        with_matches(call, show(call, made, False), words, "User", {"login": made.login, "name": made.name})
        for made in found.items
    ]
    return answer(call, items, found.total)


def find(call: Call, query: Query, sort: str, order: str, limit: int, offset: int = 0) -> search.Found:
    """The accounts that a query means, a part of them, and how many there are. Raises what `broken` makes."""
    if query.named(*_OTHERS) and not query.words and not query.named(*_LEAVES):
        raise broken("None of the search qualifiers apply to this search type.")
    in_ = [_TEXT[value] for value in query.values("in") if value in _TEXT] or ["login", "name", "email"]

    def leaf(part: Words | Qualifier) -> Leaf:
        if isinstance(part, Words):
            return search.text(User, part.text, in_, prefix=True)
        return _LEAVES[part.name](part) if part.name in _LEAVES else None

    meaning, by = Meanings(User, leaf).of(query.tree), _order(call, query, sort, order)
    expression = search.all_of(search.every(User), meaning.expression)
    return search.find(call.session.store, User, expression, meaning.where, by, limit, offset)


def _order(call: Call, query: Query, sort: str, order: str) -> str | search.Order:
    for value in query.values("sort") if not sort else []:
        order = "asc" if value.endswith("-asc") else "desc"
        sort = value.removesuffix("-asc").removesuffix("-desc")
    falling = order != "asc"
    if sort == "joined":
        return "-created_at" if falling else "created_at"
    if sort == "repositories":
        return _by_count(call, call.session.store.values(Repository, "owner"), falling)
    if sort == "followers":
        return _by_count(call, call.session.store.values(Follow, "target"), falling)
    return ""


def _by_count(call: Call, ids: list[int], falling: bool) -> search.Order:
    counts: dict[int, int] = {}
    for id in ids:
        counts[id] = counts.get(id, 0) + 1

    def put(rows: list[int]) -> list[int]:
        sql = "SELECT rid, id FROM records WHERE kind = ?"
        held = {row: counts.get(id, 0) for row, id in call.session.store.execute(sql, (User.KIND.number,))}
        return sorted(rows, key=lambda row: (held[row], -row), reverse=falling)

    return put


def _counted(which: str, part: Qualifier) -> Leaf:
    op = numbers(part.value)
    return Op(op.sql.format(f"(SELECT count(*) FROM records x WHERE {which})"), op.values)


def _type(part: Qualifier) -> Leaf:
    return search.facet(User, "type", _TYPES[part.value.lower()]) if part.value.lower() in _TYPES else NOTHING


def _account(part: Qualifier) -> Op:
    return Op(f"lower(json_extract(r.doc, '$.login')) IN ({','.join('?' * len(part.values))})", _lower(part))


def _lower(part: Qualifier) -> tuple[Any, ...]:
    return tuple(value.lower() for value in part.values)


_LEAVES: dict[str, Callable[[Qualifier], Leaf]] = {
    "type": _type, "is": _type, "user": _account,
    "org": lambda part: Op(f"{_account(part).sql} AND json_extract(r.doc, '$.type') <> 'User'", _lower(part)),
    "fullname": lambda part: search.text(User, part.value, ("name",)),
    "location": lambda part: Compare("location", Op(f"{contains('').sql} > 0", (part.value,))),
    "created": lambda part: Compare("created_at", dates(part.value)),
    "repos": lambda part: _counted(f"x.parent = r.rid AND x.kind = {Repository.KIND.number}", part),
    "followers": lambda part: _counted(
        f"x.kind = {Follow.KIND.number} AND json_extract(x.doc, '$.target') = r.id", part
    ),
    "in": lambda _: None, "sort": lambda _: None, "language": lambda _: NOTHING,
}  # fmt: skip
KNOWN = frozenset({*_LEAVES, *_OTHERS})
"""The qualifiers that a search of accounts understands or overlooks."""
