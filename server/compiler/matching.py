"""Rules by which an argument of a tool is found among those of an operation, from certain to bold."""

import re

from .words import snake, split_words

SAME = {
    "query": ("q",),
    "search_query": ("query",),
    "per_page": ("limit",),
    "page_size": ("per_page",),
    "limit": ("per_page", "first", "count"),
    "cursor": ("page_token", "after"),
    "commit_id": ("sha",),
    "timestamp": ("ts",),
    "thread_ts": ("ts",),
    "reaction": ("name",),
    "emoji": ("name",),
}


def _letters(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower().removeprefix("path_"))


def equal(name: str, other: str, place: str) -> bool:
    return name == other


def alike(name: str, other: str, place: str) -> bool:
    return _letters(name) == _letters(other)


def synonym(name: str, other: str, place: str) -> bool:
    return snake(other) in SAME.get(snake(name), ()) or snake(name) == snake(other) + "_id"


def tail(name: str, other: str, place: str) -> bool:
    """A placeholder by its last word: `issueId` for {id}, `issue_key` for {issueIdOrKey}, `actorId` for {id}."""
    if place != "path":
        return False
    one, two = split_words(name), split_words(other)
    return (two[-1:] == ["id"] and one[-1:] == ["id"]) or (bool(one and two) and one[0] == two[0] and one != two)
