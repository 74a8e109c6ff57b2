"""The session that a walk is made in, and what has to be there before an operation can be called."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from clonery.server import perform
from clonery.server.bodies import FORM
from clonery.server.call import Call
from clonery.server.farm import Farm
from clonery.server.generic import homes, naming
from clonery.server.generic.fitting import Fitting
from clonery.server.generic.making import make
from clonery.server.operation import REFUSED, Operation
from clonery.server.problems import Taken
from clonery.server.request import Answer, Request
from clonery.server.settings import Settings
from clonery.server.state.record import Record

from . import proof, steps, wire

DEPTH = 6
"""How many things are made below each other to reach one."""


class Ground:
    """One clone, one farm, one session."""

    def __init__(self, name: str) -> None:
        self.farm = Farm(Settings(clones=(name,)))
        self.clone = self.farm.clone(name)
        self.session = self.farm.create()
        found = self.session.opened.credentials.default(name)
        assert found is not None, f"{name}'s seed has no default token"
        self.token = found.token
        self.fitting = Fitting(self.clone.specs.schema, "2026-01-05T09:00:00Z", "http://farm")
        self.by_kind: dict[str, list[Operation]] = defaultdict(list)
        for operation in self.clone.operations.values():
            if "effect" in operation.entry and operation.fidelity != REFUSED:
                self.by_kind[operation.entry["effect"]["kind"]].append(operation)
        self.count = 0
        self.examples = steps.load(name)
        """Arguments that the vendor wants though its schemas don't say so, by operation: see steps.py."""

    def renew(self) -> None:
        """Start anew in a fresh session where the caller has just ended itself."""
        own = self.session.opened.credentials.default(self.clone.name)
        kind = self.clone.kind(self.clone.dialect.user_kind)
        if own is None or (own.user is not None and self.session.store.get(kind, own.user) is None):
            self.farm.end(self.session.id)
            self.session = self.farm.create()

    def call(self, operation: Operation, arguments: dict[str, Any], token: str | None = None) -> Answer:
        """The answer; 500 with the reason where the clone fails, as the door would give it."""
        request = wire.request(self.clone, operation, arguments, steps.presented(self, token))
        try:
            return perform.rest(self.farm, self.session, self.clone, request)
        except (AssertionError, AttributeError, LookupError, TypeError, ValueError) as error:
            return Answer(500, repr(error).encode(), json=False)

    def start(self) -> Call:
        """A call of nothing, to look at the state."""
        return perform.start(self.farm, self.session, self.clone, Request("POST", ""))

    def prepared(self, operation: Operation, effect: dict[str, Any]) -> tuple[list[Record], Record | None]:
        """What the operation's path names, and the item that it is about."""
        above = self.parents(operation)
        partition = naming.partitions(self.clone).get(operation.name)
        if partition is not None:
            above.insert(0, homes.stand_in(self.start(), *partition))
        item = self.item(operation, effect, above)
        return (self._around(effect, item) or above if item is not None else above), item

    def parents(self, operation: Operation) -> list[Record]:
        """Records that an operation's path names, made now."""
        made: list[Record] = []
        for parent in operation.entry["effect"].get("parents", ()):
            if parent.get("implied"):
                schema = self.fitting.resolved(operation.arguments[parent["params"][0]].schema)
                made.append(homes.stand_in(self.start(), parent["kind"], str(schema.get("enum", ["1"])[0])))
            else:
                made.append(self.thing(parent["kind"], made, 1))
        return made

    def item(self, operation: Operation, effect: dict[str, Any], above: list[Record]) -> Record | None:
        """A record for the operation to read, change or delete; None for those that make theirs."""
        if effect.get("self") or effect["verb"] in ("create", "none", "upload"):
            return None
        if steps.BEFORE in self.examples.get(operation.name, ""):
            return None  # its example makes it
        return self.thing(effect["kind"], above, 0, operation)

    def named(
        self, operation: Operation, arguments: dict[str, Any], above: list[Record], item: Record | None
    ) -> tuple[list[Record], Record | None]:
        """What the path names where arguments by hand name others than those that were made for it."""
        if operation.name not in self.examples:
            return above, item
        effect = operation.entry["effect"]
        names = {self.clone.kind(one["kind"]).KIND.name: one["params"][0] for one in effect.get("parents", ())}
        others = [self._known(type(record), arguments.get(names.get(record.KIND.name, ""))) for record in above]
        own = effect.get("identity", ())
        found = self._known(self.clone.kind(effect["kind"]), arguments.get(own[0])) if len(own) == 1 else None
        return [other or record for other, record in zip(others, above, strict=True)], item or found

    def _known(self, kind: type[Record], id: Any) -> Record | None:
        return self.session.store.get(kind, id) if isinstance(id, str | int) else None

    def thing(self, kind: str, above: list[Record], depth: int, asking: Operation | None = None) -> Record:
        """A new record of a kind below these: made through the API where it can be, else planted as by a seed."""
        before = self.last(kind)
        makers = [made for made in self.by_kind[kind] if _makes(made) and made is not asking]
        fit = [m for m in makers if _kinds(m) == [record.KIND.name for record in above]]
        if asking is not None and naming.partitions(self.clone).get(asking.name):
            fit = [
                m
                for m in makers
                if naming.partitions(self.clone).get(m.name) == naming.partitions(self.clone)[asking.name]
            ]
        for maker in (fit or makers)[:1] if depth < DEPTH else []:
            places = {record.KIND.name: record for record in above}
            wanted = _kinds(maker)
            around = [places[name] for name in wanted] if set(wanted) <= set(places) else []
            if len(around) == len(wanted) and self.made(maker, around):
                found = self.newest(kind, before)
                call = self.start()
                if found is not None and homes.is_below(call, found, above):
                    return found
        there = () if self.clone.kind(kind).OPEN else self.session.store.select(self.clone.kind(kind), None, "")
        around_it = [record for record in there if homes.is_below(self.start(), record, above)]
        if around_it:
            return next((record for record in around_it if kind in str(record.get("type")).lower()), around_it[0])
        return self.plant(kind, above, asking)

    def made(self, maker: Operation, around: list[Record]) -> bool:
        """Whether a call of this operation made something."""
        return not steps.refused(self.call(maker, self.arguments(maker, around, None), steps.token(self, maker.name)))

    def plant(self, kind: str, above: list[Record], asking: Operation | None) -> Record:
        """A record as a seed would hold it: named by what names its kind, completed by its schema."""
        operation = asking or next(iter(self.by_kind[kind]), None) or next(iter(self.clone.operations.values()))
        effect = (
            operation.entry["effect"] if operation.entry["effect"]["kind"] == kind else {"kind": kind, "verb": "create"}
        )
        declared, sent = self.clone.kind(kind).KIND.parent, {}
        if declared and not any(record.KIND.name == declared[1] for record in above):
            sent[declared[0]] = self.thing(declared[1], [], DEPTH).id
        call = self.start()
        own = self.session.opened.credentials.default(self.clone.name)
        call.actor = call.peek(self.clone.kind(self.clone.dialect.user_kind), own.user) if own and own.user else None
        try:
            with self.session.transaction():
                return make(call, operation, effect, sent, above)
        except Taken:
            found = self.newest(kind, 0)
            assert found is not None
            return found

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
        for name in schema.get("required", ()):
            made[name] = self.present(operation, name, made.get(name))
        made_before = steps.BEFORE in self.examples.get(operation.name, "")
        if operation.name in self.examples and not (item is not None and made_before):
            made |= steps.example(self, operation.name)
        proof.mark(self, operation, made)
        proof.fill(self, schema, made)
        return {name: value for name, value in made.items() if value != steps.LEFT_OUT}

    def _names(
        self, operation: Operation, effect: dict[str, Any], above: list[Record], item: Record | None
    ) -> dict[str, Any]:
        known: dict[str, Any] = {}
        places = {record.KIND.name: record for record in above}
        for parent in effect.get("parents", ()):
            record = places.get(self.clone.kind(parent["kind"]).KIND.name)
            fields = naming.fields_of(self.clone, parent["kind"], parent["params"], parent.get("fields", {}))
            if parent.get("implied"):
                fields = dict.fromkeys(fields, "id")
            for name in parent["params"]:
                known[name] = self.value(record, fields[name])
        many = effect.get("many", "")
        if item is not None and many and not effect.get("identity") and many in operation.arguments:
            known[many] = [self.element(operation.arguments[many].schema, effect["kind"], item)]
        for name in effect.get("identity", ()):
            if item is not None:
                value = self.value(item, naming.field(self.clone, operation, name))
                known[name] = (
                    [value] if name in operation.arguments and operation.arguments[name].types == ("array",) else value
                )
        for name in [name for name, value in known.items() if value is None]:
            del known[name]
        for argument in operation.at("path"):
            if argument.name not in known:
                known[argument.name] = self.fitting.fit(argument.schema) or self.unnamed(argument.schema)
        return known

    def present(self, operation: Operation, name: str, value: Any) -> Any:
        """A required argument's value, so that it is there on the wire as well."""
        argument, schema = operation.arguments[name], self.fitting.resolved(operation.arguments[name].schema)
        wordless = argument.place != "body" or FORM in operation.entry.get("consumes", ())
        if value == [] and wordless:
            below = self.fitting.resolved(schema.get("items", {}))
            return [self.fitting.fit(below) or self.unnamed(below)]
        if value == {} and wordless and schema.get("properties"):
            inner, below = next(iter(schema["properties"].items()))
            return {inner: self.fitting.fit(below) or self.unnamed(self.fitting.resolved(below))}
        if argument.whole and value in (None, ""):
            return {} if "object" in argument.types or not argument.types else "walk"
        return (
            self.unnamed(argument.schema)
            if value == "" and argument.place == "query" and not argument.schema.get("enum")
            else value
        )

    def element(self, schema: Any, kind: str, item: Record) -> Any:
        """What names the item in a list: an object with its names, or its name alone."""
        below = self.fitting.resolved(self.fitting.resolved(schema).get("items", {}))
        if "properties" not in below and "object" not in self.fitting.types(below):
            return self.fitting.fit(below, item.id, True)
        fields = {"id", *(name for name, _ in naming.identity(self.clone, kind).fields)}
        known = below.get("properties", {})
        return self.fitting.fit(
            below, {name: item.doc[name] for name in fields if name in known and name in item.doc}, True
        )

    def unnamed(self, schema: dict[str, Any]) -> Any:
        self.count += 1
        return self.count if {"integer", "number"} & set(self.fitting.types(schema)) else f"walk-{self.count}"

    def value(self, record: Record | None, name: str | None) -> Any:
        if record is None:
            return None
        if name is None:
            call = self.start()
            chain = homes.ancestors(call, record)
            return next((above.doc.get(key) or above.id for above in chain for key in ("slug", "id")), "acme")
        value = record.doc.get(name)
        if not record.OPEN and name in ("owner", "user", "organization") and isinstance(value, int):
            person = self.session.store.get(self.clone.kind(self.clone.dialect.user_kind), value)
            return person.get("login", value) if person is not None else value
        return value

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
