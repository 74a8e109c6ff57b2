"""`clonery serve`: one farm in this process."""

import gc
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click

from .client import DEFAULT_URL, Wrong
from .output import clones_dir_option, pairs


@click.command()
@click.argument("clones", nargs=-1, metavar="[CLONE]...")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=7070, show_default=True, type=click.IntRange(0, 65535), help="The port; 0: a free one.")
@click.option("--ports", is_flag=True, help="Give each clone a port of its own as well, from the next one on.")
@click.option("--seed", "seeds", multiple=True, metavar="CLONE=NAME|FILE", help="What the default session starts from.")
@click.option("--state", type=click.Path(path_type=Path), metavar="DIR", help="Keep the sessions in this folder.")
@click.option("--strict", is_flag=True, help="Refuse operations that nobody has written.")
@click.option("--lenient-auth", is_flag=True, help="Take any token for the default one.")
@click.option("--unknown-fields", is_flag=True, help="Answer null for fields that a schema lacks, and log them.")
@click.option("--allow-webhook-host", "webhook_hosts", multiple=True, metavar="H", help="A host webhooks may go to.")
@click.option("--answer-to", "hosts", multiple=True, metavar="H", help="A host name that MCP clients may use.")
@clones_dir_option("Serve the clones of this folder, too.")
def serve(
    clones: tuple[str, ...], host: str, port: int, ports: bool, seeds: tuple[str, ...], clones_dir: Path | None,
    **settings: Any,
) -> None:  # fmt: skip
    """Serve the named CLONEs, or every clone there is, until Ctrl+C or SIGTERM."""
    # Nearly all that a farm loads lives as long as it: looking through it for cycles as often as usual costs a tenth
    # of the start.
    gc.set_threshold(50_000, 20, 20)
    planted = tuple(pairs(seeds, "--seed", "CLONE=NAME or CLONE=FILE").items())
    if clones_dir is not None and not clones_dir.is_dir():
        raise Wrong(f"{clones_dir} is no folder: --clones-dir takes one that holds a folder for each clone")
    from ..registry import Registry, UnknownClone

    try:
        names = Registry(clones, clones_dir).names
    except UnknownClone as error:
        raise Wrong(str(error)) from None
    from ..listening import PortInUse, listen

    try:
        sockets = listen(host, port, len(names) if ports else 0)
    except PortInUse as error:
        raise Wrong(str(error)) from None
    with ExitStack() as opened:
        for listener in sockets:
            opened.enter_context(listener)
        farm = _farm(clones=clones, seeds=planted, clones_folder=clones_dir, **settings)
        from .. import serve as running

        first, *more = [listener.getsockname()[1] for listener in sockets]
        own = dict(zip(more, names, strict=False))
        running.run(farm, sockets, own, lambda: _tell(farm, running.address(host, first), host, own))


def _farm(**settings: Any) -> Any:
    """The farm with its default session. Raises Wrong."""
    from ..farm import DEFAULT, Farm, FarmError
    from ..operation import BindingError
    from ..settings import Settings
    from ..state.folder import FolderError

    try:
        farm = Farm(Settings(**settings))
        farm.session(DEFAULT)
    except FarmError as error:
        where = "--seed: " if error.field.partition(".")[0] == "seeds" else ""
        raise Wrong(f"{where}{error}") from None
    except (FolderError, BindingError) as error:
        raise Wrong(str(error)) from None
    return farm


def _tell(farm: Any, url: str, host: str, own: dict[int, str]) -> None:
    """Print what to paste."""
    from ..farm import DEFAULT
    from ..serve import address
    from .output import show_table

    session = farm.session(DEFAULT)
    default = session.opened.credentials.default
    names = farm.registry.names
    ports = {name: address(host, port) for port, name in own.items()}
    tokens = {name: default(name) for name in session.clones}
    click.echo(f"{len(names)} clone{'s' * (len(names) != 1)} at {url}\n")
    rows = []
    for name in names:
        token = tokens.get(name)
        rows.append(("", name, f"{url}/{name}", *([ports[name]] if own else []), token.token if token else ""))
    show_table(rows)
    export = "" if url == DEFAULT_URL else f"export CLONERY_URL={url}; "
    click.echo(f'\n  {export}eval "$(clonery env {names[0]})"   # for the SDKs of this shell')
    click.echo(f"  {url}/   # settings to copy for SDKs, curl and MCP clients\n")
    sys.stdout.flush()
