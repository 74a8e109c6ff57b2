"""What is proven of each operation, from the file beside the tool_specs."""

from collections.abc import Callable
from pathlib import Path

import pytest

from clonery.server.coverage import AXES, binding, coverage, proofs
from clonery.server.farm import Farm


def test_without_figures_nothing_is_proven(toy_farm: Callable[..., Farm]) -> None:
    clone = toy_farm().clone("toy")
    assert proofs(clone) == {}
    rows = {row["name"]: row for row in coverage(clone)}
    assert list(rows) == sorted(clone.operations)
    assert rows["box/create"] == {
        "name": "box/create", "category": "", "fidelity": "written", "proven": [],
        "http": {"method": "POST", "path": "/boxes"},
    }  # fmt: skip
    assert rows["gadget/refused"]["reason"] == "it would need a motor"
    assert rows["gadget/list"]["fidelity"] == "generic"


def test_the_figures_are_read_from_beside_the_specs(
    toy_farm: Callable[..., Farm], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clone = toy_farm().clone("toy")
    rows = coverage(clone)
    (tmp_path / "coverage.json").write_text('{"clone":"toy","format":1,"operations":{"box/create":["sdk","state"]}}')
    monkeypatch.setattr(clone.specs, "folder", tmp_path)
    assert proofs(clone) == {"box/create": ["sdk", "state"]}
    changed = [row for row in coverage(clone) if row not in rows]
    assert [(row["name"], row["proven"]) for row in changed] == [("box/create", ["sdk", "state"])]
    assert set(changed[0]["proven"]) <= set(AXES)


def test_a_binding_is_told_by_its_kind() -> None:
    assert binding({"http": {"method": "GET", "path": "/x/{y}"}}) == "GET /x/{y}"
    assert binding({"rpc": {"method": "chat.postMessage", "verb": "POST"}}) == "chat.postMessage"
    assert binding({"graphql": {"type": "Query", "field": "issue"}}) == "query issue"
    assert binding({}) == ""
