"""A crowd for a busy workspace: people, channels, and thousands of messages by chance; https://docs.slack.dev/messaging."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import mrkdwn, posting
from .people import new_user
from .records import Conversation, Member, Message, Team, User

if TYPE_CHECKING:
    from clonery.server.call import Call

DAY = 86_400 * posting.SECOND
FIRST = ("amir", "bea", "carl", "dana", "elif", "finn", "gita", "hugo", "ines", "jonas", "kira", "lars", "mira", "nils",
         "olga", "paul", "quinn", "rosa", "sven", "tara", "uma", "viktor", "wanda", "xenia", "yusuf",
         "zoe")  # fmt: skip
LAST = (
    "Adeyemi",
    "Berg",
    "Castro",
    "Duarte",
    "Eriksen",
    "Fuchs",
    "Garcia",
    "Haddad",
    "Ito",
    "Jansen",
    "Kowal",
    "Lopez",
)
PLACES = ("backend", "frontend", "design", "support", "sales", "ops", "data", "mobile", "security", "hiring", "finance",
          "releases", "incidents", "research", "growth", "legal", "office", "lunch", "books", "music")  # fmt: skip
WHO = ("The checkout", "Our deploy", "The nightly job", "The mobile build", "A customer", "The new dashboard",
       "The queue",
       "The login page", "Billing", "The search index", "The importer", "Staging")  # fmt: skip
DID = ("fails since this morning", "is slower than last week", "looks good to me", "needs a review", "is green again",
       "was rolled back", "has a flaky test", "is ready to ship", "asks for more memory",
       "was fixed by the last release",
       "shows the wrong total", "times out now and then")  # fmt: skip
THEN = ("", "", "Can somebody have a look?", "I will write it up.", "See https://wiki.example/page for notes.",
        "Thanks everyone :tada:", "Let us talk on *Monday*.", "The log says `timeout`.")  # fmt: skip
REPLIES = (
    "On it.",
    "Same here.",
    "Fixed, please check again.",
    "Which version?",
    "I can take this one.",
    "+1",
    "Done :white_check_mark:",
)
REACTIONS = ("+1", "eyes", "tada", "heart", "white_check_mark", "rocket")


def plant(call: Call, team: Team, messages: int = 1000, people: int = 20, channels: int = 10, days: int = 30) -> None:
    """People and channels, and messages spread over the days before now: a third of them in threads."""
    crowd = [_person(call, team, number) for number in range(people)]
    rooms = [_room(call, team, number, crowd) for number in range(channels)]
    roots: dict[str, list[Message]] = {}
    step = days * DAY // max(messages, 1)
    moment = call.moment - days * DAY
    for _ in range(messages):
        moment += step // 2 + call.random(max(step, 1))
        room = rooms[min(call.random(len(rooms)), call.random(len(rooms)))]
        user, threads = crowd[call.random(len(crowd))], roots.setdefault(room.id, [])
        seconds, fraction = divmod(moment, posting.SECOND)
        ts = f"{seconds}.{fraction:06d}"
        call.reach("ts", moment)
        if threads and call.random(3) == 0:
            spot = len(threads) - 1 - call.random(min(len(threads), 8))
            root = call.get(Message, threads[spot].id)
            reply = _write(call, room, user, ts, REPLIES[call.random(len(REPLIES))], root)
            posting.joined(call, root, reply)
        else:
            text = f"{_one(call, WHO)} {_one(call, DID)}. {_one(call, THEN)}".strip()
            threads.append(_write(call, room, user, ts, text, None, crowd))


def _one(call: Call, words: tuple[str, ...]) -> str:
    return words[call.random(len(words))]


def _person(call: Call, team: Team, number: int) -> User:
    first, last = FIRST[number % len(FIRST)], LAST[(number * 7) % len(LAST)]
    name = first if number < len(FIRST) else f"{first}{number // len(FIRST)}"
    return new_user(
        call, team.id, name, f"{first.title()} {last}", f"{name}@{team.domain}.example", id=f"U0CROWD{number:03d}"
    )


def _room(call: Call, team: Team, number: int, crowd: list[User]) -> Conversation:
    name = PLACES[number % len(PLACES)] + (f"-{number // len(PLACES)}" if number >= len(PLACES) else "")
    said = {"value": f"All about {name}", "creator": crowd[0].id, "last_set": call.now}
    made = call.create(
        Conversation, id=f"C0CROWD{number:03d}", team_id=team.id, name=name, name_normalized=name, is_channel=True,
        created=call.now, updated=call.now * 1000, creator=crowd[0].id, purpose=said,
        topic={"value": "", "creator": "", "last_set": 0},
    )  # fmt: skip
    for user in [*call.all(User, {"is_admin": True}), *crowd]:
        call.create(Member, channel=made, user=user.id, joined=call.now)
    return made


def _write(
    call: Call,
    room: Conversation,
    user: User,
    ts: str,
    text: str,
    root: Message | None,
    crowd: list[User] | None = None,
) -> Message:
    stored, reactions = mrkdwn.normal(text), []
    if crowd and call.random(5) == 0:
        ids = sorted({crowd[call.random(len(crowd))].id for _ in range(1 + call.random(3))})
        reactions = [{"name": _one(call, REACTIONS), "users": ids, "count": len(ids)}]
    fields = {
        "user": user.id, "team": user.team_id, "text": stored, "reactions": reactions,
        "reacted": reactions[0]["users"] if reactions else [],
        "blocks": [mrkdwn.rich_text(stored, f"b{call.random(10**4)}")],
    }  # fmt: skip
    if root is not None:
        fields |= {"thread": root.id, "thread_ts": root.ts, "parent_user_id": root.user, "top": False}
    return call.create(Message, id=f"{room.id}-{ts}", channel=room.id, ts=ts, **{**fields, **posting.facts(fields, ts)})
