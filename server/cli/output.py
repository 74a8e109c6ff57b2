"""What commands print: JSON for programs, aligned columns for people; and the options that most commands share."""

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


def json_option(command: F) -> F:
    return click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")(command)


def session_option(command: F) -> F:
    return click.option("--session", default="default", show_default=True, metavar="S", help="The session.")(command)


def clones_dir_option(help: str) -> Callable[[F], F]:
    return click.option("--clones-dir", type=click.Path(path_type=Path), metavar="DIR", help=help)


def show_json(value: Any) -> None:
    """Print a value as JSON."""
    click.echo(json.dumps(value, indent=2, ensure_ascii=False))


def show_table(rows: Iterable[Sequence[Any]], head: Sequence[str] = ()) -> None:
    """Print rows as columns, None as nothing; below `head` if there are any."""
    lines = [["" if cell is None else str(cell) for cell in row] for row in rows]
    if head and lines:
        lines.insert(0, [name.upper() for name in head])
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def pairs(given: Iterable[str], option: str, what: str) -> dict[str, str]:
    """What was given to an option, each `NAME=VALUE`, as a mapping. Raises click.BadParameter."""
    made = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals or not name or not value:
            raise click.BadParameter(f"{text!r} is not {what}", param_hint=option)
        made[name] = value
    return made
