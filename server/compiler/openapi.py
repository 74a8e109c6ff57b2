"""Reads an OpenAPI 3.0 or 3.1 document, and through swagger.py one of version 2."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

from .draft import Argument, Draft
from .overrides import Source
from .report import DescriptionProblem, Json, Report
from .schemas import Normalizer
from .store import SchemaStore, safe_name
from .swagger import as_version_3
from .words import split_words

METHODS = ("get", "put", "post", "patch", "delete", "head", "options", "trace")
IGNORED_HEADERS = frozenset(("accept", "authorization", "content-type"))
STYLES = {"spaceDelimited": "ssv", "pipeDelimited": "pipes", "deepObject": "deepObject"}
PATHS_LIMIT = 5000
"""More than the largest that any vendor publishes; each operation costs a clone memory and its start time."""
PLACEHOLDER = re.compile(r"\{([^{}]+)\}")


class Document:
    """One file: its operations as drafts, its schemas put into the store under the source's prefix."""

    def __init__(self, source: Source, data: Json, store: SchemaStore, report: Report) -> None:
        if not isinstance(data.get("paths"), dict):
            raise DescriptionProblem(source.file, "no OpenAPI description: `paths` is missing or no object")
        if len(data["paths"]) > PATHS_LIMIT:
            raise DescriptionProblem(f"{source.file}#/paths", f"{len(data['paths'])} paths, at most {PATHS_LIMIT}")
        self.source = source
        self.data = as_version_3(data) if "swagger" in data else data
        version = str(self.data.get("openapi", ""))
        if not version.startswith("3."):
            raise DescriptionProblem(
                source.file, f"OpenAPI {version or 'without a version'}: 2.0, 3.0 and 3.1 are known"
            )
        self.store = store
        self.names: dict[str, str] = {}
        self.waiting: list[tuple[str, Any]] = []
        self._normalize = Normalizer(
            source.file, self.reference, report,
            ignored=frozenset(source.ignored_keywords), types=source.types, opened=source.open,
            lenient=source.lenient,
        )  # fmt: skip

    def drafts(self) -> Iterator[Draft]:
        for path, item in sorted(self.data["paths"].items()):
            item = self.follow(item, f"/paths/{path}")
            for method in METHODS:
                if isinstance(item.get(method), dict):
                    yield self._draft(path, method, item, item[method])

    def follow(self, value: Any, place: str) -> Json:
        """The object behind `$ref`, for anything but a schema."""
        for _ in range(20):
            if not isinstance(value, dict):
                raise DescriptionProblem(f"{self.source.file}#{place}", "expected an object")
            if not isinstance(value.get("$ref"), str):
                return value
            value = self.at(value["$ref"], place)
        raise DescriptionProblem(f"{self.source.file}#{place}", "a loop of references")

    def at(self, pointer: str, place: str) -> Any:
        found: Any = self.data
        if not pointer.startswith("#/"):
            raise DescriptionProblem(
                f"{self.source.file}#{place}", f"unresolved reference {pointer!r}: other files are not read"
            )
        for part in pointer[2:].split("/"):
            part = unquote(part).replace("~1", "/").replace("~0", "~")
            if isinstance(found, list) and part.isdigit() and int(part) < len(found):
                found = found[int(part)]
            elif isinstance(found, dict) and part in found:
                found = found[part]
            else:
                raise DescriptionProblem(f"{self.source.file}#{place}", f"unresolved reference {pointer!r}")
        return found

    def reference(self, pointer: str, place: str) -> str:
        """The store's name for a referred schema, which `normalize` reads next."""
        if pointer not in self.names:
            target = self.at(pointer, place)
            parts = pointer.split("/")
            plain = len(parts) == 4 and parts[1:3] == ["components", "schemas"]
            wanted = self.source.prefix + safe_name(unquote(parts[-1] if plain else "_".join(parts[1:])))
            name, number = wanted, 2
            while name in self.store.schemas:
                name, number = f"{wanted}_{number}", number + 1
            self.names[pointer] = name
            self.store.schemas[name] = {}
            self.waiting.append((pointer, target))
        return self.names[pointer]

    def normalize(self, schema: Any, place: str) -> Json:
        """Our form of a schema; all that it refers to is in the store afterwards."""
        made = self._normalize(schema, place)
        while self.waiting:
            pointer, target = self.waiting.pop()
            self.store.schemas[self.names[pointer]] = self._normalize(target, pointer[1:])
        return made

    def _draft(self, path: str, method: str, item: Json, operation: Json) -> Draft:
        place = f"/paths/{path}/{method}"
        full, deep = self._path(path, item, operation)
        identifier = identifier_of(operation.get("operationId"))
        made = Draft(
            name=self.source.name_prefix + (identifier or name_by_path(method, full)),
            file=self.source.file,
            binding={"http": {"method": method.upper(), "path": full}},
            category=str((operation.get("tags") or [""])[0]),
            summary=str(operation.get("summary") or ""),
            deprecated=operation.get("deprecated") is True,
            scopes=self._scopes(operation),
        )
        made.named_by_path = not identifier or is_path_name(identifier, method, full)
        self._set_arguments(made, [*item.get("parameters", []), *operation.get("parameters", [])], place, deep)
        if "requestBody" in operation:
            self._set_body(made, self.follow(operation["requestBody"], place), f"{place}/requestBody")
        self._set_answers(made, operation.get("responses") or {}, place)
        if deep:
            made.binding["http"]["deep"] = sorted(deep)
        return made

    def _path(self, path: str, item: Json, operation: Json) -> tuple[str, set[str]]:
        base = self.source.base
        if base is None:
            servers = operation.get("servers") or item.get("servers") or self.data.get("servers") or [{"url": ""}]
            base = _base_path(servers[0])
        deep: set[str] = set()

        def plain(match: re.Match[str]) -> str:
            name = match[1]
            if name.startswith("+") or name.endswith("*") or ":" in name:
                name = name.strip("+*").split(":")[0]
                deep.add(name)
            return "{" + name + "}"

        return PLACEHOLDER.sub(plain, base.rstrip("/") + "/" + path.lstrip("/")), deep

    def _scopes(self, operation: Json) -> list[str]:
        found: list[str] = []
        for choice in operation.get("security") or ():
            found = found or sorted({scope for scopes in choice.values() for scope in scopes})
        for extension in self.source.scopes_from:
            value = operation.get(extension)
            found = found or sorted([value] if isinstance(value, str) else value or [])
        return found

    def _set_arguments(self, draft: Draft, parameters: list[Any], place: str, deep: set[str]) -> None:
        known: dict[tuple[str, str], Argument] = {}
        wanted = PLACEHOLDER.findall(draft.path)
        for number, each in enumerate(parameters):
            spot = f"{place}/parameters/{number}"
            parameter = self.follow(each, spot)
            where, name = str(parameter.get("in")), str(parameter.get("name"))
            if where == "path" and name not in wanted:
                continue
            if where not in ("path", "query", "header") or (where == "header" and name.lower() in IGNORED_HEADERS):
                continue
            schema, style = parameter.get("schema"), _style(parameter)
            if schema is None and parameter.get("content"):
                schema, style = next(iter(parameter["content"].values())).get("schema"), "json"
            known[where, name] = Argument(
                name, where, self.normalize(schema, f"{spot}/schema"),
                parameter.get("required") is True or where == "path",
                style if where == "query" else "", deprecated=parameter.get("deprecated") is True,
            )  # fmt: skip
            if parameter.get("x-multi-segment") is True and where == "path":
                deep.add(name)
        for name in wanted:
            known.setdefault(("path", name), Argument(name, "path", {"type": "string"}, True))
        draft.arguments += known.values()

    def _set_body(self, draft: Draft, body: Json, place: str) -> None:
        content = body.get("content") or {}
        if not content:
            return
        draft.consumes = sorted({_media_type(name) for name in content})
        chosen = _preferred(content)
        schema = self.normalize(content[chosen].get("schema"), f"{place}/content/{chosen}/schema")
        set_body(draft, self.store, schema, body.get("required") is True)

    def _set_answers(self, draft: Draft, responses: Json, place: str) -> None:
        for status, each in responses.items():
            status = str(status)
            answer = self.follow(each, f"{place}/responses/{status}")
            content = answer.get("content") or {}
            chosen = _preferred(content) if content else ""
            spot = f"{place}/responses/{status}/content/{chosen}/schema"
            schema = self.normalize(content[chosen].get("schema"), spot) if chosen else {}
            if status[:1] in "23":
                draft.results[status] = schema
                if content and status.startswith("2") and not draft.produces:
                    draft.produces = sorted({_media_type(name) for name in content})
            elif status[:1] in "45" and schema:
                draft.errors[status] = schema
            elif status == "default":
                draft.results[status] = schema
        if any(status.startswith("2") for status in draft.results):
            if draft.results.get("default"):
                draft.errors["default"] = draft.results["default"]
            draft.results = {key: value for key, value in draft.results.items() if key.startswith("2")}


