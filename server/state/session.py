"""One session: its database, opened at its first use, and what stands beside it in memory."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from .clock import Chance, Clock
from .credentials import Credentials
from .faults import Fault
from .image import Image, begin, connect, write
from .log import Log
from .store import Store


@dataclass(slots=True)
class Limits:
    """How one statement and one session are bounded."""

    statement_seconds: float = 20.0
    body_bytes: int = 20 * 1024 * 1024


LINES_WAITING = 64
"""Lines of the call log that a session in memory writes together."""


@dataclass(slots=True)
class Snapshot:
    """A kept state: the image, and when it was made (microseconds on the session's clock)."""

    id: str
    name: str
    image: Image
    at: int


@dataclass
class Opened:
    """What an open database gives: the store and the state that is read and written through it."""

    store: Store
    log: Log
    credentials: Credentials
    clock: Clock
    chance: Chance
    counters: dict[str, int]
    faults: list[Fault]
    next_due: int | None = None
    """When the next job is due, and when the next try of a delivery (microseconds on the session's clock)."""
    next_delivery: int | None = None
    dirty: bool = False
    usage: dict[Any, list[int]] = field(default_factory=dict)
    sequence: int = 0
    """How many calls there were since the seed; calls that only read move it without a write."""
    held: dict[str, Any] = field(default_factory=dict)
    """The settings table as it was last written."""
    flushed: int = -1
    """The sequence that the settings table holds."""


class Session:
    """One isolated state. `baseline` is what reset goes back to and the diff starts from.

    Until its first call a session is its baseline and nothing more, so that sessions of one seed share its bytes.
    """

    def __init__(
        self, id: str, clones: tuple[str, ...], baseline: Image, *, folder: Path | None = None,
        settings: dict[str, Any] | None = None,
    ) -> None:  # fmt: skip
        self.id = id
        self.clones = clones
        self.baseline = baseline
        self.folder = folder
        self.settings = settings or {}
        self.strict: bool = self.settings.get("strict", False)
        self.rate_limits: bool = self.settings.get("rate_limits", False)
        self.snapshots: dict[str, Snapshot] = {}
        self.on_open: Callable[[Session], None] | None = None
        """Told when a session in files opens them: whoever set it may let another one rest."""
        self.waiting: list[Any] = []
        """Requests that were executed and whose answers are held back, by a fault."""
        self._opened: Opened | None = None
        self._usage: dict[Any, list[int]] = {}

    @property
    def opened(self) -> Opened:
        return self._opened or self._open()

    @property
    def untouched(self) -> bool:
        """True until the first call: the state is the baseline."""
        return self._opened is None and (self.folder is None or not (self.folder / "main.db").exists())

    @property
    def awake(self) -> bool:
        """Whether its database is open."""
        return self._opened is not None

    @property
    def store(self) -> Store:
        return self.opened.store

    @property
    def clock(self) -> Clock:
        return self.opened.clock

    def _open(self) -> Opened:
        if self.folder and self.untouched:
            rows = {**self._first(), "faults": "[]", "logged": 0}
            write(self.folder / "main.db", self.baseline.with_settings(rows).data)
        db = connect(self.folder)
        if self.folder is None:
            self.baseline.pour_into(db, in_file=False)
        self._opened = opened = self._around(db)
        if self.folder is None:
            opened.clock = Clock(self.settings.get("clock"))
            opened.chance = Chance(self.settings.get("random_seed", 0), opened.chance.drawn)
            opened.faults, opened.dirty = [], True
        else:
            opened.usage = self._usage
            self._mend(opened)
            if self.on_open:
                self.on_open(self)
        return opened

    def _first(self) -> dict[str, Any]:
        """The clock and the random seed that the session begins with, as rows of its settings table."""
        clock = Clock(self.settings.get("clock"))
        return {"clock": orjson.dumps(clock.state).decode(), "seed": self.settings.get("random_seed", 0)}

    def _mend(self, opened: Opened) -> None:
        """Find out whether the process once ended between the commits of the two files, the state's being the first.

        Then the log lacks a line, and nobody knows what that call touched: the diff has to look at every record.
        """
        row = opened.store.execute("SELECT value FROM settings WHERE name = 'logged'").fetchone()
        if row is None or row[0] <= opened.log.last:
            return
        opened.log.last = row[0]
        before = self.baseline.open()
        try:
            known = [pair for db in (before, opened.store.db) for pair in db.execute("SELECT kind, id FROM records")]
        finally:
            before.close()
        with self.transaction():
            opened.log.touch(known)

    def _around(self, db: sqlite3.Connection) -> Opened:
        store = Store(db)
        opened = Opened(store, Log(store, self.folder is not None), Credentials(store), Clock(), Chance(0), {}, [])
        self._read(opened)
        return opened

    def _read(self, opened: Opened) -> None:
        found = dict(opened.store.execute("SELECT name, value FROM settings").fetchall())
        opened.held = found
        opened.clock = Clock(orjson.loads(found["clock"]) if "clock" in found else None)
        opened.chance = Chance(found.get("seed", 0), found.get("drawn", 0))
        opened.counters = orjson.loads(found.get("counters", "{}"))
        opened.faults = [Fault(**made) for made in orjson.loads(found.get("faults", "[]"))]
        opened.sequence = opened.flushed = found.get("sequence", 0)
        opened.usage = {}
        opened.next_due = opened.store.execute("SELECT min(at) FROM jobs").fetchone()[0]
        opened.next_delivery = opened.store.execute("SELECT min(due) FROM log.deliveries").fetchone()[0]
        opened.dirty = False
        opened.credentials.forget()

    def flush(self) -> None:
        """Write clock, chance, counters and faults into the open transaction, if a call moved them."""
        opened = self.opened
        if not opened.dirty:
            return
        rows = {
            "clock": orjson.dumps(opened.clock.state).decode(),
            "seed": opened.chance.seed,
            "drawn": opened.chance.drawn,
            "counters": orjson.dumps(opened.counters, option=orjson.OPT_SORT_KEYS).decode(),
            "faults": orjson.dumps([fault.state for fault in opened.faults]).decode() if opened.faults else "[]",
            "sequence": opened.sequence,
        }
        moved = [row for row in rows.items() if opened.held.get(row[0]) != row[1]]
        opened.store.db.executemany("INSERT OR REPLACE INTO settings VALUES (?, ?)", moved)
        opened.held = rows
        opened.dirty, opened.flushed = False, opened.sequence

    def keep(self) -> None:
        """Write what moved outside any call, in a transaction of its own."""
        with self.transaction():
            self.opened.dirty = True

    @contextmanager
    def transaction(self) -> Iterator[Store]:
        """Everything inside is kept, or nothing is; counters and chance too."""
        opened = self.opened
        store = opened.store
        begin(store.db)
        held = (opened.chance.drawn, dict(opened.counters), opened.next_due, opened.dirty)
        logged = opened.log.last
        try:
            yield store
            self.flush()
            if self.folder and store.changes:
                store.execute("INSERT OR REPLACE INTO settings VALUES ('logged', ?)", (opened.log.last,))
        except BaseException:
            store.rollback()
            opened.credentials.forget()
            opened.log.drop(logged)
            opened.chance.drawn, opened.counters, opened.next_due, opened.dirty = held
            opened.held = {}
            raise
        store.commit()
        if len(opened.log.waiting) >= LINES_WAITING:
            opened.log.settle()

    def image(self) -> Image:
        """The state now."""
        if self.opened.dirty or self.opened.sequence != self.opened.flushed:
            self.keep()
        return Image.of(self.store.db)

    def rewind(self, image: Image, rows: dict[str, Any] | None = None) -> None:
        """Make the state that of `image`, but for these rows of its settings; log, deliveries and snapshots stay.

        Faults are cleared unless `rows` has them. It is done as a whole or, if the process ends meanwhile, not at all.
        """
        opened = self.opened
        rows = {"faults": "[]", **(rows or {})}
        if self.folder:
            rows["logged"] = opened.log.last
        image.with_settings(rows).pour_into(opened.store.db, in_file=self.folder is not None)
        opened.store = Store(opened.store.db)
        opened.log.store = opened.credentials.store = opened.store
        self._read(opened)

    def reset(self) -> None:
        """Back to the seed, with the clock and chance that the session began with."""
        self.rewind(self.baseline, self._first())

    def rebase(self, image: Image) -> None:
        """Make `image` what reset goes back to and the diff starts from."""
        self.baseline = image.save(self.folder / "baseline.db") if self.folder else image

    def cool(self) -> None:
        """Give back what only makes the next call faster: pages and records that were read."""
        if self._opened:
            self._opened.store.forget()
            self._opened.store.execute("PRAGMA shrink_memory")

    def rest(self) -> None:
        """Close the database until the next call; nothing is lost by it."""
        if self._opened:
            self.keep()
            self._usage = self._opened.usage
            self.close()

    def close(self) -> None:
        if self._opened:
            self._opened.store.db.close()
            self._opened = None
