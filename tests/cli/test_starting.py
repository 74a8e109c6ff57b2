"""`clonery demo`, `init` and `doctor`: the first ten minutes."""

import json
from pathlib import Path

from .conftest import Cli


def test_the_demo_shows_score_differences_and_calls(cli: Cli, folder: Path) -> None:
    text = cli("demo").stdout
    for part in ("what it called", "201 POST  /repos/acme/webapp/issues/2/comments", "what differs",
                 '~ github issue 2 state: "open" → "closed"', "satisfaction 100", "next: `clonery init`"):  # fmt: skip
        assert part in text
    assert list((folder / ".clonery" / "runs").iterdir())
    bad = cli("demo", "--bad", code=1).stdout
    assert "✗ [D] Exactly 1 issue is closed" in bad
    assert "✗ [T] No failed calls" in bad


def test_init_writes_what_runs_at_once_and_overwrites_nothing(cli: Cli, folder: Path) -> None:
    (folder / "requirements.txt").write_text("PyGithub\n")
    (folder / "harness.py").write_text("# mine\n")
    text = cli("init").stdout
    assert "github: pygithub in requirements.txt" in text
    assert "kept    harness.py, which was there" in text
    assert (folder / "harness.py").read_text() == "# mine\n"
    (folder / "harness.py").unlink()
    cli("init")
    assert cli("run", "--threshold", "100").stdout.startswith("passed")
    cli("init", "new-folder", code=2)
    assert "unknown clone 'githb'" in cli("init", "--clone", "githb", code=2).stderr


def test_the_doctor_says_what_is_wrong_by_its_exit_code(cli: Cli, folder: Path) -> None:
    (folder / "clonery.toml").write_text("harnes = 'x'\n")
    done = cli("doctor", code=1)
    assert "✗ clonery.toml: unknown key 'harnes'; did you mean 'harness'" in done.stdout
    made = json.loads(cli("doctor", "--json", code=1).stdout)
    assert {one["level"] for one in made} >= {"fine", "wrong"}
