"""What was read is kept exactly as long as it is true."""

from collections.abc import Callable
from typing import Any

Ask = Callable[..., Any]


def test_the_same_list_and_count_are_read_once_until_a_write(ask: Ask) -> None:
    ask("POST", "/boxes/main/widgets", {"name": "a"})
    ask("GET", "/boxes/main/widgets")
    store, seen = ask.session.store, []  # type: ignore[attr-defined] # the fixture has the session at hand
    store.db.set_trace_callback(seen.append)
    ask("GET", "/boxes/main/widgets")
    assert [sql for sql in seen if sql.startswith("SELECT")] == []
    ask("PATCH", "/boxes/main/widgets/1", {"name": "b"})
    assert [row["name"] for row in ask("GET", "/boxes/main/widgets").data] == ["b"]
    assert any(sql.startswith("SELECT") for sql in seen)


def test_a_call_sees_what_it_wrote_itself(ask: Ask) -> None:
    store = ask.session.store  # type: ignore[attr-defined] # as above
    box = ask.farm.clone("toy").kinds["box"]  # type: ignore[attr-defined] # as above
    assert store.count(box) == 1
    store.insert(box, {"id": 9, "name": "fresh"})
    assert store.count(box) == 2
    assert [record.id for record in store.select(box, limit=5)] == [1, 9]
    store.rollback()
    assert store.count(box) == 1
    assert [record.id for record in store.select(box, limit=5)] == [1]


def test_whether_there_is_one_is_told_without_reading_it(ask: Ask) -> None:
    ask("POST", "/boxes/main/widgets", {"name": "a"})
    store, widget = ask.session.store, ask.farm.clone("toy").kinds["widget"]  # type: ignore[attr-defined] # as above
    assert store.any(widget, {"name": "a"})
    assert not store.any(widget, {"name": "b"})
