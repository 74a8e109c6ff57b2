"""The command `clonery`: each subcommand asks a farm that runs, over its control API, but `serve`, which is one."""

import click

from .calls import calls, clock, fault
from .clones import clones, coverage, env, mcp, tools
from .new import new
from .seeds import seed
from .serving import serve
from .sessions import session
from .specs import spec

__all__ = ["main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="clonery", message="%(version)s")
def main() -> None:
    """A farm of stateful service clones: serve it, see into its sessions, and drive them.

    Every command but serve, new, seed list, seed check and spec finds the farm by CLONERY_URL, else at
    http://127.0.0.1:7070. Exit codes: 0 done, 1 the check failed, 2 the input was wrong.
    """


for command in (serve, env, clones, tools, coverage, mcp, session, seed, calls, fault, clock, spec, new):
    main.add_command(command)
