"""History in memory."""

import pytest

from clonery.clones.github import gitstore
from clonery.clones.github.git.commits import Commit, Person
from clonery.clones.github.git.history import compare
from clonery.clones.github.git.trees import build
from clonery.clones.github.gitstore import walks
from clonery.clones.github.records.repositories import Repository
from clonery.server.call import Call
from clonery.server.problems import NotFound


def chain(call: Call, repository: Repository, count: int) -> list[str]:
    """Commits one behind the other, a minute apart, without references."""
    blob = gitstore.write_blob(call, repository, b"a")
    tree = gitstore.write_tree(call, repository, build({"a": ("100644", blob)}))
    made: list[str] = []
    for number in range(count):
        person = Person(f"P{number % 3}", f"p{number % 3}@Example.com", 1_700_000_000 + 60 * number)
        commit = Commit(tree, tuple(made[-1:]), person, person, str(number))
        made.append(gitstore.write_commit(call, repository, commit).sha)
    return made


def forget() -> None:
    for kept in (walks._nodes, walks._people, walks._histories):
        kept.clear()


def test_history_is_the_same_after_all_was_forgotten(call: Call, fresh: Repository) -> None:
    made = chain(call, fresh, 50)
    assert gitstore.history(call, fresh, made[-1]) == tuple(reversed(made))
    forget()
    assert gitstore.history(call, fresh, made[-1]) == tuple(reversed(made))
    assert gitstore.history(call, fresh, made[10]) == tuple(reversed(made[:11]))


def test_nodes_are_read_many_at_once(call: Call, fresh: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    made = chain(call, fresh, 50)
    forget()
    monkeypatch.setattr(walks, "_AT_ONCE", 20)
    node = gitstore.graph(call, fresh)
    assert node(made[-1]).generation == 50
    assert len(walks._nodes) == 20
    assert node(made[0]).parents == ()


def test_what_a_repository_lacks_is_not_found(call: Call, fresh: Repository) -> None:
    with pytest.raises(NotFound):
        gitstore.graph(call, fresh)("0" * 40)
    assert gitstore.contains(call, fresh, "0" * 40, chain(call, fresh, 1)[0]) is False


def test_ahead_behind_and_people(call: Call, fresh: Repository) -> None:
    made = chain(call, fresh, 5)
    assert gitstore.ahead_and_behind(call, fresh, made[1], made[4]) == (3, 0)
    assert gitstore.ahead_and_behind(call, fresh, made[4], made[1]) == (0, 3)
    assert gitstore.contains(call, fresh, made[0], made[4])
    assert not gitstore.contains(call, fresh, made[4], made[0])
    forget()
    assert list(gitstore.people(call, fresh, [made[1]])) == [(made[1], "p1@example.com", "p1@example.com")]


def test_the_history_of_a_path(call: Call, webapp: Repository) -> None:
    head = gitstore.resolve(call, webapp)
    touched = gitstore.history(call, webapp, head, "tests/test_cart.py")
    assert [record.message for sha in touched if (record := gitstore.find_commit(call, webapp, sha))] == [
        "Test an empty cart", "Initial commit",
    ]  # fmt: skip


def test_no_more_is_kept_than_there_is_room_for(call: Call, fresh: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walks, "KEPT_NODES", 10)
    monkeypatch.setattr(walks, "KEPT_HISTORIES", 2)
    forget()
    made = chain(call, fresh, 30)
    assert len(walks._nodes) <= 10
    for sha in made[:4]:
        assert gitstore.history(call, fresh, sha)[0] == sha
    assert len(walks._histories) == 2


def test_comparisons_are_those_of_the_plain_walk(call: Call, fresh: Repository) -> None:
    made = chain(call, fresh, 6)
    tree = gitstore.tree_of(call, fresh, made[0])

    def commit(message: str, *parents: str) -> str:
        person = Person("P", "p@example.com", 1_700_000_300)
        return gitstore.write_commit(call, fresh, Commit(tree, parents, person, person, message)).sha

    side = commit("side", made[2])
    merge = commit("merge", made[4], side)
    cross = commit("cross", side, made[4])
    alone = commit("alone")
    every = [*made, side, merge, cross, alone]
    plain = gitstore.graph(call, fresh)
    for base in every:
        for head in every:
            if alone not in (base, head) or base == head:
                assert gitstore.comparison(call, fresh, base, head) == compare(plain, base, head)
    assert gitstore.comparison(call, fresh, alone, merge).merge_bases == []


def test_a_history_grows_by_what_was_pushed(call: Call, fresh: Repository) -> None:
    made = chain(call, fresh, 10)
    forget()
    gitstore.history(call, fresh, made[4])
    assert walks._grown(gitstore.graph(call, fresh), made[9]) == tuple(reversed(made))
    assert gitstore.history(call, fresh, made[9]) == tuple(reversed(made))
    forget()
    assert walks._grown(gitstore.graph(call, fresh), made[9]) is None
