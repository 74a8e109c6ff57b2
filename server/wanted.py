"""What a new session is to have: its clones, seeds and clock, checked before anything is made."""

from __future__ import annotations

from typing import Any

from .clone import Clone
from .nearest import nearest
from .registry import Registry, UnknownClone
from .state import seeds
from .state.clock import parse


class FarmError(ValueError):
    """A request to the farm that can't be met; `field` names the part that is wrong."""

    def __init__(self, message: str, field: str = "", code: str = "invalid", status: int = 422) -> None:
        super().__init__(message)
        self.field = field
        self.code = code
        self.status = status


def clones(registry: Registry, names: list[str] | None) -> list[Clone]:
    """The named clones, each once; without names all. Raises FarmError."""
    try:
        return [registry.get(name) for name in (dict.fromkeys(names) if names else registry.names)]
    except UnknownClone as error:
        raise FarmError(str(error), "clones") from None


def chosen(served: list[Clone], given: dict[str, Any], world: str) -> list[tuple[Clone, Any]]:
    """Each clone with its seed: the given one, else the world's, else its default. Raises FarmError."""
    there = {clone.name: clone for clone in served}
    for name in given:
        if name not in there:
            raise FarmError(f"no clone {name!r} in this session{nearest(name, there)}", f"seeds.{name}")
    try:
        whole = seeds.world(world) if world else {}
    except seeds.SeedError as error:
        raise FarmError(str(error), "world") from None
    return [(clone, given.get(clone.name, whole.get(clone.name, clone.default_seed))) for clone in served]


def clock(text: str, tick_ms: int) -> dict[str, Any] | None:
    """The state of a clock that begins at the time `text`, None for "real". Raises FarmError."""
    if text == "real":
        return None
    try:
        return {"mode": "virtual", "now": parse(text), "tick": tick_ms * 1000}
    except ValueError as error:
        raise FarmError(f'{error}, or "real"', "clock") from None
