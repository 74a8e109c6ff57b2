"""Harnesses: how they are named and described, and what they are given."""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from clonery.farm import Farm
from clonery.runs import harness as harnesses
from clonery.runs.harness import Harness, HarnessError
from clonery.session import Session


@pytest.fixture(scope="module")
def farm() -> Iterator[Farm]:
    with Farm("github", "google-workspace").serve() as farm:
        yield farm


@pytest.fixture
def session(farm: Farm) -> Session:
    return farm.create()


def given(harness: Harness, session: Session) -> dict[str, str]:
    return harnesses.surroundings(
        harness, session, task="do it", model="m-1", run_id="r-1", clones=session.clones, mcp_file=Path("mcp.json")
    )


def test_a_command_is_split_as_a_shell_would(tmp_path: Path) -> None:
    assert harnesses.parse("python 'my agent.py' --x 1", tmp_path).command == ("python", "my agent.py", "--x", "1")
    assert harnesses.parse("python agent.py steps.json", tmp_path).command[-1] == "steps.json"
    with pytest.raises(HarnessError, match="can't be read: No closing quotation"):
        harnesses.parse("python 'agent", tmp_path)
    with pytest.raises(HarnessError, match="empty"):
        harnesses.parse(" ", tmp_path)


@pytest.mark.parametrize("name", harnesses.MANIFESTS)
def test_a_manifest_is_read_as_it_is(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEVEL", "high")
    (tmp_path / "one.md").write_text("First.\n")
    (tmp_path / "two.md").write_text("Second.\n")
    local = {"command": "node", "args": ["agent.mjs", "${LEVEL}"], "env": {"L": "is ${LEVEL}", "N": "${NONE}"}}
    document = {"version": 1, "defaultModel": "m-9", "promptFiles": ["one.md", "two.md"], "local": local}
    (tmp_path / name).write_text(json.dumps(document))
    for made in (harnesses.manifest(tmp_path), harnesses.parse(".", tmp_path), harnesses.parse(name, tmp_path)):
        assert made is not None
        assert made.command == ("node", "agent.mjs", "high")
        assert (made.cwd, made.model, made.env) == (tmp_path, "m-9", {"L": "is high", "N": ""})
        assert made.task("Do it.") == "First.\n\nSecond.\n\nDo it."


@pytest.mark.parametrize(
    "said",
    [{"local": {"command": "node a.mjs"}}, {"command": "node", "args": ["a.mjs"]}, {"local": "node a.mjs"},
     "node a.mjs", "mine", "mine/harness.json"],
)  # fmt: skip
def test_the_older_place_in_package_json(tmp_path: Path, said: object) -> None:
    assert harnesses.manifest(tmp_path) is None
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "harness.json").write_text(json.dumps({"version": 1, "command": "node a.mjs"}))
    (tmp_path / "package.json").write_text(json.dumps({"archal": {"harness": said}}))
    made = harnesses.manifest(tmp_path)
    assert made is not None
    assert made.command == ("node", "a.mjs")


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ({"version": 2}, "version 2 is unknown"),
        ({"version": 1}, "local with a command is missing"),
        ({"local": {"command": ""}}, "a harness is a command's text"),
        ({"local": {"command": "x", "args": "y"}}, "args is a list of texts"),
        ({"local": {"command": "x", "env": ["y"]}}, "env is an object"),
        ({"local": {"command": "x"}, "promptFiles": ["gone.md"]}, "gone.md, which is not there"),
        ([], "not an object"),
    ],
)
def test_a_wrong_manifest_names_the_place(document: object, said: str, tmp_path: Path) -> None:
    (tmp_path / "harness.json").write_text(json.dumps(document))
    with pytest.raises(HarnessError, match=f"harness.json.*{said}"):
        harnesses.manifest(tmp_path)


def test_a_folder_without_a_manifest_is_refused(tmp_path: Path) -> None:
    with pytest.raises(HarnessError, match=r"neither archal-harness\.json nor harness\.json"):
        harnesses.parse(".", tmp_path)
    with pytest.raises(HarnessError, match="No such file"):
        harnesses.parse("gone.json", tmp_path)


def test_a_harness_gets_task_model_addresses_and_tokens(session: Session) -> None:
    made = given(Harness(("x",), Path()), session)
    hub = session["github"]
    assert (made["AGENT_TASK"], made["AGENT_MODEL"]) == ("do it", "m-1")
    assert json.loads(made["AGENT_CLONE_URLS"]) == {name: session[name].url for name in session.clones}
    assert json.loads(made["AGENT_ROUTE_HEADERS"]) == {"X-Clonery-Session": session.id}
    assert (made["GITHUB_TOKEN"], made["GITHUB_API_URL"]) == (hub.token, hub.url)
    assert made["CLONERY_GITHUB_MCP_URL"] == made["CLONERY_GITHUB_URL"] + "/mcp" == hub.mcp
    assert made["CLONERY_GOOGLE_WORKSPACE_TOKEN"] == session["google-workspace"].token
    assert made["CLONERY_SESSION"] == session.id
    assert not any(name.startswith("ARCHAL_") for name in made)


def test_compat_sets_the_older_names(session: Session) -> None:
    made = given(Harness(("x",), Path(), archal=True), session)
    assert (made["ARCHAL_ENGINE_TASK"], made["ARCHAL_ENGINE_MODEL"]) == ("do it", "m-1")
    assert made["ARCHAL_TWIN_NAMES"] == ",".join(session.clones)
    assert json.loads(made["ARCHAL_TWIN_URLS"]) == json.loads(made["AGENT_CLONE_URLS"])
    assert (made["ARCHAL_GITHUB_URL"], made["ARCHAL_GITHUB_BASE_URL"]) == (session["github"].mcp, session["github"].url)
    assert made["ARCHAL_MCP_CONFIG"] == made["CLONERY_MCP_CONFIG"]


def test_no_credential_of_ours_reaches_a_harness(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "AWS_SECRET_ACCESS_KEY": "s",
        "SLACK_TOKEN": "real",
        "GITHUB_TOKEN": "real",
        "MINE": "m",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("OPENAI_API_KEY", "sk-model")
    monkeypatch.setenv("NO_PROXY", "intern")
    made = given(Harness(("x",), Path(), pass_env=("MINE",), env={"EXTRA": "e"}), session)
    assert "real" not in made.values()
    assert "AWS_SECRET_ACCESS_KEY" not in made
    assert (made["OPENAI_API_KEY"], made["MINE"], made["EXTRA"]) == ("sk-model", "m", "e")
    assert made["NO_PROXY"].split(",")[:3] == ["intern", "127.0.0.1", "localhost"]
    assert made["PATH"].split(os.pathsep)[-1] == str(Path(sys.executable).parent)


def test_mcp_clients_get_a_server_for_each_clone(session: Session) -> None:
    made = harnesses.servers(session, ["github"])["mcpServers"]
    bearer = {"Authorization": f"Bearer {session['github'].token}"}
    assert made == {"github": {"type": "http", "url": session["github"].mcp, "headers": bearer}}
