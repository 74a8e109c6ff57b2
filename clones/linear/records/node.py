"""What all of Linear's entities have in common; https://linear.app/developers/graphql."""

from __future__ import annotations

from typing import ClassVar

from clonery.server.state.record import Record


class Node(Record):
    """One entity. Inputs are stored under their own names, which the schema has checked; so any field is taken."""

    OPEN: ClassVar[bool] = True

    id: str
    createdAt: str
    updatedAt: str
    archivedAt: str | None = None
