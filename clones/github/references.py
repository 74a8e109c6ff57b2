"""Mentions of people and issues in a text, and what GitHub remembers of them; https://docs.github.com/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from .lookups import user_permission
from .records.issues import Issue, IssueEvent
from .records.people import User
from .records.repositories import Repository
from .trail import note

if TYPE_CHECKING:
    from clonery.server.call import Call

_CODE = re.compile(r"```.*?(?:```|\Z)|~~~.*?(?:~~~|\Z)|`[^`\n]*`", re.S)
_PERSON = re.compile(r"(?<![\w/@.-])@([a-z\d](?:[a-z\d]|-(?=[a-z\d])){0,38})(?![\w/-])", re.I)
_ISSUE = r"(?:(?P<owner>[\w.-]+)/(?P<repo>[\w.-]+)#|https?://[^\s/]+/(?:[^\s/]+/)*?(?P<o>[\w.-]+)/(?P<r>[\w.-]+)/(?:issues|pull)/|(?<![\w&/])#|\bGH-)(?P<number>\d+)\b"
_REFERENCE = re.compile(_ISSUE, re.I)
_CLOSING = re.compile(rf"\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)\b:?\s+{_ISSUE}", re.I)


def people(call: Call, text: str | None) -> list[User]:
    """The people whom a text names with an @, each once, in order."""
    names = dict.fromkeys(name.lower() for name in _PERSON.findall(_CODE.sub(" ", text or "")))
    found = [call.find(User, login=name) for name in names]
    return [user for user in found if user is not None and user.type == "User"]


def issues(call: Call, repository: Repository, text: str | None) -> list[Issue]:
    """The issues and pull requests that a text written in `repository` names, each once, in order."""
    return list(_named(call, repository, _REFERENCE, text))


def closing(call: Call, repository: Repository, text: str | None) -> list[Issue]:
    """Those that a text closes, once it reaches the default branch: `fixes #12`, `closes owner/name#3`."""
    return list(_named(call, repository, _CLOSING, text))


def _named(call: Call, repository: Repository, pattern: re.Pattern[str], text: str | None) -> Iterator[Issue]:
    seen = set()
    for match in pattern.finditer(_CODE.sub(" ", text or "")):
        place, owner, name = repository, match["owner"] or match["o"], match["repo"] or match["r"]
        if owner:
            account = call.find(User, login=owner)
            found = call.find(Repository, owner=account.id, name=name) if account else None
            if found is None:
                continue
            place = found
        issue = call.find(Issue, repository=place.id, number=int(match["number"][:18]))
        if issue is not None and issue.id not in seen:
            seen.add(issue.id)
            yield issue


def mention(call: Call, repository: Repository, issue: Issue, text: str | None, before: str | None = None) -> None:
    """Remember whom and what a text of an issue names that `before` did not: mentions here, cross-references there."""
    if not text or not ("#" in text or "@" in text or "/" in text or "GH-" in text):
        return
    known = {user.id for user in people(call, before)}
    for user in people(call, text):
        if user.id not in known and (not repository.private or user_permission(call, repository, user.id)):
            for event in ("mentioned", "subscribed"):
                note(call, issue, event, actor=user)
    there = {target.id for target in issues(call, repository, before)}
    for target in issues(call, repository, text):
        if target.id not in there and target.id != issue.id:
            _cross(call, target, issue)


def _cross(call: Call, target: Issue, source: Issue) -> None:
    """A cross-reference, once for each pair; from a private repository it is remembered all the same, and hidden."""
    earlier = call.all(IssueEvent, {"issue": target.id})
    if not any(event.event == "cross-referenced" and event.details["source"] == source.id for event in earlier):
        note(call, target, "cross-referenced", source=source.id)
