"""Generic items live: what is made is read, changed, acted on, deleted, each below its own parent."""

from collections.abc import Callable
from typing import Any

Plain = Callable[..., Any]


def test_what_is_made_is_completed_and_read_back(plain: Plain) -> None:
    made = plain("POST", "/shops/main/items", {"title": "Lamp", "tags": ["a"]})
    assert made.status == 201
    assert (made.data["title"], made.data["tags"], made.data["state"], made.data["price"]) == ("Lamp", ["a"], "open", 1)
    assert made.data["number"] == 1
    assert len(made.data["id"]) == 36
    assert made.data["owner"] == {"login": "ada"}
    assert plain("GET", "/shops/main/items/1").data == made.data
    assert plain("GET", "/shops/other/items/1").status == 404
    assert plain("GET", "/shops/other/items/900").data["title"] == "elsewhere"


def test_changes_and_actions_are_kept(plain: Plain) -> None:
    plain("POST", "/shops/main/items", {"title": "Lamp"})
    assert plain("PATCH", "/shops/main/items/1", {"title": "Lantern"}).data["title"] == "Lantern"
    closed = plain("POST", "/shops/main/items/1/close").data
    assert (closed["state"], closed["closed_at"][:4]) == ("closed", closed["created_at"][:4])
    assert plain("GET", "/shops/main/items/1").data == closed


def test_an_action_that_says_nothing_is_refused(plain: Plain) -> None:
    plain("POST", "/shops/main/items", {"title": "Lamp"})
    refused = plain("POST", "/shops/main/items/1/polish")
    assert refused.status == 501
    assert "'polish'" in refused.data["error"]["message"]


def test_deleting_a_parent_deletes_below_it(plain: Plain) -> None:
    plain("POST", "/shops/main/items", {"title": "Lamp"})
    assert plain("DELETE", "/shops/main").status == 204
    assert plain("GET", "/shops/main/items").status == 404
    assert plain.session.store.execute("SELECT count(*) FROM records WHERE doc LIKE '%Lamp%'").fetchone() == (0,)  # type: ignore[attr-defined] # the fixture has the session at hand


def test_a_missing_parent_or_argument_is_refused(plain: Plain) -> None:
    assert plain("POST", "/shops/none/items", {"title": "x"}).status == 404
    assert plain("POST", "/shops/main/items", {}).status == 422
    assert plain("POST", "/shops/main/items", {"title": 3}).status == 422
    assert plain("DELETE", "/shops/main/items/9").status == 404


def test_an_unknown_effect_is_refused_with_its_name(plain: Plain) -> None:
    assert "odd has no effect" in plain("GET", "/odd").data["error"]["message"]


def test_strict_refuses_what_nobody_wrote(plain: Plain) -> None:
    plain.session.strict = True  # type: ignore[attr-defined] # the fixture has the session at hand
    assert plain("GET", "/shops/main").status == 404
