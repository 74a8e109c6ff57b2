"""What sessions start from: named or inline data, planted once into an image that every session of it shares."""

from __future__ import annotations

import importlib
from hashlib import blake2b
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import orjson

from ..call import Call
from ..nearest import nearest
from ..problems import Problem, Taken
from ..request import Request
from .clock import Chance, Clock, parse
from .image import Image, guard
from .parts import clear
from .session import Session

if TYPE_CHECKING:
    from ..clone import Clone

PLANTING_SECONDS = 600.0
"""How long planting a seed may take: to the guard of statements it is one."""
PLANTING = -1
"""The random seed of what planting draws: one that no session has, so that no later id is that of a planted record."""
BEGAN = parse("2026-01-05T09:00:00Z")
"""The moment a seed's own times count from, unless the seed names its `now`."""

KEPT_IMAGES = 64
"""Seeds whose images a farm keeps, the last ones; sessions hold their own image as long as they need it."""


class SeedError(ValueError):
    """A seed that can't be planted; the message names the file or seed, the place in it, and why."""

    def __init__(self, reason: str, path: str = "", source: str = "") -> None:
        super().__init__(": ".join(part for part in (source, path, reason) if part))
        self.reason = reason
        self.path = path
        self.source = source


def names(clone: Clone) -> list[str]:
    """The seeds that come with a clone."""
    folder = _folder(clone)
    return sorted(p.name.removesuffix(".json") for p in folder.iterdir() if p.name.endswith(".json")) if folder else []


def _folder(clone: Clone) -> Any:
    if clone.folder is not None:
        own = clone.folder / "seeds"
        return own if own.is_dir() else None
    folder = resources.files("clonery.seeds").joinpath(clone.name)
    return folder if folder.is_dir() else None


def read(clone: Clone, seed: str | dict[str, Any]) -> tuple[dict[str, Any], str]:
    """The data of a seed (a bundled name, a file's path, or data) and what to call it. Raises SeedError."""
    if isinstance(seed, dict):
        return seed, f"the inline seed of {clone.name}"
    if seed in names(clone):
        text, source = _folder(clone).joinpath(f"{seed}.json").read_bytes(), f"{clone.name}/{seed}.json"
    elif seed.endswith(".json"):
        try:
            text, source = Path(seed).read_bytes(), seed
        except OSError as error:
            raise SeedError(error.strerror or "can't be read", source=seed) from None
    elif not names(clone) and seed == clone.default_seed:
        return {}, f"{clone.name}'s empty seed"
    else:
        raise SeedError(f"{clone.name} has no seed {seed!r}{nearest(seed, names(clone))}, or give a .json file")
    try:
        data = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise SeedError(f"no JSON: {error}", source=source) from None
    if not isinstance(data, dict):
        raise SeedError("a seed is an object", source=source)
    return data, source


def world(name: str) -> dict[str, Any]:
    """The seeds of several clones that agree with each other: clone → data. Raises SeedError."""
    folder = resources.files("clonery.seeds").joinpath("worlds")
    there = sorted(p.name.removesuffix(".json") for p in folder.iterdir()) if folder.is_dir() else []
    if name not in there:
        raise SeedError(f"unknown world {name!r}{nearest(name, there)}")
    data: dict[str, Any] = orjson.loads(folder.joinpath(f"{name}.json").read_bytes())
    return data


def plant(session: Session, clone: Clone, data: dict[str, Any], source: str) -> None:
    """Put a seed into a session: its ids and times come from the seed alone. Raises SeedError; then nothing is in."""
    module = clone.module("seed")
    if module is None:
        module = importlib.import_module("..generic.seed", __package__)
    _check(module.SCHEMA, data, source)
    clone.bind()
    opened = session.opened
    clock, chance = opened.clock, opened.chance
    began = parse(data["now"]) if "now" in data else BEGAN
    opened.clock = Clock({"mode": "virtual", "now": began})
    guard(opened.store.db, PLANTING_SECONDS)
    opened.chance = Chance(PLANTING)
    try:
        with session.transaction():
            module.plant(Call(session, clone, Request("POST", "", door="seed"), began), data)
    except SeedError as error:
        raise SeedError(error.reason, error.path, source) from None
    except Taken as error:
        fields = ", ".join(error.details["fields"])
        raise SeedError(f"two {error.details['kind']}s with the same {fields}", source=source) from None
    except Problem as error:
        raise SeedError(error.message or str(error.details), source=source) from None
    finally:
        opened.clock, opened.chance = clock, chance
        guard(opened.store.db)


def _check(schema: dict[str, Any], data: dict[str, Any], source: str) -> None:
    for error in jsonschema_rs.Draft202012Validator(schema).iter_errors(data):
        path = ".".join(str(part) for part in error.instance_path)
        raise SeedError(error.message, path, source)


def image(clones: list[tuple[Clone, str | dict[str, Any]]], kept: dict[bytes, Image]) -> Image:
    """The image of these seeds, built once and kept in `kept`. Raises SeedError."""
    sources = [(clone, *read(clone, seed)) for clone, seed in clones]
    key = blake2b(orjson.dumps([(c.name, data) for c, data, _ in sources]), digest_size=16).digest()
    if key not in kept:
        session = Session("seed", (), Image.empty())
        for clone, data, source in sources:
            plant(session, clone, data, source)
        session.opened.chance = Chance(0)
        while len(kept) >= KEPT_IMAGES:
            del kept[next(iter(kept))]
        kept[key] = session.image()
        session.close()
    return kept[key]


def replant(session: Session, clone: Clone, data: dict[str, Any], source: str, replace: bool) -> None:
    """Seed one clone of a live session, now and in what reset goes back to. Raises SeedError; then nothing changed."""
    now = {"clock": session.clock.state, "random_seed": session.opened.chance.seed}
    made: list[Image] = []
    touched: set[tuple[int, Any]] = set()
    for image, settings in ((session.image(), now), (session.baseline, session.settings)):
        db = image.open()
        try:
            gone = clear(db, clone.name) if replace else []
            target = Session("seed", (), Image.of(db), settings=settings)
        finally:
            db.close()
        try:
            plant(target, clone, data, source)
            made.append(target.image())
            sql = "SELECT kind, id FROM records WHERE kind IN (SELECT number FROM kinds WHERE clone = ?)"
            touched.update(gone, target.store.execute(sql, (clone.name,)))
        finally:
            target.close()
    with session.transaction():
        session.opened.log.touch(sorted(touched, key=str))
    session.rewind(made[0], {"faults": orjson.dumps([fault.state for fault in session.opened.faults]).decode()})
    session.rebase(made[1])
