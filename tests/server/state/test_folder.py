"""The state folder: locked, of one layout, and with the files of each session at their place."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from clonery.server.state import folder as module
from clonery.server.state.folder import Folder, FolderError, due
from clonery.server.state.image import LAYOUT, Image
from clonery.server.state.session import Session


@pytest.fixture
def folder(tmp_path: Path) -> Any:
    made = Folder(tmp_path / "deep" / "state")
    yield made
    made.close()


def session(name: str) -> Session:
    return Session(name, (), Image.empty(), settings={"random_seed": 3})


def test_a_folder_belongs_to_one_farm(tmp_path: Path) -> None:
    first = Folder(tmp_path)
    with pytest.raises(FolderError, match="is in use by another farm: stop that one, or give another folder"):
        Folder(tmp_path)
    first.close()
    Folder(tmp_path).close()


def test_a_folder_of_another_layout_is_refused_by_name(tmp_path: Path) -> None:
    Folder(tmp_path).close()
    db = sqlite3.connect(tmp_path / "lock.db")
    db.execute(f"PRAGMA user_version = {LAYOUT + 1}")
    db.commit()
    for _ in range(2):
        with pytest.raises(FolderError, match=f"is of layout {LAYOUT + 1} and this farm of layout {LAYOUT}: serve it"):
            Folder(tmp_path)
    db.execute(f"PRAGMA user_version = {LAYOUT}")
    db.close()
    Folder(tmp_path).close()


def test_what_is_no_folder_of_a_farm_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(FolderError, match="file can't hold a farm's state"):
        Folder(tmp_path / "file")
    (tmp_path / "lock.db").write_text("not a database, and longer than a header of one would be" * 10)
    with pytest.raises(FolderError, match=r"is no state folder of a farm: lock\.db: file is not a database"):
        Folder(tmp_path)
    (tmp_path / "lock.db").unlink()
    (tmp_path / "sessions" / "old").mkdir()
    with pytest.raises(FolderError, match=r"is no state folder of a farm: lock\.db is not from one"):
        Folder(tmp_path)
    assert [path.name for path in (tmp_path / "sessions").iterdir()] == ["old"]


def test_a_session_lies_in_its_files(folder: Folder) -> None:
    made = session("a")
    folder.hold(made)
    assert sorted(path.name for path in folder.of("a").iterdir()) == ["baseline.db"]
    assert made.untouched
    assert made.opened.chance.seed == 3
    with made.transaction():
        made.opened.counters["n"] = 5
        made.opened.dirty = True
    assert not made.untouched
    made.close()
    found = folder.find("a", (), {})
    assert found is not None
    assert (found.awake, found.untouched) == (False, False)
    assert (found.opened.counters, found.opened.chance.seed) == ({"n": 5}, 3)
    found.close()
    assert folder.find("b", (), {}) is None


def test_sessions_of_one_image_share_its_file(folder: Folder) -> None:
    image = Image.empty()
    for name in "ab":
        folder.hold(Session(name, (), image))
    paths = [folder.of(name) / "baseline.db" for name in "ab"]
    assert paths[0].samefile(paths[1])
    made = folder.find("a", (), {})
    assert made is not None
    made.rebase(Image.empty())
    assert not paths[0].samefile(paths[1])
    folder.drop("b")
    folder.hold(Session("c", (), image))
    assert (folder.of("c") / "baseline.db").read_bytes() == image.data


def test_a_name_is_used_again_after_its_end(folder: Folder) -> None:
    made = session("a")
    folder.hold(made)
    made.keep()
    made.close()
    folder.drop("a")
    assert not folder.of("a").exists()
    folder.drop("a")
    again = session("a")
    folder.hold(again)
    assert again.untouched
    folder.of("b").mkdir()
    (folder.of("b") / "main.db").write_text("left over")
    folder.hold(session("b"))
    assert [path.name for path in folder.of("b").iterdir()] == ["baseline.db"]


def test_what_no_session_claims_is_swept(folder: Folder) -> None:
    for name in ("a", "b"):
        folder.hold(session(name))
    (folder.path / "sessions" / "c.gone").mkdir()
    folder.sweep({"b"})
    assert [path.name for path in (folder.path / "sessions").iterdir()] == ["b"]


def test_the_one_opened_longest_ago_rests(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "OPEN_AT_ONCE", 2)
    made = [session(name) for name in "abc"]
    for one in made:
        folder.hold(one)
    for one in made:
        with one.transaction():
            one.opened.counters["n"] = 1
            one.opened.usage["limit"] = [7]
            one.opened.sequence = 9
            one.opened.dirty = True
    assert [one.awake for one in made] == [False, True, True]
    assert (made[0].opened.counters, made[0].opened.usage, made[0].opened.sequence) == ({"n": 1}, {"limit": [7]}, 9)
    assert [one.awake for one in made] == [True, False, True]
    for one in made:
        one.close()


def test_what_is_due_is_found_without_opening(folder: Folder) -> None:
    made = session("a")
    folder.hold(made)
    assert not due(made)
    with made.transaction() as store:
        store.execute("INSERT INTO jobs (at, clone, job, doc) VALUES (1, 'toy', 'close', '{}')")
    made.close()
    assert due(made)
    with made.transaction() as store:
        store.execute("DELETE FROM jobs")
    made.close()
    assert not due(made)
    with made.transaction() as store:
        store.execute("INSERT INTO log.deliveries (clone, due, doc) VALUES ('toy', 1, '{}')")
    made.close()
    assert due(made)
    assert not made.awake


def test_a_log_that_lost_its_last_line_is_mended(folder: Folder) -> None:
    made = session("a")
    folder.hold(made)
    with made.transaction() as store:
        store.execute("INSERT INTO records VALUES (1, 7, 'x', NULL, '{}')")
        store.execute("UPDATE settings SET value = 4 WHERE name = 'logged'")
    made.close()
    assert made.opened.log.last == 4
    assert made.opened.log.touched() == [(7, "x")]
    made.close()


def test_a_file_system_without_links_has_copies(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError("no links here")

    monkeypatch.setattr("os.link", refuse)
    image = Image.empty()
    for name in "ab":
        folder.hold(Session(name, (), image))
    paths = [folder.of(name) / "baseline.db" for name in "ab"]
    assert [path.read_bytes() for path in paths] == [image.data] * 2
    assert not paths[0].samefile(paths[1])
    assert image.with_settings({"seed": 7}).open().execute("SELECT * FROM settings").fetchall() == [("seed", 7)]
