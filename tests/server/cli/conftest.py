"""A farm of the toy clone in a process of its own, and the command line run against it."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

import orjson
import pytest
from click.testing import CliRunner, Result
from tests.coverage_record import harvest

from clonery.server.cli import main

TOYS = Path(__file__).resolve().parents[2] / "toys"
CLONERY = str(Path(sys.executable).with_name("clonery"))
"""The console script of the environment that runs the tests."""
Cli = Callable[..., Result]


class FarmProcess:
    """A `clonery serve` that runs; `printed` is what it says."""

    def __init__(self, process: subprocess.Popen[str], url: str) -> None:
        self.process = process
        self.url = url

    def get(self, path: str, **headers: str) -> tuple[int, Any]:
        return self.ask("GET", path, **headers)

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
        sent = {"Authorization": "Bearer toy_default", **{name.replace("_", "-"): v for name, v in headers.items()}}
        data = None if body is None else orjson.dumps(body)
        try:
            with urlopen(Request(self.url + path, data, sent, method=method), timeout=10) as answer:
                return answer.status, orjson.loads(answer.read() or b"null")
        except URLError as error:
            if not hasattr(error, "code"):
                raise
            return error.code, orjson.loads(error.read() or b"null")


@contextmanager
def serving(*arguments: str, port: int, cwd: Path | None = None) -> Iterator[FarmProcess]:
    """`clonery serve` with these arguments, from its first answer to its end by SIGTERM."""
    command = [CLONERY, "serve", *arguments, "--port", str(port)]
    environment = {name: value for name, value in os.environ.items() if name != "CLONERY_URL"}
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=cwd, env=environment
    )
    farm = FarmProcess(process, f"http://127.0.0.1:{port}")
    try:
        _wait(farm)
        yield farm
        if process.poll() is None:
            harvest(farm.url)
    finally:
        process.terminate()
        process.communicate(timeout=10)


def _wait(farm: FarmProcess) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        assert farm.process.poll() is None, farm.process.communicate()
        try:
            assert farm.get("/_clonery/health")[0] == 200
            return
        except (URLError, ConnectionError):
            time.sleep(0.02)
    raise AssertionError("the farm does not answer")


@pytest.fixture(scope="session")
def toy_process() -> Iterator[FarmProcess]:
    """One farm of the toy clone for all tests of the command line; each makes sessions of its own."""
    import socket

    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    with serving("toy", "--clones-dir", str(TOYS), port=port) as farm:
        yield farm


@pytest.fixture
def cli(toy_process: FarmProcess) -> Cli:
    """Runs the command line against that farm; the exit code has to be 0 unless `code` says otherwise."""

    def run(*arguments: str, code: int = 0, url: str = toy_process.url) -> Result:
        done = CliRunner().invoke(main, arguments, env={"CLONERY_URL": url})
        assert done.exit_code == code, done.output
        return done

    return run


@pytest.fixture
def session(cli: Cli) -> str:
    """A new session of the farm."""
    return str(orjson.loads(cli("session", "create", "--json").stdout)["id"])


@pytest.fixture
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Runs the command line where no farm is and none is named, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("clonery.server.cli.client.DEFAULT_URL", "http://127.0.0.1:1")

    def run(*arguments: str, code: int = 0) -> Result:
        done = CliRunner().invoke(main, arguments)
        assert done.exit_code == code, done.output
        return done

    return run
