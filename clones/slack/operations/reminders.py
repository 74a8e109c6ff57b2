"""Reminders on the session's clock; https://docs.slack.dev/reference/methods?family=reminders."""

from __future__ import annotations

import re
from typing import Any

from clonery.server.call import Call
from clonery.server.operation import job, operation

from .. import posting, shapes
from ..lookups import find_user, me, words
from ..records import Conversation, Member, Reminder
from ..wording import no

DAY = 86_400
UNITS = {"second": 1, "minute": 60, "min": 60, "hour": 3600, "day": DAY, "week": 7 * DAY, "month": 30 * DAY}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NINE = 9 * 3600
FARTHEST = 5 * 365 * DAY


def when(now: int, time: str) -> tuple[int, dict[str, Any]]:
    """The moment in seconds that a text means, and how it recurs. Raises `cannot_parse`."""
    text = str(time).strip().lower()
    if text.isdecimal():
        number = int(text)
        return (number if number > DAY else now + number), {}
    midnight = now - now % DAY
    found = re.fullmatch(r"in (an?|\d+) (\w+?)s?", text)
    if found and found.group(2) in UNITS:
        count = 1 if found.group(1) in ("a", "an") else int(found.group(1))
        return now + count * UNITS[found.group(2)], {}
    if text in ("today", "tomorrow") or text.startswith("tomorrow at"):
        at = midnight + (0 if text == "today" else DAY) + NINE
        clock = re.search(r"at (\d{1,2})(?::(\d\d))?\s*(am|pm)?$", text)
        if clock:
            hour = int(clock.group(1)) % 12 + 12 if clock.group(3) == "pm" else int(clock.group(1))
            at = midnight + DAY + hour * 3600 + int(clock.group(2) or 0) * 60
        return at if at > now else at + DAY, {}
    if text.startswith("every "):
        return _every(now, midnight, text.removeprefix("every "))
    day = text.removeprefix("on ").removeprefix("next ")
    if day in WEEKDAYS:
        return _weekday(midnight, day), {}
    raise no("cannot_parse")


def _weekday(midnight: int, day: str) -> int:
    """Nine o'clock on the next day of that name; 1 January 1970 was a Thursday."""
    today = (midnight // DAY + 3) % 7
    return midnight + ((WEEKDAYS.index(day) - today - 1) % 7 + 1) * DAY + NINE


def _every(now: int, midnight: int, what: str) -> tuple[int, dict[str, Any]]:
    if what in ("day", "weekday"):
        return midnight + DAY + NINE, {"frequency": "daily" if what == "day" else "weekdays"}
    if what in WEEKDAYS or what == "week":
        day = what if what in WEEKDAYS else WEEKDAYS[(now // DAY + 3) % 7]
        return _weekday(midnight, day), {"frequency": "weekly", "weekdays": [day]}
    raise no("cannot_parse")


@operation("reminders.add")
def add(call: Call, text: str, time: str, user: str | None = None, recurrence: str | None = None) -> dict[str, Any]:
    actor = me(call)
    people = [find_user(call, id) for id in words(user)] or [actor]
    at, recurring = when(call.now, time)
    if at > call.now + FARTHEST:
        raise no("time_too_far")
    if at <= call.now:
        raise no("cannot_add_others_recurring" if recurring else "time_in_past")
    if recurring and people[0].id != actor.id:
        raise no("cannot_add_others_recurring")
    id = "Rm0" + call.new_id(size=8).upper()
    made = call.create(
        Reminder, id=id, creator=actor.id, user=people[0].id, text=text, recurring=bool(recurring),
        recurrence=recurring,
        time=at, job=call.schedule(at * posting.SECOND, "remind", reminder=id),
    )  # fmt: skip
    return {"reminder": shapes.reminder(call, made)}


@job("remind")
def remind(call: Call, reminder: str) -> None:
    """Its time has come: the workspace's own bot says it, and a recurring one waits for its next time."""
    found = call.peek(Reminder, reminder)
    if found is None or found.complete_ts:
        return
    conversation = slackbot(call, found.user)
    said = posting.content(call, f"Reminder: {found.text}")
    posting.post(call, conversation, {"user": "USLACKBOT", **said})
    if found.recurring:
        step = 7 * DAY if found.recurrence.get("frequency") == "weekly" else DAY
        at = found.time + step
        call.update(found, time=at, job=call.schedule(at * posting.SECOND, "remind", reminder=found.id))


def slackbot(call: Call, user: str) -> Conversation:
    """The direct message in which the workspace's own bot talks to someone."""
    pair = ",".join(sorted((user, "USLACKBOT")))
    found = call.first(Conversation, {"pair": pair})
    if found is None:
        found = call.create(
            Conversation,
            id="D0" + call.new_id(size=9).upper(),
            pair=pair,
            is_im=True,
            is_private=True,
            created=call.now,
        )
        call.create(Member, channel=found, user=user, joined=call.now)
    return found


def _found(call: Call, id: str) -> Reminder:
    found, user = call.peek(Reminder, id), me(call).id
    if found is None or user not in (found.user, found.creator):
        raise no("not_found")
    return found


@operation("reminders.complete")
def complete(call: Call, reminder: str) -> dict[str, Any]:
    found = _found(call, reminder)
    if found.recurring:
        raise no("cannot_complete_recurring")
    if found.user != me(call).id:
        raise no("cannot_complete_others")
    call.unschedule(found.job)
    call.update(found, complete_ts=call.now)
    return {}


@operation("reminders.delete")
def delete(call: Call, reminder: str) -> dict[str, Any]:
    found = _found(call, reminder)
    call.unschedule(found.job)
    call.delete(found)
    return {}


@operation("reminders.info")
def info(call: Call, reminder: str) -> dict[str, Any]:
    return {"reminder": shapes.reminder(call, _found(call, reminder))}


@operation("reminders.list")
def list_reminders(call: Call) -> dict[str, Any]:
    user = me(call).id
    found = [each for each in call.all(Reminder) if user in (each.user, each.creator)]
    return {"reminders": [shapes.reminder(call, each) for each in found]}
