"""A farm that is killed has kept what it acknowledged: a process of its own, writes under way, and SIGKILL."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

import pytest

from clonery.server.farm import Farm
from clonery.server.settings import Settings
from clonery.server.state.folder import FolderError

from .conftest import TOYS

SERVE = """
import sys, uvicorn
from pathlib import Path
from clonery.server.app import App
from clonery.server.farm import Farm
from clonery.server.settings import Settings
port, toys, state = int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
uvicorn.run(App(Farm(Settings(clones=("toy",), clones_folder=toys, state=state))), port=port, log_level="error")
"""


class Served:
    """A farm in a process of its own."""

    def __init__(self, port: int, state: Path) -> None:
        self.port = port
        self.process = subprocess.Popen([sys.executable, "-c", SERVE, str(port), str(TOYS), str(state)])
        for _ in range(400):
            try:
                self.ask("GET", "/_clonery/health")
                return
            except OSError:
                assert self.process.poll() is None, "the farm did not start"
                time.sleep(0.025)
        raise AssertionError("the farm does not answer")

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """The answer's JSON; an assertion fails for a refusal."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            headers = {"authorization": "Bearer toy_default"}
            connection.request(method, path, None if body is None else json.dumps(body), headers)
            answer = connection.getresponse()
            text = answer.read()
        finally:
            connection.close()
        assert answer.status < 300, text
        return json.loads(text) if text else None

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def serve(free_port: Callable[[], int]) -> Iterator[Callable[[Path], Served]]:
    made: list[Served] = []

    def start(state: Path) -> Served:
        made.append(Served(free_port(), state))
        return made[-1]

    yield start
    for served in made:
        if served.process.poll() is None:
            served.kill()


def write_until_killed(served: Served, session: str, written: list[int]) -> None:
    """Create widgets one after the other and note the numbers of those that were acknowledged."""
    while True:
        try:
            made = served.ask("POST", f"/s/{session}/toy/boxes/main/widgets", {"name": "w"})
        except (OSError, HTTPException):
            return
        written.append(made["number"])


def test_what_was_acknowledged_is_there_after_kill_9(serve: Callable[[Path], Served], tmp_path: Path) -> None:
    served = serve(tmp_path)
    served.ask("POST", "/_clonery/sessions", {"name": "a", "clock": "2026-01-01T00:00:00Z", "ttl_seconds": 600})
    served.ask("POST", "/_clonery/sessions", {"name": "ended"})
    served.ask("DELETE", "/_clonery/sessions/ended")
    written: dict[str, list[int]] = {"a": [], "default": []}
    writers = [threading.Thread(target=write_until_killed, args=(served, *pair)) for pair in written.items()]
    for writer in writers:
        writer.start()
    time.sleep(0.4)
    served.ask("POST", "/_clonery/sessions/a/snapshots", {"name": "half"})
    half = len(served.ask("GET", "/_clonery/sessions/a/diff?to=half")["added"])
    served.ask("POST", "/_clonery/sessions/a/fork", {"name": "b"})
    made = served.ask("POST", "/_clonery/sessions/a/credentials", {"user": "ben"})
    served.ask("POST", "/_clonery/sessions/default/clock", {"advance": "3d"})
    time.sleep(0.4)
    served.kill()
    for writer in writers:
        writer.join()
    assert all(len(numbers) > 20 for numbers in written.values()), written

    again = serve(tmp_path)
    assert {one["id"] for one in again.ask("GET", "/_clonery/sessions")} == {"a", "b", "default"}
    for session, numbers in written.items():
        added = again.ask("GET", f"/_clonery/sessions/{session}/diff")["added"]
        found = [one["record"]["number"] for one in added]
        assert found[: len(numbers)] == numbers
        assert len(found) - len(numbers) in (0, 1)
        calls = again.ask("GET", f"/_clonery/sessions/{session}/calls?limit=1000")["calls"]
        assert [line["answer"]["number"] for line in calls if line["door"] == "rest"][: len(numbers)] == numbers
    assert again.ask("GET", "/_clonery/sessions/a/snapshots") == [{"id": "snap-1", "name": "half"}]
    again.ask("POST", "/_clonery/sessions/a/restore", {"snapshot": "half"})
    assert len(again.ask("GET", "/_clonery/sessions/a/diff")["added"]) == half
    assert made["token"] not in [one["token"] for one in again.ask("GET", "/_clonery/sessions/a/credentials")]
    assert again.ask("GET", "/_clonery/sessions/a/clock") == {"now": "2026-01-01T00:00:00.000Z", "mode": "virtual"}
    assert again.ask("GET", "/_clonery/sessions/a")["expires_at"] is not None
    ahead = again.ask("GET", "/_clonery/sessions/default/clock")["now"]
    assert ahead > time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 2.9 * 86400))
    with pytest.raises(AssertionError, match="has ended: it was deleted"):
        again.ask("GET", "/_clonery/sessions/ended")


def test_the_lock_of_a_killed_farm_is_free(serve: Callable[[Path], Served], tmp_path: Path) -> None:
    served = serve(tmp_path)
    with pytest.raises(FolderError, match="is in use by another farm"):
        Farm(Settings(clones=("toy",), clones_folder=TOYS, state=tmp_path))
    os.kill(served.process.pid, signal.SIGKILL)
    served.process.wait()
    asyncio.run(Farm(Settings(clones=("toy",), clones_folder=TOYS, state=tmp_path)).stop())
