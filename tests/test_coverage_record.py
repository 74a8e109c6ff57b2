"""What a test run proves, found in the lines of call logs."""

import json
from pathlib import Path
from typing import Any

import pytest

from clonery.server.clone import Clone
from clonery.server.farm import Farm
from clonery.server.settings import Settings

from . import coverage_record
from .coverage_record import Findings, Recorder, Service, read_back

BOX = {"type": "object", "required": ["id", "name"], "properties": {"id": {"type": "integer"}}}
ERROR = {"type": "object", "required": ["error"]}


@pytest.fixture
def toy() -> Clone:
    """The toy, with schemas for what two of its operations answer."""
    clone = Farm(Settings(clones=("toy",), clones_folder=Path(__file__).parent / "toys")).clone("toy")
    for name, more in (
        ("box/create", {"results": {"201": BOX}}),
        ("widget/get", {"errors": {"404": {"type": "null"}}}),
    ):
        operation = clone.operations[name]
        operation.entry = {**operation.entry, **more}
    return clone


def line(operation: str, status: int = 200, answer: Any = None, **more: Any) -> dict[str, Any]:
    """A line of a call log."""
    made = {"clone": "toy", "method": "GET", "path": "/", "changed": [], "client": "curl/8", "fault": None}
    return {**made, "operation": operation, "status": status, "answer": answer, **more}


def found(clone: Clone, *lines: dict[str, Any]) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    findings = Findings(clone, Service(("Toy-SDK/",), ERROR))
    findings.take(list(lines))
    return (
        {name: axes for name, axes in findings.proofs.items() if axes},
        {name: axes for name, axes in findings.failures.items() if axes},
    )


def test_an_sdk_is_known_by_its_name(toy: Clone) -> None:
    called = line("widget/list", client="Toy-SDK/2 Python/3.11")
    assert found(toy, called) == ({"widget/list": {"sdk"}}, {})
    assert found(toy, line("widget/list", client=None)) == ({}, {})
    assert found(toy, {**called, "status": 404, "answer": {"error": {}}}) == ({"widget/list": {"refusals"}}, {})


def test_answers_are_held_against_their_schema(toy: Clone) -> None:
    good, bad = line("box/create", 201, {"id": 1, "name": "a"}), line("box/create", 201, {"id": "1"})
    assert found(toy, good) == ({"box/create": {"valid"}}, {})
    assert found(toy, good, bad) == ({"box/create": {"valid"}}, {"box/create": {"valid"}})
    assert found(toy, line("box/create", 200, {})) == ({}, {"box/create": {"valid"}})  # a status that nobody declared
    assert found(toy, line("box/delete", 204)) == ({"box/delete": {"valid"}}, {})
    assert found(toy, line("box/create", 201, {"clonery_left_out_bytes": 9})) == ({}, {})


def test_refusals_are_held_against_the_entry_else_the_vendors_envelope(toy: Clone) -> None:
    assert found(toy, line("widget/get", 404, {"error": 1})) == ({}, {"widget/get": {"refusals"}})
    assert found(toy, line("widget/get", 401, {"error": 1})) == ({"widget/get": {"refusals"}}, {})
    assert found(toy, line("widget/get", 401, {"oops": 1})) == ({}, {"widget/get": {"refusals"}})
    assert found(toy, line("widget/get", 500, {"oops": 1})) == ({}, {})


def test_a_fault_and_an_unknown_operation_prove_nothing(toy: Clone) -> None:
    assert found(toy, line("box/delete", 204, fault="f1"), line("", 404, {"error": 1})) == ({}, {})


def wrote(answer: Any, method: str = "POST", path: str = "/boxes") -> dict[str, Any]:
    return line("box/create", 201, answer, method=method, path=path, changed=[1])


