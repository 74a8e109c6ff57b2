"""The folder of a farm that keeps its state: its lock, its version, and where the files of each session are."""

import shutil
import sqlite3
from collections import OrderedDict
from pathlib import Path

from .image import LAYOUT, Image
from .session import Session

APPLICATION = 0x436C6F6E
"""What marks lock.db as ours (SQLite's application_id): "Clon"."""
OPEN_AT_ONCE = 100
"""Sessions whose files are open at one time: each takes six of the process's file descriptors."""


class FolderError(ValueError):
    """A state folder that can't be used; the message names it and says what would be right."""


class Folder:
    """DIR/lock.db, DIR/farm.db, and DIR/sessions/<id>/ with main.db, log.db, baseline.db and snapshots/."""

    def __init__(self, path: Path) -> None:
        """Take the folder, made if there is none, until `close` or the end of the process. Raises FolderError."""
        self.path = path
        self._open: OrderedDict[Session, None] = OrderedDict()
        try:
            (path / "sessions").mkdir(parents=True, exist_ok=True)
            self._lock = sqlite3.connect(path / "lock.db", isolation_level=None, timeout=0, check_same_thread=False)
        except (OSError, sqlite3.Error) as error:
            raise FolderError(f"{path} can't hold a farm's state: {error}") from None
        try:
            self._take()
        except sqlite3.Error as error:
            self._lock.close()
            if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
                raise FolderError(f"{path} is in use by another farm: stop that one, or give another folder") from None
            raise FolderError(f"{path} is no state folder of a farm: lock.db: {error}") from None
        except FolderError:
            self._lock.close()
            raise

    def _take(self) -> None:
        """Lock the folder; a process that is killed lets go of it."""
        self._lock.execute("PRAGMA locking_mode = EXCLUSIVE")
        self._lock.execute("BEGIN EXCLUSIVE")
        (mark,) = self._lock.execute("PRAGMA application_id").fetchone()
        (layout,) = self._lock.execute("PRAGMA user_version").fetchone()
        new = not mark and not any((self.path / "sessions").iterdir()) and not (self.path / "farm.db").exists()
        if new:
            self._lock.execute(f"PRAGMA application_id = {APPLICATION}")
            self._lock.execute(f"PRAGMA user_version = {LAYOUT}")
        elif mark != APPLICATION:
            raise FolderError(f"{self.path} is no state folder of a farm: lock.db is not from one")
        elif layout != LAYOUT:
            raise FolderError(
                f"{self.path} is of layout {layout} and this farm of layout {LAYOUT}: "
                "serve it with the version that wrote it, or give another folder"
            )
        self._lock.execute("COMMIT")

    def close(self) -> None:
        """Let go of the folder."""
        self._lock.close()

    def of(self, id: str) -> Path:
        """Where the files of a session are."""
        return self.path / "sessions" / id

    def hold(self, session: Session) -> None:
        """Give a new session its files."""
        place = self.of(session.id)
        if place.exists():
            self.drop(session.id)
        place.mkdir()
        session.folder = place
        session.rebase(session.baseline)
        session.on_open = self.opened

    def find(self, id: str, clones: tuple[str, ...], settings: dict[str, object]) -> Session | None:
        """The session of these files, still closed; None where they are gone."""
        place = self.of(id)
        if not (place / "baseline.db").exists():
            return None
        session = Session(id, clones, Image(path=place / "baseline.db"), folder=place, settings=settings)
        session.on_open = self.opened
        return session

    def opened(self, session: Session) -> None:
        """Told when a session opens its files: lets the one that was opened longest ago rest."""
        self._open[session] = None
        self._open.move_to_end(session)
        if len(self._open) > OPEN_AT_ONCE:
            oldest, _ = self._open.popitem(last=False)
            oldest.rest()

    def drop(self, id: str) -> None:
        """Remove the files of a session that has ended."""
        gone = self.path / "sessions" / f"{id}.gone"
        shutil.rmtree(gone, ignore_errors=True)
        if self.of(id).exists():
            self.of(id).rename(gone)
            shutil.rmtree(gone, ignore_errors=True)
        for session in [session for session in self._open if session.id == id]:
            del self._open[session]

    def sweep(self, kept: set[str]) -> None:
        """Remove what no session claims: of one that was never answered for, or that had ended."""
        for place in (self.path / "sessions").iterdir():
            if place.name not in kept:
                shutil.rmtree(place, ignore_errors=True)


def due(session: Session) -> bool:
    """Whether deliveries or jobs wait in the files of a closed session, found out without opening it."""
    assert session.folder is not None
    for name, sql in (
        ("log.db", "SELECT 1 FROM deliveries WHERE due IS NOT NULL LIMIT 1"), ("main.db", "SELECT 1 FROM jobs LIMIT 1"),
    ):  # fmt: skip
        if not (session.folder / name).exists():
            continue
        db = sqlite3.connect(session.folder / name, isolation_level=None)
        try:
            if db.execute(sql).fetchone():
                return True
        finally:
            db.close()
    return False
