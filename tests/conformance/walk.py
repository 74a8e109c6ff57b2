"""Walks every operation of a clone in a seeded session and validates each answer against its published schema."""

from __future__ import annotations

from typing import Any, Protocol

from tests.clones.envelopes import ENVELOPES

from clonery.server.clone import Clone
from clonery.server.operation import REFUSED, Operation
from clonery.server.problems import Problem
from clonery.server.request import Answer
from clonery.server.state.record import Record

from . import proof, steps
from .ground import Ground
from .report import Report
from .validity import Validity

NO_CONTENT = 204
WRITES = ("create", "update", "replace", "delete", "act", "write_singleton", "upload")


class Walk(Ground):
    """Calls the operations of one clone, one after the other."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.validity = Validity(self.clone)

    def run(self, step: int = 1) -> Report:
        """Walk every operation, or each `step`th."""
        report = Report(self.clone.name)
        for operation in list(self.clone.operations.values())[::step]:
            if operation.entry.get("public"):
                continue  # it asks for an app's secret and somebody's consent: tests/clones/*/test_consent.py
            if "http" in operation.entry or "rpc" in operation.entry:
                report.operations += 1
                self._visit(operation, report)
                self.renew()
        return report

    def _visit(self, operation: Operation, report: Report) -> None:
        effect = operation.entry.get("effect")
        if operation.fidelity == REFUSED or effect is None:
            report.refused[operation.name] = operation.reason
            return
        try:
            above, item = self.prepared(operation, effect)
            arguments = self.arguments(operation, above, item)
        except Problem as problem:
            report.failures.append((operation.name, 0, f"nothing to call it with: {problem!r} {problem.details}"))
            return
        except AssertionError as refused:
            report.failures.append((operation.name, 0, str(refused)))
            return
        above, item = self.named(operation, arguments, above, item)
        before = self.last(effect["kind"])
        answer = self.call(operation, arguments, steps.token(self, operation.name))
        headers = dict(answer.headers)
        if headers.get("X-Clonery-Fidelity") == REFUSED:
            report.refused[operation.name] = headers.get("X-Clonery-Hint", "")
            return
        if checked(self, operation, answer, report):
            return
        if steps.refused(answer):
            report.failures.append((operation.name, answer.status, answer.body.decode("utf-8", "replace")[:300]))
            return
        report.answered += 1
        wrong = self.wrong(operation, answer)
        if wrong:
            report.failures.append((operation.name, answer.status, wrong))
        else:
            report.valid += 1
        if effect["verb"] in WRITES:
            self._prove(operation, report, above, item or self.newest(effect["kind"], before), arguments)

    def _prove(
        self, operation: Operation, report: Report, above: list[Record], item: Record | None, arguments: dict[str, Any]
    ) -> None:
        proven = proof.proven(self, operation, above, item, arguments)
        if proven is not None:
            report.writes += 1
            report.stateful += proven
            if not proven:
                report.unread.append(operation.name)

    def wrong(self, operation: Operation, answer: Answer) -> str:
        """What of an answer its schema does not take; "" for a good one."""
        results = operation.entry.get("results", {})
        schema = results.get(str(answer.status), results.get("default"))
        if not schema or not answer.json or answer.status == NO_CONTENT:
            return ""  # HTTP has no body there, whatever a description says
        return self.validity.wrong(schema, answer.data)[:300]


class Walker(Protocol):
    """What checks a refusal: the clone that is walked, its examples, its schemas."""

    clone: Clone
    examples: dict[str, str]
    validity: Validity


def checked(walker: Walker, operation: Operation, answer: Answer, report: Report) -> bool:
    """Whether the operation's example expects a refusal; the answer is then a checked one or a failure."""
    expected = steps.expected(walker.examples, operation.name)
    if expected is None:
        return False
    wrong = expected.wrong(answer) or misworded(walker, operation, answer)
    if wrong:
        report.failures.append((operation.name, answer.status, wrong))
    else:
        report.checked[operation.name] = expected.why
    return True


def misworded(walker: Walker, operation: Operation, answer: Answer) -> str:
    """What of a refusal fits neither the vendor's envelope nor the schema that is published for it; "" if all."""
    errors = operation.entry.get("errors", {})
    schema = errors.get(str(answer.status), errors.get("default", {}))
    shapes = [ENVELOPES.get(walker.clone.name, {"type": "object", "minProperties": 1}), schema]
    data = answer.data
    return next((wrong for shape in shapes if (wrong := walker.validity.wrong(shape, data))), "")[:300]
