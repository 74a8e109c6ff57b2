"""Schemas of any description as plain JSON Schema 2020-12: known keywords only, prose dropped, references by name."""

import re
from collections.abc import Callable
from typing import Any

from .listed import listed_set
from .report import DescriptionProblem, Json, Report

KEPT = listed_set(
    "type properties required items enum const format default minimum maximum exclusiveMinimum exclusiveMaximum "
    "multipleOf minLength maxLength pattern minItems maxItems uniqueItems minProperties maxProperties "
    "additionalProperties patternProperties propertyNames allOf anyOf oneOf not if then else prefixItems contains "
    "minContains maxContains unevaluatedProperties unevaluatedItems dependentRequired dependentSchemas readOnly "
    "writeOnly deprecated contentEncoding contentMediaType contentSchema $ref nullable"
)
DROPPED = listed_set(
    "title description summary example examples externalDocs xml discriminator collectionFormat allowEmptyValue "
    "allowReserved $schema $comment $id id $anchor definitions $defs"
)
TYPES = frozenset(("string", "number", "integer", "boolean", "object", "array", "null"))
SPELLINGS: dict[str, Json] = {
    "file": {"type": "string", "format": "binary"},
    "int": {"type": "integer"},
    "bigint": {"type": "integer"},
    "long": {"type": "integer"},
    "float": {"type": "number"},
    "double": {"type": "number"},
    "bool": {"type": "boolean"},
    "any": {},
}
FALSE_SAYS_NOTHING = ("uniqueItems", "readOnly", "writeOnly", "deprecated")
ONE = ("not", "if", "then", "else", "contains", "propertyNames", "unevaluatedItems", "contentSchema")
MANY = ("allOf", "anyOf", "oneOf", "prefixItems")
NAMED = ("properties", "patternProperties", "dependentSchemas")
LONGEST_TEXT = 300
PROSE_WORDS = 9


def is_prose(text: str) -> bool:
    """A sentence rather than a name, a value or a pattern."""
    return len(text) > LONGEST_TEXT or len(re.findall(r"[^\W\d_]{2,}(?=[\s,.;:!?]|$)", text)) >= PROSE_WORDS


