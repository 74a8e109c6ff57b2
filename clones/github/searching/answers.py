"""Answers of searches: the count, the items of the page, links to the others, what matched; https://docs.github.com/rest/search/search."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

from clonery.server.dialect import Page

from ..refusals import Unprocessable, ValidationFailed
from .query import Query

if TYPE_CHECKING:
    from clonery.server.call import Call

    from ..dialect import GitHub

MOST = 1000
"""Results that can be paged through, however many there are."""
SCORE = 1.0
_FRAGMENT = 200
"""Characters of a text that are shown around what matched."""


def asked(q: str, known: frozenset[str]) -> Query:
    """The query. Raises ValidationFailed for none, and for one that has nothing to ask."""
    if not q.strip():
        raise ValidationFailed("Search", "q", "missing")
    return Query(q, known)


def check_page(call: Call, whole: bool = False) -> None:
    """Raise Unprocessable for a page that starts behind the last result; where `whole`, for one that ends behind it."""
    paging = call.paging
    if paging.offset >= MOST or (whole and paging.offset + paging.limit > MOST):
        raise Unprocessable("Only the first 1000 search results are available")


def answer(call: Call, items: list[dict[str, Any]], total: int, **more: Any) -> dict[str, Any]:
    """The page's items, shown, in the envelope of searches; links to other pages go to the headers."""
    reach = min(total, MOST)
    further = call.paging.offset + call.paging.limit < reach
    cast("GitHub", call.clone.dialect).link(call, Page(items, call.paging, reach, further))
    return {"total_count": total, "incomplete_results": False, "items": items, **more}


def sliced(call: Call, records: list[Any]) -> list[Any]:
    """The part of all results that the page has."""
    return records[call.paging.offset :][: call.paging.limit]


def scored(shown: dict[str, Any]) -> dict[str, Any]:
    return {**shown, "score": SCORE}


def with_matches(
    call: Call, shown: dict[str, Any], words: list[str], type: str | None, texts: dict[str, str | None]
) -> dict[str, Any]:
    """The item with its score and, where the caller asks for that media type, where each text of it matches."""
    made = scored(shown)
    if ".text-match" in call.request.header("accept"):
        found = (_match(name, text, words) for name, text in texts.items())
        base = {"object_url": shown["url"], "object_type": type}
        made["text_matches"] = [{**base, **match} for match in found if match]
    return made


def _match(name: str, text: str | None, words: list[str]) -> dict[str, Any] | None:
    """The fragment of a text around its first match, and the places of all matches in it."""
    terms = [re.escape(part) for word in words for part in re.findall(r"\w+", word)]
    if not text or not terms:
        return None
    pattern = re.compile(rf"\b(?:{'|'.join(terms)})\w*", re.I)
    first = pattern.search(text)
    if first is None:
        return None
    start = max(0, text.rfind(" ", 0, max(0, first.start() - _FRAGMENT // 2)) + 1) if first.start() > _FRAGMENT else 0
    fragment = text[start : start + _FRAGMENT]
    matches = [{"text": match[0], "indices": [match.start(), match.end()]} for match in pattern.finditer(fragment)]
    return {"property": name, "fragment": fragment, "matches": matches}
