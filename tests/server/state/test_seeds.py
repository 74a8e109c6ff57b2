"""Seeds are found, checked, planted once; what can't be planted says file, place and reason."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from clonery.server.call import Call
from clonery.server.farm import FarmError
from clonery.server.request import Request
from clonery.server.state import seeds, snapshots
from clonery.server.state.image import Image
from clonery.server.state.session import Session

Ask = Callable[..., Any]


def test_names_files_and_data(ask: Ask, tmp_path: Path) -> None:
    clone = ask.farm.clone("toy")
    assert seeds.names(clone) == ["small-project"]
    file = tmp_path / "mine.json"
    file.write_text('{"boxes": ["a", "b"]}')
    assert seeds.read(clone, str(file)) == ({"boxes": ["a", "b"]}, str(file))
    assert seeds.read(clone, {"boxes": []})[0] == {"boxes": []}


@pytest.mark.parametrize(
    ("seed", "message"),
    [
        ("nope", "toy has no seed 'nope'; there are small-project"),
        ({"boxes": "a"}, "the inline seed of toy: boxes: "),
        ({"boxen": []}, "the inline seed of toy: "),
        ({"boxes": ["a", "A"]}, "two boxs with the same name"),
    ],
)
def test_a_bad_seed_is_refused_by_name_place_and_reason(ask: Ask, seed: Any, message: str) -> None:
    with pytest.raises(FarmError) as refused:
        ask.farm.create(name="x", seeds={"toy": seed})
    assert message in str(refused.value)
    assert refused.value.field == "seeds"
    assert "x" not in ask.farm.sessions


def test_replacing_a_seed_moves_state_and_baseline(ask: Ask) -> None:
    ask("POST", "/boxes/main/widgets", {"name": "w"})
    seeds.replant(ask.session, ask.farm.clone("toy"), {"boxes": ["new"]}, "here", replace=True)
    assert list(snapshots.state(ask.session)["toy"]["box"].values()) == [{"name": "new", "id": 1}]
    assert snapshots.diff(ask.session, ask.session.baseline, None) == {"added": [], "removed": [], "changed": []}
    ask.session.reset()
    assert ask("POST", "/boxes/new/widgets", {"name": "w"}).status == 201


def test_a_seed_that_fails_half_way_leaves_the_session_as_it_was(ask: Ask) -> None:
    before = snapshots.state(ask.session)
    with pytest.raises(seeds.SeedError):
        seeds.replant(ask.session, ask.farm.clone("toy"), {"boxes": ["a", "a"]}, "here", replace=True)
    assert snapshots.state(ask.session) == before


def test_an_unknown_world_is_refused_with_those_there_are() -> None:
    with pytest.raises(seeds.SeedError, match="unknown world 'atlantis'"):
        seeds.world("atlantis")


def test_no_session_draws_the_ids_that_a_seed_of_one_of_its_clones_drew(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    clone, drawn, many = ask.farm.clone("toy"), [], iter((50, 1))

    def plant(call: Call, data: dict[str, Any]) -> None:
        drawn.extend(call.new_id("x_") for _ in range(next(many)))

    monkeypatch.setattr(clone.module("seed"), "plant", plant)
    planted = Session("seed", (), Image.empty())
    for _ in range(2):  # as two clones of one session are, the second of which draws less
        seeds.plant(planted, clone, {"boxes": []}, "a test")
    made = Session("made", ("toy",), planted.image())
    call = Call(made, clone, Request("GET", "", door="control"), 0, 1)
    assert not {call.new_id("x_") for _ in range(50)} & set(drawn)