@pytest.mark.parametrize(
    ("write", "read", "proven"),
    [
        (wrote({"id": 1, "name": "a", "size": 3}), {"id": 1, "name": "a", "size": 3, "more": 4}, True),
        (wrote({"id": 1, "name": "a", "size": 3}), [{"id": 2}, {"id": 1, "name": "a", "size": 3}], True),
        (wrote({"id": 1, "name": "a", "size": 3}), {"items": [{"id": 1, "name": "a", "size": 3}]}, True),
        (wrote({"ok": True, "box": {"id": 1, "name": "a", "size": 3}}), {"id": 1, "name": "a", "size": 3}, True),
        (wrote({"id": 1, "name": "a", "size": 3, "updated_at": "1"}), {"id": 1, "name": "a", "size": 3, "updated_at": "2"}, True),
        (wrote({"id": 1, "name": "a", "size": 3}), {"id": 1, "name": "a", "size": 4}, False),
        (wrote({"id": 1, "name": "a", "size": 3}), {"id": 1, "name": "a"}, False),
        (wrote({"a": 1, "b": 2, "c": 3}), {"a": 1, "b": 2, "c": 3}, False),
        (wrote({"id": 1, "owner": {"id": 5, "login": "x", "url": "u"}}), {"id": 5, "login": "x", "url": "u"}, False),
    ],
)  # fmt: skip
def test_a_write_is_read_back_where_a_later_call_shows_the_same(write: Any, read: Any, proven: bool) -> None:
    assert list(read_back([write, line("box/get", 200, read)])) == ["box/create"] * proven
    assert list(read_back([line("box/get", 200, read), write])) == []
    assert list(read_back([write, line("box/get", 404, read)])) == []
    assert list(read_back([write, line("box/create", 200, read)])) == []
    assert list(read_back([write, line("box/update", 200, read, changed=[1])])) == []


def test_what_answers_nothing_is_read_back_at_its_path() -> None:
    put = wrote(None, "PUT", "/stars/1")
    assert list(read_back([put, line("star/get", 204, path="/stars/1")])) == ["box/create"]
    assert list(read_back([put, line("star/get", 204, path="/stars/2")])) == []
    gone = wrote(None, "DELETE", "/stars/1")
    assert list(read_back([gone, line("star/get", 404, path="/stars/1")])) == ["box/create"]
    assert list(read_back([gone, line("star/get", 200, path="/stars/1")])) == []


def test_the_figures_of_all_processes_are_written_with_the_page(tmp_path: Path) -> None:
    (tmp_path / "tool_specs" / "github").mkdir(parents=True)
    (tmp_path / "docs").mkdir()
    one, other = Recorder(), Recorder()
    other.take([{**line("issues/get", 200, {}, client="PyGithub/Python"), "clone": "github"}])
    state = json.loads(json.dumps(other.state))
    state["github"][0]["issues/create"] = ["state", "sdk"]
    one.add(state)
    assert one.write(tmp_path) == ["github issues/get: valid"]
    written = json.loads((tmp_path / "tool_specs" / "github" / "coverage.json").read_text())
    assert written == {
        "clone": "github", "format": 1, "operations": {"issues/create": ["sdk", "state"], "issues/get": ["sdk"]},
    }  # fmt: skip
    assert "| issues/create | `POST /repos/{owner}/{repo}/issues` |" in (tmp_path / "docs/clones/github.md").read_text()


def test_logs_of_this_process_are_heard_and_those_of_another_read(monkeypatch: pytest.MonkeyPatch) -> None:
    recorder = Recorder()
    undo = coverage_record._listen(recorder)
    try:
        farm = Farm(Settings(clones=("github",)))
        session = farm.create()
        from clonery.server import perform
        from clonery.server.request import Request

        agent = {"user-agent": "PyGithub/Python"}
        perform.rest(farm, session, farm.clone("github"), Request("GET", "/user", headers=agent))
    finally:
        undo()
    recorder.settle()
    assert recorder.state["github"][0]["users/get-authenticated"] == ["refusals"]
    pages = {
        "http://farm/_clonery/sessions": [{"id": "a"}],
        "http://farm/_clonery/sessions/a/calls?after=0&limit=1000": {
            "calls": [{**line("users/get-authenticated", 200, {}, client="PyGithub/x"), "clone": "github", "number": 7}]
        },
        "http://farm/_clonery/sessions/a/calls?after=7&limit=1000": {"calls": []},
    }
    monkeypatch.setattr(coverage_record, "_get", pages.__getitem__)
    monkeypatch.setattr(coverage_record, "recorder", recorder)
    coverage_record.harvest("http://farm")
    assert recorder.state["github"][0]["users/get-authenticated"] == ["refusals", "sdk"]
    assert recorder.state["github"][1]["users/get-authenticated"] == ["valid"]
