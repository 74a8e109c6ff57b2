"""Records are read and written as declared: by id, by key, by index, in order, and undone together."""

import sqlite3
from collections.abc import Iterator

import pytest

from clonery.server.problems import Taken
from clonery.server.state.image import Image, connect
from clonery.server.state.query import any_of, gte, has, ne
from clonery.server.state.record import Record
from clonery.server.state.store import Store


class Shelf(Record, kind="shelf", unique=["name nocase"]):
    id: int
    name: str


class Book(
    Record, kind="book", parent="shelf", unique=["shelf number"], indexes=["shelf state year", "tags[] year"],
):  # fmt: skip
    id: int
    shelf: int
    number: int
    year: int = 2000
    state: str = "in"
    tags: list[str]


for kind in (Shelf, Book):
    kind.KIND.bind("library")
KINDS = {kind.KIND.number: kind for kind in (Shelf, Book)}


@pytest.fixture
def store() -> Iterator[Store]:
    db = connect(None)
    Image.empty().pour_into(db, in_file=False)
    yield Store(db)
    db.close()


def fill(store: Store, books: int = 10) -> None:
    store.insert(Shelf, {"id": 1, "name": "Poems"})
    for n in range(1, books + 1):
        tags = ["even", "all"] if n % 2 == 0 else ["all"]
        store.insert(Book, {**Book.DEFAULTS, "id": n, "shelf": 1, "number": n, "year": 2000 + n % 3, "tags": tags})
    store.commit()


def test_reads_by_id_and_by_unique_key_whatever_the_case(store: Store) -> None:
    fill(store, 1)
    assert store.get(Shelf, 1) == store.find(Shelf, name="POEMS")
    assert store.get(Shelf, 2) is None
    assert store.find(Shelf, name="prose") is None
    store.insert(Shelf, {"id": 2, "name": "Prose"})
    found = store.find(Shelf, name="prose")
    assert found is not None
    assert found.id == 2


def test_a_used_id_or_key_is_taken_and_names_the_fields(store: Store) -> None:
    fill(store, 1)
    with pytest.raises(Taken) as by_key:
        store.insert(Shelf, {"id": 5, "name": "poems"})
    assert by_key.value.details == {"kind": "shelf", "fields": ("name",)}
    store.rollback()
    with pytest.raises(Taken) as by_id:
        store.insert(Shelf, {"id": 1, "name": "other"})
    assert by_id.value.details["fields"] == ("id",)


@pytest.mark.parametrize("order", ["year", "-year", "number", "-number", ""])
def test_lists_in_order_ties_by_age_and_pages_without_gaps(store: Store, order: str) -> None:
    fill(store)
    everything = list(store.select(Book, {"shelf": 1, "state": "in"}, order))
    field = order.lstrip("-") or "id"
    wanted = sorted(everything, key=lambda b: (getattr(b, field), b.id), reverse=order.startswith("-"))
    assert [book.id for book in everything] == [book.id for book in wanted]
    paged, after = [], 0
    while page := list(store.select(Book, {"shelf": 1, "state": "in"}, order, limit=3, after=after)):
        paged += page
        after = page[-1].rid
    assert paged == everything


def test_comparisons_and_list_fields(store: Store) -> None:
    fill(store)
    ids = lambda where: [book.id for book in store.select(Book, where)]  # noqa: E731
    assert ids({"tags": has("even")}) == [2, 4, 6, 8, 10]
    assert ids({"shelf": 1, "state": "in", "year": gte(2002)}) == [2, 5, 8]
    assert ids({"number": any_of([1, 3])}) == [1, 3]
    assert ids({"state": ne("in")}) == []
    assert store.count(Book, {"shelf": 1, "state": "in"}) == 10
    assert store.count(Book, {"tags": has("even"), "year": gte(2001)}) == len(
        ids({"tags": has("even"), "year": gte(2001)})
    )


def test_the_index_serves_the_list_and_its_order(store: Store) -> None:
    fill(store)
    seen: list[str] = []
    store.db.set_trace_callback(seen.append)
    list(store.select(Book, {"shelf": 1, "state": "in"}, "-year", limit=2))
    store.db.set_trace_callback(None)
    plan = " ".join(row[3] for row in store.db.execute("EXPLAIN QUERY PLAN " + seen[-1]))
    assert "SEARCH e USING PRIMARY KEY" in plan
    assert "TEMP B-TREE" not in plan


def test_an_update_moves_index_entries_and_tells_what_changed(store: Store) -> None:
    fill(store, 2)
    book = store.get(Book, 1)
    assert book is not None
    store.update(book, {"state": "out"})
    store.update(store.get(Book, 1) or book, {"year": 1999})
    (change,) = store.changed()
    assert (change.id, '"state":"in"' in (change.before or ""), '"year":1999' in (change.after or "")) == (
        1,
        True,
        True,
    )
    store.commit()
    assert [b.id for b in store.select(Book, {"shelf": 1, "state": "out"})] == [1]
    assert [b.id for b in store.select(Book, {"shelf": 1, "state": "in"})] == [2]
    assert store.changed() == []


def test_an_old_copy_of_a_record_does_not_undo_a_newer_change(store: Store) -> None:
    fill(store, 1)
    old = store.get(Book, 1)
    assert old is not None
    store.update(old, {"state": "out"})
    newest = store.update(old, {"year": 1990})
    assert (newest.state, newest.year) == ("out", 1990)


def test_deleting_a_parent_deletes_below_it(store: Store) -> None:
    fill(store)
    shelf = store.get(Shelf, 1)
    assert shelf is not None
    store.delete(shelf, KINDS)
    assert {change.after for change in store.changed()} == {None}
    assert len(store.changed()) == 11
    store.commit()
    assert store.count(Book) == 0
    assert store.execute("SELECT count(*) FROM entries").fetchone() == (0,)
    assert store.execute("SELECT count(*) FROM uniques").fetchone() == (0,)


def test_a_rollback_leaves_nothing_and_forgets_what_was_read(store: Store) -> None:
    fill(store, 1)
    store.insert(Shelf, {"id": 2, "name": "Prose"})
    assert store.find(Shelf, name="prose") is not None
    store.rollback()
    assert store.find(Shelf, name="prose") is None
    assert store.get(Shelf, 2) is None
    assert store.changed() == []


def test_reading_opens_no_transaction(store: Store) -> None:
    fill(store, 1)
    store.get(Book, 1)
    assert not store.db.in_transaction
    store.put_bytes("k", b"\x00\x01")
    assert store.db.in_transaction
    assert store.read_bytes("k") == b"\x00\x01"


def test_a_statement_has_a_time_limit(store: Store) -> None:
    from clonery.server.state.image import guard

    guard(store.db, seconds=0.05)
    with pytest.raises(sqlite3.OperationalError, match="interrupted"):
        store.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n").fetchone()
