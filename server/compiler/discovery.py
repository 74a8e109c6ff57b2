"""Reads a Discovery document: resources with methods, flat paths and schemas."""

import re
from collections.abc import Iterator
from typing import Any

from .draft import Argument, Draft
from .openapi import set_body
from .overrides import Source
from .report import DescriptionProblem, Json, Report
from .schemas import Normalizer
from .store import SchemaStore, safe_name

NOT_SCHEMA = ("location", "required", "repeated", "annotations", "enumDeprecated", "enumDescriptions", "id")
PLACEHOLDER = re.compile(r"\{\+?([^{}]+)\}")


class DiscoveryDocument:
    """One API: each method with its flat path, whose placeholders stand for the parts of a resource name."""

    def __init__(self, source: Source, data: Json, store: SchemaStore, report: Report) -> None:
        self.source = source
        self.data = data
        self.store = store
        self.names: dict[str, str] = {}
        self.waiting: list[str] = []
        self._normalize = Normalizer(
            source.file, self.reference, report,
            ignored=frozenset((*source.ignored_keywords, *NOT_SCHEMA)), types=source.types,
        )  # fmt: skip

    def drafts(self) -> Iterator[Draft]:
        yield from self._methods(self.data, "")

    def _methods(self, resource: Json, category: str) -> Iterator[Draft]:
        for _, method in sorted((resource.get("methods") or {}).items()):
            yield self._draft(method, category)
        for name, inner in sorted((resource.get("resources") or {}).items()):
            yield from self._methods(inner, category or name)

    def reference(self, name: str, place: str) -> str:
        """The store's name for a schema that is referred to by its bare name."""
        if name not in self.names:
            if name not in (self.data.get("schemas") or {}):
                raise DescriptionProblem(f"{self.source.file}#{place}", f"unresolved reference {name!r}")
            self.names[name] = self.source.prefix + safe_name(name)
            self.store.schemas[self.names[name]] = {}
            self.waiting.append(name)
        return self.names[name]

    def normalize(self, schema: Any, place: str) -> Json:
        made = self._normalize(schema, place)
        while self.waiting:
            name = self.waiting.pop()
            self.store.schemas[self.names[name]] = self._normalize(self.data["schemas"][name], f"/schemas/{name}")
        return made

    def _draft(self, method: Json, category: str) -> Draft:
        place = f"/methods/{method['id']}"
        base = self.source.base if self.source.base is not None else "/" + str(self.data.get("servicePath") or "")
        path = base.rstrip("/") + "/" + str(method.get("flatPath") or method["path"]).lstrip("/")
        made = Draft(
            name=self.source.name_prefix + method["id"],
            file=self.source.file,
            binding={"http": {"method": method["httpMethod"], "path": PLACEHOLDER.sub(r"{\1}", path)}},
            category=f"{self.data.get('name', '')}.{category}".strip("."),
            deprecated=method.get("deprecated") is True,
            scopes=sorted(method.get("scopes") or []),
        )
        self._set_path(made, method, path)
        for name, parameter in sorted((method.get("parameters") or {}).items()):
            if parameter.get("location") == "query":
                schema = self._parameter(parameter, f"{place}/parameters/{name}")
                made.arguments.append(
                    Argument(
                        name,
                        "query",
                        schema,
                        parameter.get("required") is True,
                        deprecated=parameter.get("deprecated") is True,
                    )
                )
        if method.get("request"):
            made.consumes = ["application/json"]
            schema = self.normalize({"$ref": method["request"]["$ref"]}, f"{place}/request")
            set_body(made, self.store, schema, required=True)
        answer = method.get("response")
        made.results["200" if answer else "204"] = self.normalize(answer, f"{place}/response") if answer else {}
        if method.get("supportsMediaUpload"):
            protocols = (method.get("mediaUpload") or {}).get("protocols") or {}
            made.binding["http"]["upload"] = sorted({each["path"] for each in protocols.values() if each.get("path")})
        return made

    def _parameter(self, parameter: Json, place: str) -> Json:
        schema = {key: value for key, value in parameter.items() if key not in NOT_SCHEMA}
        default = schema.get("default")
        if isinstance(default, str) and schema.get("type") in ("integer", "boolean", "number"):
            schema["default"] = {"true": True, "false": False}.get(default, default)
            if schema["type"] != "boolean":
                schema["default"] = int(default) if re.fullmatch(r"-?\d+", default) else float(default)
        for bound in ("minimum", "maximum"):
            if isinstance(schema.get(bound), str):
                schema[bound] = int(schema[bound])
        made = self.normalize(schema, place)
        return {"type": "array", "items": made} if parameter.get("repeated") else made

    def _set_path(self, made: Draft, method: Json, path: str) -> None:
        """Arguments of the flat path; the wire's own name of a whole resource name is told beside them."""
        known = method.get("parameters") or {}
        for name in PLACEHOLDER.findall(path):
            schema = {"type": "string"}
            if name in known:
                schema = self._parameter(known[name], f"/methods/{method['id']}/parameters/{name}")
            made.arguments.append(Argument(name, "path", schema, required=True))
        wholes = re.findall(r"\{\+([^{}]+)\}", str(method.get("path")))
        flat = str(method.get("flatPath") or "")
        if len(wholes) == 1 and wholes[0] not in PLACEHOLDER.findall(flat):
            before, after = str(method["path"]).split("{+" + wholes[0] + "}")
            inner = flat.removeprefix(before)
            made.binding["http"]["whole"] = {wholes[0]: inner.removesuffix(after) if after else inner}
