"""Pages of one thing shown as another."""

from clonery.clones.github.pages import mapped
from clonery.server.dialect import Page, Paging


def test_the_place_in_the_list_stays() -> None:
    page = mapped(Page([1, 2], Paging(2, 4, number=3), 9, True), str)
    assert (page.items, page.paging.number, page.total, page.more) == (["1", "2"], 3, 9, True)
