"""The example agents, against the demonstration's scenario: each of them passes it."""

import json
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from clonery.farm import Farm
from clonery.runs import artifacts, batch
from clonery.runs.harness import Harness
from clonery.runs.run import Options
from clonery.runs.scenario import read

from ..runs.conftest import hub

__all__ = ["hub"]
PACKAGE = Path(__file__).resolve().parents[2] / "src" / "clonery"
AGENTS = PACKAGE / "agents"


def played(farm: Farm, folder: Path, *command: str, **env: str) -> dict[str, Any]:
    """The demonstration's run by that agent."""
    id, kept = artifacts.begin(folder / "runs")
    options = Options(Harness((sys.executable, *command), folder, env=env), model="m")
    made = batch.prepare_all(farm, [read(PACKAGE / "scenarios" / "demo.md", farm.clones)], options, kept, id)
    batch.run_all(made, 1, lambda prepared, run: None)
    (run,) = batch.result(made)["scenarios"][0]["runs"]
    return {**run, "folder": made.prepared[0].folder.path / "1"}


def test_the_scripted_agent_passes_and_its_careless_brother_does_not(hub: Farm, tmp_path: Path) -> None:
    scripted = AGENTS / "scripted"
    good = played(hub, tmp_path, str(scripted / "agent.py"), str(scripted / "demo-careful.json"))
    assert (good["status"], good["score"], good["problem"]) == ("passed", 100, "")
    bad = played(hub, tmp_path, str(scripted / "agent.py"), str(scripted / "demo-careless.json"))
    assert (bad["status"], bad["problem"]) == ("failed", "")


def test_the_scripted_agent_uses_tools_and_stops_at_a_refusal(hub: Farm, tmp_path: Path) -> None:
    steps = [
        {"clone": "github", "tool": "issue_read", "arguments": {
            "method": "get", "owner": "acme", "repo": "webapp", "issue_number": 2}, "as": "it"},
        {"say": "{{it.title}}: {{task}}"},
        {"clone": "github", "call": "GET /nowhere"},
    ]  # fmt: skip
    (tmp_path / "steps.json").write_text(json.dumps(steps[:2]))
    agent = str(AGENTS / "scripted" / "agent.py")
    assert played(hub, tmp_path, agent, "steps.json")["answer"].startswith("Add a dark theme: In the repository")
    (tmp_path / "steps.json").write_text(json.dumps(steps))
    assert "was refused with 404" in played(hub, tmp_path, agent, "steps.json")["problem"]


def test_pygithub_is_pointed_at_the_clone_by_its_variables(hub: Farm, tmp_path: Path) -> None:
    run = played(hub, tmp_path, str(AGENTS / "pygithub" / "agent.py"))
    assert (run["status"], run["problem"]) == ("passed", "")


@pytest.fixture
def model() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """An endpoint that plays a model: one tool after the other, then an answer; and what it was asked."""
    where = {"owner": "acme", "repo": "webapp", "issue_number": 2}
    moves = [
        ("github__add_issue_comment", {**where, "body": "The team decided against a dark theme."}),
        ("github__issue_write", {**where, "method": "update", "labels": ["enhancement", "stale"], "state": "closed"}),
    ]
    asked: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
            message: dict[str, Any] = {"role": "assistant", "content": "Closed."}
            if len(asked) <= len(moves):
                name, arguments = moves[len(asked) - 1]
                call = {"name": name, "arguments": json.dumps(arguments)}
                message["tool_calls"] = [{"id": f"c{len(asked)}", "type": "function", "function": call}]
            text = json.dumps({"choices": [{"message": message}]}).encode()
            self.send_response(200)
            self.send_header("content-length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/v1", asked
        server.shutdown()


def test_the_chat_agent_works_through_mcp(hub: Farm, tmp_path: Path, model: tuple[str, list[dict[str, Any]]]) -> None:
    url, asked = model
    run = played(hub, tmp_path, str(AGENTS / "openai_mcp" / "agent.py"), OPENAI_BASE_URL=url, OPENAI_API_KEY="k")
    assert (run["status"], run["problem"], run["answer"]) == ("passed", "", "Closed.")
    assert "github__issue_write" in [tool["function"]["name"] for tool in asked[0]["tools"]]
    assert asked[-1]["messages"][-1]["role"] == "tool"
    calls = artifacts.Folder(run["folder"]).read("calls.json")
    assert {line["door"] for line in calls} == {"mcp"}
