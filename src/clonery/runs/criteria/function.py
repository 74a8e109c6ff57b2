"""Criteria as a Python function in a file beside the scenario."""

from __future__ import annotations

import ast
import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from clonery.server.nearest import nearest

from .checks import Outcome
from .lexicon import Unreadable
from .world import Key, World

_WRONG = (
    ArithmeticError, AttributeError, ImportError, LookupError, NameError, OSError, RuntimeError, TypeError, ValueError,
)  # fmt: skip


@dataclass(frozen=True)
class Function:
    """A function that takes the evidence and returns true or false, or that with a reason, or raises AssertionError."""

    path: Path
    name: str

    def decide(self, world: World) -> Outcome:
        try:
            said = _load(self.path, self.name, self.path.stat().st_mtime_ns)(world.evidence)
        except AssertionError as error:
            return Outcome(False, str(error) or f"{self.name} raised AssertionError")
        except (*_WRONG, SyntaxError) as error:
            return Outcome(None, f"{self.name} failed: {type(error).__name__}: {error}")
        passed, reason = said if isinstance(said, tuple) and len(said) == 2 else (said, "")
        if passed is not None and not isinstance(passed, bool):
            return Outcome(None, f"{self.name} returned {passed!r}: true, false or a pair with a reason is needed")
        return Outcome(True if passed is None else passed, str(reason) or f"{self.name} returned {passed}")

    def claims(self, world: World) -> tuple[tuple[Key, frozenset[str] | None], ...]:
        return ()

    def __str__(self) -> str:
        return f"{self.path.name}:{self.name}(evidence)"


@lru_cache(maxsize=256)
def _load(path: Path, name: str, written: int) -> Callable[[Any], Any]:
    """The function in the file as it was `written`, in nanoseconds."""
    spec = importlib.util.spec_from_file_location(f"clonery_criteria_{path.stem}", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: Callable[[Any], Any] = getattr(module, name)
    return found


def function(said: str, folder: Path) -> Function:
    """The check of `checks.py:name`, looked for without running the file. Raises Unreadable."""
    file, _, name = said.strip().strip("`").partition(":")
    path = folder / file
    if not path.is_file():
        raise Unreadable(f"there is no file {file!r} beside the scenario")
    try:
        tree = ast.parse(path.read_text())
    except SyntaxError as error:
        raise Unreadable(f"{file} is no Python: {error}") from None
    there = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
    if name not in there:
        raise Unreadable(f"{file} has no function {name!r}{nearest(name, there)}")
    return Function(path, name)
