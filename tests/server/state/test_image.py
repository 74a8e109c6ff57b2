"""A state as bytes goes into memory and into files and comes out the same."""

from pathlib import Path

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
