"""`clonery calls`, `fault` and `clock`."""

import os
import signal
import subprocess
from typing import Any

import orjson
import pytest

from .conftest import CLONERY, Cli, FarmProcess


@pytest.fixture
def called(toy_process: FarmProcess, session: str) -> str:
    """A session with three calls: one good, one that finds nothing, one that no operation answers."""
    base = f"/s/{session}/toy"
    assert toy_process.ask("POST", f"{base}/boxes", {"name": "one"}, user_agent="Toy-SDK/1")[0] == 201
    assert toy_process.get(f"{base}/boxes/none/widgets")[0] == 404
    assert toy_process.get(f"{base}/boxed")[0] == 404
    return session


def test_calls_are_told_one_a_line(cli: Cli, called: str) -> None:
    lines = cli("calls", "--session", called).stdout.splitlines()
    assert [line.split(" · ")[0].split() for line in lines] == [
        ["1", "201", "toy", "POST", "/boxes"],
        ["2", "404", "toy", "GET", "/boxes/none/widgets"],
        ["3", "404", "toy", "GET", "/boxed"],
    ]
    assert [line.split(" · ")[1:3] for line in lines] == [
        ["box/create", "ada"], ["widget/list", "ada"], ["no operation", "nobody"],
    ]  # fmt: skip
    assert lines[0].endswith("1 changed")
    assert "nearest: " in lines[2]


def test_calls_are_read_in_part_and_as_json(cli: Cli, called: str) -> None:
    def numbers(*arguments: str) -> list[int]:
        done = cli("calls", "--session", called, "--json", *arguments)
        return [made["number"] for made in orjson.loads(done.stdout)]

    assert numbers() == [1, 2, 3]
    assert numbers("--after", "1") == [2, 3]
    assert numbers("--limit", "2") == [1, 2]
    assert numbers("--after", "3") == []
    (first,) = orjson.loads(cli("calls", "--session", called, "--limit", "1", "--json").stdout)
    assert first["client"] == "Toy-SDK/1"


@pytest.mark.parametrize("ignored", [False, True], ids=["", "behind an ampersand"])
def test_follow_goes_on_until_it_is_stopped(toy_process: FarmProcess, called: str, ignored: bool) -> None:
    command = [CLONERY, "calls", "--session", called, "--follow", "--json"]
    environment = {**os.environ, "CLONERY_URL": toy_process.url, "PYTHONUNBUFFERED": "1"}
    before = signal.signal(signal.SIGINT, signal.SIG_IGN if ignored else signal.default_int_handler)
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    signal.signal(signal.SIGINT, before)
    with process as follower:
        assert follower.stdout is not None
        seen = [orjson.loads(follower.stdout.readline())["number"] for _ in range(3)]
        assert toy_process.get(f"/s/{called}/toy/boxes/main/widgets")[0] == 200
        seen.append(orjson.loads(follower.stdout.readline())["number"])
        follower.send_signal(signal.SIGINT)
        assert follower.wait(10) == 0
    assert seen == [1, 2, 3, 4]


def test_a_fault_is_added_listed_and_cleared(cli: Cli, toy_process: FarmProcess, session: str) -> None:
    at = ("--session", session)
    answer = ("--status", "418", "--body", '{"tea": 1}', "--header", "X-Pot=yes")
    id = cli("fault", "add", "toy", *at, "--path", "/boxes/*", *answer, "--count", "1").stdout.strip()
    assert toy_process.get(f"/s/{session}/toy/boxes/main/widgets") == (418, {"tea": 1})
    assert toy_process.get(f"/s/{session}/toy/boxes/main/widgets")[0] == 200
    rows = [line.split() for line in cli("fault", "list", *at).stdout.splitlines()]
    assert rows == [
        ["ID", "CLONE", "KIND", "STATUS", "OPERATION", "METHOD", "PATH", "COUNT", "PROBABILITY", "FIRED"],
        [id, "toy", "status", "418", "/boxes/*", "1", "1.0", "1"],
    ]
    assert "fault " + id in cli("calls", *at).stdout
    other = orjson.loads(cli("fault", "add", "toy", *at, "--kind", "delay", "--delay-ms", "5", "--json").stdout)
    assert (other["kind"], other["delay_ms"]) == ("delay", 5)
    cli("fault", "clear", id, *at)
    assert [made["id"] for made in orjson.loads(cli("fault", "list", *at, "--json").stdout)] == [other["id"]]
    cli("fault", "clear", *at)
    assert cli("fault", "list", *at).stdout == ""


def test_a_body_that_is_no_json_is_sent_as_text(cli: Cli, session: str) -> None:
    made = cli("fault", "add", "toy", "--session", session, "--status", "502", "--body", "<html>", "--json")
    assert orjson.loads(made.stdout)["body"] == "<html>"


@pytest.mark.parametrize("wrong", [("--kind", "flood"), ("--status", "9"), ("--probability", "2"), ("--header", "x")])
def test_a_wrong_fault_is_refused(cli: Cli, session: str, wrong: tuple[str, ...]) -> None:
    done = cli("fault", "add", "toy", "--session", session, *wrong, code=2)
    assert wrong[0].removeprefix("--") in done.output.lower()


def test_the_clock_is_read_and_moved(cli: Cli) -> None:
    created = cli("session", "create", "--clock", "2026-01-01T00:00:00Z", "--json").stdout
    at = ("--session", orjson.loads(created)["id"])

    def shown(*arguments: str) -> Any:
        return orjson.loads(cli("clock", *arguments, *at, "--json").stdout)

    assert shown("show")["mode"] == "virtual"
    assert shown("advance", "1h30m")["now"].startswith("2026-01-01T01:30:00")
    assert shown("set", "2026-02-01T00:00:00Z")["now"].startswith("2026-02-01T00:00:00")
    assert cli("clock", "show", *at).stdout == f"{shown('show')['now']} (virtual)\n"
    assert "'soon' is no span of time" in cli("clock", "advance", "soon", *at, code=2).output
    assert "'later' is no time" in cli("clock", "set", "later", *at, code=2).output
