"""Scenario files: markdown with a task for an agent, what its world is like, and what it is to meet."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from . import seed_state, suites
from .criteria import Criterion, Unreadable
from .criteria.reading import Block, Place, criteria, linked
from .scenario_config import Config, Wrong, configured

__all__ = ["Config", "Scenario", "ScenarioError", "read", "read_all", "task"]

SECTIONS = {
    "setup": "setup", "context": "setup", "initial state": "setup",
    "prompt": "prompt", "task": "prompt", "instruction": "prompt", "instructions": "prompt", "request": "prompt",
    "expected behavior": "expected", "expected behaviour": "expected", "behavior": "expected", "behaviour": "expected",
    "judge notes": "expected", "evaluation notes": "expected",
    "success criteria": "criteria", "success": "criteria", "criteria": "criteria", "checks": "criteria",
    "assertions": "criteria", "config": "config", "configuration": "config", "seed state": "seed",
}  # fmt: skip


class ScenarioError(ValueError):
    """A scenario that can't be used; `line` counts from 1 and is 0 where no line is to blame."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}" if line else f"{path}: {message}")
        self.path, self.line, self.message = path, line, message


@dataclass(frozen=True)
class Scenario:
    """One scenario. Only `prompt` is for the agent to see; `expected` is for the judge.

    `planted` is what `## Seed State` puts on top of the seed; prose that stands there is the end of `setup`.
    """

    path: Path
    title: str
    setup: str
    prompt: str
    expected: str
    criteria: tuple[Criterion, ...]
    config: Config
    planted: tuple[seed_state.Planted, ...] = ()
    warnings: tuple[str, ...] = field(default=())
    """What a reader should know, with file and line: sections that nobody knows, clones that were inferred."""


@dataclass
class Section:
    """One section: its name, the line of its heading, and its lines with their numbers."""

    name: str
    line: int
    lines: list[tuple[int, str]]

    @property
    def text(self) -> str:
        return "\n".join(line for _, line in self.lines).strip()


