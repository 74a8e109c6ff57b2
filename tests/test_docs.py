"""The documents say what the code does: every command, flag, control call and clone, and nothing else."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

from clonery.cli import main
from clonery.server.cli import proven
from clonery.server.coverage import coverage
from clonery.server.doors.control import ROUTES
from clonery.server.registry import Registry

from .coverage_record import SWITCH
from .server.cli.conftest import serving

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
HEADING = re.compile(r"^### `(.+)`$", re.MULTILINE)
CALL = re.compile(r"`(GET|POST|PUT|PATCH|DELETE) ([\w{}/.-]+)(?:\?[^`]*)?`")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s#]+)(?:#[^)]*)?\)")
PAGES = sorted(path for path in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *DOCS.rglob("*.md")])


def commands(command: click.Command, path: str) -> Iterator[tuple[str, set[str]]]:
    """Every command that does something, as `--help` names it, with its flags."""
    if isinstance(command, click.Group):
        for name, below in command.commands.items():
            yield from commands(below, f"{path} {name}")
        return
    context = click.Context(command)
    arguments = [made.make_metavar(context) for made in command.params if isinstance(made, click.Argument)]
    flags = {flag for made in command.params if isinstance(made, click.Option) for flag in made.opts}
    yield " ".join([path, *arguments]), flags


def documented() -> dict[str, set[str]]:
    """The commands of docs/cli.md, with the flags of the table below each."""
    parts = HEADING.split((DOCS / "cli.md").read_text())
    sections = zip(parts[1::2], parts[2::2], strict=True)
    return {name: set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", flags_of(text))) for name, text in sections}


def flags_of(section: str) -> str:
    return "\n".join(line.split("|")[1] for line in section.splitlines() if line.startswith(("| `-", "| -")))


def test_every_command_and_flag_is_documented_and_nothing_else() -> None:
    assert documented() == dict(commands(main, "clonery"))


def test_every_command_and_flag_explains_itself() -> None:
    def bare(command: click.Command) -> Iterator[str]:
        if not command.help:
            yield str(command.name)
        yield from (f"{command.name} {made.name}" for made in command.params if made.param_type_name == "option"
                    and not getattr(made, "help", None))  # fmt: skip
        for below in getattr(command, "commands", {}).values():
            yield from bare(below)

    assert list(bare(main)) == []


def test_every_control_call_is_documented_and_nothing_else() -> None:
    found = {
        (method, path.removeprefix("/_clonery/"))
        for method, path in CALL.findall((DOCS / "control-api.md").read_text())
    }
    assert found == {(route.method, route.path) for route in ROUTES}


def test_every_clone_is_named_on_the_first_page_and_has_a_page_of_its_own() -> None:
    served = set(Registry().names)
    named = re.findall(r"^\| \[.+\]\(docs/clones/([\w-]+)\.md\) \|", (ROOT / "README.md").read_text(), re.MULTILINE)
    assert sorted(named) == sorted(served)
    assert {path.stem for path in (DOCS / "clones").glob("*.md")} == served


@pytest.mark.skipif(SWITCH in os.environ, reason="a run that records writes the pages itself, at its end")
@pytest.mark.parametrize("name", Registry().names)
def test_the_page_of_a_clone_is_what_the_command_prints(name: str) -> None:
    clone = Registry().get(name)
    page = (DOCS / "clones" / f"{name}.md").read_text()
    assert page == proven.page(name, clone.title, coverage(clone)), f"clonery coverage {name} --markdown prints another"


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    links = [link for link in LINK.findall(page.read_text()) if not link.startswith(("http:", "https:"))]
    assert [link for link in links if not (page.parent / link).exists()] == []


def blocks(page: Path) -> list[tuple[str, str]]:
    """The code blocks of a page, each with its language."""
    return BLOCK.findall(page.read_text())


def test_the_first_page_shows_two_commands_and_the_first_success() -> None:
    screen = (ROOT / "README.md").read_text().splitlines()[:40]
    (_, shell), (_, printed), *_ = blocks(ROOT / "README.md")
    lines = [line for line in shell.splitlines() if line and not line.startswith("#")]
    assert lines[0].split("#")[0].strip() == "make run"
    assert len(lines) == 2
    assert printed.strip() in [line.strip() for line in screen]


@pytest.mark.skipif(not shutil.which("curl"), reason="the documents' commands use curl")
@pytest.mark.parametrize("page", ["README.md", "docs/quickstart.md"])
def test_the_commands_of_a_page_print_what_it_says(page: str, free_port: Callable[[], int], tmp_path: Path) -> None:
    port = free_port()
    bin = Path(sys.executable).parent
    with serving("github", port=port) as farm:
        environment = {
            **os.environ, "CLONERY_URL": farm.url, "PATH": f"{bin}:{os.environ['PATH']}", "HOME": str(tmp_path),
        }  # fmt: skip
        script, expected = [], []
        for language, text in blocks(ROOT / page):
            if language == "sh" and not text.startswith("clonery serve"):
                script.append("\n".join(line for line in text.splitlines() if not line.startswith(("make ", ". "))))
            elif language == "python":
                script.append(f"python - <<'END'\n{text}END")
            elif language == "text":
                expected.append(text)
        text = "\n".join(script).replace(".venv/bin/", "").replace("http://127.0.0.1:7070", farm.url)
        done = subprocess.run(
            ["sh", "-e"], input=text, capture_output=True, text=True, cwd=tmp_path, env=environment, timeout=90
        )
    assert done.returncode == 0, done.stderr
    assert done.stdout.replace(f":{port}", ":7070") == "".join(expected)
