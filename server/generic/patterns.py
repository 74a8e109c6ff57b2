"""The shortest text that a regular expression takes, as far as published schemas use them."""

from __future__ import annotations

import re
from functools import lru_cache
from re import _constants as codes  # type: ignore[attr-defined] # typeshed does not know the parser that re is made of
from re import _parser as parser  # type: ignore[attr-defined] # as above
from typing import Any

_PREFERRED = "a0A-_:/. "


@lru_cache(maxsize=2048)
def shortest(pattern: str) -> str | None:
    """A short text that `pattern` finds itself in; None where none was found."""
    try:
        text = _text(parser.parse(pattern))
        return text if re.search(pattern, text) else None
    except (re.error, RecursionError, OverflowError):
        return None


def _text(parts: Any) -> str:
    return "".join(_part(code, held) for code, held in parts)


def _part(code: Any, held: Any) -> str:
    if code is codes.LITERAL:
        return chr(held)
    if code is codes.NOT_LITERAL:
        return next(sign for sign in _PREFERRED if ord(sign) != held)
    if code is codes.ANY:
        return "a"
    if code is codes.IN:
        return _one_of(held)
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT):
        return _text(held[2]) * held[0]
    if code is codes.SUBPATTERN:
        return _text(held[3])
    if code is codes.BRANCH:
        return min((_text(branch) for branch in held[1]), key=len)
    return ""


def _one_of(held: Any) -> str:
    """A sign of a class, a usual one if the class has it."""
    inside = [_ranged(code, value) for code, value in held if code is not codes.NEGATE]
    negated = any(code is codes.NEGATE for code, _ in held)
    for sign in (*_PREFERRED, *map(chr, range(33, 127))):
        if any(test(sign) for test in inside) is not negated:
            return sign
    return ""


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
