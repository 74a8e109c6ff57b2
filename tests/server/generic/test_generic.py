"""What a generic answer follows: the effect that the description declares."""

from collections.abc import Callable
from typing import Any


def test_each_verb_has_its_answer(plain: Callable[..., Any]) -> None:
    made = plain("POST", "/shops/main/items", {"title": "Lamp"}).data
    assert plain("GET", f"/shops/main/items/{made['number']}").data["title"] == "Lamp"
    assert plain("GET", "/shops/main/items/count").data == {"count": 1}
    assert plain("DELETE", f"/shops/main/items/{made['number']}").status == 204
    assert plain("GET", f"/shops/main/items/{made['number']}").status == 404


def test_an_effect_that_no_answer_follows_is_refused_by_name(plain: Callable[..., Any]) -> None:
    refused = plain("GET", "/odd")
    assert refused.status == 501
    assert "odd has no effect" in refused.data["error"]["message"]
