"""Search of commits by their messages and people; https://docs.github.com/rest/search/search#search-commits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from clonery.server.call import Call
from clonery.server.operation import operation
from clonery.server.state import search

from ...gitstore import branch_head, history, network
from ...lookups import me
from ...records.git import StoredCommit
from ...records.repositories import Repository
from ...searching.answers import MOST, answer, asked, check_page, sliced, with_matches
from ...searching.judging import Test, judge, outermost
from ...searching.query import Qualifier, Query, Words, broken
from ...searching.ranges import spanned
from ...searching.scope import Scope
from ...shapes.commits import commit, commit_of, email_of

_SCOPED = frozenset({"repo", "user", "org", "is", "sort"})


@operation("search/commits")
def search_commits(call: Call, q: str, sort: str = "", order: str = "desc") -> dict[str, Any]:
    """GET /search/commits: those of default branches, each with the repository that it was found in."""
    query = asked(q, frozenset({*_SCOPED, *_TESTS}))
    check_page(call)
    for value in query.values("sort") if not sort else []:
        sort, order = value.removesuffix("-asc").removesuffix("-desc"), "asc" if value.endswith("-asc") else "desc"
    found = [pair for repository in _within(query, Scope(call, query)) for pair in _of(call, query, repository)]
    if sort or not query.words:
        role = "author" if sort == "author-date" else "committer"
        found.sort(key=lambda pair: pair[1].get(role)["seconds"], reverse=order != "asc")
    items = [_shown(call, query, *pair) for pair in sliced(call, found)]
    return answer(call, items, len(found))


def _of(call: Call, query: Query, repository: Repository) -> list[tuple[Repository, StoredCommit]]:
    """The commits of one repository that are meant, those that have the words by how well they do."""
    head = branch_head(call, repository, repository.default_branch)
    if head is None:
        return []
    there = set(history(call, repository, head))
    here = search.all_of(
        search.every(StoredCommit), search.facet(StoredCommit, "network", network(repository))
    )  # fmt: skip

    def having(words: str) -> list[StoredCommit]:
        wanted = search.all_of(here, search.text(StoredCommit, words))
        return list(search.find(call.session.store, StoredCommit, wanted, limit=call.paging.limit + MOST).items)

    def leaf(part: Words | Qualifier) -> Test | None:
        if isinstance(part, Qualifier):
            return _TESTS[part.name](call, part) if part.name in _TESTS else None
        shas = {record.sha for record in having(part.text)}
        return lambda record: record.sha in shas

    test, words = judge(query.tree, leaf), outermost(query.tree)
    records = having(words[0]) if words else [commit_of(call, repository, sha) for sha in there]
    return [(repository, record) for record in records if record.sha in there and (test is None or test(record))]


def _within(query: Query, scope: Scope) -> list[Repository]:
    """The repositories to look in; forks only where they are named."""
    kinds = query.values("is")
    found = scope.sources
    if "public" in kinds or "private" in kinds:
        found = [each for each in found if each.private == ("private" in kinds)]
    return found


def _shown(call: Call, query: Query, repository: Repository, record: StoredCommit) -> dict[str, Any]:
    shown = commit(call, repository, record)
    shown["repository"] = call.clone.dialect.show(call, repository, False)
    return with_matches(call, shown, query.words, "Commit", {"message": record.message})


def _by(role: str) -> Callable[[Call, Qualifier], Test]:
    def make(call: Call, part: Qualifier) -> Test:
        login = me(call).login if part.value == "@me" else part.value
        addresses = email_of(call, login)
        return lambda record: record.get(role)["email"].lower() in addresses

    return make


def _says(role: str, field: str) -> Callable[[Call, Qualifier], Test]:
    return lambda _, part: lambda record: part.value.lower() in record.get(role)[field].lower()


def _dated(role: str) -> Callable[[Call, Qualifier], Test]:
    def make(_: Call, part: Qualifier) -> Test:
        first, after = spanned(part.value)

        def test(record: StoredCommit) -> bool:
            at = datetime.fromtimestamp(record.get(role)["seconds"], UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            return (first is None or at >= first) and (after is None or at < after)

        return test

    return make


def _begins(field: str) -> Callable[[Call, Qualifier], Test]:
    def make(_: Call, part: Qualifier) -> Test:
        def test(record: StoredCommit) -> bool:
            held = record.get(field)
            return any(sha.startswith(part.value.lower()) for sha in (held if isinstance(held, list) else [held]))

        return test

    return make


def _merge(_: Call, part: Qualifier) -> Test:
    if part.value not in ("true", "false"):
        raise broken(f'"{part.value}" is neither true nor false.')
    return lambda record: (len(record.parents) > 1) == (part.value == "true")


_TESTS: dict[str, Callable[[Call, Qualifier], Test]] = {
    "author": _by("author"), "committer": _by("committer"), "author-name": _says("author", "name"),
    "committer-name": _says("committer", "name"), "author-email": _says("author", "email"),
    "committer-email": _says("committer", "email"), "author-date": _dated("author"),
    "committer-date": _dated("committer"), "hash": _begins("sha"), "parent": _begins("parents"),
    "tree": _begins("tree"), "merge": _merge,
}  # fmt: skip
"""Qualifiers that a commit is looked at for."""
