"""The command line in an empty folder, with a farm that listens beside it so that no command starts its own."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from clonery.cli import main

from ..runs.conftest import AGENT, CLOSE, ISSUE, hub, scripted

__all__ = ["AGENT", "CLOSE", "ISSUE", "hub"]
Cli = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, with the scripted agent's steps that meet ISSUE and some that don't."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    scripted(tmp_path, CLOSE, "good")
    scripted(tmp_path, [{"say": "I did nothing."}], "bad")
    (tmp_path / "theme.md").write_text(ISSUE)
    return tmp_path


@pytest.fixture
def cli(folder: Path) -> Cli:
    """Runs the command line; the exit code has to be 0 unless `code` says otherwise."""

    def run(*arguments: str, code: int = 0) -> Result:
        done = CliRunner().invoke(main, arguments)
        assert done.exit_code == code, done.output
        return done

    return run


def harness(steps: str) -> str:
    """`--harness` for the scripted agent."""
    return f"{sys.executable} {AGENT} {steps}.json"
