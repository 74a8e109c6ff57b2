"""`make bench`: what a call, a session and a farm cost, measured in one run and printed beside their bars."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import runs
from load import Connection, rate, request

from clonery.server.farm import Farm
from clonery.server.perform import rest
from clonery.server.request import Request
from clonery.server.settings import Settings

HERE = Path(__file__).parent
TOKEN = "ghp_adaAcmeDefault00000000000000000000aa"
CALLS = {
    "GET one issue": ("GET", "/repos/acme/webapp/issues/7", b""),
    "GET 30 issues": ("GET", "/repos/acme/webapp/issues", b""),
    "POST one issue": ("POST", "/repos/acme/webapp/issues", b'{"title":"a new one","body":"some words"}'),
}
Row = tuple[str, str, str, bool]


def seed(issues: int) -> dict[str, Any]:
    """GitHub's small seed with so many issues in its first repository."""
    data: dict[str, Any] = json.loads((HERE.parent / "seeds/github/small-project.json").read_bytes())
    made = [{"title": f"Issue {n}", "body": "some words " * 10, "user": "cleo"} for n in range(1, issues + 1)]
    for place in range(0, issues, 3):
        made[place]["labels"] = ["bug"]  # type: ignore[assignment] # plain JSON
    data["repositories"][0]["issues"] = made
    return data


class Server:
    """A child process that answers on a port of its own."""

    def __init__(self, arguments: list[str], port: int, path: str) -> None:
        self.port = port
        began = time.perf_counter()
        self.process = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.DEVNULL)
        while True:
            try:
                self.get(path)
                break
            except OSError:
                if time.perf_counter() - began > 30 or self.process.poll() is not None:
                    raise
                time.sleep(0.005)
        self.start_seconds = time.perf_counter() - began

    def get(self, path: str) -> Any:
        sent = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}", headers={"Authorization": f"Bearer {TOKEN}"}
        )
        with urllib.request.urlopen(sent, timeout=30) as answer:
            return json.load(answer)

    def post(self, path: str, body: Any = None, method: str = "POST") -> Any:
        url = f"http://127.0.0.1:{self.port}{path}"
        sent = urllib.request.Request(
            url, json.dumps(body or {}).encode(), {"Content-Type": "application/json"}, method=method
        )
        with urllib.request.urlopen(sent, timeout=60) as answer:
            text = answer.read()
            return json.loads(text) if text else None

    @property
    def megabytes(self) -> float:
        return float(psutil.Process(self.process.pid).memory_info().rss / 1e6)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()


def free_port() -> int:
    import socket

    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def farm(seed_file: Path, *more: str) -> Server:
    port = free_port()
    arguments = [
        "-c",
        "from clonery.server.cli import main; main()",
        "serve",
        "github",
        "--port",
        str(port),
        "--seed",
        f"github={seed_file}",
    ]
    return Server([*arguments, *more], port, "/github/repos/acme/webapp/issues/1")


def against_bare(server: Server, image: Path) -> list[Row]:
    """Calls against the bare handler's, alternating, the median of three pairs."""
    port = free_port()
    bare = Server([str(HERE / "bare.py"), str(image), str(port)], port, "/repos/acme/webapp/issues/7")
    rows = []
    for name, (method, path, body) in CALLS.items():
        for connections in (1, 16):
            pairs = []
            for _ in range(3):
                yard = rate(bare.port, request(method, path, bare.port, "", body), connections, 1.0)
                ours = rate(server.port, request(method, f"/github{path}", server.port, TOKEN, body), connections, 1.0)
                pairs.append((ours / yard, ours, yard))
            ratio, ours, yard = sorted(pairs)[1]
            text = f"{ratio:.2f} ({ours:,.0f}/s against {yard:,.0f}/s)"
            rows.append((f"{name}, {connections} connections", "≥ 0.6 of bare", text, ratio >= 0.6))
    bare.stop()
    return rows


def p50(server: Server, calls: list[tuple[str, str, Any]]) -> float:
    """The median milliseconds of the calls over one keep-alive connection."""
    took = []
    for method, path, body in calls:
        text = b"" if body is None else json.dumps(body).encode()
        connection = Connection(server.port, request(method, path, server.port, "", text))
        began = time.perf_counter()
        connection.send()
        while not connection.read():
            pass
        took.append((time.perf_counter() - began) * 1000)
        connection.socket.close()
    return statistics.median(took)


def control(server: Server, seed_file: Path) -> list[Row]:
    """What sessions cost over HTTP, from a seed of 1,000 objects."""
    sessions, seeds = "/_clonery/sessions", {"github": json.loads(seed_file.read_bytes())}
    server.post(sessions, {"name": "warm", "seeds": seeds})
    timed = {"create a session": [("POST", sessions, {"name": f"c-{n}", "seeds": seeds}) for n in range(40)]}
    for _ in range(10):
        write = CALLS["POST one issue"]
        _once(server, write[0], f"/s/warm/github{write[1]}", write[2])
    timed["diff of 10 changes"] = [("GET", f"{sessions}/warm/diff", None)] * 40
    timed["snapshot"] = [("POST", f"{sessions}/warm/snapshots", {}) for _ in range(40)]
    timed["fork"] = [("POST", f"{sessions}/warm/fork", {"name": f"f-{n}"}) for n in range(40)]
    timed["reset"] = [("POST", f"{sessions}/warm/reset", {}) for _ in range(40)]
    rows = []
    for name, calls in timed.items():
        took = p50(server, calls)
        rows.append((f"{name}, 1,000 objects", "p50 ≤ 3 ms", f"{took:.2f} ms", took <= 3))
    return rows


