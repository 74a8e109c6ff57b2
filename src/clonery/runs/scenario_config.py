"""The configuration of a scenario: which clones, from which seeds, how often and how long."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

import orjson

from clonery.server.nearest import nearest

KEYS = {
    "clones": "clones", "clone": "clones", "twins": "clones", "twin": "clones", "seed": "seed", "seeds": "seed",
    "world": "world", "timeout": "timeout", "timeoutseconds": "timeout", "runs": "runs", "tags": "tags", "tag": "tags",
    "clock": "clock", "randomseed": "random_seed", "faults": "faults", "fault": "faults",
    "evaluatormodel": "evaluator_model", "evaluator": "evaluator_model", "model": "evaluator_model",
    "threshold": "threshold", "passthreshold": "threshold",
}  # fmt: skip
"""Keys as they may be written, without case, dashes and spaces → fields of Config."""
SHOWN = (
    "clones", "seed", "world", "timeout", "runs", "tags", "clock", "random-seed", "faults", "evaluator-model",
    "threshold",
)  # fmt: skip
_LINE = re.compile(r"^(?P<indent>\s*)(?:[-*]\s+)?[`*_]*(?P<key>[A-Za-z][\w -]*?)[`*_]*\s*[:=]\s*(?P<value>.*?)\s*$")
_WORDS = {
    "github": ("github", "repository", "repo", "pull request", "create_issue"),
    "slack": ("slack", "slack channel", "send_message"),
    "linear": ("linear", "linear ticket"),
    "jira": ("jira", "jira sprint"),
    "stripe": ("stripe", "payment", "refund", "subscription", "invoice"),
    "supabase": ("supabase", "database", "sql query"),
    "google-workspace": ("google workspace", "google-workspace", "gmail", "calendar event", "inbox"),
}
"""The words that tell of a clone where no configuration names one; others are told by their own names."""


@dataclass(frozen=True)
class Config:
    """How a scenario runs; `inferred` says that its clones were read from its text. Timeout in seconds."""

    clones: tuple[str, ...]
    inferred: bool = False
    seed: Mapping[str, str] = field(default_factory=dict)
    world: str | None = None
    timeout: float = 180
    runs: int = 1
    tags: tuple[str, ...] = ()
    clock: str | None = None
    random_seed: int | None = None
    faults: tuple[Mapping[str, Any], ...] = ()
    evaluator_model: str | None = None
    threshold: float | None = None
    """The least satisfaction, 0 to 100, with which it passes."""


class Wrong(ValueError):
    """A line of the configuration is wrong."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True)
class Entry:
    """One key with its text and the lines that are indented below it."""

    key: str
    text: str
    line: int
    below: tuple[tuple[int, str], ...] = ()


def entries(lines: list[tuple[int, str]]) -> list[Entry]:
    """The entries of numbered lines: `key: value`, as a list, as YAML, in a fence or not. Raises Wrong."""
    found: list[Entry] = []
    for number, line in lines:
        if not line.strip() or line.strip().startswith(("```", "~~~", "#", "<!--", "---")):
            continue
        made = _LINE.match(line)
        inside = found and (line[:1].isspace() or (not found[-1].text and line.startswith(("-", "]", "}"))))
        if inside and not (made and not line[:1].isspace() and _field(made["key"])):
            last = found.pop()
            found.append(Entry(last.key, last.text, last.line, (*last.below, (number, line))))
        elif made:
            found.append(Entry(made["key"].strip(), re.sub(r"\s+# .*$", "", made["value"]), number))
        else:
            raise Wrong(number, f"{line.strip()!r} is no `key: value`")
    return found


def _field(key: str) -> str:
    return KEYS.get(re.sub(r"[\s_-]", "", key).lower(), "")


def configured(lines: list[tuple[int, str]], text: str, known: Collection[str]) -> Config:
    """The configuration that the lines say; clones that none names are inferred from `text`. Raises Wrong."""
    said: dict[str, Any] = {}
    at: dict[str, int] = {}
    for entry in entries(lines):
        name = _field(entry.key)
        if not name:
            raise Wrong(entry.line, f"unknown key {entry.key!r}{nearest(entry.key.lower(), SHOWN)}")
        if name in said:
            raise Wrong(entry.line, f"{entry.key!r} stands here a second time")
        said[name], at[name] = _READ[name](entry), entry.line
    clones = tuple(_clone(one, at["clones"], known) for one in said.pop("clones", ()))
    inferred = () if clones else infer(text, known)
    if not clones and not inferred:
        raise Wrong(0, f"no clone is named, and none can be told from the text; there are {', '.join(sorted(known))}")
    of = clones or inferred
    seeds, world = said.pop("seed", {}), said.pop("world", None)
    if seeds:
        seeds, world = _seeds(seeds, world, of, at["seed"], known)
    if world is not None and world not in files("worlds"):
        raise Wrong(at.get("world", at.get("seed", 0)), f"unknown world {world!r}{nearest(world, files('worlds'))}")
    return Config(clones=of, inferred=bool(inferred), seed=seeds, world=world, **said)


