"""What a test run proves, found in the lines of call logs."""

import json
from pathlib import Path
from typing import Any

import pytest

from clonery.server import perform
from clonery.server.clone import Clone
from clonery.server.farm import Farm
from clonery.server.registry import Registry
from clonery.server.request import Request
from clonery.server.settings import Settings

from . import coverage_record
from .coverage_record import Findings, Recorder, Service, read_back

TOYS = Path(__file__).parent / "toys"
BOX = {"type": "object", "required": ["id", "name"], "properties": {"id": {"type": "integer"}}}
ERROR = {"type": "object", "required": ["error"]}


@pytest.fixture
def toy() -> Clone:
    """The toy, with schemas for what two of its operations answer."""
    clone = Registry(("toy",), TOYS).get("toy")
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
    called = line("widget/list", 200, [], client="Toy-SDK/2 Python/3.11")
    assert found(toy, called) == ({"widget/list": {"sdk"}}, {})
    assert found(toy, line("widget/list", 200, [], client=None)) == ({}, {})
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
        (wrote({"id": 1, "a": 2, "b": 3, "set_at": "1"}), {"id": 1, "a": 2, "b": 3, "set_at": "2"}, True),
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


def test_a_clone_is_recorded_where_its_tests_describe_the_service(tmp_path: Path) -> None:
    (tmp_path / "two_words").mkdir()
    (tmp_path / "other").mkdir()
    (tmp_path / "two_words" / "service.json").write_text('{"sdks": ["Toy/", "toy-js"], "refusal": {"type": "object"}}')
    assert coverage_record.services(tmp_path) == {"two-words": Service(("Toy/", "toy-js"), {"type": "object"})}
    assert coverage_record.services()["github"].sdks == ("PyGithub/", "octokit")


@pytest.fixture
def recorder() -> Recorder:
    return Recorder({"toy": Service(("Toy-SDK/",), ERROR)}, Registry(("toy",), TOYS))


def test_the_figures_of_all_processes_are_written_with_the_page(recorder: Recorder, tmp_path: Path) -> None:
    (tmp_path / "tool_specs" / "toy").mkdir(parents=True)
    (tmp_path / "docs").mkdir()
    recorder.take([line("widget/get", 404, {"oops": 1}), line("widget/get", client="Toy-SDK/1")])
    state = json.loads(json.dumps(recorder.state))
    assert state == {"toy": [{"widget/get": ["sdk", "valid"]}, {"widget/get": ["refusals"]}]}
    state["toy"][0]["box/create"] = ["state", "sdk"]
    recorder.add(state)
    assert recorder.write(tmp_path) == ["toy widget/get: refusals"]
    written = json.loads((tmp_path / "tool_specs" / "toy" / "coverage.json").read_text())
    assert written == {
        "clone": "toy", "format": 1, "operations": {"box/create": ["sdk", "state"], "widget/get": ["sdk", "valid"]},
    }  # fmt: skip
    assert "| box/create | `POST /boxes` |" in (tmp_path / "docs" / "clones" / "toy.md").read_text()


def test_logs_of_this_process_are_heard(recorder: Recorder) -> None:
    undo = coverage_record._listen(recorder)
    try:
        farm = Farm(Settings(clones=("toy",), clones_folder=TOYS))
        headers = {"user-agent": "Toy-SDK/1", "authorization": "Bearer toy_default"}
        for path in ("/boxes/main/widgets", "/boxes/none/widgets"):
            perform.rest(farm, farm.create(), farm.clone("toy"), Request("GET", path, headers=headers))
    finally:
        undo()
    recorder.settle()
    assert recorder.state == {"toy": [{"widget/list": ["refusals", "sdk"]}, {}]}


def test_logs_of_another_process_are_read(recorder: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    called = {**line("box/delete", 204, client="Toy-SDK/1"), "number": 7}
    pages = {
        "http://farm/_clonery/sessions": [{"id": "a"}],
        "http://farm/_clonery/sessions/a/calls?after=0&limit=1000": {"calls": [called]},
        "http://farm/_clonery/sessions/a/calls?after=7&limit=1000": {"calls": []},
    }
    monkeypatch.setattr(coverage_record, "_get", pages.__getitem__)
    coverage_record.harvest("http://farm")  # this run may not record: then nothing is read
    monkeypatch.setattr(coverage_record, "recorder", recorder)
    coverage_record.harvest("http://farm")
    assert recorder.state == {"toy": [{"box/delete": ["sdk", "valid"]}, {}]}
