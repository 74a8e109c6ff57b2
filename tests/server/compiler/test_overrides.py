"""Corrections: each with its reason, and those that meet nothing are told."""

from pathlib import Path
from typing import Any

import orjson
import pytest

from clonery.server.compiler.overrides import Source, load_overrides, patch
from clonery.server.compiler.report import DescriptionProblem


def written(tmp_path: Path, content: Any) -> Path:
    path = tmp_path / "overrides.json"
    path.write_bytes(content if isinstance(content, bytes) else orjson.dumps(content))
    return path


def test_no_file_corrects_nothing(tmp_path: Path) -> None:
    assert load_overrides(tmp_path / "overrides.json").operations == {}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"{", "no JSON"),
        ([], "expected an object"),
        ({"wishes": {}}, "unknown section 'wishes'"),
        ({"operations": {"a": {"name": "b"}}}, "operations/a: a correction needs a reason"),
        ({"sources": [{"file": "a.json"}]}, "sources/0: a source needs a file and a reason"),
    ],
)
def test_what_is_refused(tmp_path: Path, content: Any, message: str) -> None:
    with pytest.raises(DescriptionProblem, match=message):
        load_overrides(written(tmp_path, content))


def test_sources_keep_what_only_their_reader_knows(tmp_path: Path) -> None:
    made = load_overrides(
        written(
            tmp_path, {"sources": [{"file": "a.json", "prefix": "a.", "envelope": {"at": "items"}, "reason": "why"}]}
        )
    )
    assert made.sources == [Source("a.json", prefix="a.", reason="why", options={"envelope": {"at": "items"}})]


def test_what_was_not_used_is_told(tmp_path: Path) -> None:
    made = load_overrides(
        written(
            tmp_path,
            {"operations": {"a": {"reason": "r"}, "b": {"reason": "r"}}, "kinds": {"k": {"kind": "l", "reason": "r"}}},
        )
    )
    assert made.operation("x", "a") == {"reason": "r"}
    assert (made.kind("k"), made.kind("other")) == ("l", "other")
    assert list(made.unused()) == ["overrides.json: operations 'b' met nothing"]


def test_a_patch_replaces_what_stands_at_its_pointer() -> None:
    data = {"paths": {"/a": {"list": [1, {"x": 2}]}}}
    patch(Source("a.json", patches=[{"at": "/paths/~1a/list/1/x", "value": 3}]), data)
    assert data == {"paths": {"/a": {"list": [1, {"x": 3}]}}}
    with pytest.raises(DescriptionProblem, match="nothing to patch at '/paths/b'"):
        patch(Source("a.json", patches=[{"at": "/paths/b", "value": 3}]), data)


def test_pages_are_taken_as_they_are_and_told_where_they_meet_nothing(tmp_path: Path) -> None:
    made = load_overrides(written(tmp_path, {"pages": {"boxes/get": "boxes#get-a-box"}}))
    assert made.pages == {"boxes/get": "boxes#get-a-box"}
    assert list(made.unused()) == ["overrides.json: pages 'boxes/get' met nothing"]
