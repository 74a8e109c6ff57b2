"""What a project says about its runs: clonery.toml, [tool.clonery] in pyproject.toml, and .archal.json as it is."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from clonery.server.nearest import nearest

from . import harness as harnesses
from .harness import Harness

OWN = "clonery.toml"
ARCHAL = ".archal.json"


class ConfigError(ValueError):
    """A configuration that can't be followed; the message names the file, the key and what would be right."""


@dataclass(frozen=True)
class Judging:
    """Who judges [P] criteria. `key_env` names the variable of the key; `floor` is the least agreement, 0 to 1."""

    url: str = ""
    model: str = ""
    provider: str = ""
    key_env: str = ""
    samples: int = 1
    floor: float = 0.67
    cassettes: str = ""


@dataclass(frozen=True)
class Project:
    """What is configured in `folder`; what is None or empty is not."""

    folder: Path
    source: str = ""
    harness: Any = None
    scenarios: tuple[str, ...] = ()
    clones: tuple[str, ...] = ()
    seed: Mapping[str, str] = field(default_factory=dict)
    world: str = ""
    runs: int | None = None
    jobs: int | None = None
    timeout: float | None = None
    threshold: float | None = None
    model: str = ""
    strict: bool = False
    pass_env: tuple[str, ...] = ()
    env: Mapping[str, str] = field(default_factory=dict)
    judge: Judging = field(default_factory=Judging)

    def the_harness(self, given: str = "", archal: bool = False) -> Harness | None:
        """The one that `--harness` gives, else the configured one, else the folder's manifest. Raises HarnessError."""
        found: Harness | None
        if given:
            found = harnesses.parse(given, self.folder)
        elif self.harness is not None:
            found = harnesses.agent(self.harness, self.folder, self.source)
        else:
            found = harnesses.manifest(self.folder)
        if found is None:
            return None
        return replace(found, env={**self.env, **found.env}, pass_env=self.pass_env, archal=archal)


def load(folder: Path) -> Project:
    """The project of a folder. Raises ConfigError."""
    if (folder / OWN).is_file():
        return _read(folder, OWN, _toml(folder / OWN))
    if (folder / "pyproject.toml").is_file():
        table = _toml(folder / "pyproject.toml").get("tool", {}).get("clonery")
        if isinstance(table, dict):
            return _read(folder, "pyproject.toml [tool.clonery]", table)
    if (folder / ARCHAL).is_file():
        return _archal(folder)
    return Project(folder)


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path.name}: no TOML: {error}") from None
    except OSError as error:
        raise ConfigError(f"{path.name}: {error.strerror}") from None


TEXT, COUNT, NUMBER, YES = "a text", "a whole number above 0", "a number", "true or false"
TEXTS, NAMED, EITHER, TABLE = "a list of texts", "a table of texts", "a text or a table", "a table"
KEYS = {
    "harness": EITHER, "scenarios": TEXTS, "clones": TEXTS, "seed": NAMED, "world": TEXT, "runs": COUNT, "jobs": COUNT,
    "timeout": NUMBER, "threshold": NUMBER, "model": TEXT, "strict": YES, "pass-env": TEXTS, "env": NAMED,
    "judge": TABLE,
}  # fmt: skip
JUDGE_KEYS = {
    "url": TEXT, "model": TEXT, "provider": TEXT, "key-env": TEXT, "samples": COUNT, "floor": NUMBER, "cassettes": TEXT,
}  # fmt: skip
_FITS: dict[str, Callable[[Any], bool]] = {
    TEXT: lambda value: isinstance(value, str),
    COUNT: lambda value: isinstance(value, int) and not isinstance(value, bool) and value > 0,
    NUMBER: lambda value: isinstance(value, int | float) and not isinstance(value, bool) and value >= 0,
    YES: lambda value: isinstance(value, bool),
    TEXTS: lambda value: isinstance(value, list) and all(isinstance(part, str) for part in value),
    NAMED: lambda value: isinstance(value, dict) and all(isinstance(part, str) for part in value.values()),
    EITHER: lambda value: isinstance(value, str | dict),
    TABLE: lambda value: isinstance(value, dict),
}


def _checked(source: str, table: Mapping[str, Any], keys: Mapping[str, str], where: str = "") -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key, value in table.items():
        name = key.replace("_", "-")
        if name not in keys:
            raise ConfigError(f"{source}: unknown key {where + key!r}{nearest(name, keys)}")
        if not _FITS[keys[name]](value):
            raise ConfigError(f"{source}: {where}{key} has to be {keys[name]}, not {value!r}")
        made[name.replace("-", "_")] = tuple(value) if isinstance(value, list) else value
    if made.get("timeout") == 0:
        raise ConfigError(f"{source}: timeout has to be above 0 seconds")
    if float(made.get("threshold", 0)) > 100:
        raise ConfigError(f"{source}: threshold goes from 0 to 100")
    if float(made.get("floor", 0)) > 1:
        raise ConfigError(f"{source}: {where}floor goes from 0 to 1")
    return made


def _read(folder: Path, source: str, table: Mapping[str, Any]) -> Project:
    made = _checked(source, table, KEYS)
    if "judge" in made:
        made["judge"] = Judging(**_checked(source, made["judge"], JUDGE_KEYS, "judge."))
    return Project(folder, source, **made)


_ARCHAL_KEYS = {
    "agent": "harness", "clones": "clones", "twins": "clones", "scenarios": "scenarios", "seeds": "seed",
    "agentModel": "model", "runs": "runs", "timeout": "timeout",
}  # fmt: skip


def _archal(folder: Path) -> Project:
    try:
        data = json.loads((folder / ARCHAL).read_bytes())
    except (OSError, ValueError) as error:
        raise ConfigError(f"{ARCHAL}: no JSON: {error}") from None
    if not isinstance(data, dict):
        raise ConfigError(f"{ARCHAL}: not an object")
    # Its other keys are for that product alone, so none is unknown.
    taken = {_ARCHAL_KEYS[key]: value for key, value in data.items() if key in _ARCHAL_KEYS and value is not None}
    made = _checked(ARCHAL, taken, KEYS)
    model = data.get("evaluatorModel")
    return Project(folder, ARCHAL, **made, judge=Judging(model=model if isinstance(model, str) else ""))
