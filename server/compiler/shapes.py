"""Reads what a typed client knows: its routes, the structures it sends and those it gets."""

import re
from collections import Counter, defaultdict
from itertools import pairwise
from typing import Any

from .draft import Argument, Draft
from .listed import listed_set
from .overrides import Source
from .report import DescriptionProblem, Json
from .store import SchemaStore, safe_name
from .words import noun, singular, snake, split_words

HOLE = re.compile(r"%[sdv]")
PLAIN: dict[str, Json] = {
    "string": {"type": "string"}, "bool": {"type": "boolean"}, "int": {"type": "integer"}, "int64": {"type": "integer"},
    "uint64": {"type": "integer"}, "float64": {"type": "number"}, "interface{}": {},
    "time.Time": {"type": "string", "format": "date-time"},
}  # fmt: skip
LINKING = listed_set("for of by from on in to with")


class ClientShapes:
    """`{"routes": [{"func", "method", "path"}], "request_options", "responses"}`; holes in paths are %s and %d."""

    def __init__(self, source: Source, data: Any, store: SchemaStore, known: list[Draft]) -> None:
        if not isinstance(data, dict) or not isinstance(data.get("routes"), list):
            raise DescriptionProblem(source.file, "client shapes need `routes`")
        self.source = source
        self.data = data
        self.store = store
        self.params = _usual_params(known)
        self.types: dict[str, Json] = PLAIN | source.types
        self.structures = {name.lower(): name for name in data.get("responses", {})}
        for name, fields in sorted(data.get("responses", {}).items()):
            store.schemas[self._stored(name)] = {
                "type": "object",
                "properties": {field: self._type(text) for field, text in sorted(fields.items())},
            }

    def _stored(self, name: str) -> str:
        return self.source.prefix + safe_name(name)

    def drafts(self) -> list[Draft]:
        made: dict[tuple[str, str], Draft] = {}
        skipped = tuple(self.source.options.get("skip_routes", ()))
        for route in self.data["routes"]:
            for path in self._expanded(str(route["path"]).strip("/")):
                key = (route["method"], path)
                if path not in skipped and key not in made and route["method"] != "HEAD":
                    made[key] = self._draft(route, path)
        return list(made.values())

    def _expanded(self, path: str) -> list[str]:
        """A hole that stands for one of several collections is written out."""
        for start, names in (self.source.options.get("expand") or {}).items():
            if path.startswith(start):
                before, after = start.rsplit("%s", 1)[0], path[len(start) :]
                tail = start.rsplit("%s", 1)[1]
                return [f"{before}{name}{tail}{after}" for name in names]
        return [path]

    def _draft(self, route: Json, path: str) -> Draft:
        full = (self.source.base or "").rstrip("/") + "/" + self._named(path)
        method = route["method"]
        made = Draft(
            f"{self.source.name_prefix}{method.lower()}{_title(full)}", self.source.file,
            {"http": {"method": method, "path": full}},
            category=snake(str(route.get("service", "")).removesuffix("Service")), named_by_path=True,
        )  # fmt: skip
        made.arguments += [Argument(each, "path", {"type": "string"}, True) for each in re.findall(r"\{(\w+)\}", full)]
        taken = {argument.wire for argument in made.arguments}
        place = "query" if method in ("GET", "DELETE") else "body"
        if place == "body":
            made.consumes = ["application/json"]
        name = route["func"] if route["func"].endswith("Options") else route["func"] + "Options"
        for field, text in sorted(self.data.get("request_options", {}).get(name, {}).items()):
            if field not in taken:
                made.arguments.append(Argument(field, place, self._type(text.lstrip("*"))))
        if place == "query" and method == "GET" and self._is_list(route):
            known = {argument.wire for argument in made.arguments}
            made.arguments += [
                Argument(each, "query", {"type": "integer"}) for each in ("page", "per_page") if each not in known
            ]
        made.results = self._results(route, method)
        return made

    def _named(self, path: str) -> str:
        """The path with its holes named as other descriptions name them."""
        parts: list[str] = []
        taken: set[str] = set()
        for part in path.split("/"):
            if HOLE.search(part):
                before = next((each for each in reversed(parts) if "{" not in each), "item")
                name = self.params.get(before) or f"{noun(before)}_id"
                while name in taken:
                    name += "_2"
                taken.add(name)
                part = HOLE.sub("{" + name + "}", part)
            parts.append(part)
        return "/".join(parts)

    def _is_list(self, route: Json) -> bool:
        return str(route["func"]).startswith("List")

    def _results(self, route: Json, method: str) -> dict[str, Json]:
        if method == "DELETE":
            return {"204": {}}
        name = self._structure(route)
        item: Json = {"$ref": f"schemas.json#/{self._stored(name)}"} if name else {}
        status = "201" if method == "POST" else "200"
        return {status: {"type": "array", **({"items": item} if item else {})} if self._is_list(route) else item}

    def _structure(self, route: Json) -> str:
        """The structure that a function's name speaks of: ListProjectAccessRequests gives AccessRequest."""
        words = split_words(str(route["func"]))[1:]
        runs: list[list[str]] = [[]]
        for word in words:
            if word in LINKING:
                runs.append([])
            else:
                runs[-1].append(word)
        for run in runs:
            for start in range(len(run)):
                if found := self._structure_called(run[start:]):
                    return found
        return self._structure_called(split_words(str(route.get("service", "")).removesuffix("Service")))

    def _structure_called(self, words: list[str]) -> str:
        if not words:
            return ""
        one = "".join([*words[:-1], singular(words[-1])])
        return str(self.structures.get(one) or self.structures.get("".join(words), ""))

    def _type(self, text: str) -> Json:
        null = text.startswith("*")
        text = text.lstrip("*")
        if text.startswith("[]"):
            items = self._type(text[2:].lstrip("*"))
            return {"type": "array", **({"items": items} if items else {})}
        if text.startswith("map["):
            return {"type": "object"}
        if text in self.data.get("responses", {}):
            made: Json = {"$ref": f"schemas.json#/{self._stored(text)}"}
            return {"anyOf": [made, {"type": "null"}]} if null else made
        made = dict(self.types.get(text, {"type": "object"} if text in self.data.get("request_options", {}) else {}))
        if null and isinstance(made.get("type"), str):
            made["type"] = [made["type"], "null"]
        return made


def _title(path: str) -> str:
    return "".join(word[:1].upper() + word[1:] for word in re.findall(r"[A-Za-z0-9]+", path))


def _usual_params(known: list[Draft]) -> dict[str, str]:
    """The name that a collection's item most often has in the paths of other descriptions."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for draft in known:
        parts = draft.path.split("/")
        for before, part in pairwise(parts):
            found = re.fullmatch(r"\{(\w+)\}", part)
            if found and "{" not in before:
                counts[before][found[1]] += 1
    return {name: min(each, key=lambda param: (-each[param], param)) for name, each in counts.items()}
