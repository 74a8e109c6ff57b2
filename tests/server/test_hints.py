"""The nearest operation to a path that none answers."""

from collections.abc import Callable
from typing import Any

from clonery.server.call import Call
from clonery.server.hints import nearest
from clonery.server.problems import NoRoute, NotFound
from clonery.server.request import Request


def hint(ask: Callable[..., Any], method: str, path: str) -> str:
    clone = ask.farm.clone("toy")  # type: ignore[attr-defined] # the fixture has the farm at hand
    return nearest(Call(ask.session, clone, Request(method, path), 0), NoRoute())  # type: ignore[attr-defined] # as above


def test_a_misspelt_path_and_the_method_decide(ask: Callable[..., Any]) -> None:
    assert hint(ask, "GET", "/boxs/main/widget/1") == "GET /boxes/{box}/widgets/{number} (widget/get)"
    assert hint(ask, "POST", "/box") == "POST /boxes (box/create)"


def test_other_problems_get_none(ask: Callable[..., Any]) -> None:
    clone = ask.farm.clone("toy")  # type: ignore[attr-defined] # as above
    assert nearest(Call(ask.session, clone, Request("GET", "/x"), 0), NotFound()) == ""  # type: ignore[attr-defined] # as above
