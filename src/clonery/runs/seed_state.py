"""What `## Seed State` says: data or a seed's name for each clone, planted on top of the scenario's seed; or prose."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt

from clonery.server.farm import FarmError
from clonery.server.nearest import nearest
from clonery.server.registry import Registry
from clonery.server.state import seeds

from .criteria.exact import parse
from .criteria.lexicon import Unreadable
from .scenario_config import Wrong, files

_NAME = re.compile(r"^[`\"']?(?P<name>[\w./-]+)[`\"']?$")
_ENTRY = re.compile(r"^(?:[-*+]\s+)?[*_`\"']*(?P<clone>[A-Za-z][\w. -]*?)[*_`\"']*\s*[:=]\s*[*_]*(?P<seed>.*?)$")
_IDENTITIES: tuple[tuple[str, ...], ...] = (
    ("token",), ("login",), ("owner", "name"), ("key",), ("id",), ("number",), ("email",), ("displayName",), ("name",),
)  # fmt: skip
"""What an element of a seed's list goes by: two that agree in all of the first of these that both have are one."""


@dataclass(frozen=True)
class Planted:
    """What is planted into one clone: data, or a seed's name or file; `line` is where it stands."""

    clone: str
    seed: str | Mapping[str, Any]
    line: int


def read(
    lines: Sequence[tuple[int, str]], clones: tuple[str, ...], folder: Path
) -> tuple[tuple[Planted, ...], list[tuple[int, str]]]:
    """What numbered lines say, and those of them that are prose. Raises Wrong with the line."""
    found: list[Planted] = []
    prose: list[tuple[int, str]] = []
    of = ""
    pieces = list(_pieces(lines))
    alone = len(pieces) == 1
    for number, text, language in pieces:
        named = _clone(text.strip(" #:*_`"), clones)
        if language is None and named:
            of = named
        elif language is not None or text.lstrip().startswith("{"):
            found += _data(_parsed(text, language or "", number), of, clones, number, folder)
        else:
            entry = _ENTRY.match(text)
            said = _NAME.match((entry["seed"] if entry else text).strip().rstrip("."))
            clone = _clone(entry["clone"], clones) if entry else of
            if said and entry and (clone or entry["clone"].lower() in ("seed", "world")):
                found += _seed(said["name"], clone or of, clones, number, folder)
            elif said and not entry and (alone or of):
                found += _seed(said["name"], of, clones, number, folder)
            else:
                prose.append((number, text))
    return tuple(found), prose


def _pieces(lines: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str, str | None]]:
    """Blocks of code with their language, JSON that stands bare, and every other line that says something."""
    tokens = MarkdownIt().parse("\n".join(line for _, line in lines))
    blocks = {token.map[0]: token for token in tokens if token.type in ("fence", "code_block") and token.map}
    place = 0
    while place < len(lines):
        number, line = lines[place]
        if place in blocks:
            token = blocks[place]
            assert token.map is not None
            language = token.info.split()[0].lower() if token.info.split() else ""
            yield number, token.content, language
            place = token.map[1]
        elif line.lstrip().startswith("{"):
            end = next((at for at in range(place, len(lines)) if _whole(lines[place : at + 1])), len(lines) - 1)
            yield number, "\n".join(text for _, text in lines[place : end + 1]), None
            place = end + 1
        else:
            if line.strip():
                yield number, line, None
            place += 1


def _whole(lines: Sequence[tuple[int, str]]) -> bool:
    try:
        json.loads("\n".join(text for _, text in lines))
    except ValueError:
        return False
    return True


def _parsed(text: str, language: str, number: int) -> Any:
    if language not in ("", "json", "jsonc", "json5", "yaml", "yml"):
        raise Wrong(number, f"a block of {language} is no seed: JSON is")
    if not text.strip():
        return {}
    if language in ("yaml", "yml"):
        try:
            return parse(text, language)
        except Unreadable as error:
            raise Wrong(number, f"Seed State: {error}") from None
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise Wrong(number + error.lineno - (0 if language else 1), f"Seed State is no JSON: {error.msg}") from None


