"""Reads an inventory: a list of methods and paths with what is known of their arguments and answers."""

import re
from typing import Any

from .draft import Argument, Draft
from .notation import names_of, object_of, schema_of, value_of
from .openapi import name_by_path, set_body
from .overrides import Source
from .report import DescriptionProblem, Json
from .store import SchemaStore, safe_name
from .words import noun, snake

PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
TYPES: dict[str, Json] = {
    "any": {}, "number|integer": {"type": "number"}, "date-time": {"type": "string", "format": "date-time"},
    "bytearray": {"type": "string", "format": "binary"}, "bool": {"type": "boolean"}, "str": {"type": "string"},
    "int": {"type": "integer"}, "float": {"type": "number"}, "StrictStr": {"type": "string"},
}  # fmt: skip


class Inventory:
    """`operations` as `{"op": "GET /path", "query", "body", "resp"}` in shorthand, or with typed `params`."""

    def __init__(self, source: Source, data: Any, store: SchemaStore) -> None:
        self.source = source
        self.store = store
        self.data: Json = data if isinstance(data, dict) else {"operations": data}
        if not isinstance(self.data.get("operations"), list):
            raise DescriptionProblem(source.file, "an inventory needs `operations`")
        self.models: dict[str, str] = {}
        for name, text in sorted((self.data.get("models") or {}).items()):
            if name[:1].isupper():
                self.models[snake(name)] = self._store(name, object_of(text))
        self.typed = set(self.data.get("schemas") or {})
        for name, schema in sorted((self.data.get("schemas") or {}).items()):
            self._store(name, self._typed(schema, name))

    def _store(self, name: str, schema: Json) -> str:
        stored = self.source.prefix + safe_name(name)
        self.store.schemas[stored] = schema
        return stored

    def _reference(self, name: str) -> Json:
        return {"$ref": f"schemas.json#/{self.source.prefix}{safe_name(name)}"}

    def drafts(self) -> list[Draft]:
        made: dict[tuple[str, str], Draft] = {}
        for number, operation in enumerate(self.data["operations"]):
            method, path = self._where(operation, number)
            key = (method, PLACEHOLDER.sub("{}", path))
            if key not in made:
                made[key] = self._draft(operation, method, path)
        return list(made.values())

    def _where(self, operation: Any, number: int) -> tuple[str, str]:
        place = f"{self.source.file}#/operations/{number}"
        if isinstance(operation, list) and len(operation) == 2:
            return str(operation[0]), str(operation[1])
        if not isinstance(operation, dict):
            raise DescriptionProblem(place, "an operation is an object, or a pair of method and path")
        if "op" in operation:
            method, _, path = str(operation["op"]).partition(" ")
        else:
            method, path = str(operation.get("method", "")), str(operation.get("path", ""))
        if not re.fullmatch(r"[A-Z]+", method) or not path.startswith("/"):
            raise DescriptionProblem(place, "an operation needs a method and a path")
        return method, path

    def _draft(self, operation: Any, method: str, path: str) -> Draft:
        operation = operation if isinstance(operation, dict) else {}
        full = (self.source.base or "") + path
        name = operation.get("operation") or operation.get("sdk_method") or name_by_path(method, full)
        made = Draft(
            self.source.name_prefix + str(name), self.source.file, {"http": {"method": method, "path": full}},
            category=str(operation.get("tag") or ""), named_by_path=not {"operation", "sdk_method"} & operation.keys(),
        )  # fmt: skip
        made.arguments += [Argument(each, "path", {"type": "string"}, True) for each in PLACEHOLDER.findall(full)]
        if isinstance(operation.get("params"), dict):
            self._set_typed(made, operation)
            return made
        query = operation.get("query") or {}
        if (
            method == "GET"
            and self.source.options.get("envelope")
            and not path.endswith("}")
            and "me" not in path.split("/")
        ):
            query = dict(query) | self.source.options["envelope"].get("arguments", {})
        for key in query:
            text = str(query[key]) if isinstance(query, dict) else "any"
            self._add_query(made, key, text)
        self._set_body(made, operation.get("body"))
        made.results = self._results(operation, method, path)
        return made

    def _add_query(self, made: Draft, key: str, text: str) -> None:
        names = names_of(key)
        for name in names:
            wire = name.split("[")[0].strip("*?")
            schema, needed = value_of(text)
            argument = Argument(wire, "query", schema, (needed or "required" in text) and len(names) == 1)
            if "[" in name:
                argument.schema, argument.style = (
                    {"type": "array", "items": schema} if schema else {"type": "array"},
                    "indexed",
                )
            made.arguments.append(argument)

    def _set_body(self, made: Draft, body: Any) -> None:
        if body is None:
            if made.method in ("POST", "PUT", "PATCH"):
                made.arguments.append(Argument("body", "body", {"type": "object"}, whole=True))
                made.consumes = ["application/json"]
            return
        schema = schema_of(body)
        made.consumes = ["application/json"]
        if not schema.get("properties") and "type" not in schema:
            model = self._model(made.path)
            schema = self._plain(model) if model else {"type": "object"}
        set_body(made, self.store, schema, required=True)

    def _plain(self, model: str) -> Json:
        """A model's fields as arguments: none required, the id left out."""
        schema = dict(self.store.schemas[model])
        schema["properties"] = {name: each for name, each in schema["properties"].items() if name != "id"}
        return schema

    def _model(self, path: str) -> str:
        names = [part for part in path.split("/") if part and not part.startswith("{")]
        wanted = noun(names[-1]).replace("_", "") if names else ""
        return next((stored for name, stored in self.models.items() if name.replace("_", "") == wanted), "")

    def _results(self, operation: Json, method: str, path: str) -> dict[str, Json]:
        answer = operation.get("resp")
        if answer is not None:
            if str(answer).startswith("204"):
                return {"204": {}}
            return {"200": schema_of(answer)}
        if method == "DELETE":
            return {"204": {}}
        model = self._model(path)
        envelope = self.source.options.get("envelope")
        if method == "GET" and not path.endswith("}") and envelope and "me" not in path.split("/"):
            schema = object_of(envelope["fields"])
            items: Json = {"$ref": f"schemas.json#/{model}"} if model else {"type": "object"}
            schema["properties"][envelope["at"]] = {"type": "array", "items": items}
            return {"200": schema}
        return {"200": {"$ref": f"schemas.json#/{model}"} if model else {}}

    def _set_typed(self, made: Draft, operation: Json) -> None:
        for name, parameter in sorted(operation["params"].items()):
            schema = self._type(str(parameter.get("type", "any")))
            required = parameter.get("required") is True
            if parameter["in"] == "body":
                made.consumes = list(operation.get("request_content_types") or ["application/json"])
                set_body(made, self.store, schema, required)
            elif parameter["in"] == "query":
                made.arguments.append(Argument(name, "query", schema, required))
        for status, name in sorted((operation.get("responses") or {}).items()):
            made.results[status] = self._type(name) if name else {}

    def _typed(self, schema: Json, name: str) -> Json:
        if "anyOf" in schema:
            return {"anyOf": [self._type(each) for each in schema["anyOf"]]}
        properties = {}
        for field, each in sorted((schema.get("properties") or {}).items()):
            made = self._type(str(each.get("type", "any")))
            properties[field] = made | (
                {"enum": each["enum"]} if each.get("enum") and made.get("type") == "string" else {}
            )
        required = sorted(
            field for field, each in (schema.get("properties") or {}).items() if each.get("required") is True
        )
        return {"type": "object", "properties": properties} | ({"required": required} if required else {})

    def _type(self, text: str) -> Json:
        if text in self.typed:
            return self._reference(text)
        found = re.fullmatch(r"array\[(.*)\]", text)
        if found:
            items = self._type(found[1])
            return {"type": "array", "items": items} if items else {"type": "array"}
        if text in TYPES:
            return dict(TYPES[text])
        found = re.fullmatch(r"(?:List|Optional)\[(.*)\]", text)
        if found:
            inner = self._type(found[1])
            return inner if text.startswith("Optional") else {"type": "array", **({"items": inner} if inner else {})}
        if text in ("string", "integer", "number", "boolean", "object", "array"):
            return {"type": text}
        raise DescriptionProblem(self.source.file, f"unknown type {text!r}")
