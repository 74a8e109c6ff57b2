"""The house rules, each a check of one file's path and text, and a proof that each check bites."""

import ast
import io
import os
import re
import tokenize
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "clonery"
SKIPPED = {"__pycache__", "node_modules", "dist"}
CODE = ("server", "clones", "src", "tests", "bench", "scenarios", "agents")


class File(NamedTuple):
    """A file as the rules see it; `path` is relative to the project, with forward slashes."""

    path: str
    text: str

    @property
    def parts(self) -> tuple[str, ...]:
        return PurePosixPath(self.path).parts


Finding = tuple[int, str]
Check = Callable[[File], Iterator[Finding]]

VENDOR = re.compile(
    r"(?<![A-Za-z])(?i:apify|cal.?com|clickup|customer.?io|datadog|github|gitlab|google|hubspot|jira|linear|ownerrez|"
    r"pricelabs|sentry|slack|stripe|supabase|unipile|webflow)(?![a-z])"
)
VAGUE = {"util", "utils", "helper", "helpers", "common", "const", "consts", "constants", "manager", "managers"}
WORD = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")
URL = re.compile(r"https?://\S*[^\s.,;:)>]")
UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b")
PLACES = ("/wo" "rk/", "/tmp/bash_j" "obs", "../sha" "red")
PLACE = re.compile(r"(?<![\w.-])" + "|".join(re.escape(place) for place in PLACES))
IMPURE_MODULE = re.compile(
    r"(aiohttp|asyncio|ctypes|fileinput|ftplib|getpass|glob|http.client|http.server|httpx|importlib|linecache|locale|"
    r"mmap|multiprocessing|os|pathlib(?!\.Pure)|platform|random|requests|secrets|select|shutil|signal|smtplib|socket|"
    r"socketserver|ssl|subprocess|sys|tempfile|threading|time|urllib.request|urllib3|uuid|websockets)(\.|$)"
)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
IMPURE_CALLS = {"open", "input", "exec", "eval", "hash", "id", "__import__"}


def files(*folders: str, suffixes: tuple[str, ...] = (".py",)) -> Iterator[File]:
    """Every file in `folders`: server and clones by their links, so that an unpacked sdist is read as well."""
    for folder in folders:
        base = (PACKAGE if folder in ("server", "clones") else ROOT) / folder
        for place, inner, names in os.walk(base):
            inner[:] = sorted(name for name in inner if name not in SKIPPED and (name == ".ci" or name[0] != "."))
            for path in sorted(Path(place, name) for name in names):
                if path.suffix in suffixes or not suffixes:
                    name = PurePosixPath(folder) / path.relative_to(base).as_posix()
                    yield File(str(name), path.read_bytes().decode("utf-8", "replace"))


@cache
def parsed(source: str) -> ast.Module:
    return ast.parse(source)


def matches(pattern: re.Pattern[str], text: str, message: str) -> Iterator[Finding]:
    for number, line in enumerate(text.splitlines(), 1):
        for match in pattern.finditer(line):
            yield number, f"{message}: {match[0]}"


def imported(file: File) -> Iterator[tuple[int, int, str, str]]:
    """Line, level (dots), module and name of everything that is imported, wherever in the file."""
    for node in ast.walk(parsed(file.text)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, 0, alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, node.level, node.module or "", alias.name) for alias in node.names)


def long_file(file: File) -> Iterator[Finding]:
    if (lines := len(file.text.splitlines())) > 300:
        yield 301, f"the file has {lines} lines, at most 300"


