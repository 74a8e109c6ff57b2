"""Node ids read back: which record an id stands for; https://docs.github.com/graphql/guides/using-global-node-ids."""

from __future__ import annotations

from base64 import urlsafe_b64decode
from typing import TYPE_CHECKING, Any

from clonery.server.problems import NotFound
from clonery.server.state.record import Record

from ..lookups import permission
from ..nodes import node_id
from ..records.issues import Comment, Issue, Label, Milestone
from ..records.people import User
from ..records.repositories import Repository

if TYPE_CHECKING:
    from clonery.server.call import Call

KINDS: dict[str, type[Record]] = {
    "U": User, "O": User, "R": Repository, "I": Issue, "LA": Label, "MI": Milestone, "IC": Comment, "PR": Issue,
}  # fmt: skip


def id_of(record: Any) -> str:
    """The node id of a record."""
    if isinstance(record, User):
        return node_id("user" if record.type == "User" else "organization", record.id)
    if isinstance(record, Repository):
        return node_id("repository", record.id)
    if isinstance(record, Issue) and record.pull is not None:
        return node_id("pull_request", record.repository, record.pull)
    return node_id(record.KIND.name, record.repository, record.id)


def find(call: Call, id: str) -> Any:
    """The record that a node id stands for, if the caller may see it. Raises NotFound."""
    prefix, _, text = id.partition("_")
    kind = KINDS.get(prefix)
    try:
        number = int.from_bytes(urlsafe_b64decode(text + "=" * (-len(text) % 4))[-4:], "big")
    except ValueError:
        number = 0
    found: Any = None
    if kind is not None and number:
        found = call.find(Issue, pull=number) if prefix == "PR" else call.peek(kind, number)
    where = (
        found if isinstance(found, Repository) else call.peek(Repository, found.get("repository")) if found else None
    )
    if found is None or id_of(found) != id or (where is not None and permission(call, where) is None):
        raise missing(f"Could not resolve to a node with the global id of '{id}'")
    return found


def missing(message: str) -> NotFound:
    """What is not there, in the words and the type of the graph."""
    return NotFound(message, shown={"type": "NOT_FOUND"})
