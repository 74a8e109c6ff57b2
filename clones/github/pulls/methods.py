"""The three ways to merge a pull request, each with the commits that GitHub makes; https://docs.github.com/pull-requests/collaborating-with-pull-requests/incorporating-changes-from-a-pull-request/about-pull-request-merges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..git.commits import Commit, Person
from ..git.trees import Written
from ..gitstore import find_commit, identity, write_blob, write_commit, write_merged, write_tree
from ..lookups import me
from ..merging import merge, merged, web_flow
from ..records.git import StoredCommit
from ..records.people import User
from ..records.pulls import PullRequest
from ..records.repositories import Repository
from . import messages
from .finding import issue_of
from .ranges import base_of, commits_of
from .replay import replay

if TYPE_CHECKING:
    from clonery.server.call import Call

METHODS = {"merge": "Merge commits", "squash": "Squash merges", "rebase": "Rebase merges"}
"""The ways to merge, and how refusals name them."""
_SWITCHES = {"merge": "allow_merge_commit", "squash": "allow_squash_merge", "rebase": "allow_rebase_merge"}


def allowed(repository: Repository, method: str) -> bool:
    """Whether the repository's settings have this way switched on."""
    return bool(repository.get(_SWITCHES[method]))


def make(
    call: Call, repository: Repository, pull: PullRequest, method: str, title: str | None, body: str | None
) -> str | None:
    """Store the commits that bring a pull request into its base; the last one's id, None where there are conflicts.

    `title` and `body` replace those of the repository's settings; a rebase keeps the commits' own.
    """
    ways = {"merge": _merge, "squash": _squash}
    if method == "rebase":
        return _rebase(call, repository, pull)
    return ways[method](call, repository, pull, title, body)


def _merge(call: Call, repository: Repository, pull: PullRequest, title: str | None, body: str | None) -> str | None:
    own_title, own_body = messages.of_merge(call, repository, pull, issue_of(call, pull))
    message = messages.joined(title or own_title, own_body if body is None else body)
    base = base_of(call, repository, pull)
    made = merge(call, repository, base, pull.head_sha, message, identity(call, me(call)), web_flow(call))
    return made.sha if made else None


def _squash(call: Call, repository: Repository, pull: PullRequest, title: str | None, body: str | None) -> str | None:
    base = base_of(call, repository, pull)
    made = merged(call, repository, base, pull.head_sha)
    if not made.clean:
        return None
    issue = issue_of(call, pull)
    commits = stored(call, repository, pull)
    author = _author(call, issue.user, commits)
    own_title, own_body = messages.of_squash(repository, pull, issue, commits, author)
    message = messages.joined(title or own_title, own_body if body is None else body)
    tree = write_merged(call, repository, made)
    return write_commit(call, repository, Commit(tree, (base,), author, web_flow(call), message)).sha


def stored(call: Call, repository: Repository, pull: PullRequest) -> list[StoredCommit]:
    """The commits of a pull request, oldest first, without merges unless there is nothing else."""
    found = [find_commit(call, repository, sha) for sha in commits_of(call, repository, pull)]
    there = [commit for commit in found if commit is not None]
    return [commit for commit in there if len(commit.parents) < 2] or there


def _author(call: Call, user: int, commits: list[StoredCommit]) -> Person:
    """Who a squashed commit is by: who opened the pull request; of a single commit, who wrote that."""
    if len(commits) == 1:
        return Person(**commits[0].author)._replace(seconds=call.moment // 1_000_000)
    opener = call.peek(User, user)
    return identity(call, opener or me(call))


def _rebase(call: Call, repository: Repository, pull: PullRequest) -> str | None:
    """Each commit anew, its author kept; who merges becomes the committer."""
    base = base_of(call, repository, pull)
    steps = replay(call, repository, base, commits_of(call, repository, pull))
    if steps is None:
        return None
    head, committer = base, identity(call, me(call))
    for commit, result in steps:
        for data in result.blobs.values():
            write_blob(call, repository, data)
        tree = write_tree(call, repository, Written(result.tree, result.trees))
        new = Commit(tree, (head,), Person(**commit.author), committer, commit.message)
        head = write_commit(call, repository, new).sha
    return head
