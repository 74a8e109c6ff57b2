"""Full-text search: what is found, in which order, and that it follows every write, rollback, snapshot and clearing."""

from collections.abc import Iterator

import pytest

from clonery.server.state import parts, search
from clonery.server.state.image import Image
from clonery.server.state.query import gte
from clonery.server.state.record import Record
from clonery.server.state.session import Session


class Folder(Record, kind="folder"):
    id: int


class Paper(
    Record, kind="paper", parent="folder", text=["title", "body"], facets=["folder", "state", "tags[]", "owner"],
    indexes=["folder state", "written"],
):  # fmt: skip
    id: int
    folder: int
    title: str
    body: str | None = None
    state: str = "open"
    tags: list[int]
    owner: int | None = None
    written: str


class Note(Record, kind="note", parent="paper", text=["body"], facets=["paper"]):
    id: int
    paper: int
    body: str


KINDS = {}
for each in (Folder, Paper, Note):
    each.KIND.bind("desk")
    KINDS[each.KIND.number] = each


@pytest.fixture
def session() -> Iterator[Session]:
    made = Session("papers", ("desk",), Image.empty())
    with made.transaction() as store:
        store.insert(Folder, {"id": 1})
        store.insert(Folder, {"id": 2})
        paper(made, 1, title="Cart is empty", body="Nothing to pay for", tags=[7], written="2025-01-01")
        paper(made, 2, title="A dark theme", body="The cart too", tags=[7, 8], owner=3, written="2025-03-01")
        paper(made, 3, title="Paying twice", folder=2, state="closed", tags=[], written="2025-02-01")
    yield made
    made.close()


def paper(session: Session, id: int, **fields: object) -> Paper:
    return session.store.insert(Paper, {"id": id, "folder": 1, "state": "open", "body": None, "owner": None, **fields})


def ids(session: Session, *parts: str, **more: object) -> list[int]:
    expression = search.all_of(search.every(Paper), *parts)
    return [found.id for found in search.find(session.store, Paper, expression, **more).items]  # type: ignore[arg-type]  # passed on


def words(text: str, *fields: str, prefix: bool = False) -> str:
    return search.text(Paper, text, fields, prefix)


def test_words_are_found_in_every_field_whatever_their_case_and_form(session: Session) -> None:
    assert ids(session, words("CART")) == [1, 2]
    assert ids(session, words("pay")) == [3, 1]
    assert ids(session, words("cart is empty")) == [1]
    assert ids(session, words("empty cart")) == []
    assert ids(session, words("cart", "title")) == [1]
    assert ids(session, words("emp")) == []
    assert ids(session, words("emp", prefix=True)) == [1]


def test_words_without_a_letter_ask_for_nothing_and_quotes_do_no_harm(session: Session) -> None:
    assert words("?!") == ""
    assert ids(session, words('dark" theme')) == [2]
    assert ids(session, words("theme) OR (a")) == []


def test_facets_narrow_down_and_none_stands_for_nothing(session: Session) -> None:
    assert sorted(ids(session, search.facet(Paper, "tags", 7))) == [1, 2]
    assert ids(session, search.facet(Paper, "tags", 8), words("cart")) == [2]
    assert ids(session, search.facet(Paper, "tags", None)) == [3]
    assert sorted(ids(session, search.facet(Paper, "owner", None))) == [1, 3]
    assert sorted(ids(session, search.facet(Paper, "state", "open", "closed"))) == [1, 2, 3]
    assert ids(session, search.but(search.every(Paper), search.facet(Paper, "tags", 7))) == [3]
    assert sorted(ids(session, search.any_of(search.facet(Paper, "folder", 2), words("dark")))) == [2, 3]


def test_a_match_in_the_first_field_comes_before_one_in_the_second(session: Session) -> None:
    assert ids(session, words("cart")) == [1, 2]
    with session.transaction():
        paper(session, 4, title="theme theme", body="x", tags=[], written="2025-04-01")
    assert ids(session, words("theme"))[0] == 4


def test_an_order_is_that_of_a_list_with_an_index_or_without(session: Session) -> None:
    assert ids(session, order="-written") == [2, 3, 1]
    assert ids(session, order="written") == [1, 3, 2]
    assert ids(session, order="written", limit=1, offset=1) == [3]
    assert ids(session, where={"written": gte("2025-02-01")}, order="written") == [3, 2]
    assert search.find(session.store, Paper, search.every(Paper), {"written": gte("2025-02-01")}, limit=1).total == 2
    assert ids(session, order="title") == [2, 1, 3]
    assert ids(session, where={"title": gte("B")}, order="-title") == [3, 1]
    assert ids(session, order=lambda rows: [rows[1], rows[0], rows[2]]) == [2, 1, 3]
    assert ids(session, where={"written": gte("2025-02-01")}, order=lambda rows: sorted(rows)) == [2, 3]
    assert ids(session, where={"written": gte("2025-02-01")}) == [3, 2]


def test_the_newest_come_first_where_too_many_match(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "RANKED", 1)
    assert ids(session, words("cart")) == [2, 1]


def test_records_below_count_for_the_one_above(session: Session) -> None:
    with session.transaction() as store:
        store.insert(Note, {"id": 1, "paper": 3, "body": "See the cart"})
    search.ensure(session.store, Note)
    below = search.below(search.all_of(search.every(Note), search.text(Note, "cart")))
    assert ids(session, where={"rid": below}) == [3]


def test_every_write_is_followed(session: Session) -> None:
    assert ids(session, words("refund")) == []
    with session.transaction() as store:
        third = store.get(Paper, 3)
        assert third is not None
        store.update(third, {"title": "A refund", "tags": [8]})
    assert ids(session, words("refund"), search.facet(Paper, "tags", 8)) == [3]
    assert ids(session, words("twice")) == []
    with session.transaction() as store:
        store.delete(store.get(Folder, 2), KINDS)  # type: ignore[arg-type]  # the folder is there
    assert ids(session) == [2, 1]
    with pytest.raises(ZeroDivisionError), session.transaction():  # noqa: PT012 - the block is the transaction
        paper(session, 9, title="refund", tags=[], written="2025-05-01")
        raise ZeroDivisionError
    assert ids(session, words("refund")) == []


def test_it_goes_with_the_state_and_is_made_anew_after_a_clearing(session: Session) -> None:
    assert len(ids(session)) == 3
    session.store.commit()
    copy = Session("copy", ("desk",), session.image())
    assert copy.store.searched == {Paper.KIND.number}
    with copy.transaction():
        paper(copy, 4, title="Only here: cart", tags=[], written="2025-04-01")
    assert sorted(ids(copy, words("cart"))) == [1, 2, 4]
    assert ids(session, words("cart")) == [1, 2]
    parts.clear(copy.store.db, "desk")
    copy.store.forget()
    assert ids(copy) == []
    copy.close()


def test_a_search_that_failed_leaves_nothing_half_made(session: Session) -> None:
    with pytest.raises(ZeroDivisionError), session.transaction():  # noqa: PT012 - the block is the transaction
        search.ensure(session.store, Paper)
        raise ZeroDivisionError
    assert session.store.searched == set()
    assert ids(session, words("cart")) == [1, 2]
