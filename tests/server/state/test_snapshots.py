"""Snapshots, forks and diffs: by clone, kind, id and field, between any two points."""

from collections.abc import Callable
from typing import Any

from clonery.server.state import snapshots

Ask = Callable[..., Any]


def test_a_diff_names_what_was_added_changed_and_removed(ask: Ask) -> None:
    ask("POST", "/boxes/main/widgets", {"name": "a"})
    snapshot = ask.farm.snapshot(ask.session, "one")
    ask("PATCH", "/boxes/main/widgets/1", {"state": "closed"})
    ask("POST", "/boxes", {"name": "second"})
    now = snapshots.diff(ask.session, snapshot.image, None)
    assert [(entry["kind"], entry["id"]) for entry in now["added"]] == [("box", "2")]
    assert now["changed"] == [{"clone": "toy", "kind": "widget", "id": "1", "changes": {"state": ["open", "closed"]}}]
    ask("DELETE", "/boxes/main")
    gone = snapshots.diff(ask.session, snapshot.image, None)["removed"]
    assert [(entry["kind"], entry["id"]) for entry in gone] == [("box", "1"), ("widget", "1")]


def test_a_restored_state_is_the_snapshot_to_the_byte(ask: Ask) -> None:
    ask("POST", "/boxes/main/widgets", {"name": "a"})
    snapshot = ask.farm.snapshot(ask.session)
    ask("DELETE", "/boxes/main")
    ask.session.rewind(snapshot.image)
    assert ask.session.image().data == snapshot.image.data
    assert snapshots.diff(ask.session, snapshot.image, None) == {"added": [], "removed": [], "changed": []}


def test_a_change_undone_is_no_change(ask: Ask) -> None:
    ask("POST", "/boxes", {"name": "second"})
    ask("DELETE", "/boxes/second")
    diff = snapshots.diff(ask.session, ask.session.baseline, None)
    assert diff == {"added": [], "removed": [], "changed": []}


def test_a_fork_goes_its_own_way_from_an_empty_diff(ask: Ask) -> None:
    ask("POST", "/boxes/main/widgets", {"name": "a"})
    fork = ask.farm.fork(ask.session, "kid")
    assert snapshots.state(fork) == snapshots.state(ask.session)
    ask("PATCH", "/boxes/main/widgets/1", {"name": "b"}, session=fork)
    assert ask("GET", "/boxes/main/widgets/1").data["name"] == "a"
    changed = snapshots.diff(fork, fork.baseline, None)["changed"]
    assert changed[0]["changes"] == {"name": ["a", "b"]}


def test_the_state_is_plain_json_in_a_stable_order(ask: Ask) -> None:
    state = snapshots.state(ask.session)
    assert list(state["toy"]) == ["box", "user"]
    assert state["toy"]["user"]["2"] == {"id": 2, "login": "ben"}
    assert snapshots.state(ask.session, kind="box") == {"toy": {"box": {"1": {"id": 1, "name": "main"}}}}
