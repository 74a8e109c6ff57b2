"""The package's exception."""

from clonery.clones.github.git.refusal import GitRefusal


def test_it_carries_a_code_and_the_parts_of_a_message() -> None:
    refusal = GitRefusal("bad_mode", mode="100640", path="a/b")
    assert refusal.code == "bad_mode"
    assert refusal.parts == {"mode": "100640", "path": "a/b"}
