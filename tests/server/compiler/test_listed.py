"""Words in a string become a list or a set."""

from clonery.server.compiler.listed import listed, listed_set


def test_words_are_split_at_spaces() -> None:
    assert listed("b a  c") == ("b", "a", "c")
    assert listed_set("b a b") == {"a", "b"}
