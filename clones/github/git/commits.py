"""Ids and bytes of commits and annotated tags (https://docs.github.com/en/rest/git/commits)."""

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import NamedTuple, Self

from .objects import check_sha, object_id, to_bytes
from .refusal import GitRefusal

_DATE = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)?)?\s*(Z|[+-]\d\d(?::?\d\d)?)?", re.I)
_DAY_MINUTES = 24 * 60
_CRUD = "".join(map(chr, range(33))) + ".,:;<>\"\\'"


class Person(NamedTuple):
    """Who made a commit and when: seconds since 1970 and the zone's offset from UTC in minutes."""

    name: str
    email: str
    seconds: int
    offset: int = 0

    @classmethod
    def at(cls, name: str, email: str, date: str) -> Self:
        """A person at an ISO 8601 date. Names lose what git strips from them; refuses `bad_person`, `bad_date`."""
        name, email = _clean(name), _clean(email)
        if not name:
            raise GitRefusal("bad_person", field="name")
        return cls(name, email, *read_date(date))

    @property
    def date(self) -> str:
        """The date as the API shows it: ISO 8601 in UTC, whole seconds."""
        return datetime.fromtimestamp(self.seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    @property
    def local(self) -> datetime:
        """The date in the person's own zone."""
        return datetime.fromtimestamp(self.seconds, timezone(timedelta(minutes=self.offset)))

    def encode(self) -> bytes:
        """The line of a commit or tag without its keyword: `name <email> seconds zone`."""
        return to_bytes(f"{self.name} <{self.email}> {self.seconds} {zone(self.offset)}")


class Commit(NamedTuple):
    """One commit. `message` is kept as given: no newline is added to its end."""

    tree: str
    parents: tuple[str, ...]
    author: Person
    committer: Person
    message: str
    signature: str | None = None


class Tag(NamedTuple):
    """One annotated tag of an object of `type` (commit, tree, blob, tag)."""

    object: str
    type: str
    name: str
    tagger: Person
    message: str


def zone(offset: int) -> str:
    """Minutes from UTC as git writes them: `+0530`."""
    hours, minutes = divmod(abs(offset), 60)
    return f"{'-' if offset < 0 else '+'}{hours:02}{minutes:02}"


def read_date(text: str) -> tuple[int, int]:
    """Seconds since 1970 and minutes from UTC of an ISO 8601 date; without a zone it is UTC. Refuses `bad_date`."""
    found = _DATE.fullmatch(text.strip())
    if not found:
        raise GitRefusal("bad_date", text=text)
    day, time, place = found.groups()
    offset = 0
    if place and place not in "Zz":
        digits = place[1:].replace(":", "").ljust(4, "0")
        offset = int(digits[:2]) * 60 + int(digits[2:])
        offset = -offset if place[0] == "-" else offset
    if abs(offset) >= _DAY_MINUTES:
        raise GitRefusal("bad_date", text=text)
    try:
        moment = datetime.fromisoformat(f"{day}T{time or '00:00:00'}").replace(tzinfo=UTC)
    except ValueError:
        raise GitRefusal("bad_date", text=text) from None
    return int(moment.timestamp()) - offset * 60, offset


def encode_commit(commit: Commit) -> bytes:
    """The body of a commit object; without its signature it is the payload that was signed."""
    if "\0" in commit.message:
        raise GitRefusal("bad_message")
    lines = [f"tree {check_sha(commit.tree, 'tree')}".encode()]
    lines += [f"parent {check_sha(parent, 'parent')}".encode() for parent in commit.parents]
    lines += [b"author " + commit.author.encode(), b"committer " + commit.committer.encode()]
    if commit.signature:
        lines.append(b"gpgsig " + to_bytes(commit.signature.removesuffix("\n").replace("\n", "\n ")))
    return b"\n".join(lines) + b"\n\n" + to_bytes(commit.message)


def commit_id(commit: Commit) -> str:
    """The id of a commit."""
    return object_id("commit", encode_commit(commit))


def encode_tag(tag: Tag) -> bytes:
    """The body of an annotated tag object."""
    if "\0" in tag.message:
        raise GitRefusal("bad_message")
    head = f"object {check_sha(tag.object, 'object')}\ntype {tag.type}\ntag {tag.name}\ntagger "
    return to_bytes(head) + tag.tagger.encode() + b"\n\n" + to_bytes(tag.message)


def tag_id(tag: Tag) -> str:
    """The id of an annotated tag."""
    return object_id("tag", encode_tag(tag))


def _clean(text: str) -> str:
    """What git keeps of a name or an address: no angle brackets or newlines, no crud at either end."""
    return re.sub("[<>\n\0]", "", text.strip(_CRUD))
