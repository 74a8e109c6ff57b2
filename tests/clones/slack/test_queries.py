"""Queries of search: words, phrases, modifiers, spans of days."""

from datetime import date

import pytest
from tests.clones.slack.conftest import ADA_ID, BEN_ID, GENERAL, RANDOM, WEBAPP

from clonery.clones.slack import posting, queries
from clonery.clones.slack.records import Message
from clonery.server.call import Call

ALL = [GENERAL, RANDOM, WEBAPP]
SAID = [
    ("1767603600.000001", WEBAPP, ADA_ID, "the red box"), ("1767517200.000001", RANDOM, BEN_ID, "a red blue box"),
    ("1764925200.000001", GENERAL, ADA_ID, "blue boxes <https://x.example>"),
]  # fmt: skip


@pytest.fixture
def said(call: Call) -> Call:
    for old in call.all(Message):
        call.delete(old)
    for ts, channel, user, text in SAID:
        fields = {"text": text, "user": user}
        call.create(Message, id=f"{channel}-{ts}", channel=channel, ts=ts, **fields, **posting.facts(fields, ts))
    return call


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("red", [0, 1]), ("box", [0, 1, 2]), ('"red box"', [0]), ("red -blue", [0]), ("bo*", [0, 1, 2]),
        ("in:#webapp", [0]),
        ("in:random red", [1]), (f"in:<#{WEBAPP}>", [0]), ("from:@ben", [1]), ("from:me", [0, 2]), ("-from:me", [1]),
        ("has:link", [2]), ("before:2026-01-04", [2]), ("after:2026-01-04", [0]), ("on:2026-01-04", [1]),
        ("during:december", [2]), ("during:2026-01", [0, 1]), ("after:yesterday", [0]), ("in:#nowhere", []),
        ("from:nobody", []),
        ("before:someday", []),
    ],
)  # fmt: skip
def test_each_modifier_finds_what_it_says(said: Call, query: str, places: list[int]) -> None:
    found = queries.read(said, query).messages(said, ALL, "", 20, 0)
    assert {each.ts for each in found.items} == {SAID[place][0] for place in places}
    assert found.total == len(places)


def test_only_what_may_be_seen_is_found_and_by_time_where_asked(said: Call) -> None:
    query = queries.read(said, "box")
    assert [each.ts for each in query.messages(said, ALL, "-ts", 20, 0).items] == [each[0] for each in SAID]
    assert [each.channel for each in query.messages(said, [RANDOM], "", 20, 0).items] == [RANDOM]
    assert query.messages(said, [], "", 20, 0).total == 0


def test_a_span_is_whole_months_and_single_days(call: Call) -> None:
    months, days = queries.calendar(date(2025, 10, 30), date(2026, 1, 3), call)
    assert months == ["2025-11", "2025-12"]
    assert days == ["2025-10-30", "2025-10-31", "2026-01-01", "2026-01-02"]
    assert queries.calendar(date(2026, 1, 1), date(2100, 1, 1), call)[1][-1] == "2026-01-05"
    assert queries.calendar(date(2027, 1, 1), date(2028, 1, 1), call) == ([], [])
