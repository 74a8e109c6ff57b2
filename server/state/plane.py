"""The control plane's own records in farm.db: which sessions there are, their snapshots, which have ended and why."""

import asyncio
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, event
from sqlalchemy.ext.asyncio import create_async_engine
from sqlmodel import Field, SQLModel, col, create_engine, delete, select
from sqlmodel import Session as Rows
from sqlmodel.ext.asyncio.session import AsyncSession

from .folder import Folder, FolderError
from .image import Image
from .session import Session, Snapshot

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
        self._taken: list[SnapshotRow] = []
        self._writing = asyncio.Lock()
        self._address = f"{path / 'farm.db'}"
        self._engine = create_async_engine(f"sqlite+aiosqlite:///{self._address}")
        event.listen(self._engine.sync_engine, "connect", _in_wal_mode)

    @contextmanager
    def _at_once(self) -> Iterator[Rows]:
        """The tables, read and written while nothing is served yet."""
        engine = create_engine(f"sqlite:///{self._address}")
        event.listen(engine, "connect", _in_wal_mode)
        SQLModel.metadata.create_all(engine, [_table(SessionRow), _table(SnapshotRow)])
        try:
            with Rows(engine, expire_on_commit=False) as db:
                yield db
                db.commit()
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
        self._taken.append(SnapshotRow(session=session.id, id=made.id, name=made.name, at=made.at))

    def end(self, id: str, reason: str) -> None:
        """Remove the session's files now, and note in its row, with the next `save`, that it ended."""
        self.starting.pop(id, None)
        self._taken = [row for row in self._taken if row.session != id]
        self._changed[id] = reason
        self.folder.drop(id)

    async def save(self) -> None:
        """Write all that was noted."""
        async with self._writing:
            while self._changed or self._taken:
                changed, taken = self._noted()
                try:
                    async with AsyncSession(self._engine) as db:
                        await db.run_sync(self._write, changed, taken)
                        await db.commit()
                except BaseException:
                    self._changed, self._taken = {**changed, **self._changed}, [*taken, *self._taken]
                    raise
                self._started(changed)

    def save_at_once(self) -> None:
        """Write all that was noted, while nothing is served yet."""
        changed, taken = self._noted()
        with self._at_once() as db:
            self._write(db, changed, taken)
        self._started(changed)

    def _noted(self) -> tuple[dict[str, Session | str], list[SnapshotRow]]:
        noted = (self._changed, self._taken)
        self._changed, self._taken = {}, []
        return noted

    def _started(self, changed: dict[str, Session | str]) -> None:
        for id, what in changed.items():
            if self.starting.get(id) is what:
                del self.starting[id]

    def _write(self, db: Any, changed: dict[str, Session | str], taken: list[SnapshotRow]) -> None:
        for id, what in changed.items():
            if isinstance(what, Session):
                row = SessionRow(id=id, clones=list(what.clones), settings=what.settings)
                row.created_at = what.settings.get("created_at", 0.0)
                db.merge(row)
            elif (known := db.get(SessionRow, id)) is not None:
                known.ended, known.ended_at = what, time.time()
            if isinstance(what, str) or id in self.starting:
                db.exec(delete(SnapshotRow).where(col(SnapshotRow.session) == id))
        for snapshot in taken:
            db.merge(snapshot)

    def load(self, served: Iterable[str]) -> tuple[list[Session], dict[str, str]]:
        """The live sessions, still closed, and the ended ones with their reasons. Raises FolderError."""
        with self._at_once() as db:
            rows = db.exec(select(SessionRow).order_by(col(SessionRow.created_at))).all()
            taken = db.exec(select(SnapshotRow).order_by(col(SnapshotRow.at), col(SnapshotRow.id))).all()
            ended = sorted((row for row in rows if row.ended), key=lambda row: row.ended_at or 0.0)
            for row in ended[:-ENDED_LIMIT]:
                db.delete(row)
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


def _in_wal_mode(connection: Any, _: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.close()


def _table(row: type[SQLModel]) -> Any:
    return SQLModel.metadata.tables[str(row.__tablename__)]
