"""`clonery session`: make sessions, look into them, rewind them."""

from typing import Any

import click

from .client import ask
from .output import json_option, pairs, show_json, show_table
from .seeds import seed_of

named = click.argument("id", metavar="[SESSION]", default="default")


@click.group()
def session() -> None:
    """Make sessions, look into them and rewind them; SESSION is `default` where it is left out."""


@session.command()
@click.option("--name", help="Its name, of a-z, 0-9 and -; by default the farm gives one.")
@click.option("--clone", "clones", multiple=True, help="A clone it has; by default it has all.")
@click.option("--seed", "seeds", multiple=True, metavar="CLONE=NAME|FILE", help="What a clone starts from.")
@click.option("--world", help="Seeds of several clones that agree with each other.")
@click.option("--clock", metavar="real|TIME", help="Real time, or a time that stands still until it is moved.")
@click.option("--random-seed", type=int, metavar="N", help="What ids and tokens come from.")
@click.option("--ttl", "ttl_seconds", type=float, metavar="SECONDS", help="How long it lives.")
@click.option("--idle", "idle_seconds", type=float, metavar="SECONDS", help="How long it may go without a call.")
@click.option("--strict", is_flag=True, default=None, help="Refuse operations that nobody has written.")
@click.option("--rate-limits", is_flag=True, default=None, help="Enforce the vendors' rate limits.")
@json_option
def create(clones: tuple[str, ...], seeds: tuple[str, ...], as_json: bool, **given: Any) -> None:
    """Make a session and print its addresses and tokens."""
    body = {name: value for name, value in given.items() if value is not None}
    if clones:
        body["clones"] = list(clones)
    if seeds:
        planted = pairs(seeds, "--seed", "CLONE=NAME or CLONE=FILE")
        body["seeds"] = {clone: seed_of(text) for clone, text in planted.items()}
    _show(ask("POST", "sessions", body=body), as_json)


@session.command("list")
@json_option
def list_(as_json: bool) -> None:
    """List the sessions that live."""
    found = ask("GET", "sessions")
    if as_json:
        show_json(found)
    else:
        show_table([_row(made) for made in found], ("session", "clones", "clock", "ends"))


@session.command()
@named
@json_option
def show(id: str, as_json: bool) -> None:
    """Print the addresses and tokens of a session."""
    _show(ask("GET", "sessions", id), as_json)


@session.command()
@click.argument("id", metavar="SESSION")
def delete(id: str) -> None:
    """End a session for good."""
    ask("DELETE", "sessions", id)


@session.command()
@named
@click.option("--clone", "clones", multiple=True, help="A clone to reset; by default all.")
def reset(id: str, clones: tuple[str, ...]) -> None:
    """Put a session back to what it started from."""
    ask("POST", "sessions", id, "reset", body={"clones": list(clones)} if clones else {})


@session.command()
@named
@click.option("--name", help="A name to restore it by.")
@json_option
def snapshot(id: str, name: str | None, as_json: bool) -> None:
    """Keep the state of a session under an id, which is printed."""
    made = ask("POST", "sessions", id, "snapshots", body={"name": name} if name else {})
    if as_json:
        show_json(made)
    else:
        click.echo(made["id"])


@session.command()
@named
@json_option
def snapshots(id: str, as_json: bool) -> None:
    """List the snapshots of a session."""
    found = ask("GET", "sessions", id, "snapshots")
    if as_json:
        show_json(found)
    else:
        show_table([(made["id"], made["name"]) for made in found], ("snapshot", "name"))


@session.command()
@click.argument("id", metavar="SESSION")
@click.argument("snapshot")
def restore(id: str, snapshot: str) -> None:
    """Put a session back to a SNAPSHOT, given by its id or name."""
    ask("POST", "sessions", id, "restore", body={"snapshot": snapshot})


@session.command()
@named
@click.option("--name", help="The name of the new session.")
@json_option
def fork(id: str, name: str | None, as_json: bool) -> None:
    """Make a session that starts from the state of another; the same tokens work in it."""
    _show(ask("POST", "sessions", id, "fork", body={"name": name} if name else {}), as_json)


@session.command()
@named
@click.option("--from", "start", metavar="POINT", help="`seed` (the default), `now`, or a snapshot's id or name.")
@click.option("--to", metavar="POINT", help="The same; by default `now`.")
@json_option
def diff(id: str, start: str | None, to: str | None, as_json: bool) -> None:
    """Print what changed in a session: one line a record and field."""
    found = ask("GET", "sessions", id, "diff", from_=start, to=to)
    if as_json:
        show_json(found)
        return
    for sign, name in (("+", "added"), ("-", "removed")):
        for made in found[name]:
            click.echo(f"{sign} {made['clone']} {made['kind']} {made['id']}")
    for made in found["changed"]:
        for field, (before, after) in made["changes"].items():
            click.echo(f"~ {made['clone']} {made['kind']} {made['id']} {field}: {_text(before)} → {_text(after)}")


@session.command()
@named
@click.option("--clone", help="Of this clone alone.")
@click.option("--kind", help="Of this kind alone.")
@json_option
def state(id: str, clone: str | None, kind: str | None, as_json: bool) -> None:
    """Print how many records of each kind a session holds; with --json, all of them."""
    found = ask("GET", "sessions", id, "state", clone=clone, kind=kind)
    if as_json:
        show_json(found)
    else:
        show_table([(of, name, len(held)) for of, kinds in found.items() for name, held in kinds.items()])


def _show(made: dict[str, Any], as_json: bool) -> None:
    if as_json:
        show_json(made)
        return
    click.echo(made["id"])
    show_table([("", name, served["rest"], served["token"]) for name, served in made["clones"].items()])


def _row(made: dict[str, Any]) -> tuple[Any, ...]:
    clock = made["clock"]["now"] if made["clock"]["mode"] == "virtual" else "real"
    return made["id"], ", ".join(made["clones"]), clock, made["expires_at"]


def _text(value: Any) -> str:
    import json

    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else f"{text[:79]}…"