def set_body(draft: Draft, store: SchemaStore, schema: Json, required: bool) -> None:
    """The body's arguments: the properties of an object, else the body as a whole."""
    shape = store.shape(schema)
    if not shape.properties or "array" in store.types(schema):
        draft.arguments.append(Argument("body", "body", schema, required, whole=True))
        return
    for name, each in shape.properties.items():
        if not each.get("readOnly"):
            draft.arguments.append(Argument(name, "body", each, name in shape.required))
    shown = any(each.get("readOnly") for each in shape.properties.values())
    draft.closed = shape.closed and not shown  # clients send back what they were shown


def identifier_of(text: Any) -> str:
    """An id as it is, but a title in words becomes one word: "Remove a Hook" is removeHook."""
    if not isinstance(text, str) or not re.search(r"\s", text.strip()):
        return text.strip() if isinstance(text, str) else ""
    words = [
        word for word in re.findall(r"[A-Za-z0-9]+", text.replace("'", "")) if word.lower() not in ("a", "an", "the")
    ]
    return "".join([words[0].lower(), *(word[:1].upper() + word[1:] for word in words[1:])])


def name_by_path(method: str, path: str) -> str:
    """`GET /users/{id}/keys` is get_users_by_id_keys."""
    parts = []
    for segment in path.strip("/").split("/"):
        parts += ["by", *split_words(segment)] if segment.startswith("{") else split_words(segment)
    return "_".join([method.lower(), *parts])


