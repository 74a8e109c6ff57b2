"""A whole state as bytes: made by SQLite's serialize, poured into a session by deserialize or backup."""

import os
import sqlite3
import time
from importlib import resources
from pathlib import Path
from typing import Any, Self

STATEMENT_SECONDS = 20.0
"""A statement that runs longer is ended: one event loop serves all sessions."""
_STEPS = 200_000
PAGE_BYTES = 1024
"""Small pages: thousands of small sessions lie side by side, and every table takes at least one page of each."""
LAYOUT = 1
"""The version of schema.sql, log.sql and the state folder; what another one wrote is refused by name."""


class Image:
    """The bytes of a session's main database, in rollback-journal form: in memory, or in the file at `path`."""

    __slots__ = ("_copy", "_data", "notes", "path")

    def __init__(self, data: bytes = b"", path: Path | None = None) -> None:
        self._data = data
        self._copy = path
        self.path = path
        self.notes: dict[str, Any] = {}
        """What was found out about this state; an image and its files share them."""

    @property
    def data(self) -> bytes:
        return self.path.read_bytes() if self.path else self._data

    def save(self, path: Path) -> "Image":
        """The same image in a file: whole or, if the process ends meanwhile, not there at all.

        Such files are never written to again, so that those of one image can be one file by several names.
        """
        path.parent.mkdir(exist_ok=True)
        if self._copy is None or not linked(self._copy, path):
            write(path, self.data)
        self._copy = path
        made = Image(path=path)
        made.notes = self.notes
        return made

    @classmethod
    def of(cls, db: sqlite3.Connection) -> Self:
        """A copy of the main database."""
        data = db.serialize(name="main")
        if data[18:20] != b"\x01\x01":
            # Written by a WAL database; deserialize takes only the rollback form.
            data = data[:18] + b"\x01\x01" + data[20:]
        return cls(data)

    @classmethod
    def empty(cls) -> Self:
        db = sqlite3.connect(":memory:", isolation_level=None)
        db.execute(f"PRAGMA page_size = {PAGE_BYTES}")
        db.executescript(_script("schema.sql"))
        db.execute(f"PRAGMA user_version = {LAYOUT}")
        try:
            return cls.of(db)
        finally:
            db.close()

    def with_settings(self, rows: dict[str, Any]) -> "Image":
        """The same state but for these rows of its settings table."""
        db = self.open()
        try:
            held = dict(db.execute("SELECT name, value FROM settings").fetchall())
            if all(held.get(name, "") == value for name, value in rows.items()):
                return self
            db.executemany("INSERT OR REPLACE INTO settings VALUES (?, ?)", list(rows.items()))
            return Image.of(db)
        finally:
            db.close()

    def pour_into(self, db: sqlite3.Connection, in_file: bool) -> None:
        """Replace the main database of `db` by this state, in one step that is done or not done."""
        if not in_file:
            db.deserialize(self.data, name="main")
            return
        source = self.open()
        try:
            source.backup(db)
        finally:
            source.close()

    def open(self) -> sqlite3.Connection:
        """A private connection on this state, to read it."""
        db = sqlite3.connect(":memory:", isolation_level=None, cached_statements=16)
        db.deserialize(self.data)
        return db


def write(path: Path, data: bytes) -> None:
    """Put bytes into a file, so that nobody ever sees a part of them there."""
    fresh = path.with_name(f"{path.name}.new")
    fresh.write_bytes(data)
    os.replace(fresh, path)


def linked(source: Path, path: Path) -> bool:
    """Whether `path` could be made another name of the file `source`: it may be gone, or on a system without links."""
    fresh = path.with_name(f"{path.name}.new")
    try:
        fresh.unlink(missing_ok=True)
        os.link(source, fresh)
        os.replace(fresh, path)
    except OSError:
        return False
    return True


def _script(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text("utf-8")


_LOG = _script("log.sql")


class Connection(sqlite3.Connection):
    """A session's connection; `began` is when the work that is under way began, in seconds of the monotonic clock."""

    began = 0.0


def begin(db: sqlite3.Connection) -> None:
    """Let the time that `guard` gives start anew: statements of earlier calls don't count."""
    if isinstance(db, Connection):
        db.began = time.monotonic()


def connect(folder: Path | None) -> Connection:
    """The connection of one session: in memory, or on the files of its folder, with the log attached.

    Files are in WAL mode with synchronous NORMAL: what was answered survives the end of the process, and a power cut
    may cost the last moments but never the file.
    """
    main = str(folder / "main.db") if folder else ":memory:"
    db = sqlite3.connect(
        main, isolation_level="DEFERRED", cached_statements=64, check_same_thread=False, factory=Connection
    )
    db.execute("ATTACH DATABASE ? AS log", (str(folder / "log.db") if folder else ":memory:",))
    for schema in ("main", "log"):
        db.execute(f"PRAGMA {schema}.page_size = {PAGE_BYTES}")
        if folder:
            db.execute(f"PRAGMA {schema}.journal_mode = WAL")
            db.execute(f"PRAGMA {schema}.synchronous = NORMAL")
    db.executescript(_LOG)
    guard(db)
    return db


def guard(db: sqlite3.Connection, seconds: float = STATEMENT_SECONDS) -> None:
    """End what runs longer than `seconds` since `begin`; sqlite3.OperationalError tells of it."""
    assert isinstance(db, Connection), "only a session's connection knows when its work began"
    last = 0.0

    def check() -> int:
        nonlocal last
        now = time.monotonic()
        # It fires every so many steps, over all statements: where none was under way for a while, another one began.
        if now - last > 1.0 and now - db.began > 1.0:
            db.began = now
        last = now
        return 1 if now - db.began > seconds else 0

    db.set_progress_handler(check, _STEPS)
