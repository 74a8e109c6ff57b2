"""Gists, their revisions, comments and stars; https://docs.github.com/rest/gists."""

from typing import Any

from clonery.server.state.record import Record


class Gist(
    Record, kind="gist", parent="owner=user", indexes=["owner created_at", "public created_at", "fork_of created_at"],
    text=["description"],
):  # fmt: skip
    """`files` holds each file's text by its name; `id` is 32 hexadecimal digits."""

    id: str
    owner: int
    description: str | None = None
    public: bool = False
    files: dict[str, str]
    comments: int = 0
    fork_of: str | None = None
    created_at: str
    updated_at: str


class GistRevision(Record, kind="gist_revision", parent="gist", unique=["gist version"], indexes=["gist"]):
    """One state of a gist; `version` is the id of the commit that git would make of it."""

    id: int
    gist: str
    version: str
    user: int
    files: dict[str, str]
    change_status: dict[str, Any]
    committed_at: str


class GistComment(Record, kind="gist_comment", parent="gist", indexes=["gist"]):
    id: int
    gist: str
    user: int
    body: str
    created_at: str
    updated_at: str


class GistStar(Record, kind="gist_star", parent="gist", unique=["user gist"], indexes=["user"]):
    id: int
    gist: str
    user: int
