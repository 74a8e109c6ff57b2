"""The yardstick: a bare Starlette handler that does the same sqlite3 work, an issue's rows, and dumps the row."""

import sqlite3
import sys
from typing import Any
from zlib import crc32

import orjson
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route


def app(path: str) -> Starlette:
    """Serves the documents of `path`, an image of a session, from memory."""
    db = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    with open(path, "rb") as file:
        db.deserialize(file.read())
    kind = db.execute("SELECT number FROM kinds WHERE name = 'issue'").fetchone()[0]
    index = crc32(b"github/issue/index/repository state created_at")
    indexes = [ix for (ix,) in db.execute("SELECT DISTINCT ix FROM entries").fetchall()][:8]
    unique = crc32(b"github/issue/unique/repository number")
    last = [db.execute("SELECT max(id) FROM records WHERE kind = ?", (kind,)).fetchone()[0]]

    def answer(value: Any, status: int = 200) -> Response:
        return Response(orjson.dumps(value), status, media_type="application/json")

    async def get(request: Request) -> Response:
        sql = "SELECT doc FROM records WHERE kind = ? AND id = ?"
        row = db.execute(sql, (kind, int(request.path_params["number"]))).fetchone()
        return answer(orjson.loads(row[0]))

    async def page(request: Request) -> Response:
        sql = (
            "SELECT r.doc FROM entries e JOIN records r ON r.rid = e.rid WHERE e.ix = ? AND e.a = 1 AND e.b = 'open'"
            " ORDER BY e.c DESC, e.rid DESC LIMIT 30"
        )
        return answer([orjson.loads(row[0]) for row in db.execute(sql, (index,)).fetchall()])

    async def post(request: Request) -> Response:
        fields = orjson.loads(await request.body())
        last[0] += 1
        doc = {"id": last[0], "state": "open", **fields}
        db.execute("BEGIN")
        text = orjson.dumps(doc).decode()
        rid = db.execute("INSERT INTO records (kind, id, doc) VALUES (?, ?, ?)", (kind, last[0], text)).lastrowid
        entries = [(ix, 1, "open", "2026-01-05T09:00:00Z", rid) for ix in indexes]
        db.executemany("INSERT INTO entries VALUES (?, ?, ?, ?, ?)", entries)
        db.execute("INSERT INTO uniques VALUES (?, 1, ?, 0, ?)", (unique, last[0], rid))
        db.execute("COMMIT")
        return answer(doc, 201)

    return Starlette(
        routes=[
            Route("/repos/{owner}/{repo}/issues/{number}", get),
            Route("/repos/{owner}/{repo}/issues", page, methods=["GET"]),
            Route("/repos/{owner}/{repo}/issues", post, methods=["POST"]),
        ]
    )


if __name__ == "__main__":
    uvicorn.run(app(sys.argv[1]), host="127.0.0.1", port=int(sys.argv[2]), log_level="warning", access_log=False)
