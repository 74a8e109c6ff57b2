"""A search query taken apart: words, phrases, qualifiers, AND, OR, NOT and groups; https://docs.github.com/search-github/getting-started-with-searching-on-github/understanding-the-search-syntax."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..refusals import ValidationFailed

TEXT_LIMIT = 256
OPERATOR_LIMIT = 5


@dataclass(frozen=True)
class Words:
    """A word, or a phrase in quotes."""

    text: str


@dataclass(frozen=True)
class Qualifier:
    """`name:value`; `values` are the parts of the value, which commas separate."""

    name: str
    value: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Not:
    part: Node


@dataclass(frozen=True)
class Every:
    """All of the parts; a query of nothing is one without parts."""

    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Either:
    parts: tuple[Node, ...]


Node = Words | Qualifier | Not | Every | Either

_TOKEN = re.compile(
    r"""(?P<space>\s+)|(?P<open>\()|(?P<close>\))|(?P<operator>(?:AND|OR|NOT)(?=[\s(]|$))|(?P<minus>-(?=[^\s-]))
    |(?P<name>[A-Za-z][A-Za-z-]*):(?P<value>(?:"[^"]*"|[^\s"()])+)|"(?P<phrase>[^"]*)"?|(?P<word>[^\s()"]+)""",
    re.X,
)
_PART = re.compile(r'(?:"[^"]*"|[^,"])+')


@dataclass
class Query:
    """A query and what was in it: `known` are the qualifiers that this search has, others are words like any."""

    text: str
    known: frozenset[str]
    tree: Node = field(init=False)

    def __post_init__(self) -> None:
        tokens = list(self._tokens())
        self._check(tokens)
        if [kind for kind, _ in tokens].count("open") != [kind for kind, _ in tokens].count("close"):
            tokens = [token for token in tokens if token[0] not in ("open", "close")]
        self._tokens_left = tokens[::-1]
        self.tree = self._either()
        while self._tokens_left:
            self._tokens_left.pop()
            self.tree = Every((self.tree, self._either()))

    def _tokens(self) -> Iterator[tuple[str, Node | str]]:
        for match in _TOKEN.finditer(self.text):
            kind = match.lastgroup or ""
            name = (match["name"] or "").lower()
            if name in self.known:
                parts = tuple(part.replace('"', "").strip() for part in _PART.findall(match["value"]))
                yield "atom", Qualifier(name, match["value"].replace('"', ""), parts)
            elif name or kind in ("word", "phrase"):
                yield "atom", Words(match["phrase"] if kind == "phrase" else match[0].replace('"', " "))
            elif kind != "space":
                yield kind, match[0]

    def _check(self, tokens: list[tuple[str, Node | str]]) -> None:
        if sum(kind == "operator" for kind, _ in tokens) > OPERATOR_LIMIT:
            raise broken("More than five AND / OR / NOT operators were used.")
        if sum(len(made.text) + 1 for _, made in tokens if isinstance(made, Words)) > TEXT_LIMIT:
            raise broken(f"The search is longer than {TEXT_LIMIT} characters.")

    # The tokens are taken from the end of a reversed list: `a b OR c` is (a and b) or c.

    def _either(self) -> Node:
        parts = [self._every()]
        while self._tokens_left and self._tokens_left[-1] == ("operator", "OR"):
            self._tokens_left.pop()
            parts.append(self._every())
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def _every(self) -> Node:
        parts: list[Node] = []
        while self._tokens_left and self._tokens_left[-1][0] != "close":
            kind, token = self._tokens_left[-1]
            if token == "OR" and kind == "operator":
                break
            made = self._one()
            if made is not None:
                parts.append(made)
        return parts[0] if len(parts) == 1 else Every(tuple(parts))

    def _one(self) -> Node | None:
        kind, token = self._tokens_left.pop()
        if kind == "atom" and not isinstance(token, str):
            return token
        if kind == "open":
            inside = self._either()
            if self._tokens_left:
                self._tokens_left.pop()
            return inside
        if (kind == "minus" or token == "NOT") and self._tokens_left and self._tokens_left[-1][0] != "close":
            part = self._one()
            return Not(part) if part is not None else None
        return None

    # what the query asks for, wherever in it

    def all(self, node: Node | None = None) -> Iterator[Words | Qualifier]:
        """Every word, phrase and qualifier, those that are negated left out."""
        node = node or self.tree
        if isinstance(node, Words | Qualifier):
            yield node
        elif isinstance(node, Every | Either):
            for part in node.parts:
                yield from self.all(part)

    @property
    def words(self) -> list[str]:
        return [made.text for made in self.all() if isinstance(made, Words)]

    def named(self, *names: str) -> list[Qualifier]:
        """The qualifiers of these names."""
        return [made for made in self.all() if isinstance(made, Qualifier) and made.name in names]

    def values(self, *names: str) -> list[str]:
        return [value for made in self.named(*names) for value in made.values]


def broken(message: str) -> ValidationFailed:
    """The refusal of a query that can't be answered."""
    return ValidationFailed("Search", "q", "invalid", message)
