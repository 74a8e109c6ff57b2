"""A store of objects made by our code, the same objects in a real git repository, and random texts and trees."""

import os
import random
import shutil
import struct
import subprocess
import zlib
from collections.abc import Iterable, Mapping
from hashlib import sha1
from pathlib import Path
from zlib import crc32

import pytest

from clonery.clones.github.git.commits import Commit, Person, commit_id, encode_commit
from clonery.clones.github.git.history import Node, generation
from clonery.clones.github.git.objects import EXECUTABLE, FILE, Entry, blob_id, encode_tree, object_id
from clonery.clones.github.git.trees import build

WORDS = ["", "\n", "}\n", "{\n", "    return x\n", "\tif y:\n", "def f(a):\n", "class B:\n", "a\n", "b\n", "  d\n"]

KINDS = {"commit": 1, "tree": 2, "blob": 3, "tag": 4}

Files = Mapping[str, bytes | tuple[str, bytes]]


class Repository:
    """Objects by id, as the kernel would keep them, written through to git's own store on disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.blobs: dict[str, bytes] = {}
        self.trees: dict[str, list[Entry]] = {}
        self.nodes: dict[str, Node] = {}
        self.unpacked: dict[str, tuple[int, bytes]] = {}
        self.packed: set[str] = set()
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
        self.git("init", "-q", "--initial-branch=main", "--template=")
        self.git("config", "merge.directoryRenames", "false")
        (folder / ".git" / "objects" / "pack").mkdir(exist_ok=True)
        self.put_object("tree", b"")

    def run(self, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        self.pack()
        command = ["git", *arguments]
        return subprocess.run(
            command, cwd=self.folder, input=given, env=self.environment, capture_output=True, check=False
        )

    def git(self, *arguments: str, given: bytes = b"") -> bytes:
        """What a git command prints; it has to succeed."""
        done = self.run(*arguments, given=given)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout

    def lines(self, *arguments: str) -> list[str]:
        """What a git command prints, word by word."""
        return self.git(*arguments).decode().split()

    def merge_tree(self, ours: str, theirs: str) -> tuple[bool, str]:
        """Whether git merges two commits without conflict, and the tree it makes."""
        done = self.run("merge-tree", "--write-tree", "--allow-unrelated-histories", ours, theirs)
        if done.returncode > 1:
            pytest.skip(f"this git can't merge without a work tree: {done.stderr.decode()}")
        return done.returncode == 0, done.stdout.split(b"\n", 1)[0].decode()

    def put_object(self, kind: str, body: bytes) -> str:
        """Keep an object for the pack that git finds at its next command."""
        sha = object_id(kind, body)
        if sha not in self.packed:
            self.unpacked[sha] = KINDS[kind], body
        return sha

    def pack(self) -> None:
        """Write the new objects as one pack: many small files would cost more than all of git's work."""
        if not self.unpacked:
            return
        pack, places = bytearray(b"PACK" + pack_numbers(2, len(self.unpacked))), {}
        for sha, (kind, body) in self.unpacked.items():
            start = len(pack)
            pack += head_of(kind, len(body)) + zlib.compress(body, 1)
            places[sha] = crc32(pack[start:]), start
        pack += sha1(pack).digest()
        shas = sorted(places)
        counts = [sum(int(sha[:2], 16) <= first for sha in shas) for first in range(256)]
        index = bytearray(b"\xfftOc" + pack_numbers(2, *counts) + bytes.fromhex("".join(shas)))
        for column in (0, 1):
            index += pack_numbers(*[places[sha][column] for sha in shas])
        index += pack[-20:]
        index += sha1(index).digest()
        name = self.folder / ".git" / "objects" / "pack" / f"pack-{pack[-20:].hex()}"
        name.with_suffix(".pack").write_bytes(pack)
        name.with_suffix(".idx").write_bytes(index)
        self.packed |= self.unpacked.keys()
        self.unpacked.clear()

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

    def put_commit(
        self, tree: str, parents: Iterable[str] = (), seconds: int = 1_700_000_000, message: str = "m"
    ) -> str:
        person = Person("A U Thor", "author@example.com", seconds)
        return self.write_commit(Commit(tree, tuple(parents), person, person, message))

    def write_commit(self, commit: Commit) -> str:
        sha = commit_id(commit)
        self.put_object("commit", encode_commit(commit))
        count = generation(self.graph, commit.parents)
        self.nodes[sha] = Node(commit.tree, commit.parents, commit.committer.seconds, count)
        return sha

    def graph(self, sha: str) -> Node:
        return self.nodes[sha]

    def read_blob(self, sha: str) -> bytes:
        return self.blobs[sha]

    def read_tree(self, sha: str) -> list[Entry]:
        return self.trees[sha]

    def diffs(self, pairs: list[tuple[str, str]], *options: str) -> list[bytes]:
        """What git prints for each pair of trees, by one run of it."""
        given = "".join(f"{old} {new}\n" for old, new in pairs).encode()
        text = self.git("diff-tree", "--stdin", "-r", *options, given=given)
        found = []
        for old, new in reversed(pairs):
            text, head, diff = text.rpartition(f"{old} {new}\n".encode())
            assert head
            found.append(diff)
        return found[::-1]


