"""Generic lists filter, sort, search, count and page."""

from collections.abc import Callable
from typing import Any

import pytest

from clonery.server.generic.fitting import Fitting
from clonery.server.generic.lists import _first, _without

Plain = Callable[..., Any]


@pytest.fixture
def shop(plain: Plain) -> Plain:
    for number in range(7):
        plain("POST", "/shops/main/items", {"title": f"Thing {6 - number}"})
    plain("POST", "/shops/main/items/2/close")
    return plain


def titles(answer: Any) -> list[str]:
    return [entry["title"][-1] for entry in answer.data["data"]]


def test_a_filter_names_a_field(shop: Plain) -> None:
    assert titles(shop("GET", "/shops/main/items?state=closed")) == ["5"]
    assert shop("GET", "/shops/main/items?state=open").data["total"] == 6


def test_sorting_and_searching(shop: Plain) -> None:
    assert titles(shop("GET", "/shops/main/items?sort=title")) == list("0123456")
    assert titles(shop("GET", "/shops/main/items?sort=title&direction=desc")) == list("6543210")
    assert titles(shop("GET", "/shops/main/items?q=thing 3")) == ["3"]


def test_a_cursor_walks_all_pages_once(shop: Plain) -> None:
    seen, cursor = [], ""
    for _ in range(10):
        answer = shop("GET", f"/shops/main/items?limit=3{cursor}")
        seen += titles(answer)
        if not answer.data.get("next"):
            break
        cursor = f"&cursor={answer.data['next']}"
    assert seen == list("6543210")


def test_a_foreign_cursor_is_refused(shop: Plain) -> None:
    assert shop("GET", "/shops/main/items?cursor=nonsense!").status == 422


def test_a_count(shop: Plain) -> None:
    assert shop("GET", "/shops/main/items/count").data == {"count": 7}


def test_a_list_below_a_missing_parent_is_not_found(shop: Plain) -> None:
    assert shop("GET", "/shops/none/items").status == 404
    assert shop("GET", "/shops/other/items").data["total"] == 1


@pytest.mark.parametrize(
    ("schema", "first"),
    [({}, 1), ({"minimum": 0}, 0), ({"default": 0}, 0), ({"minimum": 1, "default": 0}, 1), ({"default": 20}, 1)],
)
def test_the_first_page_has_the_number_that_the_description_begins_with(schema: dict[str, int], first: int) -> None:
    assert _first(schema) == first


def test_a_way_without_a_field_orders_by_age(shop: Plain) -> None:
    assert titles(shop("GET", "/shops/main/items?direction=desc")) == list("0123456")
    assert titles(shop("GET", "/shops/main/items?direction=asc")) == list("6543210")


def test_what_would_lead_on_is_left_out_of_the_last_page_with_what_held_it_alone() -> None:
    after = {"type": "object", "required": ["after"], "properties": {"after": {"type": "string"}}}
    schema = {"properties": {"paging": {"type": "object", "properties": {"next": after, "size": {"type": "integer"}}}}}
    alone, beside = {"paging": {"next": {"after": ""}}}, {"paging": {"next": {"after": ""}, "size": 3}}
    for made in (alone, beside):
        _without(made, "paging.next.after", schema, Fitting(None))
    assert (alone, beside) == ({}, {"paging": {"size": 3}})
