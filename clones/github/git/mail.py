"""A commit as a mail that `git am` reads: the `.patch` media type (https://git-scm.com/docs/git-format-patch)."""

import re
from collections.abc import Sequence

from .changes import Change, ReadBlob
from .commits import Commit, Person, zone
from .diffstat import diffstat
from .objects import to_bytes
from .patches import ABBREVIATION, file_patch, render

_COLUMNS = 78
_WORD_COLUMNS = 76
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_CHARSET = "=?UTF-8?q?"
_WORD_MARKS = "!*+-/"


def mail(
    sha: str,
    commit: Commit,
    found: Sequence[Change],
    read_blob: ReadBlob,
    *,
    number: tuple[int, int] = (1, 1),
    abbreviation: int = ABBREVIATION,
) -> bytes:
    """The commit `sha` with its changes against its parent, as `git format-patch` writes it without a signature.

    `number` is its place in a series and the series' length. A series is such mails, one behind the other, with an
    empty line between two.
    """
    subject, body = _message(commit.message)
    place, count = number
    series = f" {place:0{len(str(count))}}/{count}" if count > 1 else ""
    lines = [
        f"From {sha} Mon Sep 17 00:00:00 2001",
        _sender(commit.author),
        f"Date: {_date(commit.author)}",
        _folded(f"Subject: [PATCH{series}] ", subject, address=False),
    ]
    if not commit.message.isascii():
        lines += ["MIME-Version: 1.0", "Content-Type: text/plain; charset=UTF-8", "Content-Transfer-Encoding: 8bit"]
    head = to_bytes("\n".join([*lines, "", ""]) + (f"{body}\n" if body else ""))
    if not found:
        return head
    patches = [file_patch(change, read_blob) for change in found]
    texts = [render(patch, read_blob, abbreviation, whole_binary=True) for patch in patches]
    return head + b"---\n" + diffstat(patches) + b"\n" + b"".join(texts)


def _message(message: str) -> tuple[str, str]:
    """The first paragraph on one line, and the rest without blanks at the ends of its lines."""
    lines = [line.rstrip(" \t\r\n") for line in message.split("\n")]
    while lines and not lines[0]:
        lines.pop(0)
    end = lines.index("") if "" in lines else len(lines)
    return " ".join(lines[:end]), "\n".join(lines[end:]).strip("\n")


def _date(person: Person) -> str:
    local = person.local
    day = f"{_DAYS[local.weekday()]}, {local.day} {_MONTHS[local.month - 1]} {local.year}"
    return f"{day} {local:%H:%M:%S} {zone(person.offset)}"


def _sender(person: Person) -> str:
    name = person.name
    if re.search(r'[()<>\[\]:;@,."\\]', name) and not _must_encode(name):
        name = '"' + re.sub(r'(["\\])', r"\\\1", name) + '"'
    line = _folded("From: ", name, address=True)
    last = len(line) - line.rfind("\n") - 1
    return line + ("\n" if last + len(person.email) + 3 > _COLUMNS else "") + f" <{person.email}>"


def _must_encode(text: str) -> bool:
    return not text.isascii() or "\x1b" in text or "=?" in text


def _folded(head: str, text: str, *, address: bool) -> str:
    """A header, its lines folded at blanks; as encoded words (RFC 2047) if it holds more than ASCII."""
    if _must_encode(text):
        return _encoded(head, text, address)
    column = len(head)
    out = head
    for place, word in enumerate(text.split(" ")):
        blank = " " if place else ""
        if column + len(blank) + len(word) > _COLUMNS:
            out, column, blank = out + "\n", 0, " "
        out += blank + word
        column += len(blank) + len(word)
    return out


def _encoded(head: str, text: str, address: bool) -> str:
    out, column = head + _CHARSET, len(head) + len(_CHARSET)
    for letter in text:
        code = letter if _plain(letter, address) else "".join(f"={byte:02X}" for byte in to_bytes(letter))
        if column + len(code) + 2 > _WORD_COLUMNS:
            out, column = f"{out}?=\n {_CHARSET}", 1 + len(_CHARSET)
        out += code
        column += len(code)
    return out + "?="


def _plain(letter: str, address: bool) -> bool:
    """Whether a letter may stand for itself in an encoded word."""
    if not "!" <= letter <= "~" or letter in "=?_":
        return False
    return not address or letter.isalnum() or letter in _WORD_MARKS
