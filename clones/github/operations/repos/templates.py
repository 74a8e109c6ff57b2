"""Repositories made from a template; https://docs.github.com/rest/repos/repos#create-a-repository-using-a-template."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import operation
from clonery.server.problems import NotFound

from ...git.commits import Commit
from ...git.objects import SUBMODULE
from ...git.trees import build, flatten
from ...gitstore import (
    branch_head,
    create_ref,
    find_commit,
    identity,
    read_blob,
    read_tree,
    refs_below,
    write_blob,
    write_commit,
    write_tree,
)
from ...lifecycle import FIRST_MESSAGE, new_repository
from ...lookups import find_repository, find_user, me
from ...records.people import User
from ...records.repositories import Repository
from .repos import creating_in


@operation("repos/create-using-template")
def create(
    call: Call, template_owner: str, template_repo: str, name: str, owner: str = "", include_all_branches: bool = False,
    **fields: Any,
) -> Repository:  # fmt: skip
    """POST /repos/{template_owner}/{template_repo}/generate: each branch taken over begins with one commit."""
    template = find_repository(call, template_owner, template_repo)
    if not template.is_template:
        raise NotFound(kind="template")
    made = new_repository(call, _target(call, owner), name, {**fields, "default_branch": template.default_branch})
    branches = [template.default_branch]
    if include_all_branches:
        heads = [ref.name.removeprefix("refs/heads/") for ref in refs_below(call, template, "refs/heads/")]
        branches += [branch for branch in heads if branch != template.default_branch]
    for branch in branches:
        _copy(call, template, made, branch)
    return call.get(Repository, made.id)


def _target(call: Call, owner: str) -> User:
    actor = me(call)
    if owner and owner.lower() != actor.login.lower():
        find_user(call, owner)
        return creating_in(call, owner)
    return actor


def _copy(call: Call, template: Repository, made: Repository, branch: str) -> None:
    """Put a branch's files into the new repository, without its history."""
    head = branch_head(call, template, branch)
    commit = find_commit(call, template, head) if head else None
    if commit is None:
        return
    read, person = read_blob(call, template), identity(call, me(call))
    files = flatten(read_tree(call, template), commit.tree)
    for mode, sha in files.values():
        if mode != SUBMODULE:
            write_blob(call, made, read(sha))
    tree = write_tree(call, made, build(files))
    first = write_commit(call, made, Commit(tree, (), person, person, FIRST_MESSAGE))
    create_ref(call, made, f"refs/heads/{branch}", first.sha)
