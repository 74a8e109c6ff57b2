"""Workflows found in repositories, and the runs that events start; https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from .. import gitstore
from ..git.objects import NO_SHA
from ..git.trees import entries_of, lookup
from ..records.actions import Workflow
from ..records.issues import Issue
from ..records.pulls import PullRequest
from ..records.repositories import Repository
from .definitions import Definition, definition
from .running import begin

if TYPE_CHECKING:
    from clonery.server.call import Call

FOLDER = ".github/workflows"
_SKIPS = ("[skip ci]", "[ci skip]", "[no ci]", "[skip actions]", "[actions skip]")
HEADS, TAGS = "refs/heads/", "refs/tags/"


def definitions(call: Call, repository: Repository, sha: str) -> Iterator[tuple[str, Definition]]:
    """Path and meaning of each workflow file of a commit."""
    read, blob = gitstore.read_tree(call, repository), gitstore.read_blob(call, repository)
    tree = gitstore.tree_of(call, repository, sha)
    folder = lookup(read, tree, FOLDER)
    for entry in entries_of(read, folder.sha) if folder is not None and folder.type == "tree" else []:
        if entry.type == "blob" and entry.name.endswith((".yml", ".yaml")):
            path = f"{FOLDER}/{entry.name}"
            made = definition(path, blob(entry.sha).decode("utf-8", "replace"))
            if made is not None:
                yield path, made


def register(call: Call, repository: Repository, sha: str) -> None:
    """Let the repository's workflows be those of this commit of its default branch."""
    there = dict(definitions(call, repository, sha))
    known = {made.path: made for made in call.all(Workflow, {"repository": repository.id})}
    for path, made in there.items():
        found = known.get(path)
        if found is None:
            enrol(call, repository, path, made)
        elif (found.name, found.state == "deleted") != (made.name, False):
            state = "active" if found.state == "deleted" else found.state
            call.update(found, name=made.name, state=state, updated_at=call.now)
    for path, found in known.items():
        if path not in there and found.state != "deleted":
            call.update(found, state="deleted", updated_at=call.now)


def enrol(call: Call, repository: Repository, path: str, made: Definition) -> Workflow:
    stamps = {"created_at": call.now, "updated_at": call.now}
    return call.create(Workflow, repository=repository, name=made.name, path=path, **stamps)


def told(call: Call, event: str, payload: dict[str, Any]) -> None:
    """Start what an event starts; while a seed is planted nothing runs."""
    if call.request.door == "seed" or event not in ("push", "pull_request"):
        return
    repository: Repository = payload["repository"]
    if event == "push":
        _pushed(call, repository, payload["ref"], payload["after"])
    elif payload["action"] in ("opened", "synchronize", "reopened", "ready_for_review", "labeled", "closed"):
        _pull(call, repository, payload["pull_request"], payload["action"])


def _pushed(call: Call, repository: Repository, ref: str, after: str) -> None:
    sha = gitstore.peel(call, repository, after) if after != NO_SHA else None
    if sha is None or not ref.startswith((HEADS, TAGS)):
        return
    if ref == f"{HEADS}{repository.default_branch}":
        register(call, repository, sha)
    found = gitstore.find_commit(call, repository, sha)
    message = found.message if found else ""
    if any(word in message for word in _SKIPS):
        return
    branch, tag = ref.removeprefix(HEADS), ref.removeprefix(TAGS) if ref.startswith(TAGS) else ""
    for path, made in definitions(call, repository, sha):
        if made.starts("push", branch, tag):
            title = message.partition("\n")[0]
            begin(call, repository, _workflow(call, repository, path, made), made, "push", tag or branch, sha, title)


def _pull(call: Call, repository: Repository, pull: PullRequest, action: str) -> None:
    if gitstore.find_commit(call, repository, pull.head_sha) is None:
        return
    for path, made in definitions(call, repository, pull.head_sha):
        if made.starts("pull_request", pull.base_ref, action=action):
            workflow = _workflow(call, repository, path, made)
            issue = call.find(Issue, repository=pull.repository, number=pull.number)
            title = issue.title if issue else ""
            begin(call, repository, workflow, made, "pull_request", pull.head_ref, pull.head_sha, title, pull=pull.id)


def _workflow(call: Call, repository: Repository, path: str, made: Definition) -> Workflow:
    found = call.find(Workflow, repository=repository.id, path=path)
    return found if found is not None else enrol(call, repository, path, made)
