"""Commits made of changed files; https://docs.github.com/rest/repos/contents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from clonery.server.problems import NotFound

from ..git.commits import Commit, Person
from ..git.objects import FILE
from ..git.trees import lookup, overlay
from ..records.git import StoredCommit
from ..records.people import User
from ..records.repositories import Repository
from .reading import find_commit, read_tree
from .refs import branch_head, is_empty, move_ref
from .writing import write_blob, write_commit, write_tree

if TYPE_CHECKING:
    from clonery.server.call import Call

Content = bytes | tuple[str, bytes] | None
"""A file's new content, with its mode in front if it is to have another; None to delete it."""


def identity(call: Call, user: User) -> Person:
    """A person as the author of a commit made now: without a public address, with the one GitHub makes."""
    email = user.email or f"{user.id}+{user.login}@users.noreply.github.com"
    return Person(user.name or user.login, email, call.moment // 1_000_000)


def commit_files(
    call: Call, repository: Repository, branch: str, files: Mapping[str, Content], message: str, *,
    author: Person | None = None, committer: Person | None = None,
) -> StoredCommit:  # fmt: skip
    """Commit changed files on top of a branch ("" is the default one) and move the branch there.

    The first commit of an empty repository makes the branch. Raises NotFound for another branch that is not there, and
    GitRefusal for paths that git won't store. Without people the caller is both; the committer defaults to the author.
    """
    branch = branch or repository.default_branch
    head = branch_head(call, repository, branch)
    if head is None and not is_empty(call, repository):
        raise NotFound(f"Branch {branch} not found", kind="branch")
    parent = find_commit(call, repository, head) if head else None
    base = parent.tree if parent else None
    read = read_tree(call, repository)
    edits: dict[str, tuple[str, str] | None] = {}
    for path, content in files.items():
        if isinstance(content, bytes):
            there = lookup(read, base, path) if base else None
            content = (there.mode if there and there.type == "blob" else FILE, content)
        edits[path] = (content[0], write_blob(call, repository, content[1])) if content else None
    tree = write_tree(call, repository, overlay(read, base, edits))
    author = author or identity(call, call.actor)
    made = write_commit(
        call, repository, Commit(tree, (head,) if head else (), author, committer or author, message)
    )  # fmt: skip
    move_ref(call, repository, f"refs/heads/{branch}", made.sha)
    return made
