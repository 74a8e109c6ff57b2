"""JQL: which issues a query means, and in which order; https://support.atlassian.com/jira-software-cloud/docs/use-advanced-search-with-jira-query-language-jql."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from clonery.server.problems import Invalid
from clonery.server.state import clock
from clonery.server.state.record import Record

from . import adf

if TYPE_CHECKING:
    from clonery.server.call import Call

Test = Callable[[Record], bool]
WORD = re.compile(r'\s*("(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'|[(),]|!=|!~|<=|>=|[=<>~]|[^\s(),=<>~!"\']+)')
PLACES = {
    "project": ("project", ("key", "name", "id")), "status": ("status", ("name", "id")),
    "assignee": ("assignee", ("accountId", "emailAddress", "displayName")),
    "reporter": ("reporter", ("accountId", "emailAddress", "displayName")),
    "creator": ("creator", ("accountId", "emailAddress", "displayName")),
    "issuetype": ("issuetype", ("name", "id")), "type": ("issuetype", ("name", "id")),
    "priority": ("priority", ("name", "id")), "resolution": ("resolution", ("name", "id")),
    "parent": ("parent", ("key", "id")), "labels": ("labels", ()), "component": ("components", ("name", "id")),
    "fixversion": ("fixVersions", ("name", "id")), "sprint": ("sprint", ("name", "id")),
    "summary": ("summary", ()), "description": ("description", ()), "created": ("created", ()),
    "updated": ("updated", ()), "duedate": ("duedate", ()), "due": ("duedate", ()),
    "resolved": ("resolutiondate", ()), "environment": ("environment", ()),
}  # fmt: skip
KEYS = ("key", "issue", "issuekey", "id")
SPAN = re.compile(r"([+-]?\d+)([mhdw])")
UNITS = {"m": 60, "h": 3600, "d": 86_400, "w": 604_800}


class Query:
    """A parsed query: `test` says whether an issue belongs, `order` are fields and whether they fall."""

    def __init__(self, call: Call, text: str) -> None:
        self.call = call
        self.words = [found[1] for found in WORD.finditer(text)]
        self.at = 0
        self.order: list[tuple[str, bool]] = []
        self.test: Test = lambda issue: True
        if self.words and self._next().upper() != "ORDER":
            self.test = self._any()
        if self._next().upper() == "ORDER":
            self._ordered()
        if self.at < len(self.words):
            raise _wrong(f"Error in the JQL Query: Expecting either 'OR' or 'AND' but got '{self.words[self.at]}'.")

    def _next(self) -> str:
        return self.words[self.at] if self.at < len(self.words) else ""

    def _take(self) -> str:
        word = self._next()
        if not word:
            raise _wrong("Error in the JQL Query: The query ends where more was expected.")
        self.at += 1
        return word

    def _any(self) -> Test:
        parts = [self._all()]
        while self._next().upper() == "OR":
            self.at += 1
            parts.append(self._all())
        return lambda issue: any(part(issue) for part in parts)

    def _all(self) -> Test:
        parts = [self._one()]
        while self._next().upper() == "AND":
            self.at += 1
            parts.append(self._one())
        return lambda issue: all(part(issue) for part in parts)

    def _one(self) -> Test:
        word = self._take()
        if word.upper() == "NOT":
            inner = self._one()
            return lambda issue: not inner(issue)
        if word == "(":
            inner = self._any()
            if self._take() != ")":
                raise _wrong("Error in the JQL Query: Expecting ')'.")
            return inner
        field, operator = _bare(word).lower(), self._take().lower()
        if operator == "not" or (operator == "is" and self._next().upper() == "NOT"):
            operator += " " + self._take().lower()
        values = self._values() if operator.endswith("in") else [self._value()]
        return self._comparison(field, operator, values)

    def _values(self) -> list[str | None]:
        if self._take() != "(":
            raise _wrong("Error in the JQL Query: Expecting a list in brackets.")
        made = [self._value()]
        while (word := self._take()) == ",":
            made.append(self._value())
        if word != ")":
            raise _wrong("Error in the JQL Query: Expecting ')'.")
        return made

    def _value(self) -> str | None:
        word = self._take()
        if self._next() == "(" and not word.startswith(('"', "'")):
            self.at += 1
            while self._take() != ")":
                pass
            return self._function(word.lower())
        return None if word.upper() in ("EMPTY", "NULL") else _bare(word)

    def _function(self, name: str) -> str | None:
        if name == "currentuser":
            return None if self.call.actor is None else str(self.call.actor.get("accountId") or self.call.actor.id)
        starts = {"now": 0, "startofday": self.call.moment % clock.DAY}
        if name in starts:
            return clock.iso(self.call.moment - starts[name])
        raise _wrong(f"Unable to find JQL function '{name}()'.")

    def _comparison(self, field: str, operator: str, values: list[str | None]) -> Test:
        if field not in PLACES and field not in KEYS and field != "text":
            raise _wrong(f"Field '{field}' does not exist or you do not have permission to view it.")
        wanted = {None if value is None else value.lower() for value in values}
        if operator in ("=", "in", "is"):
            return lambda issue: bool(_held(issue, field) & wanted)
        if operator in ("!=", "not in", "is not"):
            # as Jira has it, an empty field differs from no value
            return lambda issue: (
                not _held(issue, field) & wanted and (None in wanted or None not in _held(issue, field))
            )
        text = str(values[0] or "").lower().strip("*")
        if operator in ("~", "!~"):
            return lambda issue: (text in " ".join(filter(None, _held(issue, field)))) is (operator == "~")
        if operator not in ("<", "<=", ">", ">="):
            raise _wrong(f"Error in the JQL Query: '{operator}' is no operator.")
        limit = self._moment(str(values[0] or ""))
        return lambda issue: any(_compared(held, operator, limit) for held in _held(issue, field) if held is not None)

    def _moment(self, text: str) -> str:
        """A time to compare with: `-2d`, `2026-01-05`, `2026/01/05 10:00`; others are left as they are."""
        found = SPAN.fullmatch(text)
        if found:
            return clock.iso(self.call.moment + int(found[1]) * UNITS[found[2]] * clock.MICROSECONDS).lower()
        return text.replace("/", "-").replace(" ", "t").lower()

    def _ordered(self) -> None:
        self.at += 1
        if self._take().upper() != "BY":
            raise _wrong("Error in the JQL Query: Expecting 'BY'.")
        while True:
            field = _bare(self._take()).lower()
            falls = self._next().upper() == "DESC"
            self.at += self._next().upper() in ("ASC", "DESC")
            self.order.append((field, falls))
            if self._next() != ",":
                return
            self.at += 1


def _wrong(message: str) -> Invalid:
    return Invalid(message)


def _bare(word: str) -> str:
    return re.sub(r"\\(.)", r"\1", word[1:-1]) if word[:1] in ('"', "'") else word


def _held(issue: Record, field: str) -> set[str | None]:
    """All by which a field may be called, in lower case; None where it is empty."""
    if field in KEYS:
        return {str(issue.get("key")).lower(), str(issue.id)}
    fields = issue.get("fields", {})
    if field == "text":
        return {str(fields.get("summary") or "").lower(), adf.text(fields.get("description")).lower()}
    name, inner = PLACES[field]
    value = fields.get(name)
    listed = value if isinstance(value, list) else [value]
    made: set[str | None] = set()
    for each in listed:
        if isinstance(each, dict) and each.get("type") == "doc":
            made.add(adf.text(each).lower())
        elif isinstance(each, dict):
            made |= {str(each[key]).lower() for key in inner if each.get(key) is not None}
        elif each not in (None, ""):
            made.add(str(each).lower())
    return made or {None}


def _compared(held: str, operator: str, limit: str) -> bool:
    left, right = held[: max(len(limit.rstrip("z")), 10)], limit.rstrip("z")
    return {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[operator]


def found(call: Call, text: str) -> list[Record]:
    """The issues that a query means, in its order; archived ones are nowhere found. Raises Invalid."""
    query = Query(call, text or "")
    issues = call.all(call.clone.kind("issue"))
    made = [issue for issue in issues if not issue.get("archived") and query.test(issue)]
    for field, falls in reversed(query.order or [("created", True)]):
        made.sort(key=lambda issue: _sortable(issue, field), reverse=falls)
    return made


def _sortable(issue: Record, field: str) -> tuple[Any, ...]:
    if field in KEYS:
        project, _, number = str(issue.get("key")).rpartition("-")
        return project, int(number) if number.isdecimal() else 0
    if field == "rank":
        return (issue.rid,)
    name, inner = PLACES.get(field, (field, ()))
    value = issue.get("fields", {}).get(name)
    value = value.get(inner[0]) if isinstance(value, dict) and inner else value
    return value in (None, "", []), str(value).lower()
