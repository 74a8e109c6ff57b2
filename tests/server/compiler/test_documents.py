"""Files of descriptions as plain values, and what is refused in them."""

from pathlib import Path

import pytest

from clonery.server.compiler.documents import load
from clonery.server.compiler.report import DescriptionProblem


def test_yaml_has_the_types_of_json_alone(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "on: yes\nday: 2020-01-01\nclock: 12:30\nnone: ~\nhex: 0x10\npart: 1.5\nlong: 012\nright: true\n200: fine\n"
        "base: &base {x: 1, y: 2}\nmore:\n  <<: *base\n  x: 3\n"
    )
    assert load(tmp_path / "a.yaml") == {
        "on": "yes", "day": "2020-01-01", "clock": "12:30", "none": None, "hex": "0x10", "part": 1.5, "long": 12,
        "right": True, "200": "fine", "base": {"x": 1, "y": 2}, "more": {"x": 3, "y": 2},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.yaml", "paths:\n  /a:\n    get: {}\n    get: {}\n", r"a\.yaml: line 4: 'get' is there twice"),
        ("a.yaml", "a: &x\n  b: *x\n", "no YAML: found unconstructable recursive node"),
        ("a.yaml", "? [a]\n: b\n", "a name is no text"),
        ("a.json", '{"paths":{"/a":{"get":{},"get":{}}}}', "#/paths//a: two operations on GET /a"),
        ("a.json", '{"paths":{"/a":{"get":{}},"/a":{"put":{}}}}', "#/paths//a: this path is there twice"),
        ("a.json", "[" * 300 + "]" * 300, "more than 200 deep"),
        ("a.json", "[" * 3000 + "]" * 3000, "no JSON"),
        ("a.json", "{", "no JSON"),
        ("a.yaml", "a: [", "no YAML"),
    ],
)
def test_what_is_refused(tmp_path: Path, name: str, text: str, message: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(DescriptionProblem, match=message):
        load(tmp_path / name)


def test_what_can_not_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b"\xff\xfe")
    for name in ("a.json", "nowhere.json"):
        with pytest.raises(DescriptionProblem, match=f"{name}: can't be read"):
            load(tmp_path / name)


@pytest.mark.all
def test_aliases_that_would_fill_the_memory_are_refused(tmp_path: Path) -> None:
    lines = ["a: &a [x,x,x,x,x,x,x,x,x,x]"]
    lines += [f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 10)}]" for n in range(9)]
    (tmp_path / "a.yaml").write_text("\n".join(lines))
    with pytest.raises(DescriptionProblem, match="more than 5000000 values"):
        load(tmp_path / "a.yaml")
