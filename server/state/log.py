"""The call log: one line a call, kept beside the state so that no reset or restore loses it."""

import re
from typing import Any, NamedTuple

import orjson

from .record import Kind
from .store import Change, Store

ANSWER_LIMIT = 256 * 1024
"""Bytes of an answer that a line keeps whole; of a longer one it keeps the size."""
SEARCHED = 16 * 1024
"""Bytes of an answer up to which it is searched for secrets: longer ones are lists, and vendors list no secrets."""
_SECRET_HINTS = (b'oken":"', b'ecret":"', b'assword":"', b'key":"')
_SECRET = re.compile(
    rb'"([a-z_]*(?:access_token|refresh_token|client_secret|password|secret|api_key|private_key|token))"\s*:\s*"[^"]*"',
    re.I,
)
_HIDDEN = rb'"\1":"[redacted]"'
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

    def __init__(self, store: Store) -> None:
        self.store = store
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
        self.store.execute("INSERT INTO log.calls VALUES (?, ?)", (line.number, text))

    def read(self, after: int = 0, limit: int = 100) -> tuple[list[dict[str, Any]], int | None]:
        """Lines behind number `after`, and the number to go on after (None at the end)."""
        sql = "SELECT line FROM log.calls WHERE number > ? ORDER BY number LIMIT ?"
        lines = [orjson.loads(line) for (line,) in self.store.execute(sql, (after, limit + 1)).fetchall()]
        more = len(lines) > limit
        return lines[:limit], (lines[limit - 1]["number"] if more else None)

    def touch(self, kinds: list[tuple[int, Any]]) -> None:
        """Remember that these records may differ from a snapshot (a seed changed them)."""
        self.store.db.executemany("INSERT OR IGNORE INTO log.touched VALUES (?, ?)", kinds)

    def touched(self) -> list[tuple[int, Any]]:
        return self.store.execute("SELECT kind, id FROM log.touched").fetchall()


def redacted(arguments: Any) -> Any:
    """The arguments with every secret hidden."""
    if isinstance(arguments, dict):
        return {
            name: "[redacted]" if isinstance(value, str) and _SECRET_NAMES.search(str(name)) else redacted(value)
            for name, value in arguments.items()
        }
    return [redacted(value) for value in arguments] if isinstance(arguments, list) else arguments


def _answer(body: bytes | None) -> str:
    if not body:
        return "null"
    if len(body) > ANSWER_LIMIT:
        return f'{{"clonery_left_out_bytes":{len(body)}}}'
    if len(body) <= SEARCHED and any(name in body for name in _SECRET_HINTS):
        body = _SECRET.sub(_HIDDEN, body)
    return body.decode()


def _changed(change: Change) -> str:
    kind: Kind = change.kind
    head = orjson.dumps({"clone": kind.clone, "kind": kind.name, "id": change.id}).decode()
    return f'{head[:-1]},"before":{change.before or "null"},"after":{change.after or "null"}}}'
