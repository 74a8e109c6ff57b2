"""Queries taken apart: words, phrases, qualifiers, operators, groups, and what is broken."""

import pytest

from clonery.clones.github.refusals import ValidationFailed
from clonery.clones.github.searching.query import Either, Every, Node, Not, Qualifier, Query, Words

KNOWN = frozenset({"is", "label", "in", "repo"})


def q(name: str, value: str, *values: str) -> Qualifier:
    return Qualifier(name, value, values or (value,))


A, B, C = Words("a"), Words("b"), Words("c")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a", A),
        ("a b", Every((A, B))),
        ("  ", Every(())),
        ('"a b" c', Every((Words("a b"), C))),
        ('"a b', Words("a b")),
        ("is:open a", Every((q("is", "open"), A))),
        ("IS:open", q("is", "open")),
        ('label:"a b",c', q("label", "a b,c", "a b", "c")),
        ("other:thing", Words("other:thing")),
        ("http://x.example/a", Words("http://x.example/a")),
        ("-is:open", Not(q("is", "open"))),
        ("-a -", Every((Not(A), Words("-")))),
        ("a-b", Words("a-b")),
        ("NOT a b", Every((Not(A), B))),
        ("a OR b c", Either((A, Every((B, C))))),
        ("a AND b", Every((A, B))),
        ("(a OR b) c", Every((Either((A, B)), C))),
        ("-(a b)", Not(Every((A, B)))),
        ("a (b", Every((A, B))),
        ("ORDER NOTE", Every((Words("ORDER"), Words("NOTE")))),
        ("a OR", Either((A, Every(())))),
    ],
)
def test_a_query_is_a_tree(text: str, tree: Node) -> None:
    assert Query(text, KNOWN).tree == tree


def test_what_is_negated_is_not_asked_for() -> None:
    query = Query("a -b is:open,closed -is:draft (label:x OR c)", KNOWN)
    assert query.words == ["a", "c"]
    assert query.values("is") == ["open", "closed"]
    assert [made.value for made in query.named("label", "is")] == ["open,closed", "x"]


@pytest.mark.parametrize("text", ["a OR b OR c OR d OR e OR f OR g", "x" * 257, "word " * 52])
def test_too_much_is_refused(text: str) -> None:
    with pytest.raises(ValidationFailed) as caught:
        Query(text, KNOWN)
    assert caught.value.errors[0]["code"] == "invalid"


def test_qualifiers_do_not_count_as_text() -> None:
    assert Query(f"label:{'x' * 300} a", KNOWN).words == ["a"]
