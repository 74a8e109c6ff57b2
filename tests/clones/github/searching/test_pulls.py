"""Pull requests by their branches and reviews."""

import pytest

from clonery.clones.github.lookups import find_repository
from clonery.clones.github.records.issues import Issue
from clonery.clones.github.searching.issues import QUALIFIERS, IssueSearch
from clonery.clones.github.searching.pulls import LEAVES
from clonery.clones.github.searching.query import Query
from clonery.server.call import Call
from clonery.server.farm import Farm
from clonery.server.request import Request
from clonery.server.settings import Settings
from clonery.server.state import search


@pytest.fixture
def call() -> Call:
    farm = Farm(Settings(clones=("github",)))
    session = farm.create(seeds={"github": "merge-conflict"})
    clone = farm.clone("github")
    assert clone.operations
    made = Call(session, clone, Request("GET", "/", base="http://test/github"), session.clock.now())
    made.actor = made.find(clone.kind("user"), login="ada")
    return made


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("head:lower-tax", ["Lower the tax to 16 %"]), ("head:none", []),
        ("review:approved", ["Show quantities in the cart"]),
        ("reviewed-by:ben", ["Show quantities in the cart"]), ("review-requested:ben", []), ("review:odd", []),
    ],
)  # fmt: skip
def test_a_qualifier_finds(call: Call, query: str, titles: list[str]) -> None:
    find_repository(call, "acme", "storefront")
    meaning = IssueSearch(call, Query(query, QUALIFIERS)).meaning()
    made = search.find(call.session.store, Issue, meaning.expression, meaning.where, "number", 10, 0)
    assert [issue.title for issue in made.items] == titles
    assert query.partition(":")[0] in LEAVES