def is_path_name(identifier: str, method: str, path: str) -> bool:
    """An id that only repeats the method and the path says nothing about the effect."""
    letters = "".join(split_words(identifier))
    words = split_words(path)
    bare = [word for word in words if not re.fullmatch(r"v\d+|api|rest", word)]
    return letters in {method + "".join(each) for each in (words, bare)} | {
        "".join(each) + method for each in (words, bare)
    }


def _base_path(server: Json) -> str:
    url = str(server.get("url", ""))
    for name, variable in (server.get("variables") or {}).items():
        url = url.replace("{" + name + "}", str(variable.get("default", "")))
    return urlsplit(url).path


def _media_type(name: str) -> str:
    return name.split(";")[0].strip()


def _preferred(content: Json) -> str:
    def rank(name: str) -> tuple[int, str]:
        plain = _media_type(name)
        order = ("application/json", "application/x-www-form-urlencoded", "multipart/form-data")
        if plain in order:
            return order.index(plain) + (name != plain), name
        return (3 if plain.endswith("+json") else 4), name

    return min(content, key=rank)


def _style(parameter: Json) -> str:
    style = parameter.get("style", "form")
    if style == "form":
        listed = (parameter.get("schema") or {}).get("type") == "array"
        return "csv" if listed and parameter.get("explode") is False else ""
    return STYLES.get(style, "")
