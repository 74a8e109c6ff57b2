"""Templates are lines of patterns."""

from clonery.clones.github.gitignores import TEMPLATES


def test_every_template_has_patterns_each_on_its_line() -> None:
    assert TEMPLATES["Rust"] == "debug/\ntarget/\n**/*.rs.bk\n*.pdb\n"
    assert list(TEMPLATES) == sorted(TEMPLATES, key=str.casefold)
    assert all(text.endswith("\n") and " " not in text for text in TEMPLATES.values())
