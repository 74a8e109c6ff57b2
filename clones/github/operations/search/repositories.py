"""Search of repositories, and of the topics that they have; https://docs.github.com/rest/search/search#search-repositories."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import operation
from clonery.server.state import search

from ...records.repositories import Repository
from ...searching.answers import answer, asked, check_page, scored, sliced, with_matches
from ...searching.query import Query, broken
from ...searching.ranges import within
from ...searching.repositories import QUALIFIERS, RepositorySearch
from ...searching.scope import Scope

_ORDERS = {"stars": "stars", "forks": "forks", "updated": "updated_at"}
_TOPIC_QUALIFIERS = frozenset({"is", "repositories", "created"})


@operation("search/repos")
def search_repositories(call: Call, q: str, sort: str = "", order: str = "desc") -> dict[str, Any]:
    """GET /search/repositories"""
    query = asked(q, QUALIFIERS)
    check_page(call)
    found = find(call, query, sort, order, call.paging.limit, call.paging.offset)
    show, words = call.clone.dialect.show, query.words
    items = [
        with_matches(
            call, show(call, made, False), words, "Repository", {"name": made.name, "description": made.description}
        )
        for made in found.items
    ]
    return answer(call, items, found.total)


def find(call: Call, query: Query, sort: str, order: str, limit: int, offset: int = 0) -> search.Found:
    """The repositories that a query means, a part of them, and how many there are."""
    meaning, by = RepositorySearch(call, query).meaning(), _order(query, sort, order)
    return search.find(call.session.store, Repository, meaning.expression, meaning.where, by, limit, offset)


def _order(query: Query, sort: str, order: str) -> str:
    for value in query.values("sort") if not sort else []:
        order = "asc" if value.endswith("-asc") else "desc"
        sort = value.removesuffix("-asc").removesuffix("-desc")
    if sort in _ORDERS:
        return f"-{_ORDERS[sort]}" if order != "asc" else _ORDERS[sort]
    if sort and sort != "help-wanted-issues":
        raise broken(f"The sort order {sort} is not known.")
    return "" if query.words else "-stars"


@operation("search/topics")
def search_topics(call: Call, q: str) -> dict[str, Any]:
    """GET /search/topics: what the repositories that the caller may see are about."""
    query = asked(q, _TOPIC_QUALIFIERS)
    check_page(call)
    counts: dict[str, list[Repository]] = {}
    for repository in Scope(call, Query("", _TOPIC_QUALIFIERS)).repositories:
        for topic in repository.topics:
            counts.setdefault(topic, []).append(repository)
    words = [word.lower() for word in query.words]
    found = [topic for topic in counts if all(word in topic for word in words) and _kept(query, len(counts[topic]))]
    found.sort(key=lambda topic: (-len(counts[topic]), topic))
    return answer(call, [scored(_topic(topic, counts[topic])) for topic in sliced(call, found)], len(found))


def _kept(query: Query, count: int) -> bool:
    """Whether the number of repositories is one that is asked for; no topic is curated or featured here."""
    if query.values("is"):
        return False
    return all(within(count, value) for value in query.values("repositories"))


def _topic(name: str, repositories: list[Repository]) -> dict[str, Any]:
    first, last = (pick(made.created_at for made in repositories) for pick in (min, max))
    return {
        "name": name, "display_name": None, "short_description": None, "description": None, "created_by": None,
        "released": None, "created_at": first, "updated_at": last, "featured": False, "curated": False,
        "repository_count": len(repositories),
    }  # fmt: skip
