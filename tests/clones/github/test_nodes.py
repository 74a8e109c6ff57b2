"""Node ids: the kind's letters, the same for the same record, another for another."""

from clonery.clones.github.nodes import PREFIXES, node_id


def test_a_node_id_names_kind_and_record() -> None:
    assert node_id("issue", 1, 2).startswith("I_kw")
    assert node_id("issue", 1, 2) == node_id("issue", 1, 2)
    assert len({node_id("issue", 1, 2), node_id("issue", 1, 3), node_id("issue", 2, 2), node_id("label", 1, 2)}) == 4
    assert node_id("license", "mit") != node_id("license", "gpl-3.0")


def test_every_kind_makes_one() -> None:
    assert all(node_id(kind, 1).startswith(f"{letters}_") for kind, letters in PREFIXES.items())
