"""Reactions as GitHub shows them; https://docs.github.com/rest/reactions/reactions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..nodes import node_id
from ..records.reactions import Reaction
from . import shape
from .people import simple_user

if TYPE_CHECKING:
    from clonery.server.call import Call


@shape(Reaction)
def reaction(call: Call, record: Reaction, whole: bool) -> dict[str, Any]:
    """A reaction."""
    return {
        "id": record.id, "node_id": node_id("reaction", record.repository, record.id),
        "user": simple_user(call, record.user), "content": record.content, "created_at": record.created_at,
    }  # fmt: skip
