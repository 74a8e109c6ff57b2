"""Lists as tools give them."""

from clonery.clones.github.records.issues import Label
from clonery.clones.github.tools.lists import offset_of, page_info, picked, shown
from clonery.server.call import Call
from clonery.server.dialect import Page, Paging


def test_cursors_lead_on_and_back() -> None:
    info = page_info(Page(["a", "b"], Paging(2, 4), 9, True))
    assert (info["hasNextPage"], info["hasPreviousPage"]) == (True, True)
    assert (offset_of(info["startCursor"]), offset_of(info["endCursor"])) == (4, 6)
    assert (offset_of("x"), offset_of("")) == (0, 0)
    assert page_info(Page([], Paging(2, 0), 0, False))["endCursor"] == ""


def test_some_fields_alone(call: Call) -> None:
    labels = shown(call, call.page(Label))
    assert picked(labels, ["name", "odd"])[0] == {"name": "bug"}
    assert picked(labels, None) is labels
