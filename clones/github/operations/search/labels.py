"""Search of a repository's labels; https://docs.github.com/rest/search/search#search-labels."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import operation
from clonery.server.problems import NotFound
from clonery.server.state import search

from ...lookups import permission
from ...records.issues import Label
from ...records.repositories import Repository
from ...searching.answers import answer, asked, check_page, with_matches
from ...searching.conditions import Meanings
from ...searching.query import Qualifier, Words


@operation("search/labels")
def search_labels(call: Call, repository_id: int, q: str, sort: str = "", order: str = "desc") -> dict[str, Any]:
    """GET /search/labels"""
    repository = call.peek(Repository, repository_id)
    if repository is None or permission(call, repository) is None:
        raise NotFound(kind="repository")
    query = asked(q, frozenset())
    check_page(call)

    def leaf(part: Words | Qualifier) -> str:
        return search.text(Label, part.text, prefix=True) if isinstance(part, Words) else ""

    meaning = Meanings(Label, leaf).of(query.tree)
    expression = search.all_of(
        search.every(Label), search.facet(Label, "repository", repository.id), meaning.expression
    )  # fmt: skip
    by = "" if not sort else "rid" if order == "asc" else "-rid"
    found = search.find(
        call.session.store, Label, expression, meaning.where, by, call.paging.limit, call.paging.offset
    )  # fmt: skip
    show = call.clone.dialect.show
    items = [
        with_matches(
            call, show(call, made, False), query.words, "Label", {"name": made.name, "description": made.description}
        )
        for made in found.items
    ]
    return answer(call, items, found.total)
