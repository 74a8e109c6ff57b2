"""A pytest plugin that finds in the call logs of a test run what it has proven about each clone's operations."""

import json
import os
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.request import urlopen

import pytest

from clonery.server.cli import proven
from clonery.server.clone import Clone
from clonery.server.coverage import AXES, FILE, coverage
from clonery.server.registry import Registry
from clonery.server.state.log import Line, Log

from .conformance.validity import Validity

ROOT = Path(__file__).resolve().parents[1]
SWITCH = "CLONERY_COVERAGE"
"""Where this is set the run records, and writes what it found if it is a run of all tests and has passed."""
LINES_LIMIT = 5_000
"""Of one session in one test: a test that makes more calls than this proves nothing further."""
NAMES = ("id", "node_id", "sha", "key", "number", "name", "login", "ref", "url")
"""Fields that tell one object from another."""

JsonSchema = dict[str, Any]


class Service(NamedTuple):
    """What a recording needs to know of a vendor: how its SDKs name themselves, the shape that all its errors have."""

    sdks: tuple[str, ...]
    refusal: JsonSchema


def services(folder: Path = ROOT / "tests" / "clones") -> dict[str, Service]:
    """The clones that are recorded: those whose tests hold a service.json."""
    found = {}
    for path in sorted(folder.glob("*/service.json")):
        data = json.loads(path.read_text())
        found[path.parent.name.replace("_", "-")] = Service(tuple(data["sdks"]), data["refusal"])
    return found


Proofs = dict[str, set[str]]


class Findings:
    """What the lines of the logs prove, operation by operation; one bad answer takes a proof away for good."""

    def __init__(self, clone: Clone, service: Service) -> None:
        self.clone = clone
        self.service = service
        self.proofs: Proofs = defaultdict(set)
        self.failures: Proofs = defaultdict(set)
        self._validity = Validity(clone)

    def take(self, lines: list[dict[str, Any]]) -> None:
        """The log of one session, in order."""
        for line in lines:
            operation = self.clone.operations.get(line["operation"])
            if operation is None or line.get("fault"):
                continue
            if 200 <= line["status"] < 300 and not self._refuses(line):
                self._success(line)
            elif line["status"] // 100 in (2, 4):
                self._judge("refusals", line, self._errors(line))
        for name in read_back(lines):
            self.proofs[name].add("state")

    def _refuses(self, line: dict[str, Any]) -> bool:
        """Whether an answer with a good status is an error all the same, as RPC and GraphQL have them."""
        return not self._validity.wrong(self.service.refusal, line["answer"])

    def _success(self, line: dict[str, Any]) -> None:
        if (line.get("client") or "").startswith(self.service.sdks):
            self.proofs[line["operation"]].add("sdk")
        entry = self.clone.operations[line["operation"]].entry
        self._judge("valid", line, entry.get("results", {}).get(str(line["status"])))

    def _errors(self, line: dict[str, Any]) -> JsonSchema:
        entry = self.clone.operations[line["operation"]].entry
        return entry.get("errors", {}).get(str(line["status"])) or self.service.refusal

    def _judge(self, axis: str, line: dict[str, Any], schema: JsonSchema | None) -> None:
        answer = line["answer"]
        if isinstance(answer, dict) and "clonery_left_out_bytes" in answer:
            return
        if schema == {} and answer is not None:
            return  # nothing says what it should be
        fits = schema is not None and not (schema and self._validity.wrong(schema, answer))
        (self.proofs if fits else self.failures)[line["operation"]].add(axis)


def read_back(lines: list[dict[str, Any]]) -> Iterator[str]:
    """The operations whose write a later call of another operation has shown."""
    shown: set[str] = set()
    for number, line in enumerate(lines):
        if line["operation"] in shown or not (200 <= line["status"] < 300) or not line["changed"]:
            continue
        for later in lines[number + 1 : number + 200]:
            if later["clone"] != line["clone"] or later["operation"] == line["operation"] or later["changed"]:
                continue
            if _shows(line, later):
                shown.add(line["operation"])
                yield line["operation"]
                break


def _shows(write: dict[str, Any], read: dict[str, Any]) -> bool:
    if write["method"] == "DELETE":
        return read["path"] == write["path"] and read["status"] in (404, 410)
    if not 200 <= read["status"] < 300:
        return False
    if write["answer"] is None:
        return bool(read["path"] == write["path"])
    objects = list(_objects(read["answer"]))
    return any(_same(made, found) for made in _named(write["answer"]) for found in objects)


def _named(answer: Any) -> list[dict[str, Any]]:
    """The object that a write answered with, or, where that is an envelope, those in it."""
    if not isinstance(answer, dict):
        return []
    if any(name in answer for name in NAMES):
        return [answer]
    return [value for value in answer.values() if isinstance(value, dict) and any(name in value for name in NAMES)]


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for element in value:
            yield from _objects(element)


