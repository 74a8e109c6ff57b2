"""`clonery seed`: what sessions start from, as files that people can write."""

import json
from pathlib import Path
from typing import Any

import click

from .client import Failed, Wrong, ask
from .output import clones_dir_option, json_option, session_option, show_json, show_table


def seed_of(text: str) -> Any:
    """A seed's name, or the data of the file that `text` leads to. Raises Wrong."""
    if not text.endswith(".json"):
        return text
    try:
        return json.loads(Path(text).read_bytes())
    except OSError as error:
        raise Wrong(f"{text}: {error.strerror or 'can not be read'}") from None
    except ValueError as error:
        raise Wrong(f"{text}: no JSON: {error}") from None


@click.group()
def seed() -> None:
    """List, check, export and apply seeds: what sessions start from."""


@seed.command("list")
@click.argument("clone", required=False)
@clones_dir_option("Look at the clones of this folder, too.")
@json_option
def list_(clone: str | None, clones_dir: Path | None, as_json: bool) -> None:
    """List the seeds that come with CLONE, or with every clone."""
    from ..state.seeds import names

    found = {made.name: names(made) for made in _clones(clone, clones_dir)}
    if as_json:
        show_json(found)
    else:
        show_table([(of, name) for of, held in found.items() for name in held])


@seed.command()
@click.argument("clone")
@click.argument("seed", metavar="NAME|FILE")
@clones_dir_option("Look at the clones of this folder, too.")
def check(clone: str, seed: str, clones_dir: Path | None) -> None:
    """Plant a seed of CLONE and say what is wrong with it, by file, place and reason."""
    from ..state import seeds, snapshots
    from ..state.session import Session

    (served,) = _clones(clone, clones_dir)
    if seed.endswith(".json") and not Path(seed).is_file():
        raise Wrong(f"there is no file {seed}")
    try:
        image = seeds.image([(served, seed)], {})
    except seeds.SeedError as error:
        raise Failed(str(error)) from None
    kinds = snapshots.state(Session("checked", (clone,), image)).get(clone, {})
    click.echo(", ".join(f"{len(held)} {kind}" for kind, held in kinds.items()) or "nothing in it")


@seed.command()
@click.argument("clone")
@session_option
@click.option("--output", "-o", type=click.Path(path_type=Path), metavar="FILE", help="Write to this file.")
def export(clone: str, session: str, output: Path | None) -> None:
    """Print what a session holds of CLONE as a seed."""
    text = json.dumps(ask("GET", "sessions", session, "seed", clone=clone), indent=2, ensure_ascii=False) + "\n"
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise Wrong(f"{output}: {error.strerror}") from None


@seed.command()
@click.argument("clone")
@click.argument("seed", metavar="NAME|FILE")
@session_option
@click.option("--mode", type=click.Choice(["replace", "merge"]), default="replace", show_default=True,
              help="Instead of what CLONE holds, or in addition to it.")  # fmt: skip
def apply(clone: str, seed: str, session: str, mode: str) -> None:
    """Seed CLONE in a session that lives: now, and in what a reset goes back to."""
    ask("POST", "sessions", session, "seed", body={"clone": clone, "seed": seed_of(seed), "mode": mode})


def _clones(name: str | None, folder: Path | None) -> list[Any]:
    from ..registry import Registry, UnknownClone

    try:
        return list(Registry((name,) if name else (), folder))
    except UnknownClone as error:
        raise Wrong(str(error)) from None
