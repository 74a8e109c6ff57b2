"""Clones are found by name, bundled or the user's own, and loaded late."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from clonery.server.registry import Registry, UnknownClone

TOYS = Path(__file__).resolve().parents[1] / "toys"


def test_an_own_folder_joins_the_bundled_clones() -> None:
    registry = Registry((), TOYS)
    assert {"github", "toy"} <= set(registry.names)
    assert registry.get("toy").title == "Toy"
    assert registry.get("toy") is registry.get("toy")


def test_an_unknown_clone_is_refused_with_those_there_are() -> None:
    with pytest.raises(UnknownClone, match=r"unknown clone 'githup'.*github"):
        Registry(("githup",))
    with pytest.raises(UnknownClone, match="there are github"):
        Registry(("github",)).get("toy")


def test_hidden_clones_are_served_when_named_alone(tmp_path: Path) -> None:
    assert "conformance" not in Registry().names
    assert Registry(("conformance",)).names == ("conformance",)


def test_a_clone_knows_its_kinds_operations_tools_and_jobs(ask: Callable[..., Any]) -> None:
    clone = ask.farm.clone("toy")  # type: ignore[attr-defined] # the fixture has the farm at hand
    assert set(clone.kinds) >= {"user", "box", "widget"}


def test_a_folder_of_the_same_name_elsewhere_is_another_clone(tmp_path: Path) -> None:
    for place in ("a", "b"):
        folder = tmp_path / place / "mine"
        folder.mkdir(parents=True)
        (folder / "words.py").write_text(f"TITLE = {place!r}\n")
        (folder / "__init__.py").write_text(
            "from clonery.server.clone import Clone\nfrom clonery.server.dialect import Dialect\n"
            "from .words import TITLE\nclone = Clone(name='mine', title=TITLE, dialect=Dialect(), package=__name__)\n"
        )
        assert Registry(("mine",), tmp_path / place).get("mine").title == place
