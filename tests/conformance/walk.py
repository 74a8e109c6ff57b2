"""Walks every operation of a clone in a seeded session and validates each answer against its published schema."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from clonery.server import perform
from clonery.server.call import Call
from clonery.server.farm import Farm
from clonery.server.generic import homes, naming
from clonery.server.generic.fitting import Fitting
from clonery.server.generic.making import make
from clonery.server.operation import REFUSED, Operation
from clonery.server.problems import Problem
from clonery.server.request import Answer, Request
from clonery.server.settings import Settings
from clonery.server.state.record import Record

from . import proof, wire
from .validity import Validity

WRITES = ("create", "update", "replace", "delete", "act", "write_singleton", "upload")
DEPTH = 6
"""How many things are made below each other to reach one."""


@dataclass
class Report:
    """What one walk found. `failures` are (operation, status, why), `unread` the writes that no other call showed."""

    clone: str
    operations: int = 0
    refused: dict[str, str] = field(default_factory=dict)
    answered: int = 0
    valid: int = 0
    writes: int = 0
    stateful: int = 0
    failures: list[tuple[str, int, str]] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    @property
    def due(self) -> int:
        """How many operations owe a valid answer."""
        return self.operations - len(self.refused)

    @property
    def valid_share(self) -> float:
        return self.valid / self.due if self.due else 1.0

    @property
    def refused_share(self) -> float:
        return len(self.refused) / self.operations if self.operations else 0.0


class Walk:
    """One clone, one farm, one session."""

    def __init__(self, name: str) -> None:
        self.farm = Farm(Settings(clones=(name,)))
        self.clone = self.farm.clone(name)
        self.session = self.farm.session("default")
        found = self.session.opened.credentials.default(name)
        assert found is not None, f"{name}'s seed has no default token"
        self.token = found.token
        self.fitting = Fitting(self.clone.specs.schema, "2026-01-05T09:00:00Z", "http://farm")
        self.by_kind: dict[str, list[Operation]] = defaultdict(list)
        for operation in self.clone.operations.values():
            if "effect" in operation.entry and operation.fidelity != REFUSED:
                self.by_kind[operation.entry["effect"]["kind"]].append(operation)
        self.validity = Validity(self.clone)
        self.count = 0

    def run(self, step: int = 1) -> Report:
        """Walk every operation, or each `step`th."""
        report = Report(self.clone.name)
        for operation in list(self.clone.operations.values())[::step]:
            if "http" in operation.entry or "rpc" in operation.entry:
                report.operations += 1
                self._visit(operation, report)
        return report

    def _visit(self, operation: Operation, report: Report) -> None:
        effect = operation.entry.get("effect")
        if operation.fidelity == REFUSED or effect is None:
            report.refused[operation.name] = operation.reason
            return
        above = self.parents(effect)
        partition = naming.partitions(self.clone).get(operation.name)
        if partition is not None:
            above.insert(0, homes.stand_in(self.start(), *partition))
        item = self.item(operation, effect, above)
        if item is not None:
            above = self._around(effect, item) or above
        arguments = self.arguments(operation, above, item)
        before = self.last(effect["kind"])
        answer = self.call(operation, arguments)
        if not 200 <= answer.status < 400:
            headers = dict(answer.headers)
            if headers.get("X-Clonery-Fidelity") == REFUSED:
                report.refused[operation.name] = headers.get("X-Clonery-Hint", "")
            else:
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
        if not schema or not answer.json:
            return ""
        return self.validity.wrong(schema, answer.data)[:300]

    def call(self, operation: Operation, arguments: dict[str, Any]) -> Answer:
        request = wire.request(self.clone, operation, arguments, self.token)
        return perform.rest(self.farm, self.session, self.clone, request)

    # what must be there first

    def parents(self, effect: dict[str, Any], depth: int = 0) -> list[Record]:
        """Records that an operation's path names, made now."""
        made: list[Record] = []
        for parent in effect.get("parents", ()):
            if parent.get("implied"):
                made.append(homes.stand_in(self.start(), parent["kind"], "walk"))
            else:
                made.append(self.thing(parent["kind"], made, depth + 1))
        return made

    def start(self) -> Call:
        """A call of nothing, to look at the state."""
        return perform.start(self.farm, self.session, self.clone, Request("POST", ""))

    def item(self, operation: Operation, effect: dict[str, Any], above: list[Record]) -> Record | None:
        """A record for the operation to read, change or delete; None for those that make theirs."""
        if effect.get("self") or effect["verb"] in ("create", "none", "upload") or effect.get("many"):
            return None
        return self.thing(effect["kind"], above, 0, operation)

    def thing(self, kind: str, above: list[Record], depth: int, asking: Operation | None = None) -> Record:
        """A new record of a kind below these: made through the API where it can be, else planted as by a seed."""
        before = self.last(kind)
        makers = [made for made in self.by_kind[kind] if _makes(made) and made is not asking]
        fit = [m for m in makers if _kinds(m) == [record.KIND.name for record in above]]
        if asking is not None and naming.partitions(self.clone).get(asking.name):
            fit = [m for m in makers if naming.partitions(self.clone).get(m.name) == naming.partitions(self.clone)[asking.name]]
        for maker in (fit or makers)[:1] if depth < DEPTH else []:
            places = {record.KIND.name: record for record in above}
            wanted = _kinds(maker)
            around = [places[name] for name in wanted] if set(wanted) <= set(places) else []
            if len(around) == len(wanted) and self.call(maker, self.arguments(maker, around, None)).status < 300:
                found = self.newest(kind, before)
                call = self.start()
                if found is not None and homes.is_below(call, found, above):
                    return found
        return self.plant(kind, above, asking)

    def plant(self, kind: str, above: list[Record], asking: Operation | None) -> Record:
        """A record as a seed would hold it: named by what names its kind, completed by its schema."""
        operation = asking or next(iter(self.by_kind[kind]), None) or next(iter(self.clone.operations.values()))
        call = self.start()
        own = self.session.opened.credentials.default(self.clone.name)
        call.actor = call.peek(self.clone.kind(self.clone.dialect.user_kind), own.user) if own and own.user else None
        with self.session.transaction():
            if operation.entry["effect"]["kind"] == kind:
                return make(call, operation, operation.entry["effect"], {}, above)
            return make(call, operation, {"kind": kind, "verb": "create"}, {}, above)

    def _around(self, effect: dict[str, Any], item: Record) -> list[Record]:
        """The item's own ancestors, where they are all that the path names."""
        call = self.start()
        chain = {record.KIND.name: record for record in homes.ancestors(call, item)}
        wanted = [parent["kind"] for parent in effect.get("parents", ())]
        return [chain[name] for name in wanted] if wanted and set(wanted) <= set(chain) else []

    def arguments(self, operation: Operation, above: list[Record], item: Record | None) -> dict[str, Any]:
        """The smallest valid arguments, with what names parents and item, and a word to know a write by."""
        effect = operation.entry["effect"]
        known = self._names(operation, effect, above, item)
        schema = operation.entry.get("inputSchema", {})
        made = self.fitting.fit(schema, {name: value for name, value in known.items() if "." not in name}, True)
        made = {name: made[name] for name in made if name in operation.arguments}
        made |= {name: value for name, value in known.items() if name in operation.arguments}
        proof.mark(self, operation, made)
        return made

    def _names(
        self, operation: Operation, effect: dict[str, Any], above: list[Record], item: Record | None
    ) -> dict[str, Any]:
        known: dict[str, Any] = {}
        places = {record.KIND.name: record for record in above}
        for parent in effect.get("parents", ()):
            record = places.get(parent["kind"])
            fields = naming.fields_of(self.clone, parent["kind"], parent["params"], parent.get("fields", {}))
            if parent.get("implied"):
                fields = dict.fromkeys(fields, "id")
            for name in parent["params"]:
                known[name] = self.value(record, fields[name])
        for name in effect.get("identity", ()):
            if item is not None:
                known[name] = self.value(item, naming.field(self.clone, operation, name))
        for name in [name for name, value in known.items() if value is None]:
            del known[name]
        for argument in operation.at("path"):
            if argument.name not in known:
                known[argument.name] = self.fitting.fit(argument.schema) or self.unnamed(argument.schema)
        return known

    def unnamed(self, schema: dict[str, Any]) -> Any:
        self.count += 1
        return self.count if "integer" in self.fitting.types(schema) else f"walk-{self.count}"

    def value(self, record: Record | None, name: str | None) -> Any:
        if record is None:
            return None
        if name is None:
            call = self.start()
            chain = homes.ancestors(call, record)
            return next((above.doc.get(key) or above.id for above in chain for key in ("slug", "id")), "acme")
        return record.doc.get(name)

    def last(self, kind: str) -> int:
        found = self.session.store.select(self.clone.kind(kind), None, "-rid", 1)
        return next((record.rid for record in found), 0)

    def newest(self, kind: str, before: int) -> Record | None:
        found = next(iter(self.session.store.select(self.clone.kind(kind), None, "-rid", 1)), None)
        return found if found is not None and found.rid > before else None


def _makes(operation: Operation) -> bool:
    effect = operation.entry["effect"]
    return effect["verb"] == "create" and not effect.get("many") and not effect.get("copies")


def _kinds(operation: Operation) -> list[str]:
    return [parent["kind"] for parent in operation.entry["effect"].get("parents", ())]


__all__ = ["Problem", "Report", "Walk"]
