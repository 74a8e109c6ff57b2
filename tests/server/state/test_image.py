"""A state as bytes goes into memory and into files and comes out the same."""

import sqlite3
from pathlib import Path

import pytest

from clonery.server.state import image as images
from clonery.server.state.image import Image, connect
from clonery.server.state.store import Store


def filled() -> Image:
    db = connect(None)
    Image.empty().pour_into(db, in_file=False)
    db.execute("INSERT INTO settings VALUES ('a', 1)")
    db.commit()
    made = Image.of(db)
    db.close()
    return made


def test_memory_gives_back_the_bytes_it_was_given() -> None:
    image, db = filled(), connect(None)
    image.pour_into(db, in_file=False)
    assert Image.of(db).data == image.data
    db.close()


def test_a_wal_file_gives_an_image_that_memory_takes(tmp_path: Path) -> None:
    image, db = filled(), connect(tmp_path)
    image.pour_into(db, in_file=True)
    db.execute("INSERT INTO settings VALUES ('b', 2)")
    db.commit()
    again = Image.of(db).open()
    assert again.execute("SELECT name, value FROM settings ORDER BY name").fetchall() == [("a", 1), ("b", 2)]
    again.close()
    db.close()


def test_the_log_is_no_part_of_the_image() -> None:
    db = connect(None)
    Image.empty().pour_into(db, in_file=False)
    before = Image.of(db).data
    Store(db).execute("INSERT INTO log.calls VALUES (1, '{}')")
    db.commit()
    assert Image.of(db).data == before
    db.close()


def test_work_that_takes_too_long_is_ended_and_short_work_never_is(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(images.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(images, "_STEPS", 10)
    db = images.connect(None)
    count = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 100) SELECT count(*) FROM n"
    for _ in range(60):
        images.begin(db)
        now[0] += 0.5
        assert db.execute(count).fetchone() == (100,), "half a minute of short calls, one after the other"
    now[0] += 1.0
    assert db.execute(count).fetchone() == (100,), "after a pause other work begins"
    images.guard(db, seconds=0.1)
    images.begin(db)
    now[0] += 0.5
    with pytest.raises(sqlite3.OperationalError, match="interrupted"):
        db.execute(count).fetchone()
    db.close()