def pack_numbers(*numbers: int) -> bytes:
    return struct.pack(f">{len(numbers)}I", *numbers)


def head_of(kind: int, size: int) -> bytes:
    """The type and the size in front of an object in a pack: four bits of the size, then seven each."""
    head = [kind << 4 | size & 15]
    size >>= 4
    while size:
        head[-1] |= 128
        head.append(size & 127)
        size >>= 7
    return bytes(head)


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
            new = [self.random.choice(words).encode() for _ in range(3)]
            lines[start:end] = self.random.choice([[], lines[other : other + 2], new, lines[start:end] * 2])
        return b"".join(lines)

    def files(self, count: int, lines: int = 12) -> dict[str, bytes]:
        """A random tree of small files."""
        found: dict[str, bytes] = {}
        while len(found) < count:
            path = "/".join(self.random.choice("abcde") + self.random.choice(["", ".c", "-x"]) for _ in range(3))
            path = path[: self.random.choice([1, 5, 20])].strip("/")
            if path and fits(path, found):
                found[path] = self.unique_text(self.random.randint(0, lines))
        return found


def reshaped(fuzz: Fuzz, files: Mapping[str, bytes], moves: float = 0.2) -> dict[str, bytes | tuple[str, bytes]]:
    """The files with some deleted, moved, edited, made executable, binary or links, and some new ones."""
    random = fuzz.random
    found: dict[str, bytes | tuple[str, bytes]] = dict(files)
    for path, data in files.items():
        chance = random.random()
        if chance < 0.08:
            del found[path]
        elif chance < 0.08 + moves:
            name = path.rpartition("/")[2]
            letter, digit = random.choice("abc"), random.randint(0, 9)
            target = random.choice([f"z/{path}", f"{path}2", f"{letter}/{name}", f"f{digit}"])
            del found[path]
            found[target if fits(target, found) else path] = fuzz.edited(data, random.choice([0, 2]))
        elif chance < 0.5 + moves:
            found[path] = fuzz.edited(data, 3)
        elif chance < 0.54 + moves:
            found[path] = (EXECUTABLE, data)
    for path, data in fuzz.files(2).items():
        if fits(path, found):
            found[path] = data
    return found


class Story:
    """A random history: a few files that change, move and merge. Dates never fall, but often stand still."""

    def __init__(self, repository: Repository, fuzz: Fuzz, commits: int) -> None:
        self.repository, self.fuzz = repository, fuzz
        self.files: dict[str, dict[str, bytes]] = {}
        self.shas: list[str] = []
        seconds = 1_700_000_000
        for number in range(commits):
            seconds += fuzz.random.choice([0, 0, 1, 60])
            self._commit(seconds, f"commit {number}")

    def _commit(self, seconds: int, message: str) -> None:
        random = self.fuzz.random
        count = 0 if not self.shas or random.random() < 0.03 else random.choice([1, 1, 1, 2, 2, 3])
        parents = list(dict.fromkeys(random.choice(self.shas[-6:]) for _ in range(count)))
        files = self._changed(self._joined(parents))
        sha = self.repository.put_commit(self.repository.put_tree(files), parents, seconds, message)
        self.files[sha] = files
        self.shas.append(sha)

    def _joined(self, parents: list[str]) -> dict[str, bytes]:
        """The first parent's files, some in the versions of the others."""
        if not parents:
            return {"f": self.fuzz.text(30), "d/g": self.fuzz.text(30)}
        files = dict(self.files[parents[0]])
        for parent in parents[1:]:
            for path, data in self.files[parent].items():
                if self.fuzz.random.random() < 0.4 and fits(path, files.keys() - {path}):
                    files[path] = data
        return files

    def _changed(self, files: dict[str, bytes]) -> dict[str, bytes]:
        random = self.fuzz.random
        for path in list(files):
            chance = random.random()
            if chance < 0.4:
                files[path] = self.fuzz.edited(files[path], 2)
            elif chance < 0.46:
                target = random.choice(["f", "d/g", "d/h", "k", "d/z/f"])
                if fits(target, files):
                    files[target] = files.pop(path)
        return files


def fits(path: str, files: Iterable[str]) -> bool:
    """Whether a file can stand at `path` beside the others, in no other's place, folder or way."""
    return not any(path == other or path.startswith(other + "/") or other.startswith(path + "/") for other in files)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    if shutil.which("git") is None:
        pytest.skip("git is not installed: there is nothing to compare with")
    return Repository(tmp_path_factory.mktemp("repository"))
