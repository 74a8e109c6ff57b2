"""Queries of Slack's search: words, phrases and modifiers as an expression for the index; https://slack.com/help/articles/202528808."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from clonery.server.state import search
from clonery.server.state.clock import iso
from clonery.server.state.search import Found

from .lookups import me, named_channel
from .posting import micro
from .records import Conversation, File, Message, User

if TYPE_CHECKING:
    from clonery.server.call import Call

_PART = re.compile(r'(-?)(?:(in|from|has|before|after|on|during|to|with|is|type):("[^"]*"|\S+)|"([^"]*)"|(\S+))')
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december")  # fmt: skip
_NOBODY = "?"


@dataclass(slots=True)
class Query:
    """What is asked: text, facets, and a span of days, the last one not in it ("" for no bound)."""

    words: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    without: list[str] = field(default_factory=list)
    facets: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    without_facets: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    since: str = ""
    until: str = ""

    def messages(self, call: Call, channels: list[str], order: str, limit: int, offset: int) -> Found:
        """Messages of these channels that match."""
        parts = [search.facet(Message, "channel", *(channels or [_NOBODY]))]
        parts += [search.facet(Message, name, *values) for name, values in self.facets if name in _MESSAGE]
        made = search.all_of(*parts, self._days(call, Message), *self.texts)
        out = [search.facet(Message, name, *values) for name, values in self.without_facets if name in _MESSAGE]
        made = search.but(made, *out, *self.without)
        return search.find(call.session.store, Message, made, None, order, limit, offset)

    def files(self, call: Call, channels: list[str], limit: int, offset: int) -> Found:
        """Files that lie in one of these channels, or are the caller's, and match."""
        mine = search.any_of(
            search.facet(File, "channels", *(channels or [_NOBODY])), search.facet(File, "user", me(call).id)
        )
        parts = [search.facet(File, _FILE[name], *values) for name, values in self.facets if name in _FILE]
        out = [search.facet(File, _FILE[name], *values) for name, values in self.without_facets if name in _FILE]
        made = search.but(search.all_of(mine, *parts, self._days(call, File), *self.texts), *out, *self.without)
        return search.find(call.session.store, File, made, {"ready": True}, "", limit, offset)

    def _days(self, call: Call, kind: type[Message] | type[File]) -> str:
        """The span of days as an expression: whole months, and the days of those at its ends; "" for no span."""
        if not self.since and not self.until:
            return ""
        oldest = call.first(Message, None, "ts")
        first = self.since or (iso(micro(oldest.ts))[:10] if oldest else self.until)
        months, days = calendar(date.fromisoformat(first), date.fromisoformat(self.until or "2100-01-01"), call)
        return search.any_of(
            search.facet(kind, "month", *months) if months else "", search.facet(kind, "day", *(days or [_NOBODY]))
        )


def calendar(first: date, end: date, call: Call) -> tuple[list[str], list[str]]:
    """The whole months from `first` to the day before `end`, none of them in the future, and the days beside them."""
    end = min(end, date.fromisoformat(iso(call.moment)[:10]) + timedelta(1))
    months, days, day = [], [], first
    while day < end:
        after = (day.replace(day=1) + timedelta(32)).replace(day=1)
        if day.day == 1 and after <= end:
            months.append(day.isoformat()[:7])
            day = after
        else:
            days.append(day.isoformat())
            day += timedelta(1)
    return months, days


_MESSAGE = {"channel", "user", "has", "day", "month", "thread"}
_FILE = {"channel": "channels", "user": "user", "day": "day", "month": "month", "filetype": "filetype"}


def read(call: Call, text: str) -> Query:
    """The query that a text asks."""
    made = Query()
    for found in _PART.finditer(text):
        minus, modifier, value, phrase, word = found.groups()
        if modifier:
            _modify(call, made, bool(minus), modifier, value.strip('"'))
            continue
        said = phrase if phrase is not None else word
        prefix = said.endswith("*") and phrase is None
        part = search.text(Message, said.rstrip("*"), prefix=prefix)
        if part and minus:
            made.without.append(part)
        elif part:
            made.texts.append(part)
            made.words.append(said.rstrip("*"))
    return made


def _modify(call: Call, query: Query, minus: bool, modifier: str, value: str) -> None:
    facets = query.without_facets if minus else query.facets
    if modifier == "in":
        facets.append(("channel", (_place(call, value),)))
    elif modifier in ("from", "with"):
        facets.append(("user", (_person(call, value),)))
    elif modifier == "to":
        facets.append(("channel", (_direct(call, _person(call, value)),)))
    elif modifier == "has":
        facets.append(("has", (value if value.startswith(":") else value.rstrip("s"),)))
    elif modifier == "is" and value == "thread":
        query.without_facets.append(("thread", ("",)))
    elif modifier == "type":
        facets.append(("filetype", (value,)))
    elif modifier in ("on", "during") and (month := _month(call, value)):
        facets.append(("month", (month,)))
    else:
        _day(call, query, modifier, value)


def _day(call: Call, query: Query, modifier: str, value: str) -> None:
    today = date.fromisoformat(iso(call.moment)[:10])
    named = {"today": today, "yesterday": today - timedelta(1), "week": today - timedelta(7),
             "month": today - timedelta(30),
             "year": today - timedelta(365)}  # fmt: skip
    try:
        day = named.get(value.lower()) or date.fromisoformat(value)
    except ValueError:
        query.facets.append(("day", (_NOBODY,)))
        return
    if modifier == "before":
        query.until = day.isoformat()
    elif modifier == "after":
        query.since = (day + timedelta(1)).isoformat()
    else:
        query.since, query.until = day.isoformat(), (day + timedelta(1)).isoformat()


def _month(call: Call, value: str) -> str:
    if re.fullmatch(r"\d{4}-\d\d", value):
        return value
    if value.lower() in _MONTHS:
        number, now = _MONTHS.index(value.lower()) + 1, iso(call.moment)[:7]
        year = int(now[:4]) - (number > int(now[5:]))
        return f"{year}-{number:02d}"
    return ""


def _place(call: Call, value: str) -> str:
    """A channel's id by `#name`, name, id or mention; that of a direct message by `@name`."""
    inner = value.strip("<>").partition("|")[0]
    if inner.startswith("@"):
        return _direct(call, _person(call, inner))
    id = inner.removeprefix("#")
    if call.peek(Conversation, id):
        return id
    found = named_channel(call, inner)
    return found.id if found else _NOBODY


def _person(call: Call, value: str) -> str:
    id = value.strip("<>").partition("|")[0].removeprefix("@")
    if id == "me":
        return me(call).id
    if call.peek(User, id):
        return id
    found = call.first(User, {"name": id}) or call.first(User, {"profile.display_name": id})
    return found.id if found else _NOBODY


def _direct(call: Call, user: str) -> str:
    found = call.first(Conversation, {"pair": ",".join(sorted({me(call).id, user}))})
    return found.id if found else _NOBODY
