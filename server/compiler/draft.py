"""One operation on its way from a description to an entry of tools.json."""

from dataclasses import dataclass, field
from typing import Any

from .report import DescriptionProblem, Json

PLACES = ("body", "path", "query", "header")


@dataclass
class Argument:
    """One input: its name on the wire, where it travels, its schema."""

    wire: str
    place: str
    schema: Json
    required: bool = False
    style: str = ""
    whole: bool = False
    deprecated: bool = False


@dataclass
class Draft:
    """What all readers of descriptions make, and what the rules and the writer take."""

    name: str
    file: str
    binding: Json
    arguments: list[Argument] = field(default_factory=list)
    results: dict[str, Json] = field(default_factory=dict)
    errors: dict[str, Json] = field(default_factory=dict)
    closed: bool = False
    consumes: list[str] = field(default_factory=list)
    produces: list[str] = field(default_factory=list)
    scopes: list[str] = field(default_factory=list)
    category: str = ""
    page: str = ""
    summary: str = ""
    deprecated: bool = False
    named_by_path: bool = False
    effect: Json = field(default_factory=dict)
    refused: str = ""
    changes: Json = field(default_factory=dict)
    shape: Any = None
    rate: str = ""
    item: Json = field(default_factory=dict)

    @property
    def method(self) -> str:
        return str(self.binding["http"]["method"]) if "http" in self.binding else ""

    @property
    def path(self) -> str:
        return str(self.binding["http"]["path"]) if "http" in self.binding else ""

    @property
    def result(self) -> Json:
        """The schema of the first success with a body, else an empty one."""
        for status, schema in sorted(self.results.items()):
            if status.startswith("2") and schema:
                return schema
        return self.results.get("default", {})

    def named(self) -> dict[str, Argument]:
        """Arguments by the names that functions take: a body argument keeps its name, others step aside for it."""
        made: dict[str, Argument] = {}
        for place in PLACES:
            for argument in self.arguments:
                if argument.place != place:
                    continue
                name = argument.wire
                if name in made and made[name].place != place:
                    name = f"{place}_{name}"
                if name in made:
                    raise DescriptionProblem(
                        f"{self.file}#{self.name}", f"two {place} arguments are named {argument.wire!r}"
                    )
                made[name] = argument
        return made

    def input_schema(self) -> Json:
        properties: Json = {}
        required = []
        for name, argument in sorted(self.named().items()):
            each = dict(argument.schema)
            each["x-in"] = argument.place
            if name != argument.wire:
                each["x-name"] = argument.wire
            if argument.style:
                each["x-style"] = argument.style
            if argument.whole:
                each["x-whole"] = True
            if argument.deprecated:
                each["deprecated"] = True
            properties[name] = each
            if argument.required:
                required.append(name)
        made: Json = {"type": "object", "properties": properties}
        if required:
            made["required"] = required
        if self.closed:
            made["additionalProperties"] = False
        return made

    def entry(self) -> Json:
        made: Json = {"name": self.name, **self.binding, "inputSchema": self.input_schema(), "results": self.results}
        optional: dict[str, Any] = {
            "errors": self.errors,
            "scopes": self.scopes,
            "rate": self.rate,
            "category": self.category,
            "page": self.page,
            "deprecated": self.deprecated,
            "consumes": [] if self.consumes == ["application/json"] else self.consumes,
            "produces": [] if self.produces == ["application/json"] else self.produces,
        }
        made |= {key: value for key, value in optional.items() if value}
        made |= {"refused": self.refused} if self.refused else {"effect": self.effect}
        return made
