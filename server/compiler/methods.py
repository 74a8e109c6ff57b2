"""Reads lists of methods called by name: parameters from one file, answers from another, further names from a third."""

import re
from typing import Any

from .draft import Argument, Draft
from .overrides import Source
from .report import DescriptionProblem, Json
from .store import SchemaStore

PLAIN = {
    "str": "string", "int": "integer", "float": "number", "bool": "boolean", "dict": "object", "list": "array",
    "bytes": "string", "iobase": "string", "any": "",
}  # fmt: skip
VERBS_WITHOUT_CHANGE = re.compile(r"(list|info|get|search|history|replies|members)")


def hint_schema(text: str) -> Json:
    """The schema of a type hint as clients write it: `Optional[Union[str, Sequence[str]]]`; classes are objects."""
    text = text.strip()
    found = re.fullmatch(r"(\w+)\[(.*)\]", text, re.DOTALL)
    if not found:
        name = PLAIN.get(text.lower(), "object" if text[:1].isupper() else "")
        return {"type": name} if name else {}
    outer, parts = found[1], _parts(found[2])
    if outer in ("Optional", "Union"):
        kinds = [hint_schema(part) for part in parts if part != "None"]
        kinds = list({repr(kind): kind for kind in kinds}.values())
        if {} in kinds:
            return {}
        return kinds[0] if len(kinds) == 1 else {"anyOf": kinds}
    if outer in ("Sequence", "List", "Iterable", "Tuple"):
        items = hint_schema(parts[0])
        return {"type": "array", "items": items} if items else {"type": "array"}
    return {"type": "object"}


def _parts(text: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for number, letter in enumerate(text):
        depth += (letter == "[") - (letter == "]")
        if letter == "," and depth == 0:
            parts.append(text[start:number].strip())
            start = number + 1
    return [*parts, text[start:].strip()]


def method_drafts(source: Source, data: Any) -> list[Draft]:
    """Drafts from `{"name": {"params": {name: {"type", "required"}}, "verb", "tier"}}`."""
    if not isinstance(data, dict):
        raise DescriptionProblem(source.file, "expected an object of methods")
    made = []
    for name, method in sorted(data.items()):
        if not isinstance(method, dict) or not isinstance(method.get("params"), dict):
            raise DescriptionProblem(f"{source.file}#/{name}", "a method needs its params")
        draft = _draft(source, name, str(method.get("verb") or "POST"))
        draft.rate = str(method.get("tier") or "")
        for wire, parameter in sorted(method["params"].items()):
            schema = hint_schema(str(parameter.get("type", "Any")))
            draft.arguments.append(Argument(wire, "body", schema, parameter.get("required") is True))
        made.append(draft)
    return made


def _draft(source: Source, name: str, verb: str) -> Draft:
    made = Draft(name, source.file, {"rpc": {"method": name, "verb": verb}}, category=name.rsplit(".", 1)[0])
    made.consumes = ["application/json", "application/x-www-form-urlencoded"]
    made.produces = ["application/json"]
    made.results = {"200": {}}
    return made


def add_names(source: Source, data: Any, drafts: list[Draft]) -> list[Draft]:
    """Drafts without parameters for names that no other file knows."""
    known = {draft.name for draft in drafts}
    if not isinstance(data, list) or not all(isinstance(name, str) for name in data):
        raise DescriptionProblem(source.file, "expected a list of names")
    return [_draft(source, name, "POST") for name in sorted(set(data) - known)]


def join_shapes(drafts: list[Draft], shapes: list[Draft], store: SchemaStore, ignored: tuple[str, ...]) -> int:
    """Gives methods answers, errors, scopes and missing parameters of a description with a path per method."""
    known = {draft.name: draft for draft in drafts}
    joined = 0
    for shape in shapes:
        draft = known.get(shape.path.rsplit("/", 1)[-1])
        if draft is None:
            continue
        joined += 1
        draft.results, draft.errors = shape.results, shape.errors
        draft.scopes, draft.deprecated = shape.scopes, shape.deprecated
        wires = {argument.wire: argument for argument in draft.arguments}
        for argument in shape.arguments:
            mine = wires.get(argument.wire)
            if mine is None and argument.wire not in ignored and not draft.rate:
                draft.arguments.append(Argument(argument.wire, "body", argument.schema, argument.required))
            elif mine is not None and mine.schema == {"type": "string"} and argument.schema.get("enum"):
                mine.schema = argument.schema
    return joined


def join_rates(drafts: list[Draft], data: Any) -> int:
    """Gives methods the rate class that a file of name → class has."""
    count = 0
    for draft in drafts:
        if not draft.rate and isinstance(data.get(draft.name), str):
            draft.rate = data[draft.name]
            count += 1
    return count
