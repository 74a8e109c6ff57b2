"""The texts of the short licences."""

from clonery.clones.github.licences.short import BOOST, BSD_THREE_CLAUSES, BSD_TWO_CLAUSES, MIT, UNLICENSE


def test_each_text_is_whole() -> None:
    assert MIT.count("\n") == 21
    assert [text.splitlines()[0] for text in (MIT, BSD_TWO_CLAUSES, BSD_THREE_CLAUSES)] == [
        "MIT License", "BSD 2-Clause License", "BSD 3-Clause License",
    ]  # fmt: skip
    assert ("3. Neither" in BSD_THREE_CLAUSES, "3. Neither" in BSD_TWO_CLAUSES) == (True, False)
    assert BOOST.startswith("Boost Software License - Version 1.0")
    assert UNLICENSE.endswith("please refer to <https://unlicense.org>\n")
