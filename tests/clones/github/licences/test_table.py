"""The table of licences."""

from clonery.clones.github.licences.table import LICENCES, filled, recognized


def test_the_keys_are_the_small_letters_of_the_spdx_names() -> None:
    assert [licence.spdx.lower() for licence in LICENCES.values()] == list(LICENCES) == sorted(LICENCES)


def test_a_filled_text_is_recognized_again() -> None:
    for key, licence in LICENCES.items():
        text = filled(licence, "2026", "Ada Moreau")
        assert "[fullname]" not in text
        if licence.text and key != "apache-2.0":
            assert recognized(text) == licence
    assert recognized("do as you like") is None


def test_a_long_licence_says_where_its_text_is() -> None:
    assert LICENCES["mpl-2.0"].text == ""
    assert LICENCES["mpl-2.0"].source in LICENCES["mpl-2.0"].body
