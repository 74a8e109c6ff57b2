"""Node ids, and which record each stands for; https://docs.github.com/graphql/guides/using-global-node-ids."""

from __future__ import annotations

from base64 import urlsafe_b64decode
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from clonery.server.problems import NotFound
from clonery.server.state.record import Record

from .. import gitstore
from ..lookups import may, permission
from ..nodes import PREFIXES, node_id
from ..organizations import inside, sees
from ..pulls.finding import issue_of
from ..pulls.reviewing import visible
from ..records.branches import BranchProtection
from ..records.commits import CheckRun, CheckSuite, CommitComment, Status
from ..records.discussions import Discussion, DiscussionCategory, DiscussionComment
from ..records.issues import Comment, Issue, IssueEvent, IssueType, Label, Milestone
from ..records.people import User
from ..records.projects import Project, ProjectField, ProjectItem
from ..records.pulls import PullRequest, Review, ReviewComment
from ..records.reactions import Reaction
from ..records.releases import Release, ReleaseAsset
from ..records.repositories import Repository
from ..records.teams import Team
from .things import Thing, thing

if TYPE_CHECKING:
    from clonery.server.call import Call

BELOW: dict[str, type[Record]] = {
    "issue": Issue, "label": Label, "milestone": Milestone, "issue_comment": Comment, "review": Review,
    "review_comment": ReviewComment, "release": Release, "release_asset": ReleaseAsset, "reaction": Reaction,
    "check_run": CheckRun, "check_suite": CheckSuite, "status": Status, "commit_comment": CommitComment,
    "event": IssueEvent, "discussion": Discussion, "discussion_category": DiscussionCategory,
    "discussion_comment": DiscussionComment, "branch_protection": BranchProtection,
}  # fmt: skip
"""Kinds whose ids name their repository, and then them."""
ABOVE: dict[str, type[Record]] = {
    "team": Team, "issue_type": IssueType, "project": Project, "project_field": ProjectField,
    "project_item": ProjectItem,
}  # fmt: skip
"""Kinds whose ids name an account, a project or nothing above them."""
_KINDS: dict[type[Record], str] = {kind: name for name, kind in {**BELOW, **ABOVE}.items()}
_LETTERS = {letters: kind for kind, letters in PREFIXES.items()}
_OBJECTS = {"commit": "Commit", "tree": "Tree", "blob": "Blob", "tag": "Tag"}


def id_of(record: Any) -> str:
    """The node id of a record, or of what stands for none."""
    if isinstance(record, Thing):
        return _id_of_thing(record)
    if isinstance(record, User):
        return node_id("user" if record.type == "User" else "organization", record.id)
    if isinstance(record, Repository):
        return node_id("repository", record.id)
    if isinstance(record, Issue) and record.pull is not None:
        return node_id("pull_request", record.repository, record.pull)
    kind = _KINDS.get(type(record))
    if kind is None:
        return node_id("ref", record.repository, record.name)
    if kind in ABOVE:
        return _id_above(kind, record)
    return node_id(kind, record.repository, record.id)


def _id_above(kind: str, record: Any) -> str:
    """Below what they belong to, as REST writes them."""
    above = {"project": "owner", "project_field": "project", "project_item": "project"}
    return node_id(kind, record.get(above.get(kind, "organization")), record.id)


def _id_of_thing(record: Thing) -> str:
    kind = record.type.lower()
    if kind in _OBJECTS:
        return node_id(kind, record.get("repository"), record.get("sha"))
    return str(record.get("node", ""))


def parts(id: str) -> tuple[str, list[int], str]:
    """The kind that an id's letters name, its numbers, and the text behind them; a kind of "" for what is none."""
    prefix, _, text = id.partition("_")
    kind = _LETTERS.get(prefix, "")
    try:
        body = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        body = b""
    if not kind or body[:2] != b"\x93\x00":
        return "", [], ""
    end = 6 if kind in (*_OBJECTS, "ref") else len(body)
    numbers = [int.from_bytes(body[at : at + 4], "big") for at in range(2, end, 4)]
    return kind, numbers, body[end:].decode("utf-8", "replace")


def find(call: Call, id: str, *types: str) -> Any:
    """What a node id stands for, if the caller may see it and it is of one of these types. Raises NotFound."""
    from . import typed

    kind, numbers, text = parts(id)
    found = _found(call, kind, numbers, text) if numbers and all(numbers) else None
    if found is None or id_of(found) != id or not _seen(call, found) or (types and typed(found) not in types):
        raise unknown(id)
    return found


def _found(call: Call, kind: str, numbers: list[int], text: str) -> Any:
    last = numbers[-1]
    if kind in ("user", "organization"):
        return call.peek(User, last)
    if kind == "repository":
        return call.peek(Repository, last)
    if kind == "pull_request":
        pull = call.peek(PullRequest, last)
        return issue_of(call, pull) if pull is not None else None
    if kind in BELOW or kind in ABOVE:
        return call.peek(BELOW.get(kind) or ABOVE[kind], last)
    place = call.peek(Repository, numbers[0])
    if place is None:
        return None
    if kind == "ref":
        return gitstore.find_ref(call, place, text)
    if kind in _OBJECTS:
        return thing(_OBJECTS[kind], repository=place.id, sha=text) if gitstore.has(call, place, text) == kind else None
    made = _THINGS.get(kind)
    return made(call, last) if made else None


_THINGS: dict[str, Callable[[Call, int], Any]] = {}


def stands_for(kind: str) -> Callable[[Callable[[Call, int], Any]], Callable[[Call, int], Any]]:
    """Mark a function (call, number) as what finds the thing of a kind that no record is."""

    def mark(function: Callable[[Call, int], Any]) -> Callable[[Call, int], Any]:
        _THINGS[kind] = function
        return function

    return mark


def _seen(call: Call, found: Any) -> bool:
    """Whether the caller may know of it: what lies in a repository is as hidden as that."""
    if isinstance(found, Repository):
        return permission(call, found) is not None
    if isinstance(found, Team):
        return inside(call, call.get(User, found.organization)) and sees(call, found)
    place = call.peek(Repository, found.get("repository"))
    if place is not None and permission(call, place) is None:
        return False
    if isinstance(found, Review):
        return visible(call, found)
    if isinstance(found, ReviewComment) and found.pending:
        return call.actor is not None and call.actor.id == found.user
    if isinstance(found, Release) and found.draft and place is not None:
        return may(call, place, "push")
    if isinstance(found, Project | ProjectField | ProjectItem):
        from .projects import open_to

        return open_to(call, found if isinstance(found, Project) else call.get(Project, found.project))
    return True


def unknown(id: str) -> NotFound:
    """What a node id that stands for nothing, or for the wrong kind of thing, is refused with."""
    return missing(f"Could not resolve to a node with the global id of '{id}'")


def missing(message: str) -> NotFound:
    """What is not there, in the words and the type of the graph."""
    return NotFound(message, shown={"type": "NOT_FOUND"})
