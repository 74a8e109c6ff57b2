"""Where a search looks."""

import pytest

from clonery.clones.github.lookups import find_user
from clonery.clones.github.records.issues import Issue
from clonery.clones.github.refusals import ValidationFailed
from clonery.clones.github.searching.query import Query
from clonery.clones.github.searching.scope import NAMES, Scope, person
from clonery.server.call import Call


def names(call: Call, text: str) -> list[str]:
    return [record.name for record in Scope(call, Query(text, frozenset(NAMES))).repositories]


def test_what_is_named_of_what_may_be_seen(call: Call) -> None:
    assert names(call, "repo:acme/webapp user:ben") == ["webapp", "dotfiles"]
    assert set(names(call, "user:@me")) == {"notes"}
    assert len(names(call, "x")) == 4
    call.actor = find_user(call, "cleo")
    call.memo.clear()
    assert set(names(call, "x")) == {"webapp", "infrastructure", "dotfiles"} or set(names(call, "x")) == {
        "webapp",
        "dotfiles",
    }
    with pytest.raises(ValidationFailed):
        names(call, "repo:ada/notes")


def test_an_expression_only_where_something_is_left_out(call: Call) -> None:
    assert Scope(call, Query("x", frozenset(NAMES))).expression(Issue) == ""
    assert Scope(call, Query("repo:acme/webapp", frozenset(NAMES))).expression(Issue) != ""
    assert person(call, "@me").login == "ada"
    assert person(call, "@ben").login == "ben"
    with pytest.raises(ValidationFailed):
        person(call, "nobody")
