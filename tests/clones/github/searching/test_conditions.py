"""What queries mean as expressions and conditions."""

import pytest

from clonery.clones.github.records.issues import Issue
from clonery.clones.github.records.repositories import Repository
from clonery.clones.github.searching.conditions import Compare, Leaf, Meanings
from clonery.clones.github.searching.query import Qualifier, Query, Words
from clonery.server.call import Call
from clonery.server.state import search
from clonery.server.state.query import Op, gte

KNOWN = frozenset({"since", "closed", "nothing"})


def leaf(part: Words | Qualifier) -> Leaf:
    if isinstance(part, Words):
        return search.text(Issue, part.text, ("title", "body"))
    if part.name == "since":
        return Compare("number", gte(int(part.value)))
    return Op("json_extract(r.doc, '$.state') = 'closed'") if part.name == "closed" else None


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("cart", [1]), ("cart OR theme", [1, 2]), ("-cart", [2, 3, 4]), ("since:3", [3, 4]),
        ("since:2 since:3", [3, 4]),
        ("closed:yes", [4]), ("-closed:yes", [1, 2, 3]), ("closed:yes OR cart", [1, 4]), ("nothing:x", [1, 2, 3, 4]),
        ("-nothing:x", [1, 2, 3, 4]), ("since:2 -closed:yes", [2, 3]), ("-(cart OR closed:yes)", [2, 3]),
    ],
)  # fmt: skip
def test_a_query_finds(call: Call, webapp: Repository, query: str, numbers: list[int]) -> None:
    meaning = Meanings(Issue, leaf).of(Query(query, KNOWN).tree)
    here = search.facet(Issue, "repository", webapp.id)
    expression = search.all_of(search.every(Issue), here, meaning.expression)
    found = search.find(call.session.store, Issue, expression, meaning.where, "number", 10, 0)
    assert [made.number for made in found.items] == numbers
