"""`clonery session`."""

from pathlib import Path
from typing import Any

import orjson
import pytest

from .conftest import Cli, FarmProcess


def read(text: str) -> Any:
    return orjson.loads(text)


def test_create_prints_addresses_and_tokens(cli: Cli, toy_process: FarmProcess) -> None:
    done = cli("session", "create", "--name", "made", "--clone", "toy", "--seed", "toy=small-project")
    assert done.stdout.splitlines() == ["made", f"  toy  {toy_process.url}/s/made/toy  toy_default"]
    cli("session", "delete", "made")
    assert "has ended" in cli("session", "show", "made", code=2).output


def test_create_takes_a_seed_file_and_all_settings(cli: Cli, toy_process: FarmProcess, tmp_path: Path) -> None:
    (tmp_path / "boxes.json").write_text('{"boxes": ["red"]}')
    done = cli(
        "session", "create", "--seed", f"toy={tmp_path}/boxes.json", "--clock", "2026-01-01T00:00:00Z",
        "--random-seed", "7", "--ttl", "600", "--idle", "300", "--strict", "--rate-limits", "--json",
    )  # fmt: skip
    made = read(done.stdout)
    assert made["clock"]["now"].startswith("2026-01-01T00:00:00")
    assert made["expires_at"] is not None
    assert toy_process.get(f"/s/{made['id']}/toy/gadgets")[0] == 404  # strict: nobody has written it
    state = read(cli("session", "state", made["id"], "--json").stdout)
    assert [box["name"] for box in state["toy"]["box"].values()] == ["red"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--name", "Bad Name"), "name"),
        (("--clone", "tow"), "did you mean 'toy'"),
        (("--seed", "toy"), "'toy' is not CLONE=NAME or CLONE=FILE"),
        (("--seed", "toy=none"), "toy has no seed 'none'"),
        (("--seed", "toy=none.json"), "none.json: No such file or directory"),
        (("--clock", "noon"), "clock"),
        (("--ttl", "0"), "ttl_seconds"),
    ],
)
def test_create_refuses_what_is_wrong_by_name(cli: Cli, arguments: tuple[str, ...], message: str) -> None:
    done = cli("session", "create", *arguments, code=2)
    assert message in done.output
    assert len(done.output.splitlines()) <= 4


def test_list_and_show_name_every_session(cli: Cli, session: str) -> None:
    rows = [line.split() for line in cli("session", "list").stdout.splitlines()]
    assert rows[0] == ["SESSION", "CLONES", "CLOCK", "ENDS"]
    assert {"default", session} <= {row[0] for row in rows[1:]}
    assert session in [made["id"] for made in read(cli("session", "list", "--json").stdout)]
    assert cli("session", "show", session).stdout.splitlines()[0] == session
    assert read(cli("session", "show", session, "--json").stdout)["clones"]["toy"]["token"] == "toy_default"
    assert cli("session", "show").stdout.splitlines()[0] == "default"


def test_a_session_is_changed_looked_into_and_rewound(cli: Cli, toy_process: FarmProcess, session: str) -> None:
    def add(name: str) -> None:
        assert toy_process.ask("POST", f"/s/{session}/toy/boxes", {"name": name})[0] == 201

    def boxes() -> list[str]:
        found = read(cli("session", "state", session, "--clone", "toy", "--kind", "box", "--json").stdout)
        return [record["name"] for record in found.get("toy", {}).get("box", {}).values()]

    add("one")
    assert "toy  box   2\n" in cli("session", "state", session).stdout
    assert cli("session", "diff", session).stdout == "+ toy box 2\n"
    kept = cli("session", "snapshot", session, "--name", "first").stdout.strip()
    assert cli("session", "snapshots", session).stdout.splitlines()[1].split() == [kept, "first"]
    assert read(cli("session", "snapshot", session, "--json").stdout)["id"] != kept
    assert "first" in cli("session", "snapshots", session, "--json").stdout
    add("two")
    assert cli("session", "diff", session, "--from", "first").stdout == "+ toy box 3\n"
    assert cli("session", "diff", session, "--from", "now", "--to", kept).stdout == "- toy box 3\n"
    fork = read(cli("session", "fork", session, "--json").stdout)["id"]
    assert cli("session", "fork", session, "--name", f"{fork}-again").stdout.splitlines()[0] == f"{fork}-again"
    cli("session", "restore", session, "first")
    assert boxes() == ["main", "one"]
    cli("session", "reset", session, "--clone", "toy")
    assert boxes() == ["main"]
    cli("session", "reset", session)
    assert read(cli("session", "diff", session, "--json").stdout) == {"added": [], "removed": [], "changed": []}


def test_a_changed_record_is_told_by_field(cli: Cli, toy_process: FarmProcess, session: str) -> None:
    at = f"/s/{session}/toy/boxes/main/widgets"
    assert toy_process.ask("POST", at, {"name": "w"})[0] == 201
    cli("session", "snapshot", session, "--name", "before")
    assert toy_process.ask("PATCH", f"{at}/1", {"name": "x" * 100, "state": "closed"})[0] == 200
    lines = cli("session", "diff", session, "--from", "before").stdout.splitlines()
    assert lines == [f'~ toy widget 1 name: "w" → "{"x" * 78}…', '~ toy widget 1 state: "open" → "closed"']


def test_an_unknown_snapshot_lists_those_there_are(cli: Cli, session: str) -> None:
    assert "no snapshot 'none'" in cli("session", "restore", session, "none", code=2).output
