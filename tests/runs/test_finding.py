"""Which scenario files are meant."""

from dataclasses import replace
from pathlib import Path

import pytest

from clonery.runs import finding
from clonery.runs.run import WrongInput
from clonery.runs.scenario import Scenario

from .conftest import ISSUE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("s/one.md", "s/deep/two.md"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(ISSUE.replace("clones: github", f"clones: github\ntags: {path.stem}, all"))
    (tmp_path / "s" / "README.md").write_text("# Read me\n\n## About\n")
    (tmp_path / "empty").mkdir()
    return tmp_path


def named(folder: Path, *texts: str) -> list[str]:
    return [path.as_posix() for path in finding.files(texts, folder)]


def test_folders_files_and_patterns(folder: Path) -> None:
    assert named(folder, "s") == ["s/deep/two.md", "s/one.md"]
    assert named(folder, "s/one.md", "s/*.md") == ["s/one.md", "s/README.md"]
    assert named(folder, "s/**/t*.md") == ["s/deep/two.md"]
    for text, said in (("gone.md", "there is no scenario gone.md"), ("empty", "holds no scenario file")):
        with pytest.raises(WrongInput, match=said):
            named(folder, text)


def test_tags_and_shards(folder: Path) -> None:
    found = list(finding.scenarios([folder / "s/one.md", folder / "s/deep/two.md"], ("github",)))
    assert [s.path.stem for s in finding.tagged(found, ["TWO"])] == ["two"]
    assert len(finding.tagged(found, ["all"])) == len(finding.tagged(found, [])) == 2
    assert finding.tagged(found, ["none"]) == []
    many: list[Scenario] = [replace(found[0], title=str(n)) for n in range(7)]
    parts = [finding.shard(many, f"{n}/3") for n in (1, 2, 3)]
    assert sorted(s.title for part in parts for s in part) == list("0123456")
    for text in ("0/3", "4/3", "x", "1"):
        with pytest.raises(WrongInput, match="is no part"):
            finding.shard(many, text)
