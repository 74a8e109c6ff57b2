"""The command `clonery`: each subcommand asks a farm that runs, over its control API, but `serve`, which is one."""

import click

from . import calls, clones, seeds, serving, sessions, specs

__all__ = ["main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="clonery", message="%(version)s")
def main() -> None:
    """A farm of stateful service clones: serve it, see into its sessions, and drive them.

    Every command but serve, seed list, seed check and spec finds the farm by CLONERY_URL, else at
    http://127.0.0.1:7070. Exit codes: 0 done, 1 the check failed, 2 the input was wrong.
    """


for command in (
    serving.serve, clones.env, clones.clones, clones.tools, clones.coverage, clones.mcp, sessions.session, calls.calls,
    calls.fault, calls.clock, seeds.seed, specs.spec,
):  # fmt: skip
    main.add_command(command)