class Normalizer:
    """Turns the schemas of one file into ours; `reference` names the schema that a `$ref` means."""

    def __init__(
        self,
        file: str,
        reference: Callable[[str, str], str],
        report: Report,
        *,
        ignored: frozenset[str] = frozenset(),
        types: dict[str, Json] | None = None,
        opened: bool = False,
        lenient: bool = False,
    ) -> None:
        self.file = file
        self.reference = reference
        self.report = report
        self.ignored = ignored
        self.opened = opened
        self.lenient = lenient
        self.types = SPELLINGS | (types or {})

    def __call__(self, schema: Any, place: str) -> Json:
        """Our form of `schema`; an unknown keyword or type is refused by its name and place.

        A response object that stands where a schema should means its first schema.
        """
        if schema is True or schema is None:
            return {}
        if schema is False:
            return {"not": {}}
        if not isinstance(schema, dict):
            raise DescriptionProblem(f"{self.file}#{place}", f"a schema is an object, not {type(schema).__name__}")
        if isinstance(schema.get("content"), dict) and "type" not in schema:
            name, media = next(iter(schema["content"].items()), ("", {"schema": None}))
            return self(media.get("schema"), f"{place}/content/{name}/schema")
        for keyword in schema:
            if keyword not in KEPT and keyword not in DROPPED and not keyword.startswith("x-"):
                if self.lenient:
                    self.report.note(f"{self.file}#{place}: the unknown keyword {keyword!r} was left out")
                elif keyword not in self.ignored:
                    raise DescriptionProblem(f"{self.file}#{place}", f"unknown schema keyword {keyword!r}")
        if isinstance(schema.get("$ref"), str):
            return self._referring(schema, place)
        made = {
            key: value for key, value in schema.items() if key in KEPT and key not in self.ignored and value is not None
        }
        nullable = made.pop("nullable", False) is True
        self._set_type(made, place)
        self._set_parts(made, place)
        self._set_limits(made, place)
        made = _simplified(made)
        return _with_null(made) if nullable else made

    def _referring(self, schema: Json, place: str) -> Json:
        made: Json = {"$ref": "schemas.json#/" + self.reference(schema["$ref"], place)}
        if schema.get("nullable") is True:
            made = {"anyOf": [made, {"type": "null"}]}
        for keyword in ("readOnly", "writeOnly", "deprecated"):
            if schema.get(keyword) is True:
                made[keyword] = True
        return made

    def _set_type(self, made: Json, place: str) -> None:
        kind = made.get("type")
        if kind is None:
            made.pop("type", None)
            return
        for name in kind if isinstance(kind, list) else [kind]:
            if name not in TYPES and name not in self.types:
                if self.lenient and isinstance(kind, str):
                    self.report.note(f"{self.file}#{place}: the unknown type {name!r} was left out")
                    del made["type"]
                    return
                raise DescriptionProblem(f"{self.file}#{place}", f"unknown schema type {name!r}")
        if isinstance(kind, list):
            names = [self.types.get(name, {"type": name}).get("type", name) for name in kind]
            names = sorted(
                dict.fromkeys(names), key=lambda name: (name == "null", kind.index(name) if name in kind else 0)
            )
            made["type"] = names[0] if len(names) == 1 else names
        elif kind in self.types:
            del made["type"]
            made.update({key: made.get(key, value) for key, value in self.types[kind].items()})

    def _set_parts(self, made: Json, place: str) -> None:
        items = made.get("items")
        if isinstance(items, list):
            choices = [self(each, f"{place}/items/{number}") for number, each in enumerate(items)]
            del made["items"]
            if made.get("type") == "array":
                made["items"] = _any_of(choices)
            else:
                made.update(_any_of(choices))
        elif "items" in made:
            made["items"] = self(items, f"{place}/items")
        for keyword in ONE:
            if keyword in made:
                made[keyword] = self(made[keyword], f"{place}/{keyword}")
        for keyword in MANY:
            if isinstance(made.get(keyword), list) and not (keyword == "anyOf" and isinstance(items, list)):
                made[keyword] = [self(each, f"{place}/{keyword}/{n}") for n, each in enumerate(made[keyword])]
        for keyword in ("additionalProperties", "unevaluatedProperties"):
            if isinstance(made.get(keyword), dict):
                made[keyword] = self(made[keyword], f"{place}/{keyword}")
            if made.get(keyword) in (True, {}) and "properties" in made:
                made[keyword] = True  # a generic answer shows what is not named as well
            elif made.get(keyword) in (True, {}) or (self.opened and made.get(keyword) is False):
                del made[keyword]
        self._set_named(made, place)

    def _set_named(self, made: Json, place: str) -> None:
        lifted = [name for name, each in (made.get("properties") or {}).items() if _says_required(each)]
        for keyword in NAMED:
            if keyword not in made:
                continue
            if not isinstance(made[keyword], dict):
                raise DescriptionProblem(f"{self.file}#{place}/{keyword}", "expected an object of schemas")
            made[keyword] = {
                name: self(each, f"{place}/{keyword}/{name}") for name, each in sorted(made[keyword].items())
            }
        required = made.get("required")
        names = sorted({*(required if isinstance(required, list) else []), *lifted})
        made.pop("required", None)
        if names:
            made["required"] = names

    def _set_limits(self, made: Json, place: str) -> None:
        for bound, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
            if made.get(exclusive) is True and bound in made:
                made[exclusive] = made.pop(bound)
            elif isinstance(made.get(exclusive), bool):
                del made[exclusive]
        for keyword in FALSE_SAYS_NOTHING:
            if made.get(keyword) is False:
                del made[keyword]
        for keyword in ("default", "const", "pattern"):
            if isinstance(made.get(keyword), str) and is_prose(made[keyword]):
                del made[keyword]
                self.report.note(f"{self.file}#{place}: a long {keyword} was left out")
        if "pattern" in made and not _compiles(made["pattern"]):
            self.report.note(f"{self.file}#{place}: the pattern is no regular expression and was left out")
            del made["pattern"]
        if "default" in made and made["default"] is None:
            del made["default"]
        if isinstance(made.get("enum"), list):
            made["enum"] = list(dict.fromkeys(_plain(value) for value in made["enum"]))


def _says_required(schema: Any) -> bool:
    return isinstance(schema, dict) and schema.get("required") is True


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, (dict, list)) else value


def _compiles(pattern: Any) -> bool:
    try:
        re.compile(pattern)
    except (re.error, TypeError):
        return False
    return True


def _any_of(choices: list[Json]) -> Json:
    return choices[0] if len(choices) == 1 else {"anyOf": choices}


def _simplified(made: Json) -> Json:
    """A lone alternative without anything beside it is the schema itself."""
    for keyword in ("allOf", "anyOf", "oneOf"):
        choices = made.get(keyword)
        if choices == [] or (isinstance(choices, list) and all(not each for each in choices)):
            del made[keyword]
        elif isinstance(choices, list) and len(choices) == 1 and (len(made) == 1 or keyword == "allOf"):
            rest = {key: value for key, value in made.items() if key not in (keyword, "type")}
            if not set(rest) & set(choices[0]) and (not rest or "$ref" not in choices[0]):
                made = choices[0] | rest
    return made


def _with_null(made: Json) -> Json:
    """The same schema, or null."""
    if "type" in made:
        names = made["type"] if isinstance(made["type"], list) else [made["type"]]
        made = made | {"type": [*names, *([] if "null" in names else ["null"])]}
        if "enum" in made and None not in made["enum"]:
            made["enum"] = [*made["enum"], None]
        return made
    if "enum" in made:
        return made | {"enum": [*made["enum"], None]}
    if any(keyword in made for keyword in ("$ref", "allOf", "oneOf", "anyOf", "properties")):
        if set(made) == {"anyOf"}:
            return {"anyOf": [*made["anyOf"], {"type": "null"}]}
        return {"anyOf": [made, {"type": "null"}]}
    return made
