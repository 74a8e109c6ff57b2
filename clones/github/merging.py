"""Merges of two commits of a repository, as commits of their own; https://docs.github.com/rest/branches/branches#merge-a-branch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import gitstore
from .git.commits import Commit, Person
from .git.merge import Merged, merge_commits
from .git.merge_files import Labels
from .records.git import StoredCommit
from .records.repositories import Repository

if TYPE_CHECKING:
    from clonery.server.call import Call


def merged(call: Call, repository: Repository, ours: str, theirs: str, labels: Labels = Labels()) -> Merged:
    """What a merge of two commits comes to, with its conflicts; nothing is stored."""
    return merge_commits(
        gitstore.graph(call, repository), gitstore.read_tree(call, repository), gitstore.read_blob(call, repository),
        ours, theirs, labels,
    )  # fmt: skip


def merge(
    call: Call, repository: Repository, ours: str, theirs: str, message: str, author: Person, committer: Person
) -> StoredCommit | None:
    """Store the commit that merges `theirs` into `ours`; None where they conflict."""
    made = merged(call, repository, ours, theirs)
    if not made.clean:
        return None
    tree = gitstore.write_merged(call, repository, made)
    return gitstore.write_commit(call, repository, Commit(tree, (ours, theirs), author, committer, message))


def web_flow(call: Call) -> Person:
    """The committer of what the site itself commits, at this moment."""
    return Person("GitHub", "noreply@github.com", call.moment // 1_000_000)
