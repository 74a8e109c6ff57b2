"""The shorthand of inventories: `id*, name, tags[], rooms[{id,type a|b}], price number|null` as JSON Schema."""

import re
from typing import Any

from .report import Json

SPELLINGS = {
    "integer": ("int", "integer"),
    "number": ("number", "num", "float"),
    "boolean": ("bool", "boolean"),
    "string": ("string", "str", "csv"),
    "object": ("object", "map"),
    "array": ("array",),
}
FORMATS = {"date": "date", "datetime": "date-time", "date-time": "date-time", "uuid": "uuid", "binary": "binary"}
WORDS: dict[str, Json] = {
    **{word: {"type": kind} for kind, words in SPELLINGS.items() for word in words},
    **{word: {"type": "string", "format": kind} for word, kind in FORMATS.items()},
    **{word: {} for word in ("any", "json")},
}
NAME = re.compile(r"'?([A-Za-z_][\w./-]*?(?:[ ][A-Z/]\w*)*)'?(?=$|[\s*?\[{(:=|<>,])")
OPENING, CLOSING = "{[(", "}])"


def split_top(text: str, separators: str = ",;") -> list[str]:
    """Parts between separators that stand outside all brackets and quotes."""
    parts, depth, start = [], 0, 0
    for number, letter in enumerate(text):
        depth += (letter in OPENING) - (letter in CLOSING)
        if letter in separators and depth == 0:
            parts.append(text[start:number].strip())
            start = number + 1
    return [part for part in [*parts, text[start:].strip()] if part]


def _inside(text: str) -> tuple[str, str]:
    """The content of the bracket that a text begins with, and what follows it."""
    depth = 0
    for number, letter in enumerate(text):
        depth += (letter in OPENING) - (letter in CLOSING)
        if depth == 0:
            return text[1:number], text[number + 1 :]
    return text[1:], ""


def object_of(text: str) -> Json:
    """An object with the fields that a text lists; a `*` behind a name makes it required."""
    properties: Json = {}
    required = []
    for part in split_top(text):
        found = NAME.match(part)
        if not found or found[1] in ("...", "each"):
            continue
        schema, needed = value_of(part[found.end() :])
        properties[found[1]] = schema
        if needed:
            required.append(found[1])
    made: Json = {"type": "object", "properties": properties}
    return made | ({"required": sorted(required)} if required else {})


def value_of(text: str) -> tuple[Json, bool]:
    """The schema that follows a name, and whether a `*` says that it is required."""
    rest = text.strip()
    needed = rest.startswith("*")
    rest = rest.lstrip("*?: ").strip()
    if rest.startswith("["):
        inner, after = _inside(rest)
        return {"type": "array", **_items(inner)}, needed or after.lstrip().startswith("*")
    if rest.startswith("{"):
        inner, after = _inside(rest)
        return (object_of(inner) if "<" not in inner else {"type": "object"}), needed or after.startswith("*")
    if rest.startswith("("):
        inner, _ = _inside(rest)
        return plain_type(inner), needed
    return plain_type(rest), needed or "*" in rest.split(" ")[0]


def _items(text: str) -> Json:
    text = text.strip()
    if not text or text in ("n", "..."):
        return {}
    if text.startswith("{"):
        return {"items": object_of(_inside(text)[0])}
    return {"items": object_of(text)} if "," in text else {}


def plain_type(text: str) -> Json:
    """`int`, `string[]`, `a|b|c`, `number|null`, `int=50`: the first words of a remark; {} where they say nothing."""
    text = text.strip().rstrip("*?")
    first = re.split(r"[\s(,;:=]", text.replace("[]", "[] "))[0].strip("*?") if text else ""
    if not first:
        return {}
    if first.endswith("[]"):
        inner = WORDS.get(first[:-2].lower(), {})
        return {"type": "array", **({"items": inner} if inner else {})}
    choices = [choice.strip("'\"*?") for choice in first.split("|")]
    null = "null" in choices
    choices = [choice for choice in choices if choice not in ("null", "...", "")]
    if len(choices) == 1 and choices[0].lower() in WORDS:
        made = WORDS[choices[0].lower()]
        quoted = re.match(r"string\s+('[^']*'(?:\|'[^']*')+)", text)
        if quoted:
            return {"type": "string", "enum": re.findall(r"'([^']*)'", quoted[1])}
        return made | {"type": [made["type"], "null"]} if null and "type" in made else dict(made)
    if len(choices) > 1 and "..." not in first and all(re.fullmatch(r"[\w-]+", choice) for choice in choices):
        known = [WORDS[choice.lower()] for choice in choices if choice.lower() in WORDS]
        if known:
            return {"anyOf": known} if len(known) == len(choices) else {}
        return {"type": ["string", "null"], "enum": [*choices, None]} if null else {"type": "string", "enum": choices}
    return {}


def schema_of(text: Any) -> Json:
    """The schema of a body or an answer: a mapping of names, `{…}`, `[…]`, or a list of names."""
    if isinstance(text, dict):
        return _mapping(text)
    text = re.sub(r"^(top-level ARRAY|JSON ARRAY|array)( of)?:?\s*", "ARRAY ", str(text).strip(), flags=re.IGNORECASE)
    if text.startswith("ARRAY "):
        rest = text[6:].strip()
        if rest.startswith("["):
            return {"type": "array", **_items(_inside(rest)[0])}
        return {"type": "array", **(_items(rest) if rest.startswith("{") else {})}
    if text.startswith("{"):
        choices = [part for part in split_top(text, "|") if part.startswith("{")]
        made = [object_of(_inside(choice)[0]) for choice in choices]
        return made[0] if len(made) == 1 else {"anyOf": made}
    if re.match(r"[a-z_]\w*\s*[*?,\[{]|[a-z_]\w*$|[a-z_]\w* \w+\|", text) and not re.match(r"\d|same\b", text):
        return object_of(text)
    return {}


def _mapping(value: Json) -> Json:
    properties: Json = {}
    required = []
    for key, each in value.items():
        for name in names_of(key):
            plain = name.strip("*").split("[")[0].strip("*? ")
            schema = _mapping(each) if isinstance(each, dict) else _described(str(each))
            if "[]" in key:
                schema = {"type": "array", **({"items": schema} if schema else {})}
            properties[plain] = schema
            if "*" in key and len(names_of(key)) == 1:
                required.append(plain)
    made: Json = {"type": "object", "properties": properties}
    return made | ({"required": sorted(required)} if required else {})


def _described(text: str) -> Json:
    found = re.match(r"[\w ]*all required[^:]*:\s*(.*)", text)
    if found:
        return object_of(found[1])
    return value_of(text)[0]


def names_of(key: str) -> list[str]:
    """`id or name`, `pms_name/id*`, `lat+lng`: several names in one key."""
    key = re.sub(r"\s*\(.*\)$", "", key)
    return [part.strip() for part in re.split(r" or |/|\+", key) if re.match(r"[A-Za-z_]", part.strip())]
