"""The command as it is installed: it has the farm's commands and those of runs, and starts fast."""

import subprocess
import sys

from click.testing import CliRunner

from clonery.cli import main
from clonery.server.cli import main as farm


def test_it_has_the_farms_commands_and_those_of_runs() -> None:
    assert set(farm.commands) < set(main.commands)
    assert {"run", "demo", "init", "doctor", "scenario", "runs", "judge"} <= set(main.commands)
    shown = CliRunner().invoke(main, ["--help"]).output
    assert "Run an agent against each SCENARIO" in shown


def test_its_help_loads_no_farm() -> None:
    code = (
        "import sys; from clonery.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "print([n for n in sys.modules if n in ('httpx', 'uvicorn', 'starlette', 'clonery.farm', 'markdown_it')])"
    )
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert printed.splitlines()[-1] == "[]"
