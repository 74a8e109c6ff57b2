"""Reads JSON and YAML files of descriptions: no key twice, nothing endless, plain JSON values alone."""

import json
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import orjson

from .report import DescriptionProblem, Json

DEEPEST = 200
"""How deep values may lie in one another: real descriptions need about forty."""
LARGEST = 5_000_000
"""How many values a file may hold, those that YAML repeats by an alias counted each time."""
_PLAIN = (
    ("bool", re.compile(r"true|True|TRUE|false|False|FALSE"), "tTfF"),
    ("int", re.compile(r"[-+]?[0-9]+"), "-+0123456789"),
    ("float", re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"), "-+.0123456789"),
    ("null", re.compile(r"~|null|Null|NULL|"), ["~", "n", "N", ""]),
    ("merge", re.compile(r"<<"), "<"),
)
"""What a word of YAML 1.2 may be beside a text; version 1.1 takes `on`, `12:30` and days for something else."""


def load(path: Path) -> Any:
    """The content of a JSON or YAML file. Raises DescriptionProblem."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise DescriptionProblem(path.name, f"can't be read: {problem}") from None
    made = _yaml(path.name, text) if path.suffix in (".yaml", ".yml") else _json(path.name, text)
    _check(path.name, made)
    return made


def _json(name: str, text: str) -> Any:
    try:
        made = orjson.loads(text)
    except orjson.JSONDecodeError as problem:
        raise DescriptionProblem(name, f"no JSON: {problem}") from None
    pairs = json.loads(text, object_pairs_hook=list) if '"paths"' in text else []
    _check_twice(name, pairs)
    return made


def _check_twice(name: str, pairs: Any) -> None:
    """JSON with a key twice means one of the two, and no reader says which: two operations on one method and path."""
    paths: Any = next((value for key, value in _pairs(pairs) if key == "paths"), [])
    seen: set[str] = set()
    for path, item in _pairs(paths):
        if path in seen:
            raise DescriptionProblem(f"{name}#/paths/{path}", "this path is there twice")
        seen.add(path)
        methods = [key for key, _ in _pairs(item)]
        for method in methods:
            if methods.count(method) > 1:
                raise DescriptionProblem(f"{name}#/paths/{path}", f"two operations on {method.upper()} {path}")


def _pairs(value: Any) -> Iterator[tuple[str, Any]]:
    """The members of an object that was read as a list of pairs."""
    for each in value if isinstance(value, list) else ():
        if isinstance(each, tuple) and len(each) == 2:
            yield each


def _yaml(name: str, text: str) -> Any:
    try:
        yaml: Any = import_module("yaml")  # takes a while: most descriptions are JSON
        return yaml.load(text, _loader(yaml, name))
    except yaml.YAMLError as problem:
        raise DescriptionProblem(name, f"no YAML: {' '.join(str(problem).split())}") from None
    except RecursionError:
        raise DescriptionProblem(name, f"values lie more than {DEEPEST} deep in one another") from None


def _loader(yaml: Any, name: str) -> Any:
    """The YAML reader with the types of JSON alone, and names as they are written."""
    base = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the fast one, where PyYAML was built with it
    made: Any = type("Loader", (base,), {"yaml_implicit_resolvers": {}})

    def mapping(loader: Any, node: Any) -> Json:
        written: set[str] = set()
        for key, _ in node.value:
            if key.id != "scalar":
                raise yaml.constructor.ConstructorError(None, None, "a name is no text", key.start_mark)
            if key.value in written:
                raise DescriptionProblem(f"{name}: line {key.start_mark.line + 1}", f"{key.value!r} is there twice")
            written.add(key.value)
        loader.flatten_mapping(node)  # what `<<` takes over comes first
        return {str(key.value): loader.construct_object(value, deep=True) for key, value in node.value}

    for tag, pattern, first in _PLAIN:
        made.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"^(?:{pattern.pattern})$"), first)
    made.add_constructor("tag:yaml.org,2002:map", mapping)
    made.add_constructor("tag:yaml.org,2002:int", lambda _, node: int(node.value))
    return made


def _check(name: str, value: Any) -> None:
    """Nothing lies in itself, nothing too deep, and all of it is not too much."""
    count = 0
    waiting: list[tuple[Any, str, int]] = [(value, "", 0)]
    while waiting:
        each, place, depth = waiting.pop()
        count += 1
        if depth > DEEPEST:
            raise DescriptionProblem(f"{name}#{place[:200]}", f"values lie more than {DEEPEST} deep, or in themselves")
        if count > LARGEST:
            raise DescriptionProblem(name, f"more than {LARGEST} values")
        if isinstance(each, dict):
            waiting += [(held, f"{place}/{key}", depth + 1) for key, held in each.items()]
        elif isinstance(each, list):
            waiting += [(held, f"{place}/{number}", depth + 1) for number, held in enumerate(each)]
