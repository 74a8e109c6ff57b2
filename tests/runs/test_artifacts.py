"""Folders of runs: made, found again, refused where they are damaged."""

from pathlib import Path

import jsonschema
import pytest

from clonery.runs import artifacts
from clonery.runs.artifacts import Folder, NoRuns


def kept(home: Path, id: str, **more: object) -> Path:
    folder = Folder(home).below(id)
    folder.whole(artifacts.RESULT, {"version": artifacts.VERSION, "id": id, **more})
    return folder.path


def test_an_invocation_is_found_by_id_beginning_and_age(tmp_path: Path) -> None:
    one, two = kept(tmp_path, "20260101-aaaa"), kept(tmp_path, "20260102-bbbb")
    (tmp_path / "unfinished").mkdir()
    assert artifacts.invocations(tmp_path) == [one, two]
    assert artifacts.find(tmp_path, "latest") == two
    assert artifacts.find(tmp_path, "20260101") == one
    assert artifacts.find(tmp_path / "elsewhere", str(one)) == one
    with pytest.raises(NoRuns, match="several runs begin with '2026'"):
        artifacts.find(tmp_path, "2026")
    with pytest.raises(NoRuns, match="no run begins with 'x': 20260101-aaaa, 20260102-bbbb"):
        artifacts.find(tmp_path, "x")
    with pytest.raises(NoRuns, match="make some with `clonery run`"):
        artifacts.find(tmp_path / "none", "latest")


def test_a_damaged_result_is_refused(tmp_path: Path) -> None:
    path = kept(tmp_path, "one")
    assert artifacts.load(path)["id"] == "one"
    (path / artifacts.RESULT).write_text('{"version": 99}')
    with pytest.raises(NoRuns, match="no result of version 1"):
        artifacts.load(path)
    (path / artifacts.RESULT).write_text("{")
    with pytest.raises(NoRuns, match="can't be read"):
        artifacts.load(path)


def test_each_beginning_has_a_folder_of_its_own(tmp_path: Path) -> None:
    made = {artifacts.begin(tmp_path)[0] for _ in range(5)}
    assert len(made) == 5
    assert {path.name for path in tmp_path.iterdir()} == made


def test_slugs_are_names_of_folders_and_never_the_same() -> None:
    taken: dict[str, int] = {}
    for wanted in ("close-it", "close-it-2", "close-it-3"):
        found = artifacts.slug("Close it!", taken)
        assert found == wanted
        taken[found] = 1
    assert artifacts.slug("…", {}) == "scenario"


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.json("a.json", {"x": [1, "é"]})
    folder.text("b.txt", "lone \ud800 half")
    assert folder.read("a.json") == {"x": [1, "é"]}
    assert (tmp_path / "b.txt").read_text() == "lone ? half"
    folder.whole("c.json", [1])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.json", "b.txt", "c.json"]


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(artifacts.schema())