def _same(made: dict[str, Any], found: dict[str, Any]) -> bool:
    """Whether two JSON objects tell of one thing: they share a name, and agree on three fields or more, times aside."""
    shared = [name for name in made.keys() & found.keys() if not isinstance(made[name], dict | list)]
    shared = [name for name in shared if not name.endswith("_at")]
    return len(shared) >= 3 and any(name in NAMES for name in shared) and all(made[n] == found[n] for n in shared)


class Recorder:
    """Listens to every log that is written in this process, and reads those of farms in others."""

    def __init__(self, recorded: dict[str, Service], registry: Registry) -> None:
        self._findings = {name: Findings(registry.get(name), service) for name, service in recorded.items()}
        self._lines: dict[Any, list[dict[str, Any]]] = defaultdict(list)

    def heard(self, log: Any, line: Line) -> None:
        if line.clone in self._findings and len(self._lines[log]) < LINES_LIMIT:
            answer = json.loads(line.answer) if line.answer else None
            self._lines[log].append({**line._asdict(), "answer": answer, "changed": line.changes})

    def settle(self) -> None:
        """Judge what was heard since the last time: the end of a test."""
        logs, self._lines = self._lines, defaultdict(list)
        for lines in logs.values():
            self.take(lines)

    def take(self, lines: list[dict[str, Any]]) -> None:
        for name, findings in self._findings.items():
            findings.take([line for line in lines if line["clone"] == name])

    def harvest(self, url: str) -> None:
        """The logs of all sessions of a farm that runs at `url`."""
        for session in _get(f"{url}/_clonery/sessions"):
            lines: list[dict[str, Any]] = []
            after = 0
            while page := _get(f"{url}/_clonery/sessions/{session['id']}/calls?after={after}&limit=1000")["calls"]:
                lines += page
                after = page[-1]["number"]
            self.take(lines)

    @property
    def state(self) -> dict[str, list[dict[str, list[str]]]]:
        """What was found, as JSON: per clone the proofs and the failures."""
        return {
            name: [{of: sorted(axes) for of, axes in part.items()} for part in (found.proofs, found.failures)]
            for name, found in self._findings.items()
        }

    def add(self, state: dict[str, list[dict[str, list[str]]]]) -> None:
        """What another process of the same run has found."""
        for name, parts in state.items():
            found = self._findings[name]
            for mine, theirs in zip((found.proofs, found.failures), parts, strict=True):
                for operation, axes in theirs.items():
                    mine[operation] |= set(axes)

    def write(self, root: Path = ROOT) -> list[str]:
        """Write each clone's figures and page; the operations whose answers did not fit, with what was wrong."""
        wrong = []
        for name, found in self._findings.items():
            proofs = {of: sorted(axes - found.failures[of], key=AXES.index) for of, axes in found.proofs.items()}
            lines = [f"{json.dumps(of)}:{json.dumps(axes)}" for of, axes in sorted(proofs.items()) if axes]
            text = "{" + f'"clone":"{name}","format":1,"operations":{{\n' + ",\n".join(lines) + "\n}}\n"
            (root / "tool_specs" / name / FILE).write_text(text)
            page = root / "docs" / "clones" / f"{name}.md"
            page.parent.mkdir(exist_ok=True)
            page.write_text(proven.page(name, found.clone.title, coverage(found.clone)))
            wrong += [f"{name} {of}: {', '.join(sorted(axes))}" for of, axes in sorted(found.failures.items()) if axes]
        return wrong


def _get(url: str) -> Any:
    with urlopen(url, timeout=10) as answer:
        return json.load(answer)


recorder: Recorder | None = None


def harvest(url: str) -> None:
    """To be called by every fixture that ends a farm process: its logs count, if this run records."""
    if recorder is not None:
        recorder.harvest(url)


def pytest_configure(config: pytest.Config) -> None:
    global recorder
    if os.environ.get(SWITCH):
        recorded = services()
        recorder = Recorder(recorded, Registry(tuple(recorded)))
        config.add_cleanup(_listen(recorder))


def _listen(listener: Recorder) -> Callable[[], None]:
    patch = pytest.MonkeyPatch()
    write = Log.write

    def heard(self: Log, line: Line) -> None:
        write(self, line)
        listener.heard(self, line)

    patch.setattr(Log, "write", heard)
    return patch.undo


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    if recorder is not None:
        recorder.settle()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    if recorder is not None:
        recorder.add(node.workeroutput.get(SWITCH, {}))


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    if recorder is None:
        return
    config = session.config
    whole = config.args == config.getini("testpaths") and not config.option.keyword
    if hasattr(config, "workeroutput"):
        config.workeroutput[SWITCH] = recorder.state
    elif exitstatus == 0 and whole:
        for wrong in recorder.write():
            print(f"\nnot proven: {wrong}", end="")
