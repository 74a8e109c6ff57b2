"""The commits that touch a path are those of `git log -- path`."""

import pytest

from clonery.clones.github.git.objects import Entry
from clonery.clones.github.git.path_log import path_log

from .conftest import Fuzz, Repository, Story


@pytest.mark.parametrize("seed", range(5))
def test_random_histories(repository: Repository, seed: int) -> None:
    story = Story(repository, Fuzz(seed), 40)
    lengths = set()
    for head in story.fuzz.random.sample(story.shas[-10:], 3):
        for path in ("f", "d", "d/g", "d/g/x", "nowhere"):
            found = list(path_log(repository.graph, repository.read_tree, head, path))
            assert found == repository.lines("rev-list", head, "--", path)
            lengths.add(len(found))
        everything = list(path_log(repository.graph, repository.read_tree, head, "/"))
        assert everything == repository.lines("rev-list", head)
    assert len(lengths) > 3


def test_a_directory_is_read_once(repository: Repository) -> None:
    asked = []

    def read(sha: str) -> list[Entry]:
        asked.append(sha)
        return repository.read_tree(sha)

    head = ""
    for number in range(10):
        files = {"d/e": b"same", "f": b"%d" % number}
        head = repository.put_commit(repository.put_tree(files), (head,) if head else (), 1_700_000_000 + number)
    assert len(list(path_log(repository.graph, read, head, "d/e"))) == 1
    assert len(asked) == 11
