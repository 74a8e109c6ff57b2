"""docs/your-own-service.md, followed to the letter: its files, its commands, its programs, and what they print."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from .server.cli.conftest import serving

PAGE = Path(__file__).resolve().parents[1] / "docs" / "your-own-service.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"in `([\w/]+\.(?:yaml|py))`")


def blocks() -> list[tuple[str, str, str]]:
    """Each code block: the text before it since the last one, its language, itself."""
    text, made, end = PAGE.read_text(), [], 0
    for found in BLOCK.finditer(text):
        made.append((text[end : found.start()], found[1], found[2]))
        end = found.end()
    return made


class Reader:
    """Somebody who does what the page says: one shell for all, and a farm that is started where the page starts it."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.port = port
        self.script = ""
        self.farm = ExitStack()

    def follow(self, before: str, language: str, text: str) -> str:
        """Do one block; what it prints."""
        named = FILE.findall(before)
        if language in ("yaml", "python") and named:
            path = self.folder / named[-1]
            path.write_text(text)
            return ""
        if text.startswith("clonery serve"):
            self.farm.close()
            self.farm.enter_context(serving(*text.split()[2:], port=self.port, cwd=self.folder))
            return ""
        return self.run(f"python - <<'END'\n{text}END\n" if language == "python" else text)

    def run(self, block: str) -> str:
        """What the block prints in the shell that ran the earlier ones: their variables and functions are set again."""
        bin = Path(sys.executable).parent
        environment = {
            **os.environ, "CLONERY_URL": f"http://127.0.0.1:{self.port}", "PATH": f"{bin}:{os.environ['PATH']}",
            "HOME": str(self.folder), "PYTEST_ADDOPTS": "-p no:cacheprovider",
        }  # fmt: skip
        done = subprocess.run(
            ["sh", "-e"], input=self.script + block, capture_output=True, text=True, cwd=self.folder, timeout=60,
            env=environment,
        )  # fmt: skip
        assert done.returncode == 0, f"{block}\n{done.stdout}\n{done.stderr}"
        kept = [line for line in block.splitlines() if line.startswith(("eval ", "call() "))]
        self.script += "".join(f"{line}\n" for line in kept if line not in self.script)
        return done.stdout


@pytest.mark.skipif(not shutil.which("curl"), reason="the page's commands use curl")
def test_the_page_does_what_it_says(free_port: Callable[[], int], tmp_path: Path) -> None:
    reader, printed, told = Reader(tmp_path, free_port()), "", []
    with reader.farm:
        for before, language, text in blocks():
            if language == "text":
                assert printed == text, before[-300:]
                told.append(text)
            else:
                assert printed in ("", *told), "what a command prints stands below it"
                printed = reader.follow(before, language, text)
    assert len(told) == len([1 for _, language, _ in blocks() if language == "text"]) == 6
