"""Walks every root field of a clone's graph: each with all its scalars, each write read back by another field."""

from __future__ import annotations

import re
from typing import Any

import orjson
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    is_list_type,
    is_required_argument,
    is_required_input_field,
)
from tests.clones.linear.test_schema import scalars
from tests.server.graphql.written import PLAIN, UUID

from clonery.server.doors import rest
from clonery.server.farm import Farm
from clonery.server.graphql.graph import One, api, snake
from clonery.server.operation import REFUSED, Operation
from clonery.server.request import Answer, Request
from clonery.server.settings import Settings

from . import steps
from .proof import WORD
from .report import Report
from .validity import Validity
from .walk import checked

DEPTH = 5
"""How many things are made below each other to reach one."""
WORDS = ("name", "title", "body", "description", "content", "text", "comment")
"""Texts of an input that may carry a word to know a write by, the best first."""


class GraphWalk:
    """One clone with a graph, one farm, a session for each root field."""

    def __init__(self, name: str) -> None:
        self.farm = Farm(Settings(clones=(name,)))
        self.clone = self.farm.clone(name)
        self.session = self.farm.create()
        found = self.session.opened.credentials.default(name)
        assert found is not None, f"{name}'s seed has no default token"
        self.token = found.token
        self.examples = steps.load(name)
        self.count = 0
        self.validity = Validity(self.clone)
        self.api = api(self.clone)
        schema = self.api.schema
        assert schema.query_type is not None
        assert schema.mutation_type is not None
        self.roots: dict[str, dict[str, Any]] = {
            "query": dict(schema.query_type.fields), "mutation": dict(schema.mutation_type.fields)
        }  # fmt: skip
        effects = [made for made in self.clone.operations.values() if {"effect", "graphql"} <= set(made.entry)]
        effects.sort(key=lambda made: len(made.name))
        self.makers: dict[str, Operation] = {}
        self.readers: dict[str, list[Operation]] = {}
        for made in effects:
            verb, type_ = made.entry["effect"]["verb"], made.entry["effect"].get("type", "")
            if verb == "create":
                self.makers.setdefault(type_, made)
            if verb in ("read", "list") and made.entry["graphql"]["type"] == "query":
                self.readers.setdefault(type_, []).append(made)

    def run(self, step: int = 1) -> Report:
        """Walk every root field, or each `step`th."""
        report = Report(self.clone.name)
        bound = [made for made in self.clone.operations.values() if "graphql" in made.entry]
        for operation in bound[::step]:
            report.operations += 1
            self.farm.end(self.session.id)
            self.session = self.farm.create()
            self._visit(operation, report)
        return report

    def _visit(self, operation: Operation, report: Report) -> None:
        if operation.fidelity == REFUSED:
            report.refused[operation.name] = operation.reason
            return
        try:
            arguments = self.arguments(operation, 0)
        except AssertionError as refused:
            report.failures.append((operation.name, 0, str(refused)))
            return
        answer = self.call(operation, arguments, steps.token(self, operation.name))
        if checked(self, operation, answer, report):
            return
        if steps.refused(answer):
            why = answer.body.decode("utf-8", "replace")[:300]
            report.failures.append((operation.name, answer.status, f"{why} for {arguments}"))
            return
        report.answered += 1
        value = answer.data["data"][operation.entry["graphql"]["field"]]
        wrong = misfit(self.root(operation).type, value)
        if wrong:
            report.failures.append((operation.name, answer.status, wrong))
        else:
            report.valid += 1
        seen = self._read_back(operation, arguments, value)
        if seen is not None:
            report.writes += 1
            report.stateful += seen
            if not seen:
                report.unread.append(operation.name)

    def call(self, operation: Operation, arguments: dict[str, Any], token: str | None = None) -> Answer:
        """The answer with every scalar of what the field shows."""
        kind, name = operation.entry["graphql"]["type"], operation.entry["graphql"]["field"]
        field = self.roots[kind][name]
        heads = ", ".join(f"${key}: {field.args[key].type}" for key in arguments)
        passed = ", ".join(f"{key}: ${key}" for key in arguments)
        below = scalars(self, get_named_type(field.type))  # type: ignore[arg-type]  # it reads the schema alone
        query = f"{kind} {f'({heads})' if heads else ''} {{ {name}{f'({passed})' if passed else ''} {below} }}"
        headers = {"content-type": "application/json"}
        headers |= {key.lower(): text for key, text in self.clone.dialect.present(steps.presented(self, token)).items()}
        body = orjson.dumps({"query": query, "variables": arguments})
        request = Request("POST", "/graphql", "", headers, body, f"http://farm/{self.clone.name}", "http://farm")
        answer = rest.enter(self.farm, self.session, self.clone, request)
        answer.refused = answer.refused or "errors" in answer.data
        return answer

    def root(self, operation: Operation) -> Any:
        bound = operation.entry["graphql"]
        return self.roots[bound["type"]][bound["field"]]

    def arguments(self, operation: Operation, depth: int) -> dict[str, Any]:
        """What the field needs, with the things that it names, and what its example says."""
        fields = self.root(operation).args
        given = steps.example(self, operation.name)  # first: it may make what a thing below is then not made for
        made = {
            name: self.value(operation, field.type, name, depth)
            for name, field in fields.items() if is_required_argument(field) and name not in given
        }  # fmt: skip
        for name, value in given.items():
            inner = get_named_type(fields[name].type)
            whole = isinstance(value, dict) and isinstance(inner, GraphQLInputObjectType)
            wanted = inner.fields if whole else {}
            rest_of = {
                key: self.value(operation, field.type, key, depth)
                for key, field in wanted.items() if is_required_input_field(field) and key not in value
            }  # fmt: skip
            made[name] = {**rest_of, **value} if whole else value
        return made

    def value(self, operation: Operation, type_: Any, key: str, depth: int) -> Any:
        """The smallest valid value of an input type."""
        if isinstance(type_, GraphQLNonNull):
            return self.value(operation, type_.of_type, key, depth)
        if isinstance(type_, GraphQLList):
            return [self.value(operation, type_.of_type, key.removesuffix("s"), depth)]
        if isinstance(type_, GraphQLEnumType):
            return next(iter(type_.values))
        if isinstance(type_, GraphQLInputObjectType):
            made = {
                name: self.value(operation, field.type, name, depth)
                for name, field in type_.fields.items() if is_required_input_field(field)
            }  # fmt: skip
            if operation.entry["effect"]["verb"] in ("create", "update") and key == "input":
                self._mark(type_, made)
            return made
        if key in ("id", "ids") or key.endswith(("Id", "Ids")):
            return self.named(operation, key, depth) or UUID
        self.count += 1
        known = {"email": f"walked{self.count}@acme.example", "url": f"https://acme.example/{self.count}"}
        word = known.get(key, f"{WORD}{self.count}")
        return word if type_.name == "String" else PLAIN.get(type_.name, word)

    def _mark(self, type_: GraphQLInputObjectType, made: dict[str, Any]) -> None:
        """Put a word into a text by which the write is known, where none has to be sent."""
        texts = [name for name in WORDS if name in type_.fields and str(type_.fields[name].type) in ("String", "JSON")]
        if texts and str(type_.fields[texts[0]].type) == "String" and not set(WORDS) & set(made):
            self.count += 1
            made[texts[0]] = f"{WORD}{self.count}"

    def named(self, operation: Operation, key: str, depth: int) -> str | None:
        """The id of a new thing of the type that an argument means."""
        effect, own = operation.entry["effect"], operation.entry["effect"].get("type", "")
        if key in ("id", "ids"):
            return self.thing(own, depth)
        base = re.sub("Ids?$", "", key)
        link = self.api.link(own, base)
        if isinstance(link, One):
            return self.thing(self.api.types.get(link.kind, ""), depth)
        words = snake(base).split("_")
        for place in range(len(words)):
            type_ = "".join(word.capitalize() for word in words[place:])
            if type_ in self.api.schema.type_map:
                return self.thing(type_, depth)
        return self.thing(self.api.types.get(effect["kind"], ""), depth) if base == "parent" else None

    def thing(self, type_: str, depth: int) -> str | None:
        """The id of a new thing of a type, else of one that is there."""
        maker = self.makers.get(type_)
        if maker is not None and depth < DEPTH:
            answer = self.call(maker, self.arguments(maker, depth + 1))
            if not steps.refused(answer):
                shown = answer.data["data"][maker.entry["graphql"]["field"]]
                item = shown.get(maker.entry["effect"].get("item_at", ""), shown)
                if isinstance(item, dict) and "id" in item:
                    return str(item["id"])
        if type_ not in self.api.schema.type_map:
            return None
        found = list(self.session.store.select(self.api.kind(type_), limit=2))
        return str(found[-1].id) if found else None

    def _read_back(self, operation: Operation, arguments: dict[str, Any], value: Any) -> bool | None:
        """Whether another root field shows what the write did; None where none could."""
        effect = operation.entry["effect"]
        if operation.entry["graphql"]["type"] != "mutation" or effect["verb"] not in ("create", "update", "delete"):
            return None
        item = value.get(effect.get("item_at", "")) if isinstance(value, dict) else None
        id = item["id"] if isinstance(item, dict) and "id" in item else arguments.get("id") or value.get("entityId")
        readers = [one for one in self.readers.get(effect.get("type", ""), []) if self._takes(one)]
        if id is None or not readers:
            return None
        words = {text for text in steps.texts(arguments) if text.startswith(WORD)}
        return any(self._shows(reader, str(id), effect["verb"], words) for reader in readers[:3])

    def _takes(self, reader: Operation) -> bool:
        return {name for name, arg in self.root(reader).args.items() if is_required_argument(arg)} <= {"id"}

    def _shows(self, reader: Operation, id: str, verb: str, words: set[str]) -> bool:
        given = {name: id for name in self.root(reader).args if name == "id"}
        answer = self.call(reader, given)
        if verb == "delete":
            gone = steps.refused(answer) or id not in steps.texts(answer.data)
            return gone or bool(_archived(answer.data, id))
        seen = steps.texts(answer.data)
        return not steps.refused(answer) and id in seen and (not words or verb == "create" or bool(words & seen))