def long_function(file: File) -> Iterator[Finding]:
    for node in ast.walk(parsed(file.text)):
        if isinstance(node, FUNCTIONS):
            if (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > 50:
                yield node.lineno, f"{node.name} has {lines} lines, at most 50"


def poor_docstring(file: File) -> Iterator[Finding]:
    text = ast.get_docstring(parsed(file.text)) or ""
    if file.parts[0] == "clones" and len(file.parts) > 2:
        if not URL.search(text):
            yield 1, "the module's docstring has no address of the vendor's page"
        text = URL.sub("", text)
    sentence = text.strip(" \n:,.()<>")
    if not sentence:
        yield 1, "the module has no docstring"
    elif re.search(r"[.!?]\s+[^\sa-z]|\n\s*\n", sentence):
        yield 1, "the module's docstring is more than one sentence"


def vendor_name(file: File) -> Iterator[Finding]:
    yield from ((1, f"the path says a vendor's name: {name}") for name in VENDOR.findall(file.path))
    yield from matches(VENDOR, file.text, "a vendor's name")


def vague_name(file: File) -> Iterator[Finding]:
    for part in PurePosixPath(file.path).with_suffix("").parts:
        if VAGUE & set(part.lower().split("_")):
            yield 1, f"the file or folder is called {part}"
    for node in ast.walk(parsed(file.text)):
        if isinstance(node, ast.ClassDef) and VAGUE & {word.lower() for word in WORD.findall(node.name)}:
            yield node.lineno, f"the class is called {node.name}"


def impure_import(file: File) -> Iterator[Finding]:
    for line, level, module, name in imported(file):
        if not level and IMPURE_MODULE.match(f"{module}.{name}"):
            yield line, f"a clone imports {module}"


def impure_call(file: File) -> Iterator[Finding]:
    for node in ast.walk(parsed(file.text)):
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in IMPURE_CALLS:
                yield node.lineno, f"a clone calls {name}()"
            case ast.Call(func=ast.Attribute(attr="now" | "utcnow" | "today" as name)):
                yield node.lineno, f"a clone calls .{name}(): time is call.now"
            case ast.Attribute(value=ast.Name(id="datetime" | "date"), attr="now" | "utcnow" | "today" as name):
                yield node.lineno, f"a clone takes .{name}: time is call.now"


def broad_except(file: File) -> Iterator[Finding]:
    for node in ast.walk(parsed(file.text)):
        if isinstance(node, ast.ExceptHandler):
            caught = {name.id for name in ast.walk(node.type) if isinstance(name, ast.Name)} if node.type else {""}
            passed_on = isinstance(node.body[-1], ast.Raise) and not node.body[-1].exc
            if caught & {"", "Exception", "BaseException"} and not passed_on:
                yield node.lineno, "catches everything and does not raise it again, which only a door may"


def unexplained_ignore(file: File) -> Iterator[Finding]:
    for token in tokenize.generate_tokens(io.StringIO(file.text).readline):
        if token.type == tokenize.COMMENT and re.match(r"#\s*type:\s*ignore", token.string):
            if not re.match(r"#\s*type:\s*ignore\[[\w, -]+\]\s+#\s*\w", token.string):
                yield token.start[0], "`type: ignore` without its code in brackets and a comment that says why"


def unfinished(file: File) -> Iterator[Finding]:
    yield from matches(UNFINISHED, file.text, "unfinished")


def machine_path(file: File) -> Iterator[Finding]:
    if any(place in file.text for place in PLACES):  # megabytes of compiled specifications are looked through as well
        yield from matches(PLACE, file.text, "a path of somebody's machine")


def stray_import(file: File) -> Iterator[Finding]:
    """Relative inside server/ and inside one clone, by name across; the kernel imports nothing beyond itself."""
    kernel = file.parts[0] == "server"
    home = file.parts[: 1 if kernel else 2]
    own = "clonery." if kernel else f"clonery.clones.{home[1]}."
    for line, level, module, name in imported(file):
        if level > len(file.parts) - len(home):
            yield line, f"the import of {'.' * level}{module} leaves {'/'.join(home)}"
        elif not level and (f"{module}.{name}.".startswith(own) or module.partition(".")[0] in ("server", "clones")):
            yield line, f"imports {module} by name: inside {'/'.join(home)} imports are relative"


RULES: dict[Check, Callable[[], Iterator[File]]] = {
    long_file: lambda: files(*CODE),
    long_function: lambda: files(*CODE),
    poor_docstring: lambda: files(*CODE),
    vague_name: lambda: files(*CODE),
    unexplained_ignore: lambda: files(*CODE),
    unfinished: lambda: files(".", suffixes=(".py", ".sql", ".md", ".html", ".toml", ".yaml")),
    machine_path: lambda: files(".", suffixes=()),
    vendor_name: lambda: files("server", suffixes=()),
    impure_import: lambda: files("clones"),
    impure_call: lambda: files("clones"),
    broad_except: lambda: (file for file in files("server", "clones", "src") if "server/doors/" not in file.path),
    stray_import: lambda: files("server", "clones"),
}

BAD = [
    (long_file, "server/store.py", "pass\n" * 301),
    (long_function, "server/store.py", "class Store:\n    async def save():\n" + "        pass\n" * 50),
    (poor_docstring, "server/store.py", ""),
    (poor_docstring, "server/store.py", '"""Records. They are kept."""'),
    (poor_docstring, "server/store.py", '"""Records\n\nand more of them."""'),
    (poor_docstring, "clones/acme/users.py", '"""Users."""'),
    (poor_docstring, "clones/acme/users.py", '"""https://docs.acme.example/users"""'),
    (vague_name, "server/text_utils.py", ""),
    (vague_name, "server/common/store.py", ""),
    (vague_name, "server/store.py", "class StoreManager: pass"),
    (unexplained_ignore, "server/store.py", "x = y  # type: ignore"),
    (unexplained_ignore, "server/store.py", "x = y  # type: ignore[attr-defined]"),
    (unfinished, "server/store.py", "x = 1  # TO" "DO: more"),
    (machine_path, "docs/seeds.md", "see ../sha" "red/DESIGN.md"),
    (machine_path, "docs/seeds.md", "cd /wo" "rk/main"),
    (machine_path, "docs/seeds.md", "cat /tmp/bash_j" "obs.0/1"),
    (vendor_name, "server/github.py", ""),
    (vendor_name, "server/store.py", "class StripeIds: pass"),
    (vendor_name, "server/store.py", 'host = "api.SLACK.com"'),
    (vendor_name, "server/store.py", "cal_com = google_workspace = 1"),
    (impure_import, "clones/acme/users.py", "import time"),
    (impure_import, "clones/acme/users.py", "from os import environ"),
    (impure_import, "clones/acme/users.py", "from urllib import request"),
    (impure_import, "clones/acme/users.py", "def f():\n    import os.path"),
    (impure_import, "clones/acme/users.py", "from pathlib import Path"),
    (impure_call, "clones/acme/users.py", 'open("users.json")'),
    (impure_call, "clones/acme/users.py", "x = hash('name')"),
    (impure_call, "clones/acme/users.py", "datetime.datetime.now(UTC)"),
    (impure_call, "clones/acme/users.py", "clock = datetime.utcnow"),
    (broad_except, "server/store.py", "try: pass\nexcept Exception: pass"),
    (broad_except, "server/store.py", "try: pass\nexcept (KeyError, BaseException): pass"),
    (broad_except, "server/store.py", "try: pass\nexcept: pass"),
    (stray_import, "server/state/store.py", "from ...clones import acme"),
    (stray_import, "server/app.py", "from .. import runs"),
    (stray_import, "server/app.py", "from clonery.server.call import Call"),
    (stray_import, "server/app.py", "import clones.acme"),
    (stray_import, "clones/acme/operations/users.py", "from ...other.records import User"),
    (stray_import, "clones/acme/operations/users.py", "from clonery.clones.acme import records"),
]

GOOD = [
    (long_file, "server/store.py", "pass\n" * 300),
    (long_function, "server/store.py", "def save():\n" + "    pass\n" * 49),
    (poor_docstring, "server/store.py", '"""Records, e.g. users, kept in SQLite."""'),
    (poor_docstring, "clones/acme/users.py", '"""Users.\n\nhttps://docs.acme.example/users.html"""'),
    (vague_name, "server/constrain.py", "class Commonwealth: pass"),
    (unexplained_ignore, "server/store.py", "x = y  # type: ignore[attr-defined]  # set by the door"),
    (unfinished, "server/store.py", "todos = ['todo']"),
    (machine_path, "docs/seeds.md", "https://acme.example/wo" "rk/main"),
    (vendor_name, "server/store.py", "# linearizable, googled, stripes"),
    (impure_import, "clones/acme/users.py", "from datetime import datetime\nfrom pathlib import PurePosixPath"),
    (impure_call, "clones/acme/users.py", "call.now + timedelta(days=1)\nid = self.id(1)"),
    (broad_except, "server/store.py", "try: pass\nexcept (KeyError, ValueError): pass"),
    (broad_except, "server/store.py", "try: pass\nexcept BaseException:\n    roll_back()\n    raise"),
    (stray_import, "server/state/store.py", "from ..operation import Call\nimport sqlite3"),
    (stray_import, "clones/acme/operations/users.py", "from ..records import User\nfrom clonery.server import call"),
]


def assert_kept(check: Check, found: Iterator[File]) -> None:
    broken = [f"{file.path}:{line}: {text}" for file in found for line, text in check(file)]
    assert not broken, "\n".join(["", *broken])


@pytest.mark.parametrize("check", RULES, ids=lambda check: check.__name__)
def test_every_file_keeps_the_rule(check: Check) -> None:
    assert any(RULES[check]()), "the rule looks at no file"
    assert_kept(check, RULES[check]())


@pytest.mark.parametrize(("bites", "check", "path", "text"), [(True, *x) for x in BAD] + [(False, *x) for x in GOOD])
def test_a_rule_bites_what_is_bad_and_nothing_else(bites: bool, check: Check, path: str, text: str) -> None:
    assert bool(list(check(File(path, text)))) is bites


def test_every_rule_has_an_example_of_both_kinds() -> None:
    assert {check for check, _, _ in BAD} == {check for check, _, _ in GOOD} == set(RULES)
