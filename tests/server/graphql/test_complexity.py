"""What documents cost: leaves a tenth, objects one, lists as often as they are long."""

import pytest
from tests.server.graphql.conftest import Graphed

from clonery.server.graphql.complexity import complexity
from clonery.server.graphql.documents import document


def test_the_cost_is_told_and_bounded(ask: Graphed) -> None:
    answer = ask.send({"query": "{ issues(first: 10) { nodes { id title } } }"})
    assert dict(answer.headers)["X-Complexity"] == "13"
    dear = ask.send({"query": "{ issues(first: 250) { nodes { children(first: 250) { nodes { id } } } } }"})
    assert dear.data["errors"][0]["message"].startswith("Query too complex")


@pytest.mark.parametrize(
    ("query", "given", "cost"),
    [
        ("{ viewer { id name } }", {}, 1.2),
        ("{ issues(first: 10) { nodes { id title } } }", {}, 1 + 10 * 1.2),
        ("query($n: Int) { issues(first: $n) { nodes { id } } }", {"n": 4}, 1 + 4 * 1.1),
        ("query($n: Int) { issues(first: $n) { nodes { id } } }", {}, 1 + 50 * 1.1),
        ("{ viewer { ...A } } fragment A on User { id organization { id } }", {}, 1 + 0.1 + 1.1),
        ("{ viewer { ... on User { id } } }", {}, 1.1),
    ],
)  # fmt: skip
def test_the_cost_of_a_document(graphed: Graphed, query: str, given: dict[str, int], cost: float) -> None:
    operation = document(graphed.api, query).operation(None)
    assert complexity(operation, given, 50) == pytest.approx(cost)
