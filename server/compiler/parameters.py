"""Types of tool parameters, as lists of tools write them, as JSON Schema."""

import re
from typing import Any

from .report import DescriptionProblem, Json

PLAIN = {"string", "number", "integer", "boolean", "object", "array", "null"}


def parameter_schema(text: str, place: str) -> Json:
    """The schema of a type as lists of tools write it: `string|null`, `array<string>`, `string:enum(a|b)`."""
    text = text.strip()
    choices = _split(text)
    if len(choices) > 1:
        made = [parameter_schema(each, place) for each in choices]
        if all(set(each) == {"type"} and isinstance(each["type"], str) for each in made):
            return {"type": [each["type"] for each in made]}
        return {"anyOf": made} if all(made) else {}
    found = re.fullmatch(r"(\w+)\s*:\s*enum\((.*)\)", text, re.DOTALL)
    if found:
        values: list[Any] = found[2].split("|")
        if found[1] in ("number", "integer") and all(re.fullmatch(r"-?\d+", value) for value in values):
            values = [int(value) for value in values]
        return {"type": found[1], "enum": list(dict.fromkeys(values))}
    found = re.fullmatch(r"array[<\[](.*)[>\]]", text, re.DOTALL)
    if found:
        items = parameter_schema(found[1], place)
        return {"type": "array", "items": items} if items else {"type": "array"}
    if text in ("any", ""):
        return {}
    plain = re.sub(r"\{.*\}$", "", text).split()[0]
    if plain == "enum":
        return {"type": "string"}
    if plain not in PLAIN:
        raise DescriptionProblem(place, f"unknown parameter type {text!r}")
    return {"type": plain}


def _split(text: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for number, letter in enumerate(text):
        depth += (letter in "<([{") - (letter in ">)]}")
        if letter == "|" and depth == 0:
            parts.append(text[start:number])
            start = number + 1
    return [*parts, text[start:]]
