"""Branches: lists, renames, merges; https://docs.github.com/rest/branches/branches."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.problems import Conflict, NotFound
from clonery.server.state.query import Op

from ... import gitstore, pushes
from ...git.refs import check_branch
from ...git.refusal import GitRefusal
from ...lookups import find_repository, me, require
from ...merging import merge, web_flow
from ...pages import mapped
from ...protections import guard, objection, protection
from ...records.branches import BranchProtection, BranchRedirect
from ...records.git import Ref
from ...records.people import User
from ...records.repositories import Repository
from ...refusals import Unprocessable
from ...shapes.branches import branch as show_branch
from ...shapes.branches import short_branch
from ...shapes.commits import commit

HEADS = "refs/heads/"


@operation("repos/list-branches")
def list_branches(call: Call, owner: str, repo: str, protected: bool | None = None) -> Page:
    """GET /repos/{owner}/{repo}/branches"""
    repository = find_repository(call, owner, repo)

    def shown(ref: Ref) -> dict[str, Any]:
        return short_branch(call, repository, ref.name.removeprefix(HEADS), ref.sha)

    if protected is None:
        between = Op("{0} >= ? AND {0} < ?", (HEADS, "refs/heads0"))
        return mapped(call.page(Ref, {"repository": repository.id, "name": between}, "name"), shown)
    rules = {record.branch for record in call.all(BranchProtection, {"repository": repository.id})}
    heads = gitstore.refs_below(call, repository, HEADS)
    return call.slice(shown(ref) for ref in heads if (ref.name.removeprefix(HEADS) in rules) == protected)


@operation("repos/get-branch")
def get_branch(call: Call, owner: str, repo: str, branch: str) -> dict[str, Any]:
    """GET /repos/{owner}/{repo}/branches/{branch}"""
    repository = find_repository(call, owner, repo)
    found = gitstore.branch_head(call, repository, branch)
    if found is None:
        raise _moved(call, repository, branch)
    return show_branch(call, repository, branch, found)


def _moved(call: Call, repository: Repository, name: str) -> NotFound:
    """404, or for a branch that was renamed 301 with its address."""
    if call.session.store.holds(BranchRedirect):
        found = call.find(BranchRedirect, repository=repository.id, name=name)
        if found is not None:
            url = f"{call.base}/repositories/{repository.id}/branches/{found.branch}"
            call.headers.append(("Location", url))
            return NotFound("Moved Permanently", status=301)
    return NotFound("Branch not found", kind="branch")


@operation("repos/rename-branch")
def rename_branch(call: Call, owner: str, repo: str, branch: str, new_name: str) -> dict[str, Any]:
    """POST /repos/{owner}/{repo}/branches/{branch}/rename"""
    repository = find_repository(call, owner, repo, "push")
    old = gitstore.find_ref(call, repository, HEADS + branch)
    if old is None:
        raise NotFound("Branch not found", kind="branch")
    if branch == repository.default_branch or protection(call, repository, branch):
        require(call, repository, "admin")
    try:
        check_branch(new_name)
    except GitRefusal:
        raise Unprocessable(f"{new_name} is not a valid branch name.") from None
    if gitstore.branch_head(call, repository, new_name) is not None:
        raise Unprocessable(f"The branch {new_name} already exists.")
    rules = protection(call, repository, branch)
    if rules is not None:
        call.update(rules, branch=new_name)
    call.update(old, name=HEADS + new_name)
    back = call.find(BranchRedirect, repository=repository.id, name=new_name)
    if back is not None:
        call.delete(back)
    call.create(BranchRedirect, repository=repository, name=branch, branch=new_name)
    pushes.renamed(call, repository, branch, new_name)
    return show_branch(call, call.get(Repository, repository.id), new_name, old.sha)


@operation("repos/merge")
def merge_branch(call: Call, owner: str, repo: str, base: str, head: str, commit_message: str = "") -> Any:
    """POST /repos/{owner}/{repo}/merges"""
    repository = find_repository(call, owner, repo, "push")
    ours = gitstore.branch_head(call, repository, base)
    if ours is None:
        raise NotFound("Base does not exist")
    theirs = gitstore.seek(call, repository, head)
    if theirs is None:
        raise NotFound("Head does not exist")
    if gitstore.contains(call, repository, theirs, ours):
        return None
    words = objection(call, repository, HEADS + base, ours, "")
    if words:
        raise Conflict(words)
    message = commit_message or f"Merge {head} into {base}"
    made = merge(call, repository, ours, theirs, message, gitstore.identity(call, me(call)), web_flow(call))
    if made is None:
        raise Conflict("Merge conflict")
    gitstore.move_ref(call, repository, HEADS + base, made.sha)
    return commit(call, repository, made)


@operation("repos/merge-upstream")
def merge_upstream(call: Call, owner: str, repo: str, branch: str) -> dict[str, str]:
    """POST /repos/{owner}/{repo}/merge-upstream"""
    repository = find_repository(call, owner, repo, "push")
    upstream = call.peek(Repository, repository.parent)
    if upstream is None:
        raise Unprocessable("This repository is not a fork, or what it was forked from is gone.")
    ours, theirs = gitstore.branch_head(call, repository, branch), gitstore.branch_head(call, upstream, branch)
    if theirs is None or ours is None:
        raise NotFound("Branch not found", kind="branch")
    name = f"{call.get(User, upstream.owner).login}:{branch}"
    if gitstore.contains(call, repository, theirs, ours):
        words = f"This branch is not behind the upstream {name}."
        return {"message": words, "merge_type": "none", "base_branch": name}
    guard(call, repository, HEADS + branch, ours, theirs)
    way = "fast-forward"
    if not gitstore.contains(call, repository, ours, theirs):
        message = f"Merge branch '{name}' into {branch}"
        made = merge(call, repository, ours, theirs, message, gitstore.identity(call, me(call)), web_flow(call))
        if made is None:
            raise Conflict("There are merge conflicts")
        theirs, way = made.sha, "merge"
    gitstore.move_ref(call, repository, HEADS + branch, theirs)
    done = "fast-forwarded" if way == "fast-forward" else "merged"
    words = f"Successfully fetched and {done} from the upstream {name}."
    return {"message": words, "merge_type": way, "base_branch": name}
