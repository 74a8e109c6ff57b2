"""`clonery runs`: earlier runs, found and decided again."""

import json
from pathlib import Path

from clonery.farm import Farm

from .conftest import ISSUE, Cli, harness


def test_runs_are_listed_shown_compared_and_decided_again(cli: Cli, hub: Farm, folder: Path) -> None:
    for name, code in (("good", 0), ("bad", 1)):
        cli("run", "theme.md", "--harness", harness(name), "--farm", hub.url, code=code)
    listed = json.loads(cli("runs", "list", "--json").stdout)
    assert sorted(made["status"] for made in listed) == ["failed", "passed"]
    ids = {made["status"]: made["id"] for made in listed}
    assert ids["passed"] in cli("runs", "list").stdout
    shown = json.loads(cli("runs", "show", ids["passed"], "--json").stdout)
    assert shown["scenarios"][0]["title"] == "Close the theme"
    assert "satisfaction 33.3333" in cli("runs", "show", ids["failed"]).stdout
    (worse,) = json.loads(cli("runs", "compare", ids["passed"], ids["failed"], "--json", code=1).stdout)
    assert (worse["standing"], worse["before"], worse["now"]) == ("regressed", 100, 33.3333)
    better = cli("runs", "compare", ids["failed"], ids["passed"]).stdout
    assert "fixed" in better
    assert "theme.md: Exactly 1 issue is closed: 0 → 1" in better
    (folder / "theme.md").write_text(ISSUE.replace("Exactly 1 issue is closed", "Exactly 0 issues are closed"))
    again = json.loads(cli("runs", "regrade", ids["passed"], "--json", code=1).stdout)
    assert again["satisfaction"] == 66.6667
    assert json.loads(cli("runs", "show", ids["passed"], "--json").stdout) == again


def test_runs_that_are_not_there_are_named(cli: Cli) -> None:
    assert cli("runs", "list").stdout == ""
    assert "make some with `clonery run`" in cli("runs", "show", code=2).stderr
