"""Connections as GitHub pages them."""

import pytest

from clonery.clones.github.graphql.pages import cursor, cut
from clonery.server.problems import Invalid

ITEMS = list("abcdefg")


def test_pages_forward_and_back() -> None:
    first = cut(ITEMS, {"first": 3})
    assert (first["nodes"], first["totalCount"]) == (["a", "b", "c"], 7)
    assert first["pageInfo"] == {
        "hasNextPage": True, "hasPreviousPage": False, "startCursor": cursor(1), "endCursor": cursor(3),
    }  # fmt: skip
    second = cut(ITEMS, {"first": 3, "after": first["pageInfo"]["endCursor"]})
    assert [edge["cursor"] for edge in second["edges"]] == [cursor(4), cursor(5), cursor(6)]
    last = cut(ITEMS, {"last": 2})
    assert (last["nodes"], last["pageInfo"]["hasPreviousPage"]) == (["f", "g"], True)
    assert cut(ITEMS, {"last": 2, "before": last["pageInfo"]["startCursor"]})["nodes"] == ["d", "e"]
    assert cut([], {"first": 1})["pageInfo"]["endCursor"] is None


@pytest.mark.parametrize("given", [{"first": 101}, {"last": -1}, {"first": 1, "after": "x"}])
def test_refusals(given: dict[str, object]) -> None:
    with pytest.raises(Invalid) as caught:
        cut(ITEMS, given)
    assert caught.value.details["shown"]["type"]


def test_without_a_size_there_is_only_the_number() -> None:
    made = cut(ITEMS, {})
    assert made["totalCount"] == 7
    assert made["nodes"].details["shown"] == {"type": "MISSING_PAGINATION_BOUNDARIES"}
