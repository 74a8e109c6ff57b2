"""Which scenario files are meant: files, folders and patterns, by tag and by shard."""

from __future__ import annotations

import glob
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from .run import WrongInput
from .scenario import Scenario, read_all

_HEADING = re.compile(
    r"^##\s+(prompt|task|instructions?|request|success criteria|success|criteria|checks|assertions)\s*#*\s*$",
    re.I | re.M,
)


def files(named: Iterable[str], base: Path) -> list[Path]:
    """The scenario files of these files, folders and patterns, each once. Raises WrongInput for what is not there."""
    found: dict[Path, None] = {}
    for text in named:
        place = base / text
        if place.is_dir():
            inside = [path for path in sorted(place.rglob("*.md")) if looks_like_one(path)]
            if not inside:
                raise WrongInput(f"{text} holds no scenario file: one is markdown with `## Prompt` and criteria")
            found |= dict.fromkeys(inside)
        elif place.is_file():
            found[place] = None
        else:
            matched = sorted(Path(path) for path in glob.glob(str(place), recursive=True) if Path(path).is_file())
            if not matched:
                raise WrongInput(f"there is no scenario {text}")
            found |= dict.fromkeys(matched)
    return [path.relative_to(base) if path.is_relative_to(base) else path for path in found]


def looks_like_one(path: Path) -> bool:
    """Whether a markdown file of a folder is meant as a scenario, and no other page."""
    if path.name.startswith((".", "_")):
        return False
    try:
        return bool(_HEADING.search(path.read_text("utf-8", "replace")))
    except OSError:
        return False


def scenarios(paths: Iterable[Path], clones: Collection[str]) -> Iterator[Scenario]:
    """Each file read; a suite in JSON holds several. Raises ScenarioError."""
    for path in paths:
        yield from read_all(path, clones)


def tagged(found: Iterable[Scenario], tags: Sequence[str]) -> list[Scenario]:
    """Those with one of the tags; without tags all."""
    wanted = {tag.lower() for tag in tags}
    return [s for s in found if not wanted or wanted & {tag.lower() for tag in s.config.tags}]


def shard(found: Sequence[Scenario], text: str) -> list[Scenario]:
    """The part `i/n` of them: every n-th, from the i-th. Raises WrongInput."""
    match = re.fullmatch(r"(\d+)/(\d+)", text)
    if not match or not 1 <= int(match[1]) <= int(match[2]):
        raise WrongInput(f"--shard {text} is no part: write it like 1/4")
    return list(found[int(match[1]) - 1 :: int(match[2])])
