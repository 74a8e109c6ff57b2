"""Whether a diff holds what a test expects of it, and what to print where it does not."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

Entry = Mapping[str, Any]
Diff = Mapping[str, Sequence[Entry]]
HEAD = ("clone", "kind", "id")
WIDTH = 100


def check(
    diff: Diff, *, added: Sequence[Entry] = (), removed: Sequence[Entry] = (), changed: Sequence[Entry] = (),
    exact: bool = False, ignore: Sequence[str] = (),
) -> None:  # fmt: skip
    """Every expected entry is in the diff, each one by an entry of its own. Raises AssertionError that shows both.

    An entry names what it cares for: `clone`, `kind`, `id` and fields of the record, such as {"kind": "issue",
    "title": "Too slow"}; of a changed one, fields with their new value, or [old, new] as a tuple or list. With `exact`
    nothing else may differ, but for the kinds of `ignore`.
    """
    __tracebackhide__ = True
    missing, left = [], {what: list(made) for what, made in diff.items()}
    for what, wanted in (("added", added), ("removed", removed), ("changed", changed)):
        for entry in wanted:
            found = next((made for made in left[what] if _fits(entry, made)), None)
            if found is None:
                missing.append((what, entry))
            else:
                left[what].remove(found)
    others = [(what, made) for what, rest in left.items() for made in rest if made["kind"] not in ignore]
    if missing or (exact and others):
        raise AssertionError(_said(missing, others, exact))


def lines(diff: Diff) -> list[str]:
    """A diff as people read it: one line a record, and one a changed field."""
    return [line for what in ("added", "removed", "changed") for made in diff[what] for line in _shown(what, made)]


def _fits(wanted: Entry, made: Entry) -> bool:
    if any(name in wanted and str(wanted[name]) != str(made[name]) for name in HEAD):
        return False
    fields = {name: value for name, value in wanted.items() if name not in (*HEAD, "record", "changes")}
    fields |= {**wanted.get("record", {}), **wanted.get("changes", {})}
    if "changes" not in made:
        return all(name in made["record"] and made["record"][name] == value for name, value in fields.items())
    return all(name in made["changes"] and _turned(value, made["changes"][name]) for name, value in fields.items())


def _turned(wanted: Any, made: list[Any]) -> bool:
    return bool(made[1] == wanted) or (isinstance(wanted, list | tuple) and list(wanted) == made)


def _said(missing: list[tuple[str, Entry]], others: list[tuple[str, Entry]], exact: bool) -> str:
    said = []
    if missing:
        said += ["the diff lacks:", *(f"  {SIGNS[what]} {_text(entry)}" for what, entry in missing)]
    if others:
        said.append("and nothing else may differ, but these do:" if exact else "what differs beside the expected:")
        said += [f"  {line}" for what, made in others for line in _shown(what, made)]
    else:
        said.append("nothing differs beside the expected")
    return "\n".join(said)


SIGNS = {"added": "+", "removed": "-", "changed": "~"}


def _shown(what: str, made: Entry) -> list[str]:
    head = f"{SIGNS[what]} {made['clone']} {made['kind']} {made['id']}"
    if what != "changed":
        return [f"{head} {_text(made['record'])}"]
    return [f"{head} {name}: {_text(was)} → {_text(now)}" for name, (was, now) in made["changes"].items()]


def _text(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= WIDTH else f"{text[: WIDTH - 1]}…"
