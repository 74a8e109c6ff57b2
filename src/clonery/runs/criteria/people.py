"""Sentences about people, said of the records that tell of them: "ben was invited to #launch" is a new member."""

from __future__ import annotations

import re

from .lexicon import ARTICLES, NUMBERS
from .nouns import find

_WHO = r"(?:(?:the )?(?:user|person|member) )?(?P<who>\"[^\"]+\"|`[^`]+`|@?[A-Za-z][\w.-]*)"
_IS = r"(?P<verb>is|was|gets|got|has been|should be|must be)(?P<no> not| never)?"
_THING = (
    r"(?P<what>(?:the )?(?:\w+ ){0,2}?(?:#\d+|[A-Z][A-Z0-9]*-\d+|\"[^\"]+\"|issue|pull request|pr|ticket|task)\b.*)"
)
_FORMS: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), said, clone)
    for pattern, said, clone in (
        (rf"{_WHO} {_IS} assigned to {_THING}", "{what} {verb}{no} assigned to {who}", ""),
        (rf"{_WHO} {_IS} (?:requested|added|asked) as (?:a )?reviewer (?:on|of|for|to) {_THING}",
         "{what} has{no} reviewer {who}", "github"),
        (rf"(?:a )?review (?:(?:is|was) )?requested from {_WHO} (?:on|for) {_THING}", "{what} has reviewer {who}",
         "github"),
        (rf"{_WHO} (?P<verb>commented|replied) (?:on|to) {_THING}", "a comment by {who} was added on {what}", ""),
        (rf"{_WHO} (?P<verb>approved) {_THING}", "{what} was approved by {who}", "github"),
        (rf"{_WHO} (?:is|remains) (?:a )?member of (?:the )?(?P<what>.+)",
         "slack member {who} exists in {what}", "slack"),
        (rf"{_WHO} (?:was|has been) (?:invited|added) to (?:the )?(?P<what>#.+|channel .+|.+ channel)",
         "slack member {who} was added in {what}", "slack"),
        (rf"{_WHO} is (?:a )?collaborator (?:on|of|in) (?:the )?(?P<what>.+)",
         "github collaborator {who} exists in {what}",
         "github"),
        (rf"{_WHO} (?:was|has been) (?:invited|added)(?: as (?:a )?collaborator)? (?:to|on) (?P<what>\S+/\S+)",
         "github repository invitation with invitee {who} was created in {what}", "github"),
        (r"(?P<many>.*?) ?(?:users?|people|members?|collaborators?) (?:was|were|is|are|has been|have been) invited"
         r" (?:to|in) (?:the )?(?:repo(?:sitory)? )?(?P<what>[`\"]?[\w.-]+/[\w.-]+[`\"]?)",
         "{many} github repository invitations were created in {what}", "github"),
        (r"(?P<many>.*?) ?(?:users?|people|members?) (?:was|were|is|are|has been|have been) invited (?:to|in)"
         r" (?:the )?(?P<what>#.+|channel .+|.+ channel)", "{many} slack invitations were created in {what}", "slack"),
        (r"(?P<many>.*?) ?(?:users?|people|members?|collaborators?) (?:was|were|is|are|has been|have been) invited"
         r"(?P<where>(?: (?:to|in) (?!#).+)?)", "{many} invitations were created{where}", ""),
    )
)  # fmt: skip


def of_people(text: str, clones: tuple[str, ...]) -> str:
    """The sentence as one of records, or as it was."""
    said = text.strip().rstrip(".!")
    for pattern, meaning, clone in _FORMS:
        made = pattern.fullmatch(said)
        if made is None or (clone and clone not in clones):
            continue
        parts = {name: value or "" for name, value in made.groupdict().items()}
        who = parts.get("who", "").strip('"`@')
        parts["no"] = " no" if parts.get("no") and "reviewer" in meaning else parts.get("no", "")
        if who and (
            who.lower() in ARTICLES | NUMBERS.keys()
            or find([who.lower()], clones)
            or re.fullmatch(r"[A-Z][A-Z0-9]*-\d+", who)
        ):
            continue
        return meaning.format(**{**parts, "who": f'"{who}"', "where": parts.get("where", "").replace(" to ", " in ")})
    return text
