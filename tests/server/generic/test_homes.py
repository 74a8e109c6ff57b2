"""Where generic items lie, and how they are found there."""

from collections.abc import Callable
from typing import Any

from clonery.server.generic import homes


def shop(plain: Callable[..., Any], name: str) -> str:
    return str(plain("POST", "/shops", {"name": name}).data["id"])


def test_an_item_is_found_below_its_own_parent_alone(plain: Callable[..., Any]) -> None:
    north, south = shop(plain, "north"), shop(plain, "south")
    one = plain("POST", f"/shops/{north}/items", {"title": "one"}).data
    two = plain("POST", f"/shops/{south}/items", {"title": "two"}).data
    assert one["number"] == two["number"] == 1
    assert plain("GET", f"/shops/{north}/items/1").data["title"] == "one"
    assert plain("GET", f"/shops/{south}/items/1").data["title"] == "two"
    assert [item["title"] for item in plain("GET", f"/shops/{south}/items").data["data"]] == ["two"]


def test_below_a_parent_that_is_not_there_nothing_is_made(plain: Callable[..., Any]) -> None:
    assert plain("POST", "/shops/nowhere/items", {"title": "x"}).status == 404
    assert plain("GET", "/shops/nowhere/items").status == 404


def test_what_goes_with_its_parent(plain: Callable[..., Any]) -> None:
    north = shop(plain, "north")
    plain("POST", f"/shops/{north}/items", {"title": "one"})
    assert plain("DELETE", f"/shops/{north}").status == 204
    assert plain("GET", f"/shops/{north}/items/1").status == 404


def test_a_number_and_its_text_name_the_same(plain: Callable[..., Any]) -> None:
    plain("POST", "/shops/main/items", {"title": "one"})
    session, clone = plain.session, plain.farm.clone("plain")  # type: ignore[attr-defined] # a function with two things at hand
    kind = clone.kind("item")
    assert {index.fields for index in kind.KIND.indexes} >= {("_parent",), ("number",)}
    held = next(session.store.select(kind, {"number": 1}))
    assert held.title == "one"
    assert homes._other_type("1") == 1
    assert homes._other_type(1) == "1"
    assert homes._other_type("one") == "one"
