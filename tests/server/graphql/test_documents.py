"""Documents are parsed, validated and compiled once; what can't be run is refused before anything is done."""

import pytest
from tests.server.graphql.conftest import Graphed

from clonery.server.graphql import documents
from clonery.server.graphql.documents import Refusal, document


def test_a_document_is_kept_by_its_text(graphed: Graphed) -> None:
    first = document(graphed.api, "{ viewer { id name } }")
    assert document(graphed.api, "{ viewer { id name } }") is first
    assert first.operation(None) is first.operation(None)


def test_only_the_last_documents_are_kept(graphed: Graphed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "KEPT", 3)
    graphed.api.documents.clear()
    texts = [f"{{ viewer {{ a{number}: id }} }}" for number in range(5)]
    for text in texts:
        document(graphed.api, text)
    assert list(graphed.api.documents) == texts[2:]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "syntax"), ("{ no }", "validation"), ("x" * 500_000, "size"),
        ("{ viewer { id } }" + " a" * 30_000, "syntax"),
        ("{ viewer { ...A } } fragment A on User { ...B } fragment B on User { ...A }", "validation"),
    ],
)  # fmt: skip
def test_bad_documents_are_refused_by_what_is_wrong(graphed: Graphed, text: str, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        document(graphed.api, text)
    assert caught.value.code == code
    assert caught.value.errors


def test_variables_are_coerced_or_refused(graphed: Graphed) -> None:
    made = document(
        graphed.api, "query($n: Int = 3, $f: IssueFilter) { issues(first: $n, filter: $f) { nodes { id } } }"
    )
    operation = made.operation(None)
    assert getattr(operation.variables({}), "coerced", operation.variables({})) == {"n": 3}
    for given in ({"n": "three"}, {"f": {"nothing": 1}}, {"f": {"priority": {"eq": "high"}}}):
        with pytest.raises(Refusal) as caught:
            operation.variables(given)
        assert caught.value.code == "variables"


def test_an_unknown_enum_and_null_for_what_needs_a_value_are_refused(graphed: Graphed) -> None:
    for text in ("{ issues(orderBy: newest) { nodes { id } } }", "{ issue(id: null) { id } }"):
        with pytest.raises(Refusal):
            document(graphed.api, text)
