"""Search of the files on default branches; https://docs.github.com/rest/search/search#search-code."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from clonery.server.call import Call
from clonery.server.operation import operation

from ...git.objects import Entry
from ...git.trees import walk
from ...gitstore import branch_head, network, read_blob, read_tree, tree_of
from ...languages import language_of
from ...lookups import me
from ...records.git import StoredBlob
from ...records.repositories import Repository
from ...searching.answers import answer, asked, check_page, sliced, with_matches
from ...searching.judging import Test, judge
from ...searching.query import Qualifier, Query, Words, broken
from ...searching.ranges import within
from ...searching.scope import Scope
from ...shapes.contents import short

MOST_BYTES = 384 * 1024
"""Larger files are not searched."""


class File(NamedTuple):
    """A file of a repository."""

    call: Call
    repository: Repository
    path: str
    entry: Entry
    size: int

    @property
    def text(self) -> str:
        """Its content; "" for a large file and for what is no text."""
        data = read_blob(self.call, self.repository)(self.entry.sha) if self.size <= MOST_BYTES else b""
        return "" if b"\0" in data[:8000] else data.decode("utf-8", "replace")


@operation("search/code")
def search_code(call: Call, q: str) -> dict[str, Any]:
    """GET /search/code"""
    me(call)
    query = asked(q, QUALIFIERS)
    check_page(call, whole=True)
    if not query.words:
        raise broken("ERROR_TYPE_QUERY_PARSING_FATAL unable to parse query!")
    test = judge(query.tree, _leaf(query))
    files = (file for repository in Scope(call, query).sources for file in _files(call, repository))
    found = [file for file in files if test is None or test(file)]
    return answer(call, [_shown(call, query, file) for file in sliced(call, found)], len(found))


def _files(call: Call, repository: Repository) -> Iterator[File]:
    head = branch_head(call, repository, repository.default_branch)
    if head is None:
        return
    for path, entry in walk(read_tree(call, repository), tree_of(call, repository, head)):
        if entry.type == "blob":
            record = call.peek(StoredBlob, f"{network(repository)}/{entry.sha}")
            yield File(call, repository, path, entry, record.size if record else 0)


def _leaf(query: Query) -> Callable[[Words | Qualifier], Test | None]:
    in_ = query.values("in") or ["file"]

    def leaf(part: Words | Qualifier) -> Test | None:
        if isinstance(part, Qualifier):
            return _TESTS[part.name](part) if part.name in _TESTS else None
        words = part.text.lower()

        def test(file: File) -> bool:
            inside = "file" in in_ and words in file.text.lower()
            return inside or ("path" in in_ and words in file.path.lower())

        return test

    return leaf


def _shown(call: Call, query: Query, file: File) -> dict[str, Any]:
    repository = file.repository
    head = branch_head(call, repository, repository.default_branch) or ""
    shown = short(call, repository, file.path, file.entry, head)
    made = {name: shown[name] for name in ("name", "path", "sha", "url", "git_url", "html_url")}
    made["repository"] = call.clone.dialect.show(call, repository, False)
    return with_matches(call, made, query.words, "FileContent", {"content": file.text})


def _below(part: Qualifier) -> Test:
    """`path:/` is the root alone; any other path is a folder, and all below it, or a part of the whole path."""
    wanted = part.value.strip("/").lower()
    if not wanted:
        return lambda file: "/" not in file.path
    return lambda file: file.path.lower().startswith(f"{wanted}/") or wanted in file.path.lower()


def _called(part: Qualifier) -> Test:
    return lambda file: part.value.lower() in file.path.rpartition("/")[2].lower()


def _ending(part: Qualifier) -> Test:
    endings = tuple(f".{value.lower().lstrip('.')}" for value in part.values)
    return lambda file: file.path.lower().endswith(endings)


def _written_in(part: Qualifier) -> Test:
    wanted = {value.lower() for value in part.values}
    return lambda file: (language_of(file.path) or "").lower() in wanted


_TESTS: dict[str, Callable[[Qualifier], Test]] = {
    "path": _below, "filename": _called, "extension": _ending, "language": _written_in,
    "size": lambda part: lambda file: within(file.size, part.value),
}  # fmt: skip
QUALIFIERS = frozenset({*_TESTS, "repo", "user", "org", "in", "fork"})
