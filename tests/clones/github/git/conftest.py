"""A store of objects made by our code, the same objects in a real git repository, and random texts and trees."""

import os
import random
import shutil
import subprocess
import zlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest

from clonery.clones.github.git.commits import Commit, Person, commit_id, encode_commit
from clonery.clones.github.git.objects import FILE, Entry, blob_id, encode_tree, object_id
from clonery.clones.github.git.trees import build

WORDS = ["", "\n", "}\n", "{\n", "    return x\n", "\tif y:\n", "def f(a):\n", "class B:\n", "a\n", "b\n", "c\n", "  d\n"]

Files = Mapping[str, bytes | tuple[str, bytes]]


class Repository:
    """Objects by id, as the kernel would keep them, written through to git's own store on disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.blobs: dict[str, bytes] = {}
        self.trees: dict[str, list[Entry]] = {}
        self.commits: dict[str, Commit] = {}
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "GIT_CONFIG_GLOBAL": "/dev/null",
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "A U Thor",
            "GIT_AUTHOR_EMAIL": "author@example.com",
            "GIT_AUTHOR_DATE": "1700000000 +0000",
            "GIT_COMMITTER_NAME": "A U Thor",
            "GIT_COMMITTER_EMAIL": "author@example.com",
            "GIT_COMMITTER_DATE": "1700000000 +0000",
            "LC_ALL": "C",
        }
        self.git("init", "-q", "--initial-branch=main")
        self.put_object("tree", b"")

    def git(self, *arguments: str, given: bytes = b"", check: bool = True) -> bytes:
        done = subprocess.run(
            ["git", *arguments], cwd=self.folder, input=given, env=self.environment, capture_output=True, check=False
        )
        assert not check or done.returncode == 0, done.stderr.decode()
        return done.stdout

    def status(self, *arguments: str) -> int:
        """The exit code of a git command."""
        return subprocess.run(
            ["git", *arguments], cwd=self.folder, env=self.environment, capture_output=True, check=False
        ).returncode

    def put_object(self, kind: str, body: bytes) -> str:
        sha = object_id(kind, body)
        path = self.folder / ".git" / "objects" / sha[:2] / sha[2:]
        if not path.exists():
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(zlib.compress(f"{kind} {len(body)}\0".encode() + body, 1))
        return sha

    def put_blob(self, data: bytes) -> str:
        sha = blob_id(data)
        if sha not in self.blobs:
            self.blobs[sha] = data
            self.put_object("blob", data)
        return sha

    def put_trees(self, trees: Mapping[str, list[Entry]]) -> None:
        for sha, entries in trees.items():
            self.trees[sha] = entries
            self.put_object("tree", encode_tree(entries))

    def put_tree(self, files: Files) -> str:
        """Write a whole tree; a file is its content, or its mode and content."""
        pairs = {path: file if isinstance(file, tuple) else (FILE, file) for path, file in files.items()}
        written = build({path: (mode, self.put_blob(data)) for path, (mode, data) in pairs.items()})
        self.put_trees(written.trees)
        return written.sha

    def put_commit(self, tree: str, parents: Iterable[str] = (), seconds: int = 1_700_000_000, message: str = "m") -> str:
        person = Person("A U Thor", "author@example.com", seconds)
        commit = Commit(tree, tuple(parents), person, person, message)
        sha = commit_id(commit)
        self.commits[sha] = commit
        self.put_object("commit", encode_commit(commit))
        return sha

    def read_blob(self, sha: str) -> bytes:
        return self.blobs[sha]

    def read_tree(self, sha: str) -> list[Entry]:
        return self.trees[sha]

    def diffs(self, pairs: list[tuple[str, str]], *options: str) -> list[bytes]:
        """What git prints for each pair of trees, by one run of it."""
        given = "".join(f"{old} {new}\n" for old, new in pairs).encode()
        text = self.git("diff-tree", "--stdin", "-r", *options, given=given)
        found = []
        for old, new in pairs:
            head = f"{old} {new}\n".encode()
            place = text.find(head)
            if place >= 0:
                found.append(text[:place])
                text = text[place + len(head) :]
            else:
                found.append(b"")
        found.append(text)
        return found[1:]


class Fuzz:
    """Seeded random texts, edits of texts, and trees."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def text(self, lines: int, words: list[str] = WORDS) -> bytes:
        text = "".join(self.random.choice(words) for _ in range(self.random.randint(0, lines)))
        return text.encode().removesuffix(b"\n" if self.random.random() < 0.2 else b"\0")

    def unique_text(self, lines: int) -> bytes:
        """Lines that are nearly all different."""
        return "".join(f"line {self.random.randint(0, 10_000)} of this\n" for _ in range(lines)).encode()

    def edited(self, text: bytes, times: int, words: list[str] = WORDS) -> bytes:
        """The text with runs of lines cut, moved, repeated, replaced and inserted."""
        lines = text.splitlines(keepends=True)
        for _ in range(self.random.randint(0, times)):
            start = self.random.randint(0, len(lines))
            end = min(len(lines), start + self.random.randint(0, 3))
            other = self.random.randint(0, len(lines))
            lines[start:end] = self.random.choice(
                [[], lines[other : other + 2], [self.random.choice(words).encode() for _ in range(3)], lines[start:end] * 2]
            )
        return b"".join(lines)

    def files(self, count: int, lines: int = 12) -> dict[str, bytes]:
        """A random tree of small files."""
        found: dict[str, bytes] = {}
        while len(found) < count:
            path = "/".join(self.random.choice("abcde") + self.random.choice(["", ".c", "-x"]) for _ in range(3))
            path = path[: self.random.choice([1, 5, 20])].strip("/")
            if not any(path.startswith(known + "/") or known.startswith(path + "/") for known in found):
                found[path] = self.unique_text(self.random.randint(0, lines))
        return found


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    if shutil.which("git") is None:
        pytest.skip("git is not installed: there is nothing to compare with")
    return Repository(tmp_path)


@pytest.fixture
def fuzz() -> Callable[[int], Fuzz]:
    return Fuzz
