"""What is said of a name that nobody knows."""

from clonery.server.nearest import nearest


def test_the_nearest_comes_first_and_all_are_listed() -> None:
    assert nearest("tay", ["toy", "other"]) == "; did you mean 'toy'? There are toy, other"
    assert nearest("zzz", ("toy",)) == "; there are toy"
    assert nearest("zzz", []) == "; there are none"


def test_a_long_list_is_cut() -> None:
    said = nearest("zzz", [f"n{number}" for number in range(25)])
    assert said.endswith("n14, n15 and 9 more")
