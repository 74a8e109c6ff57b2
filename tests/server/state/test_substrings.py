"""Parts of words: what is found whatever the case, and that it follows writes and rollbacks."""

from collections.abc import Iterator
from contextlib import suppress

import pytest

from clonery.server.state import substrings
from clonery.server.state.image import Image
from clonery.server.state.record import Record
from clonery.server.state.session import Session


class Paper(Record, kind="cut_paper"):
    id: int
    title: str
    body: str | None = None


Paper.KIND.bind("desk")


@pytest.fixture
def session() -> Iterator[Session]:
    made = Session("cut", ("desk",), Image.empty())
    with made.transaction() as store:
        store.insert(Paper, {"id": 1, "title": "Login loops", "body": "on Émile's, expired"})
        store.insert(Paper, {"id": 2, "title": "Dialogue log", "body": None})
    yield made
    made.close()


def found(session: Session, field: str, text: str, most: int = 9) -> list[int] | None:
    rows = substrings.having(session.store, Paper, field, text, most)
    return rows if rows is None else [session.store.at(Paper, row).id for row in rows]


def test_parts_are_found_whatever_their_case(session: Session) -> None:
    assert found(session, "title", "LOG") == [1, 2]
    assert found(session, "title", "login lo") == [1]
    assert found(session, "title", "loopsd") == []
    assert found(session, "body", "émile") == [1]
    assert found(session, "body", "loops") == []
    assert found(session, "nothing", "loops") == []


@pytest.mark.parametrize(("field", "text", "most"), [("title", "log", 1), ("title", "", 9), ("a.b", "log", 9)])
def test_too_many_or_nothing_to_look_for(session: Session, field: str, text: str, most: int) -> None:
    assert found(session, field, text, most) is None


def test_writes_are_followed_and_undone(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(session, "title", "login") == [1]
    with session.transaction() as store:
        store.update(store.get(Paper, 1), {"title": "Sign-in turns"})  # type: ignore[type-var] # it is there
        store.insert(Paper, {"id": 3, "title": "LOGIN again"})
        store.delete_alone(store.get(Paper, 2))  # type: ignore[arg-type] # it is there
    for moved in (substrings.MOVED, 0):
        monkeypatch.setattr(substrings, "MOVED", moved)
        assert found(session, "title", "login") == [3]
        assert found(session, "title", "sign-in") == [1]
        assert found(session, "title", "dialogue") == []
    with suppress(ZeroDivisionError), session.transaction() as store:
        store.insert(Paper, {"id": 4, "title": "login thrice"})
        assert found(session, "title", "login") == [3, 4]
        raise ZeroDivisionError
    assert found(session, "title", "login") == [3]
