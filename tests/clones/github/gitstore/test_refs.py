"""References and the names of commits."""

import pytest

from clonery.clones.github import gitstore, pushes
from clonery.clones.github.git.objects import NO_SHA
from clonery.clones.github.records.repositories import Repository
from clonery.clones.github.refusals import Unprocessable
from clonery.server.call import Call
from clonery.server.problems import Conflict, NotFound


def history(call: Call, repository: Repository, *names: str) -> list[str]:
    return [gitstore.commit_files(call, repository, "", {"a": name.encode()}, name).sha for name in names]


def test_a_commit_has_many_names(call: Call, fresh: Repository) -> None:
    one, two, three = history(call, fresh, "one", "two", "three")
    gitstore.create_ref(call, fresh, "refs/tags/v1", two)
    gitstore.create_ref(call, fresh, "refs/heads/v1", one)
    for name, sha in (
        ("", three), ("HEAD", three), ("main", three), ("heads/main", three), ("refs/heads/main", three), (two, two),
        (two[:7], two), ("tags/v1", two), ("v1", one), ("main~1", two), ("main^", two), ("HEAD~2", one),
        ("main^^", one), ("main^0", three), ("tags/v1~1", one),
    ):  # fmt: skip
        assert gitstore.seek(call, fresh, name) == sha, name
    for name in ("no", "main~3", "main^2", two[:3], "refs/main", "0" * 40):
        assert gitstore.seek(call, fresh, name) is None, name


def test_a_beginning_that_two_ids_share_names_none(call: Call, fresh: Repository) -> None:
    found = history(call, fresh, *[str(number) for number in range(400)])
    starts = [sha[:4] for sha in found]
    shared = {start for start in starts if starts.count(start) > 1}
    for sha in found[:50]:
        assert gitstore.seek(call, fresh, sha[:4]) == (None if sha[:4] in shared else sha)


def test_a_name_of_nothing_is_refused(call: Call, fresh: Repository) -> None:
    with pytest.raises(Conflict, match="Git Repository is empty"):
        gitstore.resolve(call, fresh)
    assert gitstore.is_empty(call, fresh)
    history(call, fresh, "one")
    with pytest.raises(NotFound):
        gitstore.resolve(call, fresh, "no")
    with pytest.raises(Unprocessable, match="my own words"):
        gitstore.resolve(call, fresh, "no", Unprocessable("my own words"))


def test_a_reference_moves_forward_and_by_force_anywhere(call: Call, fresh: Repository) -> None:
    one, two = history(call, fresh, "one", "two")
    gitstore.create_ref(call, fresh, "refs/heads/topic", one)
    with pytest.raises(Unprocessable, match="already exists"):
        gitstore.create_ref(call, fresh, "refs/heads/topic", one)
    assert gitstore.move_ref(call, fresh, "refs/heads/topic", two).sha == two
    with pytest.raises(Unprocessable, match="not a fast forward"):
        gitstore.move_ref(call, fresh, "refs/heads/topic", one)
    assert gitstore.move_ref(call, fresh, "refs/heads/topic", one, force=True).sha == one
    assert gitstore.move_ref(call, fresh, "refs/heads/new", two).sha == two
    ref = gitstore.find_ref(call, fresh, "refs/heads/new")
    assert ref is not None
    gitstore.delete_ref(call, fresh, ref)
    names = [ref.name for ref in gitstore.refs_below(call, fresh, "refs/heads/")]
    assert names == ["refs/heads/main", "refs/heads/topic"]


def test_those_who_listen_hear_of_every_step(call: Call, fresh: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[tuple[str, str, str]] = []
    monkeypatch.setattr(pushes, "_listeners", [lambda *told: heard.append(told[2:])])
    one, two = history(call, fresh, "one", "two")
    ref = gitstore.find_ref(call, fresh, "refs/heads/main")
    assert ref is not None
    gitstore.move_ref(call, fresh, ref.name, two)
    gitstore.delete_ref(call, fresh, ref)
    name = "refs/heads/main"
    assert heard == [(name, NO_SHA, one), (name, one, two), (name, two, NO_SHA)]
