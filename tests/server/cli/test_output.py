"""Tables, JSON and NAME=VALUE options."""

import click
import pytest

from clonery.server.cli.output import pairs, show_json, show_table


def test_a_table_is_aligned(capsys: pytest.CaptureFixture[str]) -> None:
    show_table([("a", 1, None), ("bcd", 22, "x")], ("name", "n", ""))
    assert capsys.readouterr().out == "NAME  N\na     1\nbcd   22  x\n"
    show_table([], ("name", "n"))
    assert capsys.readouterr().out == ""


def test_json_keeps_letters(capsys: pytest.CaptureFixture[str]) -> None:
    show_json({"a": ["é"]})
    assert capsys.readouterr().out == '{\n  "a": [\n    "é"\n  ]\n}\n'


def test_pairs_are_split_at_the_first_sign() -> None:
    assert pairs(["a=b=c", "d=e"], "--x", "A=B") == {"a": "b=c", "d": "e"}
    for wrong in ("a", "=b", "a="):
        with pytest.raises(click.BadParameter, match="is not A=B"):
            pairs([wrong], "--x", "A=B")
