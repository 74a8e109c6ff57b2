"""The emoji that every workspace has, by the names that people use."""

from clonery.clones.slack.emoji import NAMES


def test_the_usual_ones_are_known() -> None:
    assert {"+1", "thumbsup", "tada", "eyes", "white_check_mark", "rotating_light", "flag-fr", "saluting_face"} <= NAMES
    assert len(NAMES) > 1_800
    assert all(name == name.lower() and ":" not in name for name in NAMES)
