"""`clonery calls`, `fault` and `clock`: what was called in a session, what goes wrong in it, what time it has."""

import json
import signal
import time
from collections.abc import Iterator
from typing import Any

import click

from .client import ask
from .output import json_option, pairs, session_option, show_json, show_table

POLL_SECONDS = 0.3


@click.command()
@session_option
@click.option("--after", default=0, metavar="N", help="Only calls behind number N.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="At most N calls.")
@click.option("--follow", "-f", is_flag=True, help="Go on and print calls as they come, until Ctrl+C.")
@json_option
def calls(session: str, after: int, limit: int | None, follow: bool, as_json: bool) -> None:
    """Print the calls of a session, oldest first; with --follow and --json one JSON object a line."""
    found = _read(session, after, limit, follow)
    if as_json and not follow:
        show_json(list(found))
        return
    if follow:  # shells start what stands before a `&` with the signal ignored
        signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        for made in found:
            click.echo(json.dumps(made, ensure_ascii=False) if as_json else _line(made))
    except KeyboardInterrupt:
        return


def _read(session: str, after: int, limit: int | None, follow: bool) -> Iterator[dict[str, Any]]:
    left = limit
    while left is None or left > 0:
        page = ask("GET", "sessions", session, "calls", after=after, limit=left and min(left, 1000))["calls"]
        for made in page:
            after = made["number"]
            yield made
        left = left - len(page) if left is not None else None
        if not page:
            if not follow:
                return
            time.sleep(POLL_SECONDS)


def _line(made: dict[str, Any]) -> str:
    parts = [
        f"{made['number']:>5} {made['status'] or '---'} {made['clone']:<8} {made['method']:<6} {made['path']}",
        made["operation"] or "no operation",
        made["actor"] or "nobody",
        f"{made['duration_ms']:.1f} ms",
    ]
    if made["door"] != "rest":
        parts.append(f"by {made['door']}")
    if made["changed"]:
        parts.append(f"{len(made['changed'])} changed")
    if made["fidelity"] == "generic":
        parts.append("generic")
    if made["fault"]:
        parts.append(f"fault {made['fault']}")
    if made.get("hint"):
        parts.append(f"nearest: {made['hint']}")
    return " · ".join(parts)


@click.group()
def fault() -> None:
    """Make calls of a session go wrong."""


@fault.command()
@click.argument("clone")
@session_option
@click.option("--operation", metavar="GLOB", help="Calls of these operations.")
@click.option("--method", help="Calls with this HTTP method.")
@click.option("--path", metavar="GLOB", help="Calls of these vendor's paths.")
@click.option("--kind", default="status", show_default=True, help="What goes wrong: status, delay, timeout, reset, "
              "truncate, lost_acknowledgement (done, but the answer is lost) or stale.")  # fmt: skip
@click.option("--status", type=int, help="The status of kind status.")
@click.option("--body", metavar="JSON", help="The body of kind status; by default the vendor's own.")
@click.option("--header", "headers", multiple=True, metavar="NAME=VALUE", help="A header of kind status.")
@click.option("--delay-ms", type=int, metavar="N", help="Milliseconds to wait.")
@click.option("--count", type=int, metavar="N", help="How often; by default always.")
@click.option("--probability", type=float, metavar="P", help="How likely, from 0 to 1.")
@json_option
def add(clone: str, session: str, body: str | None, headers: tuple[str, ...], as_json: bool, **given: Any) -> None:
    """Add a fault to the calls of CLONE and print its id."""
    wanted = {"clone": clone, **{name: value for name, value in given.items() if value is not None}}
    if body is not None:
        try:
            wanted["body"] = json.loads(body)
        except ValueError:
            wanted["body"] = body
    if headers:
        wanted["headers"] = pairs(headers, "--header", "NAME=VALUE")
    made = ask("POST", "sessions", session, "faults", body=wanted)
    if as_json:
        show_json(made)
    else:
        click.echo(made["id"])


@fault.command("list")
@session_option
@json_option
def list_(session: str, as_json: bool) -> None:
    """List the faults of a session and how often each fired."""
    found = ask("GET", "sessions", session, "faults")
    if as_json:
        show_json(found)
        return
    columns = ("id", "clone", "kind", "status", "operation", "method", "path", "count", "probability", "fired")
    show_table([[made.get(name) for name in columns] for made in found], columns)


@fault.command()
@click.argument("id", required=False)
@session_option
def clear(id: str | None, session: str) -> None:
    """Remove the fault ID of a session, or all of them."""
    ask("DELETE", "sessions", session, "faults", *([id] if id else []))


@click.group()
def clock() -> None:
    """Read and move the clock of a session."""


@clock.command()
@session_option
@json_option
def show(session: str, as_json: bool) -> None:
    """Print the time of a session."""
    _show_clock(ask("GET", "sessions", session, "clock"), as_json)


@clock.command()
@click.argument("span")
@session_option
@json_option
def advance(span: str, session: str, as_json: bool) -> None:
    """Move the clock on by SPAN (90s, 15m, 1h30m, 3d, 2w) and run what becomes due on the way."""
    _show_clock(ask("POST", "sessions", session, "clock", body={"advance": span}), as_json)


@clock.command("set")
@click.argument("time")
@session_option
@json_option
def set_(time: str, session: str, as_json: bool) -> None:
    """Set the clock to TIME, such as 2026-01-31T09:00:00Z."""
    _show_clock(ask("POST", "sessions", session, "clock", body={"now": time}), as_json)


def _show_clock(made: dict[str, Any], as_json: bool) -> None:
    if as_json:
        show_json(made)
    else:
        click.echo(f"{made['now']} ({made['mode']})")
