"""The command `clonery` as it is installed: the farm's own commands, and those of scenario runs."""

import click

from clonery.server.cli import main as farm

from .acting import trigger
from .judging import judge
from .running import run
from .runs import runs
from .scenarios import scenario
from .starting import demo, doctor, init

__all__ = ["main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="clonery", message="%(version)s")
def main() -> None:
    """A farm of stateful service clones: serve it, see into its sessions, drive them, and test agents against it.

    run, demo, scenario, runs, judge, init and doctor need no farm that runs, nor do serve, seed list, seed check and
    spec; every other command finds one by CLONERY_URL, else at http://127.0.0.1:7070. Exit codes: 0 done, 1 the check
    failed, 2 the input was wrong, 3 the runs themselves went wrong, 130 interrupted.
    """


for command in (run, demo, init, doctor, scenario, runs, judge, trigger, *farm.commands.values()):
    main.add_command(command)