def _archived(value: Any, id: str) -> Any:
    """When the object with this id was archived, by what stands in a value."""
    if isinstance(value, list):
        return next((found for one in value if (found := _archived(one, id))), None)
    if not isinstance(value, dict):
        return None
    if value.get("id") == id:
        return value.get("archivedAt") or value.get("trashed")
    return _archived(list(value.values()), id)


def misfit(type_: Any, value: Any, place: str = "") -> str:
    """What of an answered value its type in the schema does not take; "" for a good one."""
    nullable = get_nullable_type(type_)
    if value is None:
        return f"{place or '/'}: null is not {type_}" if nullable is not type_ else ""
    if is_list_type(nullable):
        if not isinstance(value, list):
            return f"{place}: no list"
        inner: Any = nullable.of_type
        return next((wrong for n, one in enumerate(value) if (wrong := misfit(inner, one, f"{place}/{n}"))), "")
    if isinstance(nullable, GraphQLEnumType):
        return "" if value in nullable.values else f"{place}: {value!r} is no {nullable}"
    if is_leaf_type(nullable):
        known: dict[str, Any] = {"Int": int, "Float": int | float, "Boolean": bool, "String": str, "ID": str}
        wanted = known.get(nullable.name, object)
        right = isinstance(value, wanted) and (nullable.name == "Boolean" or not isinstance(value, bool))
        return "" if right or wanted is object else f"{place}: {value!r} is no {nullable}"
    if not isinstance(value, dict):
        return f"{place}: no object"
    fields = getattr(nullable, "fields", {})
    known_keys = [key for key in value if key in fields]
    return next((wrong for key in known_keys if (wrong := misfit(fields[key].type, value[key], f"{place}/{key}"))), "")
