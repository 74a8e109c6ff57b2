"""One call: what an operation's function reads, writes and asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, TypeVar

from .dialect import Page, Paging
from .problems import NotFound
from .request import Request
from .state import jobs, outbox
from .state.credentials import Credential
from .state.query import Where
from .state.record import Record
from .state.session import Session

if TYPE_CHECKING:
    from .clone import Clone
    from .operation import Operation

R = TypeVar("R", bound=Record)
Select = Callable[["Call", Any], Any]
"""Makes of an operation's result what the caller chose to see: (call, result) → JSON value."""


class Call:
    """The session as one operation sees it, inside its transaction."""

    __slots__ = (
        "_cache",
        "actor",
        "arguments",
        "clone",
        "credential",
        "deliveries",
        "fidelity",
        "headers",
        "link_path",
        "memo",
        "moment",
        "number",
        "operation",
        "paging",
        "request",
        "select",
        "session",
        "status",
    )

    def __init__(self, session: Session, clone: Clone, request: Request, moment: int, number: int = 0) -> None:
        self.session = session
        self.clone = clone
        self.request = request
        self.moment = moment
        self.number = number
        self.operation: Operation | None = None
        self.credential: Credential | None = None
        self.actor: Any = None
        """The user record that the credential belongs to; None for a call without one."""
        self.arguments: dict[str, Any] = {}
        self.paging = Paging()
        self.status = 0
        self.headers: list[tuple[str, str]] = []
        self.fidelity = ""
        self.deliveries = 0
        self.select: Select | None = None
        """Shows the result in place of the dialect, where the caller chose what of it to see."""
        self.link_path = ""
        """The path that links to other pages of this answer name, where it is not the one that was asked."""
        self.memo: dict[Any, Any] = {}
        """What the clone made once and shows more than once in this call."""
        self._cache: dict[Any, Any] = {}

    # time, chance, links

    @property
    def now(self) -> Any:
        """The session's time as the vendor writes it."""
        return self.clone.dialect.now(self.moment)

    @property
    def base(self) -> str:
        """What links start with: the clone's address as the caller wrote it, without a trailing slash."""
        return self.request.base

    @property
    def request_id(self) -> str:
        """A name for this call, the same whenever the same calls led to it."""
        made: str | None = self.memo.get("request_id")
        if made is None:
            opened = self.session.opened
            text = b"%d/%d" % (opened.chance.seed, opened.sequence)
            made = self.memo["request_id"] = blake2b(text, digest_size=16).hexdigest()
        return made

    def new_id(self, prefix: str = "", size: int = 24) -> str:
        """A new random id: `prefix` and `size` letters and digits."""
        self.session.opened.dirty = True
        return prefix + self.session.opened.chance.text(size)

    def new_uuid(self) -> str:
        self.session.opened.dirty = True
        return self.session.opened.chance.uuid()

    def random(self, below: int) -> int:
        """A whole number from 0 to `below` - 1, from the session's own chance."""
        self.session.opened.dirty = True
        return self.session.opened.chance.integer(below)

    def next(self, counter: str, start: int = 1) -> int:
        """The next number of a counter of this clone's, from `start` on."""
        opened = self.session.opened
        opened.dirty = True
        name = f"{self.clone.name}/{counter}"
        opened.counters[name] = number = opened.counters.get(name, start - 1) + 1
        return number

    def reach(self, counter: str, value: int) -> None:
        """Let a counter of this clone's go on after `value`, which was given out otherwise."""
        opened = self.session.opened
        name = f"{self.clone.name}/{counter}"
        if opened.counters.get(name, 0) < value:
            opened.dirty = True
            opened.counters[name] = value

    # reading

    def get(self, kind: type[R], id: Any) -> R:
        """The record of that id, read once a call. Raises NotFound."""
        found = self.peek(kind, id)
        if found is None:
            raise NotFound(kind=kind.KIND.name, id=id)
        return found

    def peek(self, kind: type[R], id: Any) -> R | None:
        """As `get`, but None where there is none."""
        key = (kind, id)
        if key not in self._cache:
            self._cache[key] = self.session.store.get(kind, id) if id is not None else None
        return self._cache[key]  # type: ignore[no-any-return] # the key holds the type

    def find(self, kind: type[R], /, **fields: Any) -> R | None:
        """The record that has these values, by a unique key where one fits."""
        return self.session.store.find(kind, **fields)

    def all(self, kind: type[R], where: Where | None = None, order: str = "", limit: int = -1) -> list[R]:
        """Every record that matches, in order (`-field` descending; by default oldest first)."""
        return list(self.session.store.select(kind, where, order, limit))

    def first(self, kind: type[R], where: Where | None = None, order: str = "") -> R | None:
        return next(iter(self.session.store.select(kind, where, order, 1)), None)

    def count(self, kind: type[Record], where: Where | None = None) -> int:
        return self.session.store.count(kind, where)

    def page(self, kind: type[R], where: Where | None = None, order: str = "", total: bool = True) -> Page:
        """The page of matching records that the caller asked for; `total` False leaves out the count of all."""
        paging, store = self.paging, self.session.store
        after = 0
        if paging.after is not None:
            after = self.get(kind, paging.after).rid
        items = list(store.select(kind, where, order, paging.limit + 1, paging.offset, after))
        more = len(items) > paging.limit
        counted = paging.offset + len(items) if not more and (items or not paging.offset) and not after else None
        if counted is None and total:
            counted = store.count(kind, where)
        return Page(items[: paging.limit], paging, counted, more)

    def slice(self, items: Iterable[Any]) -> Page:
        """The page that the caller asked for, of a list that is already at hand."""
        rows, paging = list(items), self.paging
        return Page(rows[paging.offset :][: paging.limit], paging, len(rows), len(rows) > paging.offset + paging.limit)

    # writing

    def create(self, kind: type[R], /, **fields: Any) -> R:
        """Store a new record; a missing `id` is the kind's next number. Raises Taken."""
        assert kind.OPEN or not (unknown := set(fields) - kind.FIELDS), f"{kind.KIND.name} has no field {unknown}"
        if "id" not in fields:
            fields["id"] = self.next(f"id/{kind.KIND.name}")
        record = self.session.store.insert(kind, {**kind.DEFAULTS, **fields})
        self._cache[kind, record.id] = record
        return record

    def update(self, record: R, /, **changes: Any) -> R:
        """Store changed fields; the answer is the record as it is now. Raises Taken."""
        assert record.OPEN or not (unknown := set(changes) - record.FIELDS), f"{record!r} has no field {unknown}"
        record = self.session.store.update(record, changes)
        self._cache[type(record), record.id] = record
        return record

    def delete(self, record: Record) -> None:
        """Remove a record and all that lies below it."""
        for (name,) in self.session.store.execute("SELECT name FROM kinds WHERE clone = ?", (self.clone.name,)):
            self.clone.kind(name)
        self.session.store.delete(record, self.clone.kinds_by_number)
        self._cache.clear()

    def put_bytes(self, data: bytes) -> str:
        """Keep bytes (an upload, a file) as part of the state; the answer is their key."""
        key = blake2b(data, digest_size=20).hexdigest()
        self.session.store.put_bytes(key, data)
        return key

    def read_bytes(self, key: str) -> bytes:
        """What `put_bytes` kept. Raises NotFound."""
        data = self.session.store.read_bytes(key)
        if data is None:
            raise NotFound(kind="bytes", id=key)
        return data

    # later and outside

    def emit(self, event: str, **payload: Any) -> None:
        """Tell those who listen: the clone's `events.py` turns the event into deliveries, sent after the commit."""
        outbox.emit(self, event, payload)

    def schedule(self, at: int, job: str, **details: Any) -> int:
        """Run the clone's job of that name when the session's clock reaches `at` (microseconds); the job's id."""
        return jobs.schedule(self, at, job, details)

    def unschedule(self, id: int) -> None:
        """Drop a job that has not run."""
        jobs.unschedule(self, id)

    def mint(self, token: str, **fields: Any) -> Credential:
        """A new credential of this clone's, valid at once and part of the state."""
        return self.session.opened.credentials.put(Credential(token=token, clone=self.clone.name, **fields))
