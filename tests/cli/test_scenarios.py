"""`clonery scenario`: files listed, checked and begun."""

import json
from pathlib import Path

from .conftest import ISSUE, Cli


def test_files_are_listed(cli: Cli, folder: Path) -> None:
    (folder / "other.md").write_text(ISSUE.replace("# Close the theme", "# Other") + "tags: slow\n")
    rows = cli("scenario", "list", ".").stdout.splitlines()
    assert [row.split()[0] for row in rows] == ["FILE", "other.md", "theme.md"]
    (made,) = json.loads(cli("scenario", "list", ".", "--tag", "slow", "--json").stdout)
    assert (made["title"], made["tags"], len(made["criteria"])) == ("Other", ["slow"], 3)
    assert "name a SCENARIO" in cli("scenario", "list", code=2).stderr


def test_a_check_says_how_each_criterion_was_read(cli: Cli, folder: Path) -> None:
    text = cli("scenario", "check", "theme.md").stdout
    assert "theme.md: Close the theme\n  clones: github\n    13 [D] The issue" in text
    (made,) = json.loads(cli("scenario", "check", "theme.md", "--json").stdout)
    assert [one["tag"] for one in made["criteria"]] == ["D", "D", "T"]
    assert all(one["reading"] for one in made["criteria"])
    assert not any(one["met_before"] for one in made["criteria"])


def test_a_check_warns_of_what_is_so_already(cli: Cli, folder: Path) -> None:
    (folder / "theme.md").write_text(ISSUE.replace("- [T]", '- [D] The issue "Add a dark theme" exists\n- [T]'))
    (made,) = json.loads(cli("scenario", "check", "theme.md", "--json").stdout)
    assert [one["met_before"] for one in made["criteria"]] == [False, False, True, False]
    assert "met before the run, too" in cli("scenario", "check", "theme.md").stdout


def test_a_check_names_file_and_line_and_goes_on(cli: Cli, folder: Path) -> None:
    (folder / "broken.md").write_text(ISSUE.replace("clones: github", "clons: github"))
    (folder / "seedless.md").write_text(ISSUE + "seed: nothing\n")
    done = cli("scenario", "check", ".", code=2)
    assert "theme.md: Close the theme" in done.stdout
    assert "broken.md:19: " in done.stderr
    assert "seedless.md:" in done.stderr
    assert "github has no seed 'nothing'" in done.stderr
    made = json.loads(cli("scenario", "check", ".", "--json", code=2).stdout)
    assert [bool(one["error"]) for one in made] == [True, True, False]


def test_a_new_one_is_right_as_it_is_and_overwrites_nothing(cli: Cli, folder: Path) -> None:
    assert "deep/mine.md\nnext: clonery scenario check deep/mine.md" in cli("scenario", "new", "deep/mine").stdout
    cli("scenario", "check", "deep/mine.md")
    cli("scenario", "new", "any.md", "--clone", "slack", "--clone", "stripe")
    assert "clones: slack, stripe" in (folder / "any.md").read_text()
    assert "is there already" in cli("scenario", "new", "any.md", code=2).stderr
    assert "did you mean 'slack'" in cli("scenario", "new", "x", "--clone", "slak", code=2).stderr
