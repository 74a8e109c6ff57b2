"""The command itself: its help, its version, its exit codes."""

from importlib.metadata import version

import pytest
from click.testing import CliRunner

from clonery.server.cli import main

from .conftest import Cli


def test_help_and_version_are_printed() -> None:
    run = CliRunner().invoke
    assert run(main, ["--version"]).stdout == f"{version('clonery')}\n"
    assert run(main, ["-h"]).stdout == run(main, ["--help"]).stdout
    assert "Exit codes: 0 done, 1 the check failed, 2 the input" in " ".join(run(main, ["-h"]).stdout.split())


@pytest.mark.parametrize("arguments", [["serv"], ["env"], ["session", "restore", "a"], ["calls", "--limit", "0"]])
def test_what_is_misspelt_or_missing_is_wrong_input(arguments: list[str]) -> None:
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 2
    assert "Error: " in done.stderr


def test_errors_go_to_standard_error(cli: Cli) -> None:
    done = cli("session", "show", "none", code=2)
    assert (done.stdout, done.stderr) == ("", "Error: there is no session 'none'\n")
