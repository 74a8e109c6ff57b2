"""Reads a Python client that the OpenAPI generator made, without running it: calls, arguments, models."""

import ast
import re
import zipfile
from collections import defaultdict
from pathlib import Path
from typing import Any

from .draft import Argument, Draft
from .openapi import set_body
from .overrides import Source
from .report import DescriptionProblem, Json
from .store import SchemaStore, canonical, safe_name

PLAIN: dict[str, Json] = {
    "str": {"type": "string"}, "int": {"type": "integer"}, "float": {"type": "number"}, "bool": {"type": "boolean"},
    "object": {}, "datetime": {"type": "string", "format": "date-time"}, "date": {"type": "string", "format": "date"},
    "file": {"type": "string", "format": "binary"}, "bytearray": {"type": "string", "format": "binary"},
}  # fmt: skip
Model = tuple[str, str]


class GeneratedClient:
    """A wheel with packages of `api` and `models`; equal models of several packages become one schema."""

    def __init__(self, source: Source, path: Path, store: SchemaStore) -> None:
        self.source = source
        self.store = store
        try:
            with zipfile.ZipFile(path) as wheel:
                self.files = {name: wheel.read(name).decode() for name in wheel.namelist() if name.endswith(".py")}
        except zipfile.BadZipFile:
            raise DescriptionProblem(source.file, "no wheel: a generated client is read from its .whl file") from None
        self.models: dict[Model, Json] = {}
        for name, text in sorted(self.files.items()):
            if "/models/" in name and not name.endswith("__init__.py"):
                self._read_model(_package(name), text)
        self.names = self._named()
        self.prefixes = tuple(f"{source.prefix}{package}." for package in sorted({model[0] for model in self.models}))
        for model, schema in self.models.items():
            store.schemas.setdefault(self.names[model], self._linked(schema))

    def _read_model(self, package: str, text: str) -> None:
        for node in ast.parse(text).body:
            if isinstance(node, ast.ClassDef):
                found = {
                    target.id: ast.literal_eval(each.value)
                    for each in node.body
                    if isinstance(each, ast.Assign)
                    and isinstance(target := each.targets[0], ast.Name)
                    and isinstance(each.value, ast.Dict)
                }
                if "openapi_types" in found:
                    self.models[package, node.name] = self._model(package, node, found)
                elif _enum_values(node):
                    self.models[package, node.name] = {"type": "string", "enum": _enum_values(node)}

    def _model(self, package: str, node: ast.ClassDef, found: Json) -> Json:
        properties: Json = {}
        required = []
        setters = {
            each.name: each for each in node.body if isinstance(each, ast.FunctionDef) and len(each.args.args) == 2
        }
        for field, kind in sorted(found["openapi_types"].items()):
            wire = found.get("attribute_map", {}).get(field, field)
            schema = self._type(package, kind)
            setter = ast.unparse(setters[field]) if field in setters else ""
            allowed = re.search(r"allowed_values = (\[.*?\])", setter)
            if allowed:
                values = [value for value in ast.literal_eval(allowed[1]) if value != "None"]
                target = schema["items"] if schema.get("type") == "array" and "items" in schema else schema
                target["enum"] = values
            if "must not be `None`" in setter:
                required.append(wire)
            properties[wire] = schema
        return {"type": "object", "properties": properties} | ({"required": sorted(required)} if required else {})

    def _type(self, package: str, text: str) -> Json:
        found = re.fullmatch(r"list\[(.*)\]", text)
        if found:
            items = self._type(package, found[1])
            return {"type": "array", **({"items": items} if items else {})}
        found = re.fullmatch(r"dict\(str, (.*)\)", text)
        if found:
            values = self._type(package, found[1])
            return {"type": "object", **({"additionalProperties": values} if values else {})}
        return dict(PLAIN[text]) if text in PLAIN else {"$model": f"{package}#{text}"}

    def _named(self) -> dict[Model, str]:
        """A name for each model; models of one name and content, all the way down, share it."""
        chosen = {model: model for model in self.models}
        by_name: dict[str, list[Model]] = defaultdict(list)
        for model in sorted(self.models):
            by_name[model[1]].append(model)
        changed = True
        while changed:
            changed = False
            for members in by_name.values():
                first: dict[bytes, Model] = {}
                for model in members:
                    content = canonical(_with_chosen(self.models[model], chosen))
                    head = first.setdefault(content, model)
                    if chosen[model] != head:
                        chosen[model], changed = head, True
        names = {}
        for name, members in by_name.items():
            heads = {chosen[model] for model in members}
            for model in members:
                package = chosen[model][0]
                names[model] = self.source.prefix + safe_name(name if len(heads) == 1 else f"{package}.{name}")
        return names

    def _linked(self, value: Any) -> Any:
        if isinstance(value, dict):
            if "$model" in value:
                package, _, name = value["$model"].partition("#")
                found = self.names.get((package, name))
                return {"$ref": f"schemas.json#/{found}"} if found else {}
            return {key: self._linked(each) for key, each in value.items()}
        return [self._linked(each) for each in value] if isinstance(value, list) else value

    def drafts(self) -> list[Draft]:
        made = []
        for file, text in sorted(self.files.items()):
            if file.endswith("_api.py") and "/api/" in file:
                for node in ast.parse(text).body:
                    for each in node.body if isinstance(node, ast.ClassDef) else ():
                        if isinstance(each, ast.FunctionDef) and each.name.endswith("_with_http_info"):
                            made.append(self._draft(file, each))
        return made

    def _draft(self, file: str, function: ast.FunctionDef) -> Draft:
        package, text = _package(file), ast.unparse(function)
        call = re.search(r"call_api\('([^']+)', '([A-Z]+)'", text)
        if not call:
            raise DescriptionProblem(f"{self.source.file}#{file}", f"{function.name} calls nothing")
        group = file.rsplit("/", 1)[-1].removesuffix("_api.py")
        name = f"{package.replace('.', '/')}/{group}/{function.name.removesuffix('_with_http_info')}"
        made = Draft(
            self.source.name_prefix + name, self.source.file,
            {"http": {"method": call[2], "path": (self.source.base or "") + call[1]}}, category=package,
        )  # fmt: skip
        types = dict(re.findall(r":type (\w+): (.*)", ast.get_docstring(function) or ""))
        needed = {argument.arg for argument in function.args.args}
        formats = dict(re.findall(r"collection_formats\['([^']+)'\] = '(\w*)'", text))

        def argument(wire: str, local: str, place: str) -> Argument:
            """One argument by its wire name and the name of the client's own parameter."""
            schema = self._linked(self._type(package, types.get(local, "str").removesuffix(", optional")))
            style = "csv" if place == "query" and formats.get(wire) == "csv" else ""
            return Argument(wire, place, schema, local in needed or place == "path", style)

        def arguments(pattern: str, place: str) -> list[Argument]:
            return [argument(wire, own, place) for wire, own in re.findall(pattern.replace("LOCAL", local), text)]

        local = r"local_var_params\['(\w+)'\]"
        made.arguments += arguments(r"path_params\['([^']+)'\] = LOCAL", "path")
        told = {each.wire for each in made.arguments}
        unsaid = [each for each in re.findall(r"\{(\w+)\}", call[1]) if each not in told]
        made.arguments += [Argument(each, "path", {"type": "string"}, True) for each in unsaid]
        made.arguments += arguments(r"query_params\.append\(\('([^']+)', LOCAL\)\)", "query")
        made.arguments += arguments(r"form_params\.append\(\('([^']+)', LOCAL\)\)", "body")
        made.arguments += arguments(r"local_var_files\['([^']+)'\] = LOCAL", "body")
        content = re.search(r"select_header_content_type\((\[[^\]]*\])", text)
        made.consumes = sorted(ast.literal_eval(content[1])) if content else []
        body = re.search(rf"body_params = {local}", text)
        if body:
            set_body(made, self.store, argument("body", body[1], "body").schema, required=body[1] in needed)
        answers = re.search(r"response_types_map = (\{.*?\})", text)
        for status, kind in (ast.literal_eval(answers[1]) if answers else {}).items():
            if str(status).startswith("2"):
                made.results[str(status)] = self._linked(self._type(package, kind)) if kind else {}
        made.results = made.results or {"204": {}}
        return made


def _package(file: str) -> str:
    """`vendor/crm/contacts/api/basic_api.py` is crm.contacts."""
    return ".".join(file.split("/")[1:-2])


def _enum_values(node: ast.ClassDef) -> list[str]:
    values = [
        each.value.value
        for each in node.body
        if isinstance(each, ast.Assign) and isinstance(each.value, ast.Constant) and isinstance(each.value.value, str)
    ]
    return values if any("allowable_values" in ast.unparse(each) for each in node.body) else []


def _with_chosen(value: Any, chosen: dict[Model, Model]) -> Any:
    if isinstance(value, dict):
        if "$model" in value:
            package, _, name = value["$model"].partition("#")
            head = chosen.get((package, name))
            return {"$model": f"{head[0]}#{head[1]}" if head else ""}
        return {key: _with_chosen(each, chosen) for key, each in value.items()}
    return [_with_chosen(each, chosen) for each in value] if isinstance(value, list) else value
