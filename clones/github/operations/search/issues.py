"""Search of issues and pull requests; https://docs.github.com/rest/search/search#search-issues-and-pull-requests."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import operation
from clonery.server.state import search

from ...records.issues import Issue
from ...records.reactions import Reaction
from ...refusals import Unprocessable
from ...searching.answers import answer, asked, check_page, with_matches
from ...searching.issues import QUALIFIERS, IssueSearch
from ...searching.query import Query, broken

FIELDS = {"created": "created_at", "updated": "updated_at", "comments": "comments"}
_NAMES = {"reactions-smile": "laugh", "reactions-thinking_face": "confused", "reactions-tada": "hooray"}
_APPS = ("github_pat_", "ghu_", "ghs_")
"""How the tokens begin with which a search must say whether it is for issues or for pull requests."""


@operation("search/issues-and-pull-requests")
def search_issues(call: Call, q: str, sort: str = "", order: str = "desc") -> dict[str, Any]:
    """GET /search/issues"""
    query = asked(q, QUALIFIERS)
    check_page(call)
    _check_kind(call, query)
    found, words = find(call, query, sort, order, call.paging.limit, call.paging.offset), query.words
    items = [
        with_matches(
            call, call.clone.dialect.show(call, made, False), words, "Issue", {"title": made.title, "body": made.body}
        )
        for made in found.items
    ]
    return answer(call, items, found.total, search_type="lexical")


def find(call: Call, query: Query, sort: str, order: str, limit: int, offset: int = 0) -> search.Found:
    """The issues and pull requests that a query means, a part of them, and how many there are."""
    meaning = IssueSearch(call, query).meaning()
    by = _order(call, query, sort, order)
    return search.find(call.session.store, Issue, meaning.expression, meaning.where, by, limit, offset)


def _check_kind(call: Call, query: Query) -> None:
    said = {*query.values("is"), *query.values("type")} & {"issue", "pr", "pull-request"}
    if call.credential is not None and call.credential.token.startswith(_APPS) and not said:
        raise Unprocessable("Query must include 'is:issue' or 'is:pull-request'")


def _order(call: Call, query: Query, sort: str, order: str) -> str | search.Order:
    """The order that the arguments ask for, or else a `sort:` in the query; none is the best first, else the newest."""
    for value in query.values("sort") if not sort else []:
        order = "asc" if value.endswith("-asc") else "desc"
        sort = value.removesuffix("-asc").removesuffix("-desc")
    falling = order != "asc"
    if sort in FIELDS:
        return f"-{FIELDS[sort]}" if falling else FIELDS[sort]
    if sort.startswith(("reactions", "interactions")):
        return _by_reactions(call, sort, falling)
    if sort:
        raise broken(f"The sort order {sort} is not known.")
    return "" if query.words else "-created_at"


def _by_reactions(call: Call, sort: str, falling: bool) -> search.Order:
    """By how many reactions of one kind or of all, with the comments for interactions."""
    content = _NAMES.get(sort, sort.removeprefix("reactions").removeprefix("-"))
    counts: dict[str, int] = {}
    where = {"content": content} if sort.startswith("reactions-") else {}
    for subject in call.session.store.values(Reaction, "subject", where):
        counts[subject] = counts.get(subject, 0) + 1

    def put(rows: list[int]) -> list[int]:
        sql = "SELECT rid, id, json_extract(doc, '$.comments') FROM records WHERE kind = ?"
        keys = {}
        for row, id, comments in call.session.store.execute(sql, (Issue.KIND.number,)):
            keys[row] = counts.get(f"issue/{id}", 0) + (comments if sort == "interactions" else 0)
        return sorted(rows, key=lambda row: (keys[row], row), reverse=falling)

    return put
