"""Where in an answer the list or the item stands, and which schema describes one item."""

from dataclasses import dataclass

from .draft import Draft
from .listed import listed, listed_set
from .report import Json
from .store import SchemaStore
from .words import noun, singular, snake, split_words

LIST_NAMES = listed(
    "data items results values records entries list nodes objects elements rows value members content resources "
    "result response hits edges"
)
WRAPPERS = ("data", "result", "response", "payload", "item", "record", "resource", "object", "value", "body")
ENVELOPE = listed_set(
    "status message messages meta metadata links included success error errors code request_id warnings ok version "
    "pagination paging page jsonapi last_sync_id kind self timestamp correlation_id response_metadata type"
)
PAGED = listed_set(
    "total total_count totalcount count has_more hasmore next next_page next_page_token nextpagetoken cursor "
    "next_cursor paging pagination offset limit page start_at startat is_last islast max_results total_pages "
    "total_items pages has_next next_url previous next_link next_sync_token meta response_metadata page_info "
    "next_page_url prev last_page per_page"
)
NO_NOUN = listed_set(
    "empty status success message ok error object page generic entity response result data item list any string "
    "void null map value json schema base"
)
AFFIXES = listed_set(
    "full minimal simple basic short detailed detail details response result output dto input body data info model "
    "schema with bean deprecated json created updated public private nullable extended serializer base get paging "
    "fetch no"
)


@dataclass(frozen=True)
class Listing:
    """A list inside an answer: `at` is the dotted way to it, `strength` 1 (a guess) to 5 (an array)."""

    at: str
    item: Json
    strength: int


class Answers:
    """Looks into result schemas; `strip` are words that schema names start with, `prefixes` those of files."""

    def __init__(self, store: SchemaStore, strip: tuple[str, ...] = (), prefixes: tuple[str, ...] = ()) -> None:
        self.store = store
        self.strip = strip
        self.prefixes = tuple(sorted(prefixes, key=len, reverse=True))

    def listing(self, schema: Json, hints: tuple[str, ...] = ()) -> Listing | None:
        """The list in an answer; `hints` are words by which the list may be called."""
        return self._listing(schema, {*hints, *(singular(hint) for hint in hints)})

    def _listing(self, schema: Json, hints: set[str], depth: int = 0) -> Listing | None:
        resolved = self.store.resolve(schema)
        if "array" in self.store.types(resolved):
            return Listing("", self._items(resolved), 5)
        properties = self.store.shape(resolved).properties
        arrays = {name: each for name, each in properties.items() if "array" in self.store.types(each)}
        paged = min(2, sum(snake(name) in PAGED for name in properties))
        best: tuple[int, int, str] | None = None
        for name in arrays:
            named = (
                snake(name) in hints or noun(name) in hints or any(hint.endswith("_" + noun(name)) for hint in hints)
            )
            if snake(name) in ENVELOPE and not named:
                continue
            strength = 1 if len(arrays) == 1 else 0
            if name.lower() in LIST_NAMES:
                strength = 2
            if named:
                strength = 4 if len(arrays) == 1 else 3
            rank = (strength, -len(name), name)
            if strength and (best is None or rank > best):
                best = rank
        if best is not None:
            name = best[2]
            return Listing(name, self._items(self.store.resolve(properties[name])), best[0] + paged)
        for name in WRAPPERS if depth < 2 else ():
            if name in properties and "object" in self.store.types(properties[name]):
                inner = self._listing(properties[name], hints, depth + 1)
                if inner is not None:
                    return Listing(f"{name}.{inner.at}" if inner.at else name, inner.item, inner.strength)
        return None

    def _items(self, array: Json) -> Json:
        if "items" in array:
            items: Json = array["items"]
            return items
        for keyword in ("anyOf", "oneOf", "allOf"):
            for each in array.get(keyword, ()):
                inner = self.store.resolve(each)
                if "items" in inner:
                    return self._items(inner)
        return {}

    def item(self, schema: Json, hints: tuple[str, ...] = (), depth: int = 0) -> tuple[str, Json]:
        """The dotted way to the item in an answer, and its schema."""
        resolved = self.store.resolve(schema)
        if "object" not in self.store.types(resolved):
            return "", schema
        properties = self.store.shape(resolved).properties
        for name, each in properties.items():
            named = snake(name) in hints
            if not named and name.lower() not in WRAPPERS:
                continue
            if "object" not in self.store.types(each) and not (named and self.store.name_of(each)):
                continue
            if not named and self.noun(schema) in hints and not self.store.shape(each).properties:
                continue  # a field of the item, which the answer's own name says that it is
            others = [other for other in properties if other != name]
            if all(self._is_envelope(other, properties[other]) for other in others) and len(others) < 6:
                inner, found = self.item(each, hints, depth + 1) if not named and depth < 2 else ("", each)
                return (f"{name}.{inner}" if inner else name), found
        return "", schema

    def _is_envelope(self, name: str, schema: Json) -> bool:
        return snake(name) in ENVELOPE or snake(name) in PAGED

    def noun(self, schema: Json) -> str:
        """The noun in the name of a schema, or "" where it has no name or the name says nothing."""
        name = self.store.name_of(schema)
        if not name:
            return ""
        name = name.removeprefix(next((prefix for prefix in self.prefixes if name.startswith(prefix)), ""))
        words = split_words(name)
        while words and words[0] in self.strip:
            words = words[1:]
        for number in range(1, len(words)):
            if words[number] == "with" or words[number : number + 2] == ["search", "result"]:
                words = words[:number]
                break
        while len(words) > 1 and (words[-1] in AFFIXES or words[-1].isdigit() or words[-1] in ("v1", "v2", "v3")):
            words = words[:-1]
        while len(words) > 1 and words[0] in AFFIXES:
            words = words[1:]
        made = "_".join([*words[:-1], singular(words[-1])]) if words else ""
        return "" if made in NO_NOUN else made


def wrap_lists(drafts: list[Draft], answers: Answers) -> None:
    """Descriptions that give a list the schema of one item: a GET on a plural whose answer is one of it is a list."""
    pages = {"page", "per_page"}
    for draft in drafts:
        last = draft.path.rsplit("/", 1)[-1]
        if draft.method != "GET" or "{" in last or "object" not in answers.store.types(draft.result):
            continue
        named = answers.noun(draft.result)
        pages_asked = pages <= {argument.wire for argument in draft.arguments}
        plural = noun(last) != last
        if pages_asked or (plural and (named == noun(last) or named.endswith("_" + noun(last)))):
            draft.results = {
                status: {"type": "array", "items": each} if each else each for status, each in draft.results.items()
            }
