"""The call log: one line a call, kept beside the state so that no reset or restore loses it."""

import re
from functools import lru_cache
from typing import Any, NamedTuple

import orjson

from .record import Kind
from .store import Change, Store

ANSWER_LIMIT = 256 * 1024
"""Bytes of an answer that a line keeps whole; of a longer one it keeps the size."""
SEARCHED = 16 * 1024
"""Bytes of an answer up to which it is searched for secrets: longer ones are lists, and vendors list no secrets."""
_SECRET = re.compile(rb'(oken|ecret|assword|pi_?[kK]ey|rivate_?[kK]ey)"\s*:\s*"[^"]*"')
_HIDDEN = rb'\1":"[redacted]"'
_SECRET_NAMES = re.compile(r"(?:^|_)(?:token|secret|password|api_?key|private_key)$", re.I)


class Line(NamedTuple):
    """One call as it stands in the log; `answer` is JSON text or None, `changes` are the records it wrote."""

    number: int
    clone: str
    operation: str
    door: str
    method: str
    path: str
    actor: str | None
    arguments: Any
    status: int
    answer: bytes | None
    changes: list[Change]
    fidelity: str
    fault: str | None
    trace: str | None
    request_id: str
    at: str
    hint: str | None
    duration_ms: float
    client: str | None = None
    """The caller's User-Agent."""


class Log:
    """The calls of one session, in the database attached as `log`."""

    def __init__(self, store: Store, eager: bool = False) -> None:
        self.store = store
        self.eager = eager
        """Whether each line is written at once, since the session is to survive the process."""
        self.waiting: list[tuple[int, str]] = []
        row = store.execute("SELECT max(number) FROM log.calls").fetchone()
        self.last: int = row[0] or 0

    def write(self, line: Line) -> None:
        """Append the line; inside the call's transaction, or alone when it failed."""
        self.last = line.number
        head = {
            "number": line.number, "clone": line.clone, "operation": line.operation, "door": line.door,
            "method": line.method, "path": line.path, "actor": line.actor, "arguments": redacted(line.arguments),
            "status": line.status, "fidelity": line.fidelity, "fault": line.fault, "trace": line.trace,
            "client": line.client, "request_id": line.request_id, "at": line.at, "hint": line.hint,
            "duration_ms": line.duration_ms,
        }  # fmt: skip
        changed = ",".join(_changed(change) for change in line.changes)
        start = orjson.dumps(head, default=str)[:-1].decode()
        text = f'{start},"answer":{_answer(line.answer)},"changed":[{changed}]}}'
        if self.eager:
            self.store.execute("INSERT INTO log.calls VALUES (?, ?)", (line.number, text))
        else:
            self.waiting.append((line.number, text))

    def settle(self) -> None:
        """Write the lines that wait; outside any call's transaction, whose end would take them along."""
        if self.waiting:
            self.store.db.executemany("INSERT INTO log.calls VALUES (?, ?)", self.waiting)
            self.store.db.commit()
            self.waiting = []

    def drop(self, after: int) -> None:
        """Forget the lines behind number `after`: the transaction that they speak of was undone."""
        self.waiting = [line for line in self.waiting if line[0] <= after]
        self.last = after

    def last_changes(self) -> list[dict[str, Any]]:
        """What the newest call that changed something changed."""
        self.settle()
        sql = "SELECT line FROM log.calls WHERE line NOT LIKE '%\"changed\":[]}' ORDER BY number DESC LIMIT 1"
        row = self.store.execute(sql).fetchone()
        found: list[dict[str, Any]] = orjson.loads(row[0])["changed"] if row else []
        return found

    def read(self, after: int = 0, limit: int = 100) -> tuple[list[dict[str, Any]], int | None]:
        """Lines behind number `after`, and the number to go on after (None at the end)."""
        self.settle()
        sql = "SELECT line FROM log.calls WHERE number > ? ORDER BY number LIMIT ?"
        lines = [orjson.loads(line) for (line,) in self.store.execute(sql, (after, limit + 1)).fetchall()]
        more = len(lines) > limit
        return lines[:limit], (lines[limit - 1]["number"] if more else None)

    def touch(self, kinds: list[tuple[int, Any]]) -> None:
        """Remember that these records may differ from a snapshot (a seed changed them)."""
        self.store.db.executemany("INSERT OR IGNORE INTO log.touched VALUES (?, ?)", kinds)

    def touched(self) -> list[tuple[int, Any]]:
        return self.store.execute("SELECT kind, id FROM log.touched").fetchall()


@lru_cache(maxsize=10_000)
def _secret(name: str) -> bool:
    return _SECRET_NAMES.search(name) is not None


def redacted(arguments: Any) -> Any:
    """The arguments with every secret hidden."""
    if isinstance(arguments, dict):
        return {
            name: "[redacted]" if isinstance(value, str) and _secret(str(name)) else redacted(value)
            for name, value in arguments.items()
        }
    return [redacted(value) for value in arguments] if isinstance(arguments, list) else arguments


def _answer(body: bytes | None) -> str:
    if not body:
        return "null"
    if len(body) > ANSWER_LIMIT:
        return f'{{"clonery_left_out_bytes":{len(body)}}}'
    if len(body) <= SEARCHED and (b'oken":"' in body or b'ecret":"' in body or b'word":"' in body or b'key":"' in body):
        body = _SECRET.sub(_HIDDEN, body)
    return body.decode()


def _changed(change: Change) -> str:
    kind: Kind = change.kind
    head = orjson.dumps({"clone": kind.clone, "kind": kind.name, "id": change.id}).decode()
    return f'{head[:-1]},"before":{change.before or "null"},"after":{change.after or "null"}}}'
