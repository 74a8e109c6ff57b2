"""`clonery new`: a clone of one's own service, from its description."""

from pathlib import Path

import click

from .client import Wrong
from .output import clones_dir_option


@click.command()
@click.argument("name")
@click.option("--from", "source", required=True, type=click.Path(path_type=Path), metavar="FILE",
              help="The service's description: OpenAPI 2, 3.0 or 3.1, as YAML or JSON.")  # fmt: skip
@clones_dir_option("The folder that holds clones of your own; ./clones by default.")
def new(name: str, source: Path, clones_dir: Path | None) -> None:
    """Make a clone called NAME from the description of a service: a folder that is yours from then on."""
    from ..compiler import DescriptionProblem
    from ..own import new_clone
    from ..registry import Registry

    if not source.is_file():
        raise Wrong(f"there is no file {source}: --from takes the service's OpenAPI description")
    folder = clones_dir or Path("clones")
    try:
        made, report = new_clone(name, source, folder, Registry().bundled)
    except DescriptionProblem as error:
        raise Wrong(str(error)) from None
    counted = f"{report.operations} operations, {len(report.refused)} of them refused, {report.tools} MCP tools"
    click.echo(f"{made}: {counted}\n")
    for refused, reason in sorted(report.refused.items()):
        click.echo(f"  refused {refused}: {reason}")
    for remark in report.remarks:
        click.echo(f"  {remark}")
    if report.refused or report.remarks:
        click.echo()
    click.echo(f"  clonery serve --clones-dir {folder} {name}")
    click.echo(f"  pytest {made}")
