"""What words mean in each clone: nouns to kinds, properties to paths, states to conditions."""

# Kinds come from the clone itself; nouns.json adds what people call them. It lies here and not in the clones, since
# only criteria need it and the kernel is to know nothing of them.

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any

import orjson

from clonery.server.registry import Registry, UnknownClone
from clonery.server.state.record import Record

_KIND = re.compile(rb'"effect":\{.*?"kind":"(\w+)"')
_UNEVEN = {"people": "person", "indices": "index", "children": "child", "data": "datum"}


@lru_cache(maxsize=1)
def _book() -> dict[str, Any]:
    found: dict[str, Any] = orjson.loads(resources.files(__package__).joinpath("nouns.json").read_bytes())
    return found


def entry(clone: str, section: str, name: str = "") -> dict[str, Any]:
    """What the book says of a clone in one section, or of one name in that section."""
    found: dict[str, Any] = _book().get(clone, {}).get(section, {})
    return found.get(name, {}) if name else found


@lru_cache(maxsize=4096)
def templates(clone: str, kind: str) -> tuple[str, ...]:
    """How names of a kind are put together, beside those that its records hold."""
    return tuple(entry(clone, "names").get(kind, ()))


@dataclass(frozen=True)
class Noun:
    """A word for records of one kind in a clone, narrowed down by `where`; `home` is the word for what they lie in."""

    clone: str
    word: str
    kind: str
    where: dict[str, Any] = field(default_factory=dict, hash=False)
    home: str = ""
    rank: int = 0
    """0 for a word of the book, 1 for a declared kind, 2 for one that only the description names."""
    leading: dict[str, str] = field(default_factory=dict, hash=False)
    """Words before a value that say which property it is of: a pull request `from` a branch."""
    each: str = ""
    """The list in those records whose elements are meant, not the records."""
    beside: tuple[str, ...] = ()
    """Other words of the clone whose records are meant as well."""

    def __str__(self) -> str:
        return f"{self.clone}/{self.kind}" + (f" {self.each}[]" if self.each else "")


@lru_cache(maxsize=64)
def _kinds(clone: str) -> tuple[dict[str, type[Record]], frozenset[str]]:
    """The declared kinds of a clone, and all that its description speaks of."""
    try:
        found = Registry().get(clone)
    except UnknownClone:
        return {}, frozenset()
    path = found.specs.folder.joinpath("tools.json")
    described = {made.decode() for made in _KIND.findall(path.read_bytes())} if path.is_file() else set()
    return dict(found.kinds), frozenset(described)


def fields(clone: str, kind: str) -> frozenset[str]:
    """The fields that records of a kind have, empty where nobody declared them."""
    declared = _kinds(clone)[0].get(kind)
    if declared is None or declared.OPEN or _book().get(clone, {}).get("minor"):
        return frozenset()
    return declared.FIELDS


def parent(clone: str, kind: str) -> tuple[str, str] | None:
    """The field with the parent's id and the parent's kind, where they are declared."""
    declared = _kinds(clone)[0].get(kind)
    return declared.KIND.parent if declared is not None else None


@lru_cache(maxsize=64)
def nouns(clone: str) -> dict[str, Noun]:
    """Every word for a kind of this clone, in the singular."""
    declared, described = _kinds(clone)
    found = {}
    for rank, kinds in ((2, described), (1, declared)):
        for kind in kinds:
            word = re.sub(r"^v\d+ ", "", kind.replace("_", " "))
            up = parent(clone, kind)
            kind = declared[kind].KIND.name if kind in declared else kind
            found[word] = Noun(clone, word, kind, home=up[1].replace("_", " ") if up else "", rank=rank)
    book = entry(clone, "nouns")
    for word, said in book.items():
        made = book[said] if isinstance(said, str) else said
        names = [made["kind"]] if isinstance(made["kind"], str) else made["kind"]
        kind = next((name for name in names if name in {**declared, **dict.fromkeys(described)}), names[-1])
        kind = declared[kind].KIND.name if kind in declared else kind
        found[word] = Noun(
            clone,
            word,
            kind,
            made.get("where", {}),
            made.get("in", ""),
            leading=made.get("leading", {}),
            each=made.get("each", ""),
            beside=tuple(made.get("beside", ())),
        )
    return found


def singulars(word: str) -> list[str]:
    """What a word may be in the singular, itself among it."""
    found = [word, _UNEVEN.get(word, word)]
    if word.endswith("ies"):
        found.append(word[:-3] + "y")
    if word.endswith(("ses", "xes", "zes", "ches", "shes")):
        found.append(word[:-2])
    if word.endswith("s") and not word.endswith("ss"):
        found.append(word[:-1])
    return found


def find(words: list[str], clones: tuple[str, ...]) -> list[Noun]:
    """The nouns that these words are, of the clones that know them best."""
    phrases = [" ".join([*words[:-1], last]) for last in singulars(words[-1])]
    found = [nouns(clone)[phrase] for clone in clones for phrase in phrases if phrase in nouns(clone)]
    best = min((noun.rank for noun in found), default=0)
    unique = {noun.clone: noun for noun in reversed(found) if noun.rank == best}
    return list(reversed(unique.values()))


def link(noun: Noun, word: str) -> str:
    """The path from a record to what a word names of it: its label, its channel, its title. Empty if there is none."""
    word = singulars(word)[-1] if word not in ("status", "address") else word
    own = entry(noun.clone, "fields", noun.kind).get(word)
    usual = entry("*", "fields").get(word)
    if own:
        return str(own)
    return (_known(noun, str(usual)) if usual else "") or _known(noun, _candidates(noun, word))


def _candidates(noun: Noun, word: str) -> str:
    """The fields that may hold what a word names, in all the ways that vendors spell them."""
    snake = word.replace(" ", "_").replace("-", "_")
    first, *rest = snake.split("_")
    camel = first + "".join(part.title() for part in rest)
    target = nouns(noun.clone).get(word)
    kinds = dict.fromkeys([snake, *([target.kind] if target else [])])
    up = parent(noun.clone, noun.kind)
    if up and up[1] in kinds:
        return f"{up[0]}>{up[1]}"
    spelled = dict.fromkeys([snake, camel, f"{snake}_id", f"{camel}Id", f"{snake}s", f"{camel}s", f"{camel}Ids"])
    paths = [f"{name}{'[]' if name.endswith('s') else ''}" for name in [*spelled, f"properties.{snake}"]]
    paths.append(f"fields.{snake}")
    if target is None:
        return "|".join(paths)
    followed = [f"{path}>{kind}" for path in paths for kind in kinds]
    return "|".join([*followed, *(f"_parent>{kind}" for kind in kinds)])


def _known(noun: Noun, path: str) -> str:
    """The alternatives whose first field the kind declares; all of them where nothing is declared."""
    there = fields(noun.clone, noun.kind)
    if not there:
        return path
    return "|".join(one for one in path.split("|") if re.split(r"[.\[>]", one)[0] in there)


def said_of(noun: Noun, word: str, value: Any) -> Any:
    """The value that a clone stores for one that people say: priority `urgent` is 1 where priorities are numbers."""
    return entry(noun.clone, "values", noun.kind).get(word, {}).get(str(value).lower(), value)


def minor(clone: str) -> bool:
    """Whether amounts are in the smallest unit of their currency."""
    return bool(_book().get(clone, {}).get("minor"))
