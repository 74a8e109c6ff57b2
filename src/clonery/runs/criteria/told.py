"""Which single record a scenario's own text speaks of, for "the issue" and "issue is labelled bug"."""

from __future__ import annotations

import re

from .checks import Selection
from .conditions import Named
from .nouns import Noun, entry, nouns


def meant(selection: Selection, told: str) -> Selection:
    """The selection narrowed to the one that the text names, if nothing else narrows it and the text names just one."""
    if selection.base != "after" or selection.where or not told:
        return selection
    name = _only(selection.nouns[0], told)
    return selection.also(Named(name)) if name else selection


def _only(noun: Noun, told: str) -> str:
    """The number, key or id by which the text speaks of records of this noun, if it is one alone."""
    words = [word for word, other in nouns(noun.clone).items() if (other.kind, other.where) == (noun.kind, noun.where)]
    said = re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\s+(?:number\s+)?(#?\d+)\b", re.IGNORECASE)
    patterns = [said, *(re.compile(text) for text in entry(noun.clone, "told").get(noun.kind, ()))]
    for pattern in patterns:
        found = {name.lstrip("#") for name in pattern.findall(told)}
        if found:
            return found.pop() if len(found) == 1 else ""
    return ""
