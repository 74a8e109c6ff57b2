"""A gist's revisions, under the ids that git would give them; https://docs.github.com/rest/gists/gists#list-gist-commits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .git.commits import Commit, commit_id
from .git.diff import counts, hunks
from .git.objects import FILE, Entry, blob_id, tree_id
from .gitstore import identity
from .records.gists import Gist, GistRevision
from .records.people import User

if TYPE_CHECKING:
    from clonery.server.call import Call


def latest(call: Call, gist: str) -> GistRevision | None:
    """The newest revision of a gist."""
    return call.first(GistRevision, {"gist": gist}, "-rid")


def keep(call: Call, gist: Gist, user: User) -> GistRevision:
    """Store the files that a gist has now as its next revision, made by `user`."""
    before = latest(call, gist.id)
    tree = tree_id([Entry(name, FILE, blob_id(text.encode())) for name, text in gist.files.items()])
    person = identity(call, user)
    commit = Commit(tree, (before.version,) if before else (), person, person, "")
    return call.create(
        GistRevision, gist=gist.id, version=commit_id(commit), user=user, files=gist.files, committed_at=call.now,
        change_status=change_status(before.files if before else {}, gist.files),
    )  # fmt: skip


def change_status(old: dict[str, str], new: dict[str, str]) -> dict[str, int]:
    """Added, deleted and changed lines between two states of the files."""
    plus = minus = 0
    for name in {**old, **new}:
        added, deleted = counts(hunks(old.get(name, "").encode(), new.get(name, "").encode()))
        plus, minus = plus + added, minus + deleted
    return {"additions": plus, "deletions": minus, "total": plus + minus}