def _clone(said: str, line: int, known: Collection[str]) -> str:
    name = said.strip().lower().replace("_", "-").replace(" ", "-").replace("cal.com", "calcom")
    if name not in known:
        raise Wrong(line, f"unknown clone {said!r}{nearest(name, sorted(known))}")
    return name


def infer(text: str, known: Collection[str]) -> tuple[str, ...]:
    """The clones that the text speaks of."""
    low = text.lower()
    found = []
    for name in sorted(known):
        words = _WORDS.get(name, (name, name.replace("-", " ")))
        if any(re.search(rf"(?<![\w]){re.escape(word)}s?(?![\w])", low) for word in words):
            found.append(name)
    return tuple(found)


def files(folder: str) -> list[str]:
    place = resources.files("clonery.seeds").joinpath(folder)
    return sorted(p.name.removesuffix(".json") for p in place.iterdir()) if place.is_dir() else []


def _seeds(
    said: Mapping[str, str], world: str | None, clones: tuple[str, ...], line: int, known: Collection[str]
) -> tuple[dict[str, str], str | None]:
    """Seeds by clone; one without a clone is that of every clone that has it, or a world."""
    found: dict[str, str] = {}
    for name, seed in said.items():
        if name == "world":
            world = seed
        elif name:
            clone = _clone(name, line, known)
            if clone not in clones:
                raise Wrong(line, f"the seed is for {clone!r}, which is not among the clones: {', '.join(clones)}")
            found[clone] = _seed(clone, seed, line)
    plain = said.get("", "")
    if plain:
        having = [clone for clone in clones if plain.endswith(".json") or plain in files(clone)]
        if having:
            found |= dict.fromkeys(having, plain)
        elif plain in files("worlds"):
            world = plain
        else:
            _seed(clones[0], plain, line)
    return found, world


def _seed(clone: str, seed: str, line: int) -> str:
    there = files(clone)
    if not seed.endswith(".json") and there and seed not in there:
        raise Wrong(line, f"{clone} has no seed {seed!r}{nearest(seed, there)}")
    return seed


def _items(entry: Entry) -> list[str]:
    """The items of a list: parted by commas, in brackets, or one a line."""
    text = " ".join([entry.text, *(re.sub(r"^\s*[-*]\s+", ",", line) for _, line in entry.below)])
    parts = (part.strip().strip("[]").strip().strip("\"'`") for part in text.split(","))
    return [part for part in parts if part]


def _seed_map(entry: Entry) -> dict[str, str]:
    found = {}
    lines = [f"{made['key']}={made['value']}" for _, line in entry.below if (made := _LINE.match(line))]
    for item in _items(Entry(entry.key, ",".join([entry.text.strip("{}"), *lines]), entry.line)):
        name, _, seed = ("=" + item if not re.search("[:=]", item) else item.replace(":", "=", 1)).partition("=")
        found[name.strip().strip("\"'")] = seed.strip().strip("\"'")
    return found


def _positive(make: Callable[[str], Any], what: str) -> Callable[[Entry], Any]:
    def take(entry: Entry) -> Any:
        text = re.sub(r"\s*(s|sec|secs|seconds|%)$", "", entry.text.strip("\"'"))
        try:
            number = make(text)
        except ValueError:
            number = -1
        if number <= 0:
            raise Wrong(entry.line, f"{entry.key} is {what}, not {entry.text!r}")
        return number

    return take


def _threshold(entry: Entry) -> float:
    found = 0.0 if entry.text == "0" else float(_positive(float, "a number from 0 to 100")(entry))
    if found > 100:
        raise Wrong(entry.line, f"{entry.key} is a number from 0 to 100, not {entry.text!r}")
    return found


def _whole(entry: Entry) -> int:
    try:
        return int(entry.text)
    except ValueError:
        raise Wrong(entry.line, f"{entry.key} is a whole number, not {entry.text!r}") from None


def _text(entry: Entry) -> str:
    return entry.text.strip("\"'`")


def _faults(entry: Entry) -> tuple[Mapping[str, Any], ...]:
    text = "\n".join([entry.text, *(line for _, line in entry.below)]).strip()
    try:
        found = orjson.loads(text)
    except orjson.JSONDecodeError:
        lines = [entry.text, *(re.sub(r"^\s*[-*]\s+", "", line) for _, line in entry.below)]
        try:
            found = [orjson.loads(line) for line in lines if line.strip()]
        except orjson.JSONDecodeError as error:
            raise Wrong(entry.line, f"faults are JSON objects, one a line or in a list: {error}") from None
    found = [found] if isinstance(found, dict) else found
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise Wrong(entry.line, "faults are JSON objects")
    return tuple(found)


_READ: dict[str, Callable[[Entry], Any]] = {
    "clones": _items, "seed": _seed_map, "world": _text, "timeout": _positive(float, "a number of seconds above 0"),
    "runs": _positive(int, "a whole number above 0"), "tags": lambda entry: tuple(_items(entry)), "clock": _text,
    "random_seed": _whole, "faults": _faults, "evaluator_model": _text, "threshold": _threshold,
}  # fmt: skip
