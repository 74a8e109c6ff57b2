"""Which field of a record an argument names: issue_number is `number`, {customer} is `id`."""

from .draft import Draft
from .report import Json
from .store import SchemaStore
from .words import snake, split_words

NAMES = ("login", "slug", "key", "username", "name", "identifier", "code", "uuid", "email")
IDS = ("id", "uuid", "_id", "uid", "guid", "gid")
SYNONYMS = {"username": "login", "user": "login", "org": "login", "owner": "login", "ref": "sha"}


def field_of(store: SchemaStore, kind: str, item: Json, argument: str, schema: Json) -> str:
    """The field that an argument names, or "" where the argument is a field itself or no field fits."""
    shape = store.shape(item)
    fields = {snake(name): name for name in shape.properties}
    if argument in shape.properties or not fields:
        return ""
    word = snake(argument)
    if word in fields:
        return fields[word]
    for prefix in _prefixes(kind):
        rest = word.removeprefix(prefix + "_")
        if rest != word and rest in fields:
            return fields[rest]
    tail = split_words(argument)[-1] if split_words(argument) else ""
    if tail in ("id", "ids") or word.endswith("id"):
        return next((fields[name] for name in IDS if name in fields), "")
    if tail in ("iid", "number", "slug", "key", "name", "sha", "uuid", "email") and tail in fields:
        return fields[tail]
    if SYNONYMS.get(word) in fields:
        return fields[SYNONYMS[word]]
    if (
        "id" in fields
        and not store.types(schema) & {"integer"}
        and "integer" in store.types(shape.properties[fields["id"]])
    ):
        return next((fields[name] for name in NAMES if name in fields), fields["id"])
    return next((fields[name] for name in (*IDS, *NAMES) if name in fields), "")


def fields_of(store: SchemaStore, kind: str, item: Json, draft: Draft, params: tuple[str, ...]) -> Json:
    """Only the arguments whose field has another name; several arguments never mean one field."""
    schemas = {each.wire: each.schema for each in draft.arguments if each.place == "path"}
    made: Json = {}
    for param in reversed(params):
        found = field_of(store, kind, item, param, schemas.get(param, {}))
        if found and found not in made.values():
            made[param] = found
    return made


def _prefixes(kind: str) -> list[str]:
    words = kind.split("_")
    return ["_".join(words[start:]) for start in range(len(words))] + [kind[:1], words[-1][:4]]
