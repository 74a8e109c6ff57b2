"""The server scenarios of npm's @modelcontextprotocol/conformance, against our own mount."""

import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest

from ...node import modules, node, run

VERSION = "0.2.0-alpha.12"
LINE = re.compile(r"^([✓✗]) ([\w-]+): (\d+) passed, (\d+) failed$", re.M)
FIRST_NODE = 22

SERVER = """
import sys
import uvicorn
from clonery.server.app import App
from clonery.server.farm import Farm
from clonery.server.settings import Settings

inner = App(Farm(Settings(clones=("conformance",))))

async def app(scope, receive, send):
    if scope["type"] == "http":  # the suite has no way to send a token
        scope = {**scope, "headers": [*scope["headers"], (b"authorization", b"Bearer conformance_default")]}
    await inner(scope, receive, send)

uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")
"""

# Extensions and scenarios that no revision scores, and how many of their checks fail: we serve no tasks.
NOT_SERVED = {
    "2025-11-25": {},
    "2026-07-28": {
        "tasks-lifecycle": 8, "tasks-capability-negotiation": 4, "tasks-wire-fields": 3, "tasks-mrtr-input": 3,
        "tasks-request-state-removal": 1, "tasks-request-headers": 3, "tasks-dispatch-and-envelope": 6,
        "tasks-required-task-error": 1, "tasks-mrtr-composition": 1,
    },
}  # fmt: skip
PASSED = {"2025-11-25": 81, "2026-07-28": 164}


@pytest.fixture(scope="module")
def suite() -> list[str]:
    """How to start the suite."""
    home = modules(f"@modelcontextprotocol/conformance@{VERSION}", first=FIRST_NODE)
    start, _ = node(FIRST_NODE)
    return [*start, str(home / "node_modules" / "@modelcontextprotocol" / "conformance" / "dist" / "index.js")]


@pytest.fixture
def url(free_port: Callable[[], int]) -> Iterator[str]:
    """The fixtures behind a real server."""
    port = free_port()
    server = subprocess.Popen([sys.executable, "-c", SERVER, str(port)])
    try:
        for _ in range(200):
            with socket.socket() as knock:
                if knock.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}/conformance/mcp"
    finally:
        server.terminate()
        server.wait()


@pytest.mark.all
@pytest.mark.parametrize("revision", ["2025-11-25", "2026-07-28"])
def test_the_suite_passes(suite: list[str], url: str, revision: str, capsys: pytest.CaptureFixture[str]) -> None:
    done = run(*suite, "server", "--url", url, "--requirements", revision)
    found = LINE.findall(done.stdout)
    failing = {name: int(failed) for _, name, _, failed in found if int(failed)}
    passed = sum(int(count) for _, _, count, _ in found)
    with capsys.disabled():
        print(f"\n{revision}: {passed} checks in {len(found)} scenarios passed; not served: {failing or 'nothing'}")
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
    assert failing == NOT_SERVED[revision]
    assert passed == PASSED[revision]
