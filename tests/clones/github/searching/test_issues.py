"""Issues by what a query asks of them."""

import pytest

from clonery.clones.github.lookups import find_issue
from clonery.clones.github.operations.issues.comments import create_comment
from clonery.clones.github.records.issues import Issue
from clonery.clones.github.refusals import ValidationFailed
from clonery.clones.github.searching.issues import QUALIFIERS, IssueSearch
from clonery.clones.github.searching.query import Query
from clonery.server.call import Call
from clonery.server.state import search


def found(call: Call, text: str) -> list[int]:
    meaning = IssueSearch(call, Query(f"repo:acme/webapp {text}", QUALIFIERS)).meaning()
    made = search.find(call.session.store, Issue, meaning.expression, meaning.where, "number", 10, 0)
    return [issue.number for issue in made.items]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("cart", [1]), ("label:bug", [1, 4]), ("label:bug is:open", [1]), ("author:cleo", [1, 3]),
        ("assignee:ben", [1]),
        ("no:assignee", [2, 3, 4]), ("milestone:1.0", [1]), ("commenter:ada", [1]), ("involves:ben", [1, 2]),
        ("comments:>1", [1]), ("closed:<2025-11-01", [4]), ("in:title dark", [2]), ("see in:comments", [1]),
        ("is:public author:@me", [4]), ('label:"good first issue"', [3]), ("label:bug,documentation", [1, 3, 4]),
    ],
)  # fmt: skip
def test_a_qualifier_finds(call: Call, query: str, numbers: list[int]) -> None:
    assert found(call, query) == numbers


@pytest.mark.parametrize("query", ["author:nobody", "is:odd", "in:name x"])
def test_what_is_broken(call: Call, query: str) -> None:
    with pytest.raises(ValidationFailed):
        found(call, query)


def test_a_team_is_found_where_it_is_named(call: Call) -> None:
    issue = find_issue(call, "acme", "webapp", 3)[1]
    call.update(issue, body="Ask @acme/Front-End about it")
    create_comment(call, "acme", "webapp", 2, "or @acme/front-end?")
    assert found(call, "team:acme/front-end") == [2, 3]
    assert found(call, "team:acme/back-end") == []
