"""A session's state over the control API: read, compared, seeded, kept, brought back, and the calls behind it."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from .conftest import START, Control

NOTHING: dict[str, list[Any]] = {"added": [], "removed": [], "changed": []}


def test_state_is_every_record_in_order(control: Control) -> None:
    control.widget("b")
    made = control("GET", "sessions/x/state")
    assert list(made) == ["toy"]
    assert list(made["toy"]) == ["box", "user", "widget"]
    assert made["toy"]["box"] == {"1": {"id": 1, "name": "main"}}
    assert made["toy"]["widget"]["1"]["name"] == "b"
    assert control("GET", "sessions/x/state?clone=toy&kind=box") == {"toy": {"box": made["toy"]["box"]}}
    control("POST", "sessions/x/reset")
    assert control("GET", "sessions/x/state?kind=widget") == {"toy": {"widget": {}}}


@pytest.mark.parametrize(
    ("path", "field", "message"),
    [
        ("state?clone=tay", "clone", "the session has no clone 'tay'; did you mean 'toy'? There are toy"),
        ("state?kind=widgit", "kind", "no kind 'widgit'; did you mean 'widget'? There are box, user, widget"),
        ("seed?clone=tay", "clone", "the session has no clone 'tay'; did you mean 'toy'? There are toy"),
    ],
)
def test_an_unknown_clone_or_kind_is_refused(control: Control, path: str, field: str, message: str) -> None:
    assert control.refused("GET", f"sessions/x/{path}") == (422, "invalid", field, message)


def test_the_diff_names_records_and_fields(control: Control) -> None:
    control.toy("POST", "/boxes", {"name": "gone"})
    control.widget("one")
    control("POST", "sessions/x/snapshots", {"name": "before"})
    control.toy("DELETE", "/boxes/gone")
    control.toy("PATCH", "/boxes/main/widgets/1", {"name": "two", "tags": ["t"]})
    control.widget("three")
    made = control("GET", "sessions/x/diff?from=before")
    assert [(one["kind"], one["id"], one["record"]["name"]) for one in made["added"]] == [("widget", "2", "three")]
    assert made["removed"] == [{"clone": "toy", "kind": "box", "id": "2", "record": {"id": 2, "name": "gone"}}]
    assert made["changed"] == [
        {"clone": "toy", "kind": "widget", "id": "1", "changes": {"name": ["one", "two"], "tags": [[], ["t"]]}}
    ]
    whole = control("GET", "sessions/x/diff")
    assert ([one["id"] for one in whole["added"]], whole["removed"], whole["changed"]) == (["1", "2"], [], [])
    assert control("GET", "sessions/x/diff?from=seed&to=now") == whole
    assert control("GET", "sessions/x/diff?from=snap-1&to=before") == NOTHING
    back = control("GET", "sessions/x/diff?from=now&to=before")
    assert ([one["id"] for one in back["removed"]], [one["id"] for one in back["added"]]) == (["2"], ["2"])
    assert back["changed"][0]["changes"]["name"] == ["two", "one"]


def test_a_reset_goes_back_to_the_seed_and_says_so(control: Control) -> None:
    start = control("GET", "sessions/x/state")
    control.widget("one")
    control("POST", "sessions/x/clock", {"advance": "3d"})
    control("POST", "sessions/x/faults", {"method": "DELETE"})
    control("DELETE", "sessions/x/credentials")
    assert control("POST", "sessions/x/reset") == {"clones": ["toy"]}
    assert control("GET", "sessions/x/state") == start
    assert control("GET", "sessions/x/diff") == NOTHING
    assert control("GET", "sessions/x/faults") == []
    assert control("GET", "sessions/x/clock")["now"] == "2026-01-01T00:00:00.000Z"
    assert control.widget("again")["id"] == 1
    made, told, _ = control("GET", "sessions/x/calls")["calls"]
    assert (told["number"], told["operation"], told["door"], told["arguments"]) == (2, "reset", "control", {})
    (undone,) = told["changed"]
    assert (undone["kind"], undone["id"], undone["after"]) == ("widget", 1, None)
    assert undone["before"] == made["changed"][0]["after"]


def test_a_reset_may_be_of_some_clones(control: Control) -> None:
    control.widget("one")
    control("POST", "sessions/x/clock", {"advance": "3d"})
    control("POST", "sessions/x/faults", {"clone": "toy", "method": "DELETE"})
    control("POST", "sessions/x/faults", {"path": "/never"})
    control("POST", "sessions/x/credentials", {})
    assert control("POST", "sessions/x/reset", {"clones": ["toy"]}) == {"clones": ["toy"]}
    assert control("GET", "sessions/x/diff") == NOTHING
    assert [made["token"] for made in control("GET", "sessions/x/credentials")] == ["toy_default", "toy_reader"]
    assert [made["path"] for made in control("GET", "sessions/x/faults")] == ["/never"]
    assert control("GET", "sessions/x/clock")["now"] == "2026-01-04T00:00:00.000Z"
    assert control.widget("again")["id"] == 1
    refused = control.refused("POST", "sessions/x/reset", {"clones": ["toy", "tay"]})
    assert refused[:3] == (422, "invalid", "clones")
    assert len(control("GET", "sessions/x/diff")["added"]) == 1


def test_a_seed_replaces_what_a_clone_holds(control: Control) -> None:
    control.widget("one")
    made = control("POST", "sessions/x/seed", {"clone": "toy", "seed": {"boxes": ["a", "b"]}})
    assert made == {"clone": "toy", "mode": "replace"}
    state = control("GET", "sessions/x/state")["toy"]
    assert (list(state), [box["name"] for box in state["box"].values()]) == (["box", "user"], ["a", "b"])
    assert control("GET", "sessions/x/diff") == NOTHING
    assert control("GET", "sessions/x/seed") == {"boxes": ["a", "b"]}
    assert control("GET", "sessions/x/seed?clone=toy") == {"boxes": ["a", "b"]}
    control.widget("two", "a")
    control("POST", "sessions/x/reset")
    assert control("GET", "sessions/x/state")["toy"] == state
    told = control("GET", "sessions/x/calls")["calls"][1]
    assert (told["operation"], told["arguments"]["mode"]) == ("seed", "replace")
    names = {(one["kind"], one["id"]): (one["before"], one["after"]) for one in told["changed"]}
    assert names["box", 1] == ({"id": 1, "name": "main"}, {"id": 1, "name": "a"})
    assert names["widget", 1][1] is None


@pytest.mark.parametrize(
    ("seed", "mode", "message"),
    [
        ({"boxes": ["new"]}, "merge", "the inline seed of toy: two users with the same login"),
        ({"boxes": ["a", "A"]}, "replace", "the inline seed of toy: two boxs with the same name"),
        ({"bxes": []}, "replace", "the inline seed of toy: Additional properties are not allowed"),
        ("/etc/x.json", "replace", "a seed is a name or data here: read the file and send what it holds"),
        ("none", "replace", "toy has no seed 'none'; there are small-project"),
    ],
)
def test_a_seed_that_does_not_fit_changes_nothing(control: Control, seed: object, mode: str, message: str) -> None:
    control.widget("one")
    control("POST", "sessions/x/faults", {"path": "/never"})
    before = control("GET", "sessions/x/state"), control("GET", "sessions/x/faults")
    refused = control.refused("POST", "sessions/x/seed", {"clone": "toy", "seed": seed, "mode": mode})
    assert refused[:3] == (422, "invalid", "seed")
    assert refused[3].startswith(message)
    assert (control("GET", "sessions/x/state"), control("GET", "sessions/x/faults")) == before
    assert [made["operation"] for made in control("GET", "sessions/x/calls")["calls"]] == ["widget/create"]
    control("POST", "sessions/x/reset")
    assert control("GET", "sessions/x/state?kind=box") == {"toy": {"box": {"1": {"id": 1, "name": "main"}}}}


def test_a_seed_needs_a_clone_and_data(control: Control) -> None:
    assert control.refused("POST", "sessions/x/seed", {"clone": "toy"})[2:] == ("seed", "'seed' is missing")
    assert control.refused("POST", "sessions/x/seed", {"clone": "tay", "seed": {}})[:3] == (422, "invalid", "clone")


def test_a_snapshot_is_kept_and_restored_to_the_byte(control: Control) -> None:
    control.widget("one")
    assert control("POST", "sessions/x/snapshots", {"name": "good"}) == {"id": "snap-1", "name": "good"}
    assert control("POST", "sessions/x/snapshots") == {"id": "snap-2", "name": None}
    listed = control("GET", "sessions/x/snapshots")
    assert listed == [{"id": "snap-1", "name": "good"}, {"id": "snap-2", "name": None}]
    state = control.send("GET", "/_clonery/sessions/x/state").content
    first = control.toy("POST", "/boxes/main/widgets", {"name": "two"})
    for point in ("good", "snap-1", "snap-2"):
        control("POST", "sessions/x/clock", {"advance": "1h"})
        assert control("POST", "sessions/x/restore", {"snapshot": point})["id"] in (point, "snap-1")
        assert control.send("GET", "/_clonery/sessions/x/state").content == state
        again = control.toy("POST", "/boxes/main/widgets", {"name": "two"})
        assert again.content == first.content
    assert control("GET", "sessions/x/snapshots") == listed
    told = [made["operation"] for made in control("GET", "sessions/x/calls")["calls"]]
    assert told == ["widget/create", "widget/create", *["restore", "widget/create"] * 3]


def test_a_snapshot_of_a_fresh_session_keeps_its_clock(control: Control) -> None:
    control("POST", "sessions/x/snapshots")
    control("POST", "sessions/x/clock", {"advance": "1d"})
    control("POST", "sessions/x/restore", {"snapshot": "snap-1"})
    assert control("GET", "sessions/x/clock") == {"now": "2026-01-01T00:00:00.000Z", "mode": "virtual"}


def test_snapshots_are_refused_by_name(control: Control) -> None:
    control("POST", "sessions/x/snapshots", {"name": "good"})
    assert control.refused("POST", "sessions/x/snapshots", {"name": "good"})[:3] == (409, "conflict", "name")
    assert control.refused("POST", "sessions/x/snapshots", {"name": "snap-1"})[:3] == (409, "conflict", "name")
    assert control.refused("POST", "sessions/x/snapshots", {"name": "seed"})[:3] == (422, "invalid", "name")
    missing = (404, "not_found", "snapshot", "no snapshot 'goof'; did you mean 'good'? There are good")
    assert control.refused("POST", "sessions/x/restore", {"snapshot": "goof"}) == missing
    assert control.refused("GET", "sessions/x/diff?from=goof") == missing
    assert control.refused("POST", "sessions/x/restore", {})[2:] == ("snapshot", "'snapshot' is missing")


def test_calls_come_in_pages(control: Control) -> None:
    for number in range(5):
        control.widget(f"w{number}")
    first = control("GET", "sessions/x/calls?limit=2")
    assert ([made["number"] for made in first["calls"]], first["next"]) == ([1, 2], 2)
    last = control("GET", "sessions/x/calls?after=4&limit=2")
    assert ([made["number"] for made in last["calls"]], last["next"]) == ([5], None)
    assert len(control("GET", "sessions/x/calls?limit=100000")["calls"]) == 5
    made = first["calls"][0]
    assert (made["operation"], made["door"], made["method"], made["path"], made["actor"], made["status"]) == (
        "widget/create", "rest", "POST", "/boxes/main/widgets", "ada", 201,
    )  # fmt: skip
    assert made["arguments"] == {"box": "main", "name": "w0"}
    assert made["answer"]["name"] == "w0"


def test_a_page_has_at_least_a_hundred_calls(control: Control) -> None:
    for _ in range(120):
        control.toy("GET", "/boxes/main/widgets")
    made = control("GET", "sessions/x/calls")
    assert (len(made["calls"]), made["next"]) == (100, 100)


def test_the_same_calls_give_the_same_bytes(controls: Callable[..., Control]) -> None:
    seen = []
    for _ in range(2):
        control = controls()
        control("POST", "sessions", {"name": "x", "clock": START, "random_seed": 3})
        control.widget("one")
        control("POST", "sessions/x/credentials", {"user": "ben"})
        control("POST", "sessions/x/clock", {"advance": "90s"})
        control("POST", "sessions/x/reset", {})
        control.widget("two")
        calls = control("GET", "sessions/x/calls")["calls"]
        for made in calls:
            made.pop("duration_ms")
        seen.append(json.dumps([calls, control("GET", "sessions/x/state"), control("GET", "sessions/x/diff")]))
    assert seen[0] == seen[1]
