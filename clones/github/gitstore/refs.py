"""References: found, resolved to commits, moved; https://docs.github.com/rest/git/refs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clonery.server.problems import Conflict, NotFound, Problem
from clonery.server.state.query import Op

from .. import pushes
from ..git.objects import NO_SHA
from ..records.git import Ref, StoredCommit, StoredTag
from ..records.repositories import Repository
from ..refusals import Unprocessable
from .reading import find_commit, network
from .walks import contains, graph

if TYPE_CHECKING:
    from clonery.server.call import Call

_SHORT = re.compile("[0-9a-f]{4,39}")
_STEPS = re.compile(r"(.+?)((?:[~^]\d*)+)")


def find_ref(call: Call, repository: Repository, name: str) -> Ref | None:
    """The reference of that full name (`refs/heads/main`)."""
    return call.find(Ref, repository=repository.id, name=name)


def branch_head(call: Call, repository: Repository, branch: str) -> str | None:
    """The commit that a branch is at; None for no such branch."""
    found = find_ref(call, repository, f"refs/heads/{branch}")
    return found.sha if found else None


def refs_below(call: Call, repository: Repository, prefix: str) -> list[Ref]:
    """The references whose full names start with `prefix`, by name."""
    between = Op("{0} >= ? AND {0} < ?", (prefix, prefix + "\U0010ffff"))
    return call.all(Ref, {"repository": repository.id, "name": between}, "name")


def is_empty(call: Call, repository: Repository) -> bool:
    """Whether the repository has no reference at all."""
    return call.first(Ref, {"repository": repository.id}) is None


def seek(call: Call, repository: Repository, name: str = "") -> str | None:
    """The commit that a name stands for, None where it stands for none.

    A name is a full id, a branch, a tag, a reference with or without `refs/`, `HEAD`, or the first four digits or more
    of an id; no name is the default branch. Steps back (`main~2`, `HEAD^`) may follow.
    """
    if name in ("", "HEAD"):
        return branch_head(call, repository, repository.default_branch)
    if len(name) == len(NO_SHA) and find_commit(call, repository, name):
        return name
    for full in (f"refs/heads/{name}", f"refs/tags/{name}", name, f"refs/{name}"):
        found = find_ref(call, repository, full) if full.startswith("refs/") else None
        if found is not None:
            return peel(call, repository, found.sha)
    if _SHORT.fullmatch(name):
        return _abbreviated(call, repository, name)
    steps = _STEPS.fullmatch(name)
    start = seek(call, repository, steps[1]) if steps else None
    return _back(call, repository, start, steps[2]) if steps and start else None


def resolve(call: Call, repository: Repository, name: str = "", missing: Problem | None = None) -> str:
    """As `seek`. Raises Conflict for an empty repository, else `missing` or NotFound for a name of nothing."""
    found = seek(call, repository, name)
    if found is None:
        if is_empty(call, repository):
            raise Conflict("Git Repository is empty.")
        raise missing or NotFound(kind="commit")
    return found


def peel(call: Call, repository: Repository, sha: str) -> str | None:
    """The commit behind an object: itself, or what a tag names in the end; None for trees and blobs."""
    tag = call.peek(StoredTag, f"{network(repository)}/{sha}")
    while tag is not None:
        sha = tag.object
        tag = call.peek(StoredTag, f"{network(repository)}/{sha}")
    return sha if find_commit(call, repository, sha) else None


def _abbreviated(call: Call, repository: Repository, start: str) -> str | None:
    """The one commit whose id starts so; None where there are several."""
    first = f"{network(repository)}/{start}"
    found = call.all(StoredCommit, {"id": Op("{0} >= ? AND {0} < ?", (first, first + "g"))}, "id", 2)
    return found[0].sha if len(found) == 1 else None


def _back(call: Call, repository: Repository, sha: str, steps: str) -> str | None:
    """Follow `~n` (n times the first parent) and `^n` (the n-th parent; `^0` is the commit itself)."""
    node = graph(call, repository)
    for sign, digits in re.findall(r"([~^])(\d*)", steps):
        count = int(digits or 1)
        for parent in [0] * count if sign == "~" else [count - 1]:
            parents = node(sha).parents
            if parent >= len(parents):
                return None
            sha = parents[parent] if parent >= 0 else sha
    return sha


# writing


def create_ref(call: Call, repository: Repository, name: str, sha: str) -> Ref:
    """Store a new reference. Raises Unprocessable where there is one of that name."""
    if find_ref(call, repository, name) is not None:
        raise Unprocessable("Reference already exists")
    made = call.create(Ref, repository=repository, name=name, sha=sha)
    pushes.pushed(call, repository, name, NO_SHA, sha)
    return made


def move_ref(call: Call, repository: Repository, name: str, sha: str, force: bool = False) -> Ref:
    """Let a reference name another object, or make it. Raises Unprocessable if that loses commits, unless forced."""
    found = find_ref(call, repository, name)
    if found is None:
        return create_ref(call, repository, name, sha)
    if found.sha == sha:
        return found
    ahead = contains(call, repository, found.sha, sha)
    if not force and not ahead:
        raise Unprocessable("Update is not a fast forward")
    before = found.sha
    found = call.update(found, sha=sha)
    pushes.pushed(call, repository, name, before, sha, forced=not ahead)
    return found


def delete_ref(call: Call, repository: Repository, ref: Ref) -> None:
    """Remove a reference; its commits stay."""
    call.delete(ref)
    pushes.pushed(call, repository, ref.name, ref.sha, NO_SHA)
