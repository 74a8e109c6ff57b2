"""Every module of the kernel and of a clone has a test file of its name, but for those that still owe one."""

import ast
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from .test_tidy import FUNCTIONS, File, Finding, files, parsed

OWED = Path(__file__).with_name("mirrors_owed.txt")
"""Modules whose tests stand under other names so far, a path a line; the list may only get shorter."""


def unmirrored(file: File, tests: dict[str, str]) -> Iterator[Finding]:
    """A clone's operations may be mirrored beside the clone's other tests; an __init__.py takes its folder's name."""
    module = PurePosixPath(file.path)
    initial = module.name == "__init__.py"
    if initial and not any(isinstance(node, FUNCTIONS) for node in ast.walk(parsed(file.text))):
        return
    stem = module.parent.name if initial else module.stem
    places = [f"tests/{module.parent}/test_{stem}.py"]
    if file.parts[0] == "clones" and "operations" in file.parts:
        places.append(f"tests/clones/{file.parts[1]}/test_{stem}.py")
    found = [tests[place] for place in places if place in tests]
    if not any("def test_" in text or ".TestCase" in text for text in found):
        yield 1, f"no test in {' or '.join(places)}"


def test_every_module_has_its_mirror_or_owes_it() -> None:
    tests = {file.path: file.text for file in files("tests")}
    missing = {file.path for file in files("server", "clones") if list(unmirrored(file, tests))}
    owed = set(OWED.read_text().split())
    assert sorted(missing - owed) == [], "write a test of the module's name"
    assert sorted(owed - missing) == [], f"has its test, or is gone: take it off {OWED.name}"


def test_a_mirror_without_a_test_is_none() -> None:
    module = File("clones/acme/operations/users.py", "")
    near, far = "tests/clones/acme/test_users.py", "tests/clones/acme/operations/test_users.py"
    for tests, bites in (({}, True), ({near: "x = 1"}, True), ({far: "def test_x(): ..."}, False)):
        assert bool(list(unmirrored(module, tests))) is bites
    assert not list(unmirrored(File("server/state/__init__.py", "x = 1"), {}))
    assert list(unmirrored(File("server/state/__init__.py", "def f(): ..."), {near: "def test_x(): ..."}))
