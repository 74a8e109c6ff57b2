"""Texts that a regular expression takes, as far as published schemas use them: the shortest, or one by chance."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from re import _constants as codes  # type: ignore[attr-defined] # typeshed does not know the parser that re is made of
from re import _parser as parser  # type: ignore[attr-defined] # as above
from typing import Any

Choose = Callable[[int], int] | None
"""Gives a whole number below the one it is asked with; None for the shortest text."""
_PREFERRED = "a0A-_:/. "
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_REPEATED = 16
"""How often a part that may be repeated is, in a text by chance."""


@lru_cache(maxsize=2048)
def shortest(pattern: str) -> str | None:
    """A short text that `pattern` finds itself in; None where none was found."""
    try:
        text = _text(parser.parse(pattern))
        return text if re.search(pattern, text) else None
    except (re.error, RecursionError, OverflowError):
        return None


def varied(pattern: str, choose: Callable[[int], int]) -> str | None:
    """A text by chance that `pattern` finds itself in; None where none was found."""
    try:
        text = _text(parser.parse(pattern), choose)
        return text if re.search(pattern, text) else None
    except (re.error, RecursionError, OverflowError):
        return None


def _text(parts: Any, choose: Choose = None) -> str:
    return "".join(_part(code, held, choose) for code, held in parts)


def _part(code: Any, held: Any, choose: Choose) -> str:
    if code is codes.LITERAL:
        return chr(int(held))
    if code is codes.NOT_LITERAL:
        return "a" if held != ord("a") else "0"
    if code is codes.ANY:
        return "a" if choose is None else _LETTERS[choose(len(_LETTERS))]
    if code is codes.IN:
        return _one_of(held, choose)
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT):
        least, most = int(held[0]), int(held[1])
        count = least if choose is None else max(least, min(_REPEATED, most))
        return "".join(_text(held[2], choose) for _ in range(count))
    if code is codes.SUBPATTERN:
        return _text(list(held)[3], choose)
    if code is codes.BRANCH:
        branches: list[str] = [_text(branch, choose) for branch in held[1]]
        return min(branches, key=len) if choose is None else branches[choose(len(branches))]
    return ""


def _one_of(held: Any, choose: Choose) -> str:
    """A sign of a class, a usual one if the class has it."""
    inside = [_ranged(code, value) for code, value in held if code is not codes.NEGATE]
    negated = any(code is codes.NEGATE for code, _ in held)

    def taken(signs: Any) -> list[str]:
        return [sign for sign in signs if any(test(sign) for test in inside) is not negated]

    usual = taken(_LETTERS) if choose is not None else []
    if usual and choose is not None:
        return usual[choose(len(usual))]
    return next(iter(taken([*_PREFERRED, *map(chr, range(33, 127))])), "")


def _ranged(code: Any, value: Any) -> Any:
    if code is codes.LITERAL:
        return lambda sign: ord(sign) == value
    if code is codes.RANGE:
        return lambda sign: value[0] <= ord(sign) <= value[1]
    classes = {
        codes.CATEGORY_DIGIT: str.isdigit, codes.CATEGORY_WORD: lambda sign: sign.isalnum() or sign == "_",
        codes.CATEGORY_SPACE: str.isspace, codes.CATEGORY_NOT_SPACE: lambda sign: not sign.isspace(),
        codes.CATEGORY_NOT_DIGIT: lambda sign: not sign.isdigit(),
    }  # fmt: skip
    return classes.get(value, lambda sign: False)
