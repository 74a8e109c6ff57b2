"""What the graph shows and no record is alone: a commit of a repository, a file in it, a conversation; https://docs.github.com/graphql/reference/objects."""

from __future__ import annotations

from typing import Any

from clonery.server.state.record import Record


class Thing(Record, kind="thing"):
    """An object made for one answer: `type` is its type in the graph, the rest are its fields in small letters.

    A field that names a record holds its id; marked functions give what is not held.
    """

    type: str


def thing(type: str, **fields: Any) -> Thing:
    """An object of a type of the graph."""
    return Thing.load(0, {"type": type, **fields})
