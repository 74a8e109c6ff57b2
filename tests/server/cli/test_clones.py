"""`clonery env`, `clones`, `tools`, `coverage` and `mcp`."""

import os
import subprocess

import orjson
import pytest

from .conftest import CLONERY, Cli, FarmProcess


def test_env_prints_what_a_shell_takes(cli: Cli, toy_process: FarmProcess, session: str) -> None:
    assert cli("env", "toy").stdout == f"export TOY_URL={toy_process.url}/toy\nexport TOY_TOKEN=toy_default\n"
    printed = cli("env", "toy", "--session", session).stdout
    script = f'{printed}echo "$TOY_URL $TOY_TOKEN"'
    shell = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=True)
    assert shell.stdout == f"{toy_process.url}/s/{session}/toy toy_default\n"
    assert orjson.loads(cli("env", "toy", "--json").stdout) == {
        "TOY_URL": f"{toy_process.url}/toy", "TOY_TOKEN": "toy_default",
    }  # fmt: skip


def test_env_refuses_what_is_not_there(cli: Cli) -> None:
    assert "session 'default' has no clone 'tow'; did you mean 'toy'?" in cli("env", "tow", code=2).output
    assert "there is no session 'none'" in cli("env", "toy", "--session", "none", code=2).output


def test_env_starts_fast(toy_process: FarmProcess) -> None:
    environment = {**os.environ, "CLONERY_URL": toy_process.url}
    before = os.times()
    subprocess.run([CLONERY, "env", "toy"], env=environment, check=True, capture_output=True)
    after = os.times()
    # Processor time: it is what the clock says on a quiet machine, and this one may be busy with other tests.
    assert after.children_user + after.children_system - before.children_user - before.children_system < 0.3


def test_clones_lists_them(cli: Cli, toy_process: FarmProcess) -> None:
    rows = [line.split() for line in cli("clones").stdout.splitlines()]
    assert rows[0] == ["CLONE", "TITLE", "WRITTEN", "GENERIC", "REFUSED", "ADDRESS"]
    assert rows[1][:2] == ["toy", "Toy"]
    assert rows[1][-1] == f"{toy_process.url}/toy"
    (found,) = orjson.loads(cli("clones", "--json").stdout)
    assert (found["name"], found["token"], found["operations"]["refused"]) == ("toy", "toy_default", 1)


def test_tools_lists_what_mcp_clients_see(cli: Cli) -> None:
    found = orjson.loads(cli("tools", "toy", "--json").stdout)
    names = [tool["name"] for tool in found]
    assert names
    assert [line.split()[0] for line in cli("tools", "toy").stdout.splitlines()[1:]] == names
    assert "unknown clone 'tow'" in cli("tools", "tow", code=2).output


def test_coverage_counts_clones_and_lists_operations(cli: Cli) -> None:
    head, row = (line.split() for line in cli("coverage").stdout.splitlines())
    assert head == ["CLONE", "WRITTEN", "GENERIC", "REFUSED", "SDK", "VALID", "REFUSALS", "STATE", "RECORDED"]
    operations = [line.split()[:2] for line in cli("coverage", "toy").stdout.splitlines()[1:]]
    assert ["box/create", "written"] in operations
    assert ["gadget/refused", "refused"] in operations
    assert int(row[1]) == len([name for name, state in operations if state == "written"])
    whole = orjson.loads(cli("coverage", "toy", "--json").stdout)
    assert sorted(made["name"] for made in whole["operations"]) == sorted(name for name, _ in operations)
    assert orjson.loads(cli("coverage", "--json").stdout) == {"toy": whole}


def test_coverage_prints_the_page_of_a_clone(cli: Cli) -> None:
    page = cli("coverage", "toy", "--markdown").stdout
    assert page.startswith("# Toy\n")
    assert "- gadget/refused (`POST /gadgets/spin`): it would need a motor\n" in page
    assert "--markdown prints the page of one clone" in cli("coverage", "--markdown", code=2).output


def test_without_a_farm_one_in_this_process_answers(alone: Cli) -> None:
    found = orjson.loads(alone("clones", "--json").stdout)
    assert "github" in [made["name"] for made in found]
    assert "issues/create" in alone("coverage", "github").stdout
    assert "issues/create-comment" in alone("tools", "github").stdout
    assert "unknown clone 'gitub'; did you mean 'github'" in alone("coverage", "gitub", code=2).output


def speak(*arguments: str, **environment: str) -> list[dict[str, object]]:
    """The answers of `clonery mcp` to a handshake and a question for its tools."""
    messages = [
        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
            "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"},
        }},
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {"jsonrpc": "2.0", "id": 2, "method": "tools/list"},
    ]  # fmt: skip
    lines = b"".join(orjson.dumps(message) + b"\n" for message in messages)
    done = subprocess.run(
        [CLONERY, "mcp", *arguments], input=lines, capture_output=True, timeout=60, env={**os.environ, **environment}
    )
    assert done.returncode == 0, done.stderr.decode()
    return [orjson.loads(line) for line in done.stdout.splitlines()]


def test_mcp_relays_to_the_farm_that_runs(toy_process: FarmProcess, session: str, cli: Cli) -> None:
    first, second = speak("toy", "--session", session, CLONERY_URL=toy_process.url)
    assert first["id"] == 1
    listed = second["result"]
    assert isinstance(listed, dict)
    assert [tool["name"] for tool in listed["tools"]] == [
        tool["name"] for tool in orjson.loads(cli("tools", "toy", "--json").stdout)
    ]


@pytest.mark.parametrize(
    ("arguments", "said"), [(("tow",), "toy"), (("toy", "--session", "none"), "no session 'none'")]
)
def test_mcp_refuses_what_is_not_there(toy_process: FarmProcess, arguments: tuple[str, ...], said: str) -> None:
    environment = {**os.environ, "CLONERY_URL": toy_process.url}
    done = subprocess.run([CLONERY, "mcp", *arguments], input=b"", capture_output=True, timeout=60, env=environment)
    assert done.returncode == 2
    assert said in done.stderr.decode()


def test_mcp_does_not_replace_a_farm_that_was_named() -> None:
    environment = {**os.environ, "CLONERY_URL": "http://127.0.0.1:1"}
    done = subprocess.run([CLONERY, "mcp"], input=b"", capture_output=True, timeout=60, env=environment)
    assert done.returncode == 2
    assert "no farm answers at http://127.0.0.1:1" in done.stderr.decode()
