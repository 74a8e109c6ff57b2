"""Orders, ranges and common ancestors are those of git."""

import pytest

from clonery.clones.github.git.history import Node, compare, generation, is_ancestor, log, merge_bases
from clonery.clones.github.git.objects import EMPTY_TREE

from .conftest import Fuzz, Repository, Story


@pytest.mark.parametrize("seed", range(6))
def test_random_histories(repository: Repository, seed: int) -> None:
    story = Story(repository, Fuzz(seed), 40)
    graph = repository.graph
    for _ in range(4):
        base, head = story.fuzz.random.choice(story.shas), story.fuzz.random.choice(story.shas[-8:])
        assert list(log(graph, head)) == repository.lines("rev-list", head)
        assert list(log(graph, base, head)) == repository.lines("rev-list", base, head)
        found = compare(graph, base, head)
        assert found.ahead == repository.lines("rev-list", f"{base}..{head}")
        assert found.behind == len(repository.lines("rev-list", f"{head}..{base}"))
        bases = repository.run("merge-base", "--all", base, head).stdout.decode().split()
        assert sorted(merge_bases(graph, base, head)) == sorted(found.merge_bases) == sorted(bases)
        assert [graph(sha).seconds for sha in found.merge_bases] == [graph(sha).seconds for sha in bases]
        ancestor = repository.run("merge-base", "--is-ancestor", base, head).returncode == 0
        assert is_ancestor(graph, base, head) == ancestor


def test_dates_that_fall_change_no_set(repository: Repository) -> None:
    random = Fuzz(1).random
    shas: list[str] = []
    for number in range(60):
        parents = {random.choice(shas[-5:]) for _ in range(random.choice([1, 1, 2]))} if shas else set()
        seconds = 1_700_000_000 + number * 10 - random.randint(0, 300)
        shas.append(repository.put_commit(EMPTY_TREE, sorted(parents), seconds, f"{number}"))
    for _ in range(15):
        base, head = random.choices(shas, k=2)
        found = compare(repository.graph, base, head)
        assert set(found.ahead) == set(repository.lines("rev-list", f"{base}..{head}"))
        bases = repository.run("merge-base", "--all", base, head).stdout.decode().split()
        assert sorted(found.merge_bases) == sorted(bases)


GRAPH = {
    "a": Node("t", (), 1, 1), "b": Node("t", ("a",), 2, 2), "c": Node("t", ("a",), 2, 2),
    "m": Node("t", ("b", "c"), 3, 3), "x": Node("t", (), 9, 1),
}  # fmt: skip


@pytest.mark.parametrize(
    ("base", "head", "status", "ahead", "behind", "bases"),
    [
        ("a", "m", "ahead", ["m", "b", "c"], 0, ["a"]), ("m", "a", "behind", [], 3, ["a"]),
        ("b", "c", "diverged", ["c"], 1, ["a"]), ("m", "m", "identical", [], 0, ["m"]),
        ("a", "x", "diverged", ["x"], 1, []), ("b", "m", "ahead", ["m", "c"], 0, ["b"]),
    ],
)  # fmt: skip
def test_a_comparison(base: str, head: str, status: str, ahead: list[str], behind: int, bases: list[str]) -> None:
    found = compare(GRAPH.__getitem__, base, head)
    assert (found.status, found.ahead, found.behind, found.merge_bases) == (status, ahead, behind, bases)


def test_a_log_is_lazy_and_can_be_limited() -> None:
    asked = []

    def graph(sha: str) -> Node:
        asked.append(sha)
        return GRAPH[sha]

    assert next(log(graph, "m")) == "m"
    assert asked == ["m"]
    assert list(log(GRAPH.__getitem__, "m", within={"c"})) == ["m", "c"]


def test_a_generation_is_above_all_parents() -> None:
    assert generation(GRAPH.__getitem__, ()) == 1
    assert generation(GRAPH.__getitem__, ("a", "m")) == 4


def test_several_commits_count_as_their_merge() -> None:
    assert merge_bases(GRAPH.__getitem__, ("b", "c"), "m") == ["b", "c"]
    assert merge_bases(GRAPH.__getitem__, ("b",), "c") == ["a"]
