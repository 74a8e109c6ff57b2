"""`clonery spec`: tool_specs from a vendor's published descriptions."""

from pathlib import Path

import click

from .client import Wrong


@click.group()
def spec() -> None:
    """Make tool_specs from a vendor's published descriptions."""


@spec.command("compile")
@click.argument("clone")
@click.option("--from", "source", required=True, type=click.Path(path_type=Path), metavar="FOLDER",
              help="The folder or file with the vendor's descriptions.")  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path), metavar="FOLDER",
              help="Where the files go; by default tool_specs/CLONE below this folder.")  # fmt: skip
@click.option("--own", is_flag=True, help="The service is your own: as `clonery new` compiles it.")
def compile_(clone: str, source: Path, out: Path | None, own: bool) -> None:
    """Compile the descriptions of CLONE, with the corrections in the overrides.json beside the result."""
    from ..compiler import DescriptionProblem, compile_clone

    if not source.exists():
        raise Wrong(f"there is no {source}: --from takes a folder or file of the vendor's descriptions")
    try:
        report = compile_clone(clone, source, out or Path("tool_specs", clone), own)
    except DescriptionProblem as error:
        raise Wrong(str(error)) from None
    click.echo(str(report))
