"""Repositories by what a query asks of them."""

import pytest

from clonery.clones.github.records.repositories import Repository
from clonery.clones.github.searching.query import Query
from clonery.clones.github.searching.repositories import QUALIFIERS, RepositorySearch
from clonery.server.call import Call
from clonery.server.state import search


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("org:acme", ["webapp", "infrastructure"]), ("web", ["webapp"]), ("user:ben", ["dotfiles"]),
        ("language:python", ["webapp"]), ("topic:shop", ["webapp"]), ("is:private org:acme", ["infrastructure"]),
        ("topics:>1", ["webapp"]), ("acme/webapp", ["webapp"]), ("deployed in:description", ["infrastructure"]),
        ("running in:readme", ["webapp"]), ("shell in:readme", ["dotfiles"]), ("shop in:readme,topics", ["webapp"]),
        ("stars:>5", []), ("license:mit", ["webapp"]), ("created:<2025-01-01", ["dotfiles"]), ("fork:only", []),
    ],
)  # fmt: skip
def test_a_qualifier_finds(call: Call, query: str, names: list[str]) -> None:
    meaning = RepositorySearch(call, Query(query, QUALIFIERS)).meaning()
    made = search.find(call.session.store, Repository, meaning.expression, meaning.where, "", 10, 0)
    assert sorted(record.name for record in made.items) == sorted(names)