def _data(data: Any, of: str, clones: tuple[str, ...], number: int, folder: Path) -> Iterator[Planted]:
    """The data of a block: by clone, or that of the one clone that it stands below."""
    if isinstance(data, str):
        yield from _seed(data, of, clones, number, folder)
        return
    if not isinstance(data, Mapping):
        raise Wrong(number, "Seed State is an object: by clone, or a clone's seed")
    by_clone = {name: _clone(name, clones) for name in data}
    if data and not of and all(by_clone.values()):
        for name, value in data.items():
            yield from _data(value, by_clone[name], clones, number, folder)
        return
    known = Registry().names
    strange = [name for name in data if name.lower().replace("_", "-") in known and not by_clone[name]]
    if strange and not of:
        raise Wrong(number, f"Seed State is for {strange[0]!r}, which is not among the clones: {', '.join(clones)}")
    if not of and len(clones) > 1:
        raise Wrong(number, f"Seed State has to be by clone: {', '.join(clones)}")
    if data:
        yield Planted(of or clones[0], data, number)


def _seed(name: str, of: str, clones: tuple[str, ...], number: int, folder: Path) -> Iterator[Planted]:
    """A seed by its name or file: of one clone, of each that has it, or a world."""
    meant = (of,) if of else clones
    if name.endswith(".json"):
        if not (folder / name).is_file():
            raise Wrong(number, f"there is no file {name!r} beside the scenario")
        yield from (Planted(clone, str(folder / name), number) for clone in meant)
        return
    having = [clone for clone in meant if name in files(clone)]
    if not having and not of and name in files("worlds"):
        world = seeds.world(name)
        yield from (Planted(clone, world[clone], number) for clone in meant if clone in world)
        return
    if not having:
        there = sorted({one for clone in meant for one in files(clone)})
        raise Wrong(number, f"{' and '.join(meant)} has no seed {name!r}{nearest(name, there)}")
    yield from (Planted(clone, name, number) for clone in having)


def _clone(said: str, clones: Collection[str]) -> str:
    name = said.strip().lower().replace("_", "-").replace(" ", "-").replace("cal.com", "calcom")
    return name if name in clones else ""


def data_of(clone: str, seed: str | Mapping[str, Any], world: str = "") -> dict[str, Any]:
    """The data of a seed: given as data, by name or file; without one the world's, or what a clone has by default.

    Raises FarmError.
    """
    try:
        if not seed and world and clone in (held := seeds.world(world)):
            return dict(held[clone])
        found = Registry().get(clone)
        return seeds.read(found, dict(seed) if isinstance(seed, Mapping) else seed or found.default_seed)[0]
    except seeds.SeedError as error:
        raise FarmError(str(error), "seeds") from None


def upon(base: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """A seed with another on top of it: elements that go by the same name are one, what is new comes behind."""
    found = dict(base)
    for name, value in more.items():
        had = found.get(name)
        if isinstance(value, Mapping) and isinstance(had, Mapping):
            found[name] = upon(had, value)
        elif isinstance(value, list) and isinstance(had, list):
            found[name] = _joined(had, value, name)
        else:
            found[name] = value
    return found


def _joined(had: list[Any], more: list[Any], name: str) -> list[Any]:
    made = list(had)
    if name == "tokens" and any(isinstance(one, Mapping) and one.get("default") for one in more):
        made = [{**one, "default": False} if one.get("default") else one for one in made]
    for value in more:
        place = next((at for at, one in enumerate(made[: len(had)]) if _same(one, value)), None)
        if place is None:
            made.append(value)
        elif isinstance(value, Mapping):
            made[place] = upon(made[place], value)
    return made


def _same(one: Any, other: Any) -> bool:
    if not isinstance(one, Mapping) or not isinstance(other, Mapping):
        return bool(one == other)
    for names in _IDENTITIES:
        if all(name in other for name in names):
            return all(name in one and one[name] == other[name] for name in names)
    return False
