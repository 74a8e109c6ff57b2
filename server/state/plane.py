"""The control plane's own records in farm.db: which sessions there are, their snapshots, which have ended and why."""

import asyncio
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, Connection, Engine, event, insert
from sqlalchemy.ext.asyncio import create_async_engine
from sqlmodel import Field, SQLModel, col, create_engine, delete, select, update
from sqlmodel import Session as Rows

from .folder import Folder, FolderError
from .image import Image
from .session import Session, Snapshot

Row = dict[str, Any]
ENDED_LIMIT = 10_000
"""How many ended sessions are remembered, the last ones."""


class SessionRow(SQLModel, table=True):
    """One session, live while `ended` is None; times are seconds since 1970."""

    __tablename__ = "sessions"

    id: str = Field(primary_key=True)
    clones: list[str] = Field(sa_column=Column(JSON, nullable=False))
    settings: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    created_at: float = 0.0
    ended: str | None = None
    ended_at: float | None = None


class SnapshotRow(SQLModel, table=True):
    """One snapshot of a live session; `at` is microseconds on the session's clock."""

    __tablename__ = "snapshots"

    session: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    name: str = ""
    at: int = Field(sa_column=Column(BigInteger, nullable=False))


class Plane:
    """Writes what control calls change before they are answered; the calls of clones never wait for it."""

    def __init__(self, path: Path) -> None:
        """Take the folder. Raises FolderError."""
        self.folder = Folder(path)
        self.starting: dict[str, Session] = {}
        """Sessions that nobody may use yet, since their rows are not written."""
        self._changed: dict[str, Session | str] = {}
        self._taken: list[Row] = []
        self._writing = asyncio.Lock()
        self._known: set[str] = set()
        """Sessions that have a row."""
        self._file = path / "farm.db"
        self._engine = create_async_engine(f"sqlite+aiosqlite:///{self._file}")
        event.listen(self._engine.sync_engine, "connect", _in_wal_mode)

    @contextmanager
    def _at_once(self) -> Iterator[Engine]:
        """The tables, read and written while nothing is served yet."""
        engine = create_engine(f"sqlite:///{self._file}")
        event.listen(engine, "connect", _in_wal_mode)
        SQLModel.metadata.create_all(engine, [_table(SessionRow), _table(SnapshotRow)])
        try:
            yield engine
        finally:
            engine.dispose()

    def add(self, session: Session) -> None:
        """Give a new session its files, and a row with the next `save`."""
        self.folder.hold(session)
        self.starting[session.id] = session
        self.note(session)

    def note(self, session: Session) -> None:
        """Write the session's row with the next `save`."""
        self._changed[session.id] = session

    def take(self, session: Session, made: Snapshot) -> None:
        """Write the snapshot's row with the next `save`."""
        self._taken.append({"session": session.id, "id": made.id, "name": made.name, "at": made.at})

    def end(self, id: str, reason: str) -> None:
        """Remove the session's files now, and note in its row, with the next `save`, that it ended."""
        self.starting.pop(id, None)
        self._taken = [row for row in self._taken if row["session"] != id]
        self._changed[id] = reason
        self.folder.drop(id)

    async def save(self) -> None:
        """Write all that was noted."""
        async with self._writing:
            while self._changed or self._taken:
                changed, taken = self._noted()
                try:
                    async with self._engine.begin() as db:
                        await db.run_sync(self._write, changed, taken)
                except BaseException:
                    self._changed, self._taken = {**changed, **self._changed}, [*taken, *self._taken]
                    raise
                self._settle(changed)

    def save_at_once(self) -> None:
        """Write all that was noted, while nothing is served yet."""
        changed, taken = self._noted()
        with self._at_once() as engine, engine.begin() as db:
            self._write(db, changed, taken)
        self._settle(changed)

    def _noted(self) -> tuple[dict[str, Session | str], list[Row]]:
        noted = (self._changed, self._taken)
        self._changed, self._taken = {}, []
        return noted

    def _settle(self, changed: dict[str, Session | str]) -> None:
        for id, what in changed.items():
            if isinstance(what, Session):
                self._known.add(id)
            if self.starting.get(id) is what:
                del self.starting[id]

    def _write(self, db: Connection, changed: dict[str, Session | str], taken: list[Row]) -> None:
        for id, what in changed.items():
            if id in self._known and (isinstance(what, str) or id in self.starting):
                db.execute(delete(SnapshotRow).where(col(SnapshotRow.session) == id))
            row = {"ended": what, "ended_at": time.time()} if isinstance(what, str) else _row(what)
            if id in self._known:
                db.execute(update(SessionRow).where(col(SessionRow.id) == id).values(row))
            elif isinstance(what, Session):
                db.execute(insert(SessionRow).values(id=id, **row))
        if taken:
            db.execute(insert(SnapshotRow), taken)

    def load(self, served: Iterable[str]) -> tuple[list[Session], dict[str, str]]:
        """The live sessions, still closed, and the ended ones with their reasons. Raises FolderError."""
        with self._at_once() as engine, Rows(engine, expire_on_commit=False) as db:
            rows = db.exec(select(SessionRow).order_by(col(SessionRow.created_at))).all()
            taken = db.exec(select(SnapshotRow).order_by(col(SnapshotRow.at), col(SnapshotRow.id))).all()
            ended = sorted((row for row in rows if row.ended), key=lambda row: row.ended_at or 0.0)
            for row in ended[:-ENDED_LIMIT]:
                db.delete(row)
            db.commit()
        self._known = {row.id for row in rows} - {row.id for row in ended[:-ENDED_LIMIT]}
        live = {row.id: row for row in rows if not row.ended}
        self._check(live.values(), set(served))
        self.folder.sweep(set(live))
        found = {}
        for id, row in live.items():
            session = self.folder.find(id, tuple(row.clones), row.settings)
            if session is None:
                self._changed[id] = "its files are gone"
            else:
                found[id] = session
        for one in taken:
            if one.session in found:
                image = Image(path=self.folder.of(one.session) / "snapshots" / f"{one.id}.db")
                found[one.session].snapshots[one.id] = Snapshot(one.id, one.name, image, one.at)
        return list(found.values()), {row.id: str(row.ended) for row in ended[-ENDED_LIMIT:]}

    def _check(self, rows: Iterable[SessionRow], served: set[str]) -> None:
        missing = sorted({name for row in rows for name in row.clones} - served)
        if missing:
            raise FolderError(
                f"{self.folder.path} has sessions of {', '.join(missing)}, which this farm does not serve: "
                f"serve {'it' if len(missing) == 1 else 'them'} too, or give another folder"
            )

    async def close(self) -> None:
        """Write what is left, and let go of the folder."""
        try:
            await self.save()
            await self._engine.dispose()
        finally:
            self.folder.close()


def _row(session: Session) -> Row:
    made_at = session.settings.get("created_at", 0.0)
    return {
        "clones": list(session.clones), "settings": session.settings, "created_at": made_at, "ended": None,
        "ended_at": None,
    }  # fmt: skip


def _in_wal_mode(connection: Any, _: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.close()


def _table(row: type[SQLModel]) -> Any:
    return SQLModel.metadata.tables[str(row.__tablename__)]
