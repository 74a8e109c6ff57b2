"""What moved references bring about."""

from typing import Any

import pytest

from clonery.clones.github import gitstore, pushes
from clonery.clones.github.git.objects import NO_SHA
from clonery.clones.github.records.repositories import Repository
from clonery.server.call import Call


@pytest.fixture
def events(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, Any]]]:
    """The events that are emitted, in place of their deliveries."""
    heard: list[tuple[str, dict[str, Any]]] = []
    monkeypatch.setattr(Call, "emit", lambda self, event, **payload: heard.append((event, payload)))
    return heard


def test_a_branch_that_comes_moves_and_goes_is_told(
    call: Call, fresh: Repository, events: list[tuple[str, dict[str, Any]]]
) -> None:
    one = gitstore.commit_files(call, fresh, "", {"a": b"1"}, "one").sha
    two = gitstore.commit_files(call, fresh, "", {"a": b"2"}, "two").sha
    gitstore.move_ref(call, fresh, "refs/heads/main", one, force=True)
    ref = gitstore.find_ref(call, fresh, "refs/heads/main")
    assert ref is not None
    gitstore.delete_ref(call, fresh, ref)
    assert [event for event, _ in events] == ["create", "push", "push", "push", "delete", "push"]
    assert [(told["before"], told["after"], told["forced"]) for event, told in events if event == "push"] == [
        (NO_SHA, one, False), (one, two, False), (two, one, True), (one, NO_SHA, False),
    ]  # fmt: skip


def test_a_push_dates_its_repository(call: Call, webapp: Repository) -> None:
    assert webapp.pushed_at == "2025-11-20T08:00:00Z"
    gitstore.commit_files(call, webapp, "dark-theme", {"a": b"1"}, "one")
    assert call.get(Repository, webapp.id).pushed_at == "2026-01-05T12:00:00Z"


def test_listeners_hear_of_pushes_and_of_new_names(
    call: Call, fresh: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[Any] = []
    monkeypatch.setattr(pushes, "_listeners", [])
    monkeypatch.setattr(pushes, "_renames", [])
    pushes.after_push(lambda call, repository, name, before, after: heard.append((name, after)))
    pushes.after_rename(lambda call, repository, old, new: heard.append((old, new)))
    sha = gitstore.commit_files(call, fresh, "", {"a": b"1"}, "one").sha
    pushes.renamed(call, fresh, "main", "trunk")
    assert heard == [("refs/heads/main", sha), ("main", "trunk")]
    assert call.get(Repository, fresh.id).default_branch == "trunk"
