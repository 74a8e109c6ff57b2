"""The state before and after a run, its diff and its calls, ready to be asked questions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, TypeVar

Made = TypeVar("Made")
Moment = Literal["before", "after"]
Key = tuple[str, str, str]
"""Clone, kind and id of one record; the id as text."""

AGENT = frozenset({"rest", "graphql", "mcp", "tools"})
"""The doors that an agent comes through; what comes through others is the outside world's doing, or the runner's."""
MARKS = ("deleted", "is_deleted", "isDeleted", "deleted_at", "deletedAt", "trashed")
"""Fields by which services that keep what was deleted say so."""
SHOWN = ("number", "identifier", "key", "name", "title", "summary", "subject", "text", "body", "amount")


def marked(record: Mapping[str, Any]) -> bool:
    """Whether the record is there only to say that it was deleted."""
    return any(record.get(name) for name in MARKS)


@dataclass(frozen=True)
class Item:
    """One record as it was at one moment."""

    clone: str
    kind: str
    doc: Mapping[str, Any]
    moment: Moment = "after"
    within: Key | None = None
    """The record that it is an element of, if it is no record itself."""

    @property
    def key(self) -> Key:
        return self.within or (self.clone, self.kind, str(self.doc.get("id")))

    def __str__(self) -> str:
        shown = (str(self.doc[name]) for name in SHOWN if isinstance(self.doc.get(name), str | int))
        said = ", ".join(text if len(text) < 60 else text[:57] + "…" for text in list(shown)[:2])
        return f"{self.clone}/{self.kind} {self.doc.get('id')}" + (f" ({said})" if said else "")


@dataclass(frozen=True)
class Evidence:
    """All that a run left behind.

    `before` and `after` map clone → kind → records. `diff` and `calls` have the control API's shapes, the calls oldest
    first. `answer` is what the agent said, `exit_code` what its process ended with, `database` a file with the
    session's own database, for SQL over its tables.
    """

    clones: tuple[str, ...]
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    diff: Mapping[str, Any]
    calls: Sequence[Mapping[str, Any]]
    answer: str
    exit_code: int
    database: Path | None = None

    @cached_property
    def world(self) -> World:
        return World(self)


def _rows(state: Mapping[str, Any], clone: str, kind: str) -> Sequence[Mapping[str, Any]]:
    """The records of a kind, from a list of them or from the control API's mapping of ids."""
    found = state.get(clone, {}).get(kind, ())
    return list(found.values()) if isinstance(found, Mapping) else found


class World:
    """Records by clone, kind, id and moment, what became of them, and who wrote them."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self._items: dict[tuple[str, str, str], list[Item]] = {}
        self._found: dict[tuple[str, str, str], dict[str, Item]] = {}
        self._made: dict[tuple[int, str], tuple[object, Any]] = {}

    def once(self, owner: object, name: str, make: Callable[[], Made]) -> Made:
        """What `make` makes, made once for this owner, who is kept so that no other takes its place."""
        key = (id(owner), name)
        if key not in self._made:
            self._made[key] = (owner, make())
        made: Made = self._made[key][1]
        return made

    def kinds(self, moment: Moment, clone: str) -> list[str]:
        return list(getattr(self.evidence, moment).get(clone, {}))

    def items(self, moment: Moment, clone: str, kind: str) -> list[Item]:
        """The records of a kind at a moment."""
        place = (moment, clone, kind)
        if place not in self._items:
            self._items[place] = [Item(clone, kind, doc, moment) for doc in _rows(self._state(moment), clone, kind)]
        return self._items[place]

    def find(self, moment: Moment, clone: str, kind: str, id: Any) -> Item | None:
        """The record of that id, if there was one at that moment."""
        place = (moment, clone, kind)
        if place not in self._found:
            self._found[place] = {str(item.doc.get("id")): item for item in self.items(moment, clone, kind)}
        return self._found[place].get(str(id))

    def other(self, item: Item) -> Item | None:
        """The same record at the other moment."""
        moment: Moment = "before" if item.moment == "after" else "after"
        return self.find(moment, *item.key)

    def elements(self, moment: Moment, clone: str, kind: str, each: str) -> Iterator[Item]:
        """The elements of a list in every record of a kind, with the record's own fields, one for each of its users."""
        for item in self.items(moment, clone, kind):
            for element in item.doc.get(each) or ():
                inner = element if isinstance(element, Mapping) else {"name": element}
                for user in inner.get("users") or [inner.get("user")]:
                    id = "/".join(str(part) for part in (item.doc.get("id"), inner.get("name", inner), user))
                    yield Item(clone, kind, {**item.doc, **inner, "id": id, "user": user}, moment, item.key)

    def _state(self, moment: Moment) -> Mapping[str, Any]:
        return self.evidence.before if moment == "before" else self.evidence.after

    @cached_property
    def added(self) -> dict[Key, Item]:
        return {item.key: item for item in self._entries("added", "after")}

    @cached_property
    def removed(self) -> dict[Key, Item]:
        return {item.key: item for item in self._entries("removed", "before")}

    @cached_property
    def gone(self) -> dict[Key, Item]:
        """What was removed, or is kept and marked as deleted since."""
        found = dict(self.removed)
        for key in self.changed:
            was, now = self.find("before", *key), self.find("after", *key)
            if was is not None and now is not None and marked(now.doc) and not marked(was.doc):
                found[key] = was
        return found

    @cached_property
    def changed(self) -> dict[Key, dict[str, Any]]:
        """The fields that changed, each with its value before and after, by record."""
        entries = self.evidence.diff.get("changed", ())
        return {(made["clone"], made["kind"], str(made["id"])): made["changes"] for made in entries}

    def _entries(self, name: str, moment: Moment) -> Iterator[Item]:
        for made in self.evidence.diff.get(name, ()):
            yield Item(made["clone"], made["kind"], {"id": made["id"], **made["record"]}, moment)

    @cached_property
    def calls(self) -> list[Mapping[str, Any]]:
        """The calls that the agent made."""
        return [call for call in self.evidence.calls if call.get("door") in AGENT]

    @cached_property
    def generic(self) -> frozenset[Key]:
        """The records that the run wrote by generic operations alone."""
        writers: dict[str, set[Key]] = {}
        for call in self.evidence.calls:
            keys = writers.setdefault(str(call.get("fidelity")), set())
            keys.update((made["clone"], made["kind"], str(made["id"])) for made in call.get("changed", ()))
        return frozenset(writers.pop("generic", set()).difference(*writers.values()))

    @cached_property
    def beyond(self) -> frozenset[Key]:
        """The records that only the outside world changed: jobs that came due, people who acted."""
        inside: set[Key] = set()
        outside: set[Key] = set()
        for call in self.evidence.calls:
            keys = inside if call.get("door") in AGENT else outside
            keys.update((made["clone"], made["kind"], str(made["id"])) for made in call.get("changed", ()))
        return frozenset(outside - inside)
