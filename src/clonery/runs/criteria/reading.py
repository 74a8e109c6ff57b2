"""From a bullet to a criterion: its tag, its weight, and the check that its words or its block mean."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from .assertions import Aggregate
from .call_forms import call_form
from .checks import Check
from .criterion import Criterion, Tag
from .exact import exact, parse
from .forms import NothingElse, form
from .function import function
from .lexicon import Unreadable
from .sentence import sentence
from .sql import Query

HELP = """forms that code decides:
  exactly | at least | at most | fewer than N <things> exist | are <state> | were <state>, created, deleted, changed
  a <thing> with label x | titled "x" | in <place> | assigned to x exists; no <things> …; all <things> are | have …
  <thing> #1 | "name" is [not] <state> | has label x | has a new comment; <things> with label x remain open
  the number of <things> is N; no errors; the run exits successfully; the answer mentions "x"; nothing else changed
  at most N calls; called | never called X; calls X before Y; no failed calls; no repeated calls; read-only
  a json block with added | removed | changed | state and where, count, changes; an sql block; python: file.py:name"""

_TAG = re.compile(
    r"\[(?P<tag>[A-Za-z])(?:\s*[,:;x×*]?\s*(?:weight\s*[:=]?\s*)?(?P<weight>\d+(?:\.\d+)?))?\]\s*[:—-]?\s*"
)
_LETTER = re.compile(
    r"(?:`\[?(?P<code>[A-Za-z])\]?`|\((?P<round>[A-Za-z])\)|(?P<bare>[DTP])(?=\s*:|\s+[—–-]\s))\s*[:—–-]?\s*"
)
"""A tag that has no square brackets: `D:`, `(D)`, a letter in code."""
_TASK = re.compile(r"\[[ xX]?\]\s+(?=\S)")
_WEIGHT = re.compile(r"\s*\(weight:? (?P<weight>\d+(?:\.\d+)?)\)\.?$")
_SQL = re.compile(
    r"sql:?\s*`(?P<sql>[^`]+)`(?:\s*(?:is|equals|==?)\s*[\"`']?(?P<wanted>[^\"`']+)[\"`']?)?\.?", re.IGNORECASE
)
_PYTHON = re.compile(r"python:?\s*(?P<said>`[^`]+`|\S+\.py:\w+)\.?", re.IGNORECASE)
_SUITE = re.compile(
    r"suite:?\s*[`\"]?(?P<file>[^`\"#\s]+\.json)[`\"]?(?:[#\s]+[`\"]?(?P<test>[^`\"]+)[`\"]?)?", re.IGNORECASE
)


@dataclass(frozen=True)
class Block:
    """A fenced block below a bullet: what it says it is, its text, and the line of its fence."""

    info: str
    text: str
    line: int


@dataclass(frozen=True)
class Place:
    """What a criterion is read for: the scenario's clones, and the folder of its file."""

    clones: tuple[str, ...]
    folder: Path = Path()
    told: str = ""
    """The scenario's own words on its world and task."""


def criteria(text: str, line: int, blocks: Iterable[Block], place: Place) -> list[Criterion]:
    """What a bullet says: one criterion, or those of a suite. Raises Unreadable with the forms that there are."""
    said, tag, weight = _opened(text)
    if not said and not (blocks := tuple(blocks)):
        raise Unreadable("the criterion says nothing")
    if tag == "P":
        return [Criterion(said, "P", line, weight, None, "for a judge")]
    try:
        found = list(_checked(said, tuple(blocks), place, tag))
    except Unreadable as error:
        if tag is None and not tuple(blocks):
            return [Criterion(said, "P", line, weight, None, f"for a judge, since code can't decide it: {error}")]
        raise Unreadable(f"[{tag or 'D'}] {said!r} can't be decided by code: {error}\n{HELP}") from None
    return [Criterion(name or said, tag or "D", line, weight, check, str(check)) for name, check in found]


def _opened(text: str) -> tuple[str, Tag | None, float]:
    """The words without tag and weight."""
    text = _TASK.sub("", text.strip(), count=1) if _TASK.match(text.strip()) else text.strip()
    bare = _LETTER.match(text)
    if bare:
        text = f"[{bare['code'] or bare['round'] or bare['bare']}] {text[bare.end() :]}"
    made = _TAG.match(text)
    behind = _WEIGHT.search(text)
    weight = float((made and made["weight"]) or (behind and behind["weight"]) or 1)
    if behind:
        text = text[: behind.start()]
    if made is None:
        if re.match(r"\[\S{1,3}\](?!\()", text):
            raise Unreadable(f"unknown tag {text.split(']')[0]}]; there are [D], [T], [P]")
        return text, None, weight
    tag = made["tag"].upper()
    if tag not in ("D", "T", "P"):
        raise Unreadable(f"unknown tag [{made['tag']}]; there are [D] for state, [T] for calls, [P] for a judge")
    known: Tag = "D" if tag == "D" else "T" if tag == "T" else "P"
    return text[made.end() :].strip(), known, weight


def _checked(said: str, blocks: tuple[Block, ...], place: Place, tag: Tag | None) -> Iterable[tuple[str, Check]]:
    from ..suites import assertions, suite_file

    suite = _SUITE.fullmatch(said)
    if suite:
        return suite_file(place.folder / suite["file"], suite["test"], place.clones)
    if blocks:
        if len(blocks) > 1:
            raise Unreadable("one block decides a criterion, not several")
        block = blocks[0]
        language, _, rest = block.info.strip().partition(" ")
        if language.lower() == "sql":
            return [("", Query(block.text.strip().rstrip(";"), rest.strip().removeprefix("=").strip() or None))]
        if language.lower() not in ("json", "yaml", "yml", ""):
            raise Unreadable(f"a block of {language} decides nothing: json, yaml or sql does")
        data = parse(block.text, language.lower())
        if isinstance(data, dict) and ("assertions" in data or "aggregates" in data):
            return assertions(data, place.clones)
        return [("", exact(data, place.clones))]
    if said.startswith("{"):
        return [("", exact(parse(said, "json"), place.clones))]
    return [("", _in_words(said, place, tag))]


def _in_words(said: str, place: Place, tag: Tag | None) -> Check:
    sql = _SQL.fullmatch(said)
    if sql:
        wanted: Any = sql["wanted"]
        return Query(sql["sql"].rstrip(";"), wanted.strip() if wanted else None)
    python = _PYTHON.fullmatch(said)
    if python:
        return function(python["said"], place.folder)
    if tag == "T":
        found = call_form(said, place.clones) or form(said, place.clones)
        if found is None:
            raise Unreadable("it is no form of what can be asked of calls")
        return found
    return form(said, place.clones) or call_form(said, place.clones) or sentence(said, place.clones, place.told)


def linked(found: Iterable[Criterion]) -> tuple[Criterion, ...]:
    """The criteria with each "nothing else changed" told what the others speak of."""
    made = tuple(found)
    checks = tuple(one.check for one in made if one.check and not isinstance(one.check, NothingElse | Aggregate))
    return tuple(
        replace(one, check=replace(one.check, others=checks)) if isinstance(one.check, NothingElse) else one
        for one in made
    )