def start_and_memory(seed_file: Path) -> list[Row]:
    """A fresh farm: its first answer, its memory, and what the first MCP call adds."""
    server = farm(seed_file)
    first, before = server.start_seconds, server.megabytes
    began = time.perf_counter()
    body = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "initialize",
        "params": {
            "protocolVersion": "2025-11-25",
            "capabilities": {},
            "clientInfo": {"name": "bench", "version": "1"},
        },
    }
    sent = urllib.request.Request(
        f"http://127.0.0.1:{server.port}/github/mcp", json.dumps(body).encode(),
        {"Content-Type": "application/json", "Accept": "application/json, text/event-stream",
         "Authorization": f"Bearer {TOKEN}"},
    )  # fmt: skip
    urllib.request.urlopen(sent, timeout=30).read()
    mcp, after = time.perf_counter() - began, server.megabytes
    server.stop()
    return [
        ("start to first answer", "≤ 0.6 s", f"{first:.2f} s", first <= 0.6),
        ("resident memory", "≤ 80 MB", f"{before:.0f} MB", before <= 80),
        ("first MCP call", "≤ 1 s", f"{mcp:.2f} s", mcp <= 1),
        ("memory it adds", "≤ 40 MB", f"{after - before:.0f} MB", after - before <= 40),
    ]


def many_sessions(seed_file: Path, sessions: int = 2000) -> list[Row]:
    """Sessions of a 100-object seed, each written to once, and the throughput over all of them."""
    server = farm(seed_file)
    one = request("GET", "/github/repos/acme/webapp/issues/7", server.port, TOKEN)
    alone = max(rate(server.port, one, 1, 1.0) for _ in range(2))
    idle = server.megabytes
    seeds = {"github": json.loads(seed_file.read_bytes())}
    for n in range(sessions):
        server.post("/_clonery/sessions", {"name": f"s-{n}", "seeds": seeds})
    write = CALLS["POST one issue"]
    for n in range(sessions):
        _once(server, write[0], f"/s/s-{n}/github{write[1]}", write[2])
    grown = server.megabytes - idle
    messages = [
        request("GET", f"/s/s-{n}/github/repos/acme/webapp/issues/7", server.port, TOKEN) for n in range(sessions)
    ]
    connection = Connection(server.port, one)
    began = time.perf_counter()
    for message in messages * 2:
        connection.message = message
        connection.send()
        while not connection.read():
            pass
    spread = len(messages) * 2 / (time.perf_counter() - began)
    again = rate(server.port, one, 1, 1.0)
    server.stop()
    ratio = spread / max(alone, again)
    return [
        (f"{sessions:,} sessions, each written to once", "≤ 450 MB", f"{grown:.0f} MB", grown <= 450),
        ("throughput over all of them", "≥ 0.9 of one", f"{ratio:.2f}", ratio >= 0.9),
    ]


def large(issues: int = 1_000_000) -> list[Row]:
    """Reading one issue among 1,000 and among 1,000,000, in process."""
    made = Farm(Settings(clones=("github",)))
    session, clone = made.create(name="large", seeds={"github": seed(960)}), made.clone("github")
    ask = Request("GET", "/repos/acme/webapp/issues/7", headers={"authorization": f"Bearer {TOKEN}"})
    rest(made, session, clone, ask)
    few = microseconds(lambda: rest(made, session, clone, ask))
    kind = clone.kinds["issue"]
    example = next(session.store.select(kind, limit=1)).doc
    for first in range(2000, 2000 + issues, 10_000):
        with session.transaction() as store:
            for number in range(first, first + 10_000):
                store.insert(kind, {**example, "id": number * 10, "number": number})
            store.changes.clear()
    session.opened.store.forget()
    many = microseconds(lambda: rest(made, session, clone, ask))
    session.close()
    text = f"{many / few:.2f} × ({few:.0f} µs, {many:.0f} µs)"
    return [(f"GET one issue among {issues:,}, against 1,000", "≤ 1.3 ×", text, many / few <= 1.3)]


def microseconds(call: Callable[[], Any]) -> float:
    """The best of five batches of 500 calls, each call's share."""
    took = []
    for _ in range(5):
        began = time.perf_counter()
        for _ in range(500):
            call()
        took.append((time.perf_counter() - began) / 500 * 1e6)
    return min(took)


def _once(server: Server, method: str, path: str, body: bytes) -> None:
    connection = Connection(server.port, request(method, path, server.port, TOKEN, body))
    connection.send()
    while not connection.read():
        pass
    connection.socket.close()


WIDTHS = (48, 14, 36)


def show(rows: list[Row]) -> None:
    """Print rows as soon as they are measured: a bench that is stopped has still said something."""
    for name, bar, measured, met in rows:
        texts = (text.ljust(width) for text, width in zip((name, bar, measured), WIDTHS, strict=True))
        print(*texts, "met" if met else "NOT MET", flush=True)


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        files = {}
        for size in (60, 960):
            files[size] = Path(folder) / f"seed-{size}.json"
            files[size].write_text(json.dumps(seed(size)))
        image = Path(folder) / "image.db"
        image.write_bytes(
            Farm(Settings(clones=("github",))).create(name="b", seeds={"github": seed(960)}).baseline.data
        )
        show(start_and_memory(files[60]))
        server = farm(files[960])
        show(against_bare(server, image))
        show(control(server, files[960]))
        server.stop()
        show(many_sessions(files[60]))
    for row in runs.rows():
        show([row])
    show(large())
    return 0


if __name__ == "__main__":
    sys.exit(main())
