"""The control plane's records: written before a call is answered, and read by the next farm."""

import asyncio
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from clonery.server.state import plane as module
from clonery.server.state import snapshots
from clonery.server.state.folder import FolderError
from clonery.server.state.image import Image
from clonery.server.state.plane import Plane
from clonery.server.state.session import Session


def session(name: str, **settings: object) -> Session:
    return Session(name, ("toy",), Image.empty(), settings={"created_at": 1.0, **settings})


def reload(path: Path) -> tuple[list[Session], dict[str, str]]:
    plane = Plane(path)
    try:
        return plane.load(["toy"])
    finally:
        plane.folder.close()


def test_sessions_snapshots_and_ends_are_found_again(tmp_path: Path) -> None:
    plane = Plane(tmp_path)
    plane.load(["toy"])
    kept, gone = session("kept", created_at=2.0, strict=True), session("gone")

    async def work() -> None:
        for made in (kept, gone):
            plane.add(made)
        assert set(plane.starting) == {"kept", "gone"}
        await plane.save()
        assert plane.starting == {}
        plane.take(kept, snapshots.take(kept, "good", "snap-1"))
        plane.take(gone, snapshots.take(gone, "", "snap-1"))
        kept.settings["ttl_seconds"] = 60
        plane.note(kept)
        await plane.save()
        gone.close()
        plane.end("gone", "it was deleted")
        await plane.save()
        kept.rest()
        await plane.close()

    asyncio.run(work())
    (found,), ended = reload(tmp_path)
    assert (found.id, found.clones, found.strict) == ("kept", ("toy",), True)
    assert found.settings == {"created_at": 2.0, "strict": True, "ttl_seconds": 60}
    assert ended == {"gone": "it was deleted"}
    assert [(made.id, made.name, made.image.data) for made in found.snapshots.values()] == [
        ("snap-1", "good", kept.snapshots["snap-1"].image.data)
    ]
    db = sqlite3.connect(tmp_path / "farm.db")
    assert db.execute("SELECT session, id FROM snapshots").fetchall() == [("kept", "snap-1")]
    db.close()


def test_a_name_can_live_again(tmp_path: Path) -> None:
    plane = Plane(tmp_path)
    plane.load(["toy"])

    async def work() -> None:
        plane.add(session("a"))
        await plane.save()
        plane.end("a", "it was deleted")
        plane.add(session("a", created_at=5.0))
        await plane.save()
        await plane.close()

    asyncio.run(work())
    (found,), ended = reload(tmp_path)
    assert (found.settings["created_at"], ended) == (5.0, {})


def test_what_was_not_saved_is_swept_and_lost_files_are_told(tmp_path: Path) -> None:
    plane = Plane(tmp_path)
    plane.load(["toy"])
    for name in ("a", "b"):
        plane.add(session(name))
    plane.save_at_once()
    plane.add(session("unsaved"))
    plane.folder.drop("b")
    plane.folder.close()
    plane = Plane(tmp_path)
    found, _ = plane.load(["toy"])
    assert [made.id for made in found] == ["a"]
    assert [path.name for path in (tmp_path / "sessions").iterdir()] == ["a"]
    plane.save_at_once()
    plane.folder.close()
    assert reload(tmp_path)[1] == {"b": "its files are gone"}


def test_a_folder_with_clones_that_are_not_served_is_refused(tmp_path: Path) -> None:
    plane = Plane(tmp_path)
    plane.load(["toy"])
    plane.add(session("a"))
    plane.save_at_once()
    plane.folder.close()
    plane = Plane(tmp_path)
    with pytest.raises(FolderError, match="has sessions of toy, which this farm does not serve: serve it too"):
        plane.load(["other"])
    plane.folder.close()


def test_a_write_that_fails_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plane = Plane(tmp_path)
    plane.load(["toy"])

    def fail(*_: object) -> None:
        raise OSError("no space left")

    async def work() -> None:
        plane.add(session("a"))
        with monkeypatch.context() as patch:
            patch.setattr(plane, "_write", fail)
            with pytest.raises(OSError, match="no space left"):
                await plane.save()
        assert set(plane.starting) == {"a"}
        await plane.close()

    asyncio.run(work())
    assert [made.id for made in reload(tmp_path)[0]] == ["a"]


def test_only_the_last_ended_are_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ENDED_LIMIT", 2)
    plane = Plane(tmp_path)
    plane.load(["toy"])
    for name in "abc":
        plane.add(session(name))
    plane.save_at_once()
    for name in "abc":
        plane.end(name, f"{name} was over")
        plane.save_at_once()
    plane.folder.close()
    for _ in range(2):
        assert reload(tmp_path) == ([], {"b": "b was over", "c": "c was over"})


def test_nothing_of_it_is_imported_without_a_folder() -> None:
    code = (
        "import sys; from clonery.server.app import App; from clonery.server.farm import Farm\n"
        "App(Farm()); import clonery.server.doors.control\n"
        "print({'sqlmodel', 'sqlalchemy', 'aiosqlite'} & set(sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"
