"""What runs leave behind: a folder an invocation, with its result, and below it one for each run's evidence."""

from __future__ import annotations

import os
import re
import secrets
import time
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any

import orjson

HOME = Path(".clonery") / "runs"
RESULT = "result.json"
VERSION = 1
"""The version of result.json's schema."""
GRADER = "2"
"""The version of what grades; results of different ones are not compared without saying so."""
_SLUG = re.compile(r"[^a-z0-9]+")


class NoRuns(LookupError):
    """There is no such invocation; the message says which there are."""


class Folder:
    """A folder that artifacts are written to."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def below(self, name: str) -> Folder:
        """The folder in it of that name, made if it is not there. Raises OSError."""
        made = Folder(self.path / name)
        made.path.mkdir(parents=True, exist_ok=True)
        return made

    def json(self, name: str, value: Any, *, pretty: bool = False) -> Path:
        """Raises OSError."""
        options = orjson.OPT_NON_STR_KEYS | (orjson.OPT_INDENT_2 if pretty else 0)
        return self.bytes(name, orjson.dumps(value, option=options))

    def text(self, name: str, value: str) -> Path:
        """Raises OSError."""
        return self.bytes(name, value.encode("utf-8", "replace"))

    def bytes(self, name: str, value: bytes) -> Path:
        """Raises OSError."""
        path = self.path / name
        path.write_bytes(value)
        return path

    def whole(self, name: str, value: Any) -> None:
        """Write JSON so that nobody ever reads a part of it. Raises OSError."""
        fresh = self.json(f"{name}.new", value, pretty=True)
        os.replace(fresh, self.path / name)

    def read(self, name: str) -> Any:
        """The JSON in a file. Raises OSError, ValueError."""
        return orjson.loads((self.path / name).read_bytes())


def begin(home: Path) -> tuple[str, Folder]:
    """A new invocation's id and folder. Raises OSError."""
    id = f"{time.strftime('%Y%m%d-%H%M%S')}-{secrets.token_hex(2)}"
    return id, Folder(home).below(id)


def slug(text: str, taken: Mapping[str, Any]) -> str:
    """A folder's name for a scenario's path that none has yet."""
    base = _SLUG.sub("-", text.lower()).strip("-")[:60] or "scenario"
    found, number = base, 1
    while found in taken:
        number += 1
        found = f"{base}-{number}"
    return found


def invocations(home: Path) -> list[Path]:
    """The folders with a result, oldest first."""
    if not home.is_dir():
        return []
    return sorted(path for path in home.iterdir() if (path / RESULT).is_file())


def find(home: Path, id: str) -> Path:
    """The folder of an invocation: its id or how it begins, `latest`, or a folder's path. Raises NoRuns."""
    if (Path(id) / RESULT).is_file():
        return Path(id)
    there = invocations(home)
    if not there:
        raise NoRuns(f"no runs in {home}: make some with `clonery run`")
    if id == "latest":
        return there[-1]
    found = [path for path in there if path.name.startswith(id)]
    exact = [path for path in found if path.name == id]
    if len(exact or found) == 1:
        return (exact or found)[0]
    told = ", ".join(path.name for path in (found or there)[-5:])
    raise NoRuns(f"{'several runs begin' if found else 'no run begins'} with {id!r}: {told}")


def load(path: Path) -> dict[str, Any]:
    """The result of an invocation's folder. Raises NoRuns for one that is damaged or of another version."""
    try:
        made = Folder(path).read(RESULT)
    except (OSError, ValueError) as error:
        raise NoRuns(f"{path / RESULT} can't be read: {error}") from None
    if not isinstance(made, dict) or made.get("version") != VERSION:
        raise NoRuns(f"{path / RESULT} is no result of version {VERSION}")
    return made


def schema() -> dict[str, Any]:
    """The JSON Schema of result.json."""
    made: dict[str, Any] = orjson.loads(resources.files(__package__).joinpath("result.schema.json").read_bytes())
    return made