def read(path: Path, clones: Collection[str]) -> Scenario:
    """The scenario of a file; `clones` are those that there are. Raises ScenarioError."""
    try:
        source = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ScenarioError(path, 0, f"it can't be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise ScenarioError(path, 0, f"it is no UTF-8 text: {error.reason}") from None
    if path.suffix == ".json":
        found = read_all(path, clones)
        if len(found) != 1:
            raise ScenarioError(path, 0, f"it is a suite of {len(found)} tests, not one scenario")
        return found[0]
    title, sections, front, warnings = _sections(path, source)
    if not title:
        raise ScenarioError(path, 1, "a title is missing: `# Title`")
    prompt = _joined(sections, "prompt")
    if not prompt:
        line = next((one.line for one in sections if one.name == "prompt"), 0)
        raise ScenarioError(path, line, "a prompt is missing: `## Prompt` with the words for the agent")
    config = _config(path, sections, front, clones)
    if config.inferred:
        warnings.append(f"{path}: no clones are named; read from the text: {', '.join(config.clones)}")
    planted, prose = _planted(path, sections, config.clones)
    if prose:
        warnings.append(f"{path}:{prose[0][0]}: Seed State holds prose, which plants nothing: it is read as Setup")
    setup = "\n\n".join(part for part in (_joined(sections, "setup"), "\n".join(text for _, text in prose)) if part)
    return Scenario(
        path, title, setup, prompt, _joined(sections, "expected"),
        _criteria(path, source, sections, config.clones), config, planted, tuple(warnings),
    )  # fmt: skip


def task(text: str, clones: tuple[str, ...]) -> Scenario:
    """A scenario of a prompt alone, for a run whose outcome is only looked at."""
    line = text.strip().splitlines()[0] if text.strip() else ""
    if not line:
        raise ScenarioError(Path("task"), 0, "a prompt is missing")
    title = line if len(line) <= 72 else line[:71] + "…"
    return Scenario(Path("task"), title, "", text, "", (), Config(clones=clones))


def read_all(path: Path, clones: Collection[str]) -> tuple[Scenario, ...]:
    """The scenarios of a file: one of markdown, or each test of an assertion suite in JSON. Raises ScenarioError."""
    if path.suffix != ".json":
        return (read(path, clones),)
    try:
        suite = suites.load(path)
        of = suites.clone_of(suite, clones)
        return tuple(_test(path, suite, test, of) for test in suites.tests(suite))
    except Unreadable as error:
        raise ScenarioError(path, 0, str(error)) from None


def _test(path: Path, suite: dict[str, Any], test: Any, clone: str) -> Scenario:
    name = str(test.get("name") or test.get("id") or path.stem)
    if not str(test.get("prompt", "")).strip():
        raise Unreadable(f"test {name!r} has no prompt")
    try:
        checks = suites.assertions(suites.merged(suite, test), (clone,))
    except Unreadable as error:
        raise Unreadable(f"test {name!r}: {error}") from None
    found = [Criterion(said or str(check), "D", 0, 1, check, str(check)) for said, check in checks]
    seed = {clone: str(test["seed_template"])} if test.get("seed_template") else {}
    config = Config((clone,), seed=seed, tags=(str(suite.get("id") or path.stem),))
    return Scenario(path, name, "", str(test["prompt"]), "", tuple(found), config)


def _sections(path: Path, source: str) -> tuple[str, list[Section], list[tuple[int, str]], list[str]]:
    """The title, the known sections, the lines of a front matter, and warnings."""
    lines = source.splitlines()
    front: list[tuple[int, str]] = []
    if lines and lines[0].strip() == "---":
        end = next((place for place, line in enumerate(lines[1:], 1) if line.strip() == "---"), 0)
        front = list(enumerate(lines[1:end], 2))
        lines[: end + 1] = [""] * (end + 1)
    title, found, warnings = "", [], []
    for number, level, text, end in _headings(lines):
        if level == 1 and not title:
            title = text
            continue
        name = SECTIONS.get(text.lower().strip(" :"))
        if name is None and level == 2:
            close = get_close_matches(text.lower(), SECTIONS, 1, 0.75)
            if close:
                raise ScenarioError(path, number, f"unknown section {text!r}; did you mean {close[0].title()!r}?")
            warnings.append(f"{path}:{number}: section {text!r} means nothing here; nobody reads it")
        if level == 2 and name:
            found.append(Section(name, number, list(enumerate(lines[number:end], number + 1))))
    return title, found, front, warnings


def _headings(lines: list[str]) -> Iterator[tuple[int, int, str, int]]:
    """Each heading of the first two levels: line, level, text, and where the next one begins."""
    tokens = MarkdownIt().parse("\n".join(lines))
    found = [
        (token.map[0] + 1, int(token.tag[1]), tokens[place + 1].content.strip(), token.map[1])
        for place, token in enumerate(tokens)
        if token.type == "heading_open" and token.map and token.level == 0 and token.tag in ("h1", "h2")
    ]
    for place, (number, level, text, _) in enumerate(found):
        yield number, level, text, found[place + 1][0] - 1 if place + 1 < len(found) else len(lines)


def _joined(sections: list[Section], name: str) -> str:
    return "\n\n".join(section.text for section in sections if section.name == name).strip()


def _config(path: Path, sections: list[Section], front: list[tuple[int, str]], clones: Collection[str]) -> Config:
    lines = [*front, *(line for section in sections if section.name == "config" for line in section.lines)]
    text = "\n".join(_joined(sections, name) for name in ("setup", "prompt", "expected"))
    seeded = re.findall(r"\"([a-z][a-z-]*)\"\s*:", _joined(sections, "seed"))
    text += "\n" + "\n".join(name for name in seeded if name in clones)
    try:
        return configured(lines, text, clones)
    except Wrong as error:
        raise ScenarioError(path, error.line, str(error)) from None


def _planted(
    path: Path, sections: list[Section], clones: tuple[str, ...]
) -> tuple[tuple[seed_state.Planted, ...], list[tuple[int, str]]]:
    lines = [line for section in sections if section.name == "seed" for line in section.lines]
    try:
        return seed_state.read(lines, clones, path.parent)
    except Wrong as error:
        raise ScenarioError(path, error.line, str(error)) from None


def _criteria(path: Path, source: str, sections: list[Section], clones: tuple[str, ...]) -> tuple[Criterion, ...]:
    found: list[Criterion] = []
    told = "\n".join(_joined(sections, name) for name in ("setup", "prompt", "expected", "seed"))
    place = Place(clones, path.parent, told)
    for section in (one for one in sections if one.name == "criteria"):
        for text, line, blocks in _bullets(section):
            try:
                found += criteria(text, line, blocks, place)
            except Unreadable as error:
                raise ScenarioError(path, line, str(error)) from None
    if not found:
        line = next((one.line for one in sections if one.name == "criteria"), 0)
        raise ScenarioError(path, line, "a criterion is missing: `## Success Criteria` with a list of them")
    return linked(found)


def _bullets(section: Section) -> Iterator[tuple[str, int, list[Block]]]:
    """The text of each item of the section's lists, its line, and the fenced blocks in it."""
    first = section.lines[0][0] if section.lines else section.line
    tokens = MarkdownIt().parse("\n".join(line for _, line in section.lines))
    depth, start = 0, 0
    text: list[str] = []
    blocks: list[Block] = []
    for token in tokens:
        at = first + token.map[0] if token.map else start
        if token.type == "list_item_open":
            if depth and text:
                yield " ".join(text), start, blocks
            depth, text, start, blocks = depth + 1, [], at, []
        elif token.type == "list_item_close":
            depth -= 1
            if text or blocks:
                yield " ".join(text), start, blocks
            text, blocks = [], []
        elif depth and token.type == "inline":
            text.append(_inline(token))
        elif token.type == "fence" and depth:
            blocks = [*blocks, Block(token.info, token.content, at)]


_PATH = re.compile(r"[^\w\s.,'\"#-]")


def _inline(token: Token) -> str:
    """The text of a bullet without what makes it bold; stars between what is no word stay, since paths have them."""
    parts: list[str] = []
    children = token.children or []
    for place, child in enumerate(children):
        text = children[place + 1].content if place + 1 < len(children) else ""
        if child.type == "code_inline":
            parts.append(f"`{child.content}`")
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif child.type == "strong_open" and text in ("D", "T", "P") and not "".join(parts).strip():
            parts.append("(")
        elif child.type == "strong_close" and "".join(parts) in ("(D", "(T", "(P"):
            parts.append(")")
        elif child.type in ("em_open", "em_close"):
            inside = text if child.type == "em_open" else children[place - 1].content
            parts.append(child.markup if _PATH.search(inside) else "")
        elif child.type not in ("strong_open", "strong_close"):
            parts.append(child.content)
    return " ".join("".join(parts).split())
