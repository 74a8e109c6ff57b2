"""`clonery trigger`: the outside world, made to happen in a session."""

from __future__ import annotations

import json
import sys
from typing import Any

import click

from clonery.server.cli.client import Wrong, ask
from clonery.server.cli.output import json_option, pairs, session_option, show_json, show_table

EVENTS = "trigger"
"""The act by which a clone makes an event happen, with the objects that it needs."""


@click.command()
@click.argument("clone")
@click.argument("act", required=False)
@click.argument("arguments", nargs=-1, metavar="[NAME=VALUE]...")
@session_option
@json_option
def trigger(clone: str, act: str | None, arguments: tuple[str, ...], session: str, as_json: bool) -> None:
    """Let a person or the outside world do something at CLONE; without ACT, list what it can do.

    Values are JSON where they can be read as such, else text: amount=500 livemode=true reason=fraudulent. Where a clone
    can make its events happen, an event's name stands for ACT: `clonery trigger stripe invoice.paid`.
    """
    path = ("sessions", session, "clones", clone, "acts")
    if act is None:
        found = ask("GET", *path)
        if as_json:
            show_json(found)
        else:
            show_table([(made["name"], _takes(made["inputSchema"]), made["summary"]) for made in found])
        return
    given = {name: _value(text) for name, text in pairs(arguments, "arguments", "NAME=VALUE").items()}
    if "event" not in given and "." in act and _by_event(ask("GET", *path), act):
        act, given = EVENTS, {"event": act, **given}
    made = ask("POST", *path, act, body={"arguments": given})
    if as_json:
        show_json(made)
    elif made["is_error"]:
        raise Wrong(json.dumps(made["result"], ensure_ascii=False))
    else:
        show_json(made["result"])
    sys.exit(1 if made["is_error"] else 0)


def _by_event(acts: list[dict[str, Any]], name: str) -> bool:
    """Whether that is no act's name, and there is an act which makes the event of a name happen."""
    takes = {made["name"]: made["inputSchema"].get("properties", {}) for made in acts}
    return name not in takes and "event" in takes.get(EVENTS, ())


def _takes(schema: dict[str, Any]) -> str:
    needed = schema.get("required", [])
    return " ".join(name if name in needed else f"[{name}]" for name in schema.get("properties", {}))


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text
