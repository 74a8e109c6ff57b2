"""Lines come from the commits that `git blame` names."""

import re

import pytest

from clonery.clones.github.git.blame import BlameRange, blame

from .conftest import Fuzz, Repository, Story


def by_git(repository: Repository, head: str, path: str) -> list[tuple[str, str, int, int]]:
    """Commit, path, original and final line number of every line."""
    found = []
    names: dict[str, str] = {}
    sha, origin, final = "", 0, 0
    for line in repository.git("blame", "--porcelain", head, "--", path).decode("latin-1").split("\n"):
        if match := re.match(r"([0-9a-f]{40}) (\d+) (\d+)", line):
            sha, origin, final = match[1], int(match[2]), int(match[3])
        elif line.startswith("filename "):
            names[sha] = line.removeprefix("filename ")
        elif line.startswith("\t"):
            found.append((sha, names[sha], origin, final))
    return found


def by_us(repository: Repository, head: str, path: str) -> list[tuple[str, str, int, int]]:
    found = blame(repository.graph, repository.read_tree, repository.read_blob, head, path)
    return [
        (item.sha, item.path, item.origin + line - item.start, line)
        for item in found
        for line in range(item.start, item.end + 1)
    ]


@pytest.mark.parametrize("seed", range(5))
def test_random_histories(repository: Repository, seed: int) -> None:
    story = Story(repository, Fuzz(seed), 40)
    origins = set()
    for head in story.fuzz.random.sample(story.shas[-12:], 5):
        for path, data in story.files[head].items():
            if data:
                lines = by_us(repository, head, path)
                assert lines == by_git(repository, head, path)
                origins |= {line[0] for line in lines}
    assert len(origins) > 3


def test_ranges_through_a_rename(repository: Repository) -> None:
    lines = [b"line %d\n" % number for number in range(1, 9)]
    first = repository.put_commit(repository.put_tree({"old": b"".join(lines)}))
    lines[3:5] = [b"new\n"]
    second = repository.put_commit(repository.put_tree({"dir/new": b"".join(lines)}), (first,), 1_700_000_001)
    found = blame(repository.graph, repository.read_tree, repository.read_blob, second, "dir/new")
    assert found == [
        BlameRange(1, 3, first, "old", 1), BlameRange(4, 4, second, "dir/new", 4), BlameRange(5, 7, first, "old", 6),
    ]  # fmt: skip


def test_nothing_to_blame(repository: Repository) -> None:
    head = repository.put_commit(repository.put_tree({"d/empty": b""}))
    for path in ("d/empty", "d", "nowhere"):
        assert blame(repository.graph, repository.read_tree, repository.read_blob, head, path) == []
