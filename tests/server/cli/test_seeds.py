"""`clonery seed`."""

from pathlib import Path

import orjson
import pytest

from .conftest import TOYS, Cli, FarmProcess

OWN = ("--clones-dir", str(TOYS))


def test_list_names_the_seeds_of_a_clone(alone: Cli) -> None:
    assert orjson.loads(alone("seed", "list", "toy", *OWN, "--json").stdout) == {"toy": ["small-project"]}
    assert alone("seed", "list", "toy", *OWN).stdout == "toy  small-project\n"
    assert "toy" in orjson.loads(alone("seed", "list", *OWN, "--json").stdout)
    assert "unknown clone 'tow'; did you mean 'toy'?" in alone("seed", "list", "tow", *OWN, code=2).output


def test_check_counts_what_a_seed_holds(alone: Cli, tmp_path: Path) -> None:
    (tmp_path / "two.json").write_text('{"boxes": ["a", "b"]}')
    assert alone("seed", "check", "toy", "two.json", *OWN).stdout == "2 box, 3 user\n"
    assert alone("seed", "check", "toy", "small-project", *OWN).stdout.startswith("1 box, ")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[1]", "bad.json: a seed is an object"),
        ("{", "bad.json: no JSON: "),
        ('{"boxes": ["a", 1]}', "bad.json: boxes.1: "),
        ('{"crates": []}', "bad.json: "),
        ('{"boxes": ["a", "a"]}', "bad.json: two boxs with the same name"),
    ],
)
def test_check_fails_with_file_place_and_reason(alone: Cli, tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "bad.json").write_text(text)
    done = alone("seed", "check", "toy", "bad.json", *OWN, code=1)
    assert done.output.startswith(f"Error: {said}")


def test_check_of_what_is_not_there_is_wrong_input(alone: Cli) -> None:
    assert alone("seed", "check", "toy", "none.json", *OWN, code=2).output == "Error: there is no file none.json\n"


def test_apply_and_export_are_each_others_reverse(cli: Cli, session: str, tmp_path: Path) -> None:
    seed, again = tmp_path / "seed.json", tmp_path / "again.json"
    seed.write_text('{"boxes": ["x", "y"]}')
    cli("seed", "apply", "toy", str(seed), "--session", session)
    cli("seed", "export", "toy", "--session", session, "-o", str(again))
    assert orjson.loads(again.read_bytes()) == {"boxes": ["x", "y"]}
    cli("seed", "apply", "toy", "small-project", "--session", session)
    assert orjson.loads(cli("seed", "export", "toy", "--session", session).stdout) == {"boxes": ["main"]}


def test_apply_merges_when_asked_to(cli: Cli, toy_process: FarmProcess, tmp_path: Path) -> None:
    made = orjson.loads(cli("session", "create", "--seed", "toy=small-project", "--json").stdout)["id"]
    (tmp_path / "bad.json").write_text('{"boxes": [1]}')
    done = cli("seed", "apply", "toy", str(tmp_path / "bad.json"), "--session", made, "--mode", "merge", code=2)
    assert "boxes.0" in done.output
    assert orjson.loads(cli("seed", "export", "toy", "--session", made).stdout) == {"boxes": ["main"]}
    assert toy_process.get(f"/s/{made}/toy/boxes/main/widgets")[0] == 200


def test_an_output_that_can_not_be_written_is_named(cli: Cli, tmp_path: Path) -> None:
    target = tmp_path / "none" / "seed.json"
    assert f"{target}: No such file or directory" in cli("seed", "export", "toy", "-o", str(target), code=2).output
