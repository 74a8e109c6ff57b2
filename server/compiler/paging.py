"""How a list pages, read from its arguments and its answer."""

from .draft import Draft
from .listed import listed
from .report import Json
from .store import SchemaStore
from .words import snake

SIZES = listed(
    "per_page perpage page_size pagesize limit max_results maxresults first size count page_limit top pagelimit "
    "results_per_page take max"
)
STYLES = {
    "starting_after": ("starting_after",),
    "token": ("page_token", "pagetoken", "next_page_token", "nextpagetoken", "continuation_token"),
    "cursor": (
        "cursor", "page_cursor", "after", "start", "next_cursor", "next", "pagination_token", "bookmark",
    ),
    "offset": ("offset", "start_at", "startat", "page_offset", "skip", "start_index", "startindex", "from_index"),
    "page": ("page", "page_number", "pagenumber", "pageindex", "page_index", "p"),
}  # fmt: skip
ORDER = ("starting_after", "token", "page", "offset", "cursor")
NEXT = (
    "next_cursor", "nextcursor", "next_page_token", "nextpagetoken", "next_token", "end_cursor", "next_page", "cursor",
    "after", "next", "next_page_url", "next_url",
)  # fmt: skip
MORE = ("has_more", "hasmore", "has_next", "has_next_page", "hasnextpage", "more", "is_last", "islast")
TOTAL = ("total_count", "totalcount", "total", "total_items", "total_results", "totalresults", "total_size", "count")
INNER = (
    "meta",
    "paging",
    "pagination",
    "response_metadata",
    "page",
    "next",
    "page_info",
    "pageinfo",
    "data",
    "metadata",
)


def paging_of(draft: Draft, store: SchemaStore, listed: str) -> Json:
    """Style, the arguments that move and size a page, and where the answer tells what comes next."""
    arguments = {snake(name): name for name, each in draft.named().items() if each.place in ("query", "body")}
    made: Json = {}
    for style in ORDER:
        found = next((arguments[name] for name in STYLES[style] if name in arguments), None)
        if found is not None and (style != "cursor" or _is_cursor(found, arguments)):
            made = {"style": style, "page": found}
            break
    size = next((arguments[name] for name in SIZES if name in arguments and arguments[name] != made.get("page")), None)
    if size is not None:
        made["size"] = size
        made.setdefault("style", "none")
    if not made:
        return {"style": "none"}
    if listed:
        for role, names in (("next", NEXT), ("more", MORE), ("total", TOTAL)):
            place = _place(store, draft.result, names)
            if place and place != listed:
                made[role] = place
    return made


def _is_cursor(found: str, arguments: dict[str, str]) -> bool:
    """`after`, `start` and `next` are cursors only beside a size, else they filter by time."""
    return snake(found) not in ("after", "start", "next") or any(name in arguments for name in SIZES)


def _place(store: SchemaStore, schema: Json, names: tuple[str, ...], depth: int = 0) -> str:
    properties = store.shape(schema).properties
    known = {snake(name): name for name in properties}
    for name in names:
        if name in known and not store.types(properties[known[name]]) & {"object", "array"}:
            return known[name]
    if depth < 3:
        for name in INNER:
            if name in known and "object" in store.types(properties[known[name]]):
                inner = _place(store, properties[known[name]], names, depth + 1)
                if inner:
                    return f"{known[name]}.{inner}"
    return ""
