"""Whether a pull request can be merged, and what keeps it from that; https://docs.github.com/rest/pulls/pulls#get-a-pull-request."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..merging import merged
from ..protections import protection
from ..records.commits import CheckRun, Status
from ..records.pulls import PullRequest
from ..records.repositories import Repository
from .ranges import base_of, between, commits_of
from .replay import replay
from .rules import behind_strictly, lacking

if TYPE_CHECKING:
    from clonery.server.call import Call

KEPT = 5000
_clean: dict[tuple[str, str], bool] = {}
_straight: dict[tuple[str, str], bool] = {}


class Standing(NamedTuple):
    """`mergeable` and `rebaseable` are None once it is closed.

    The state is GitHub's word: clean, dirty, draft, blocked, behind, unstable or unknown.
    """

    mergeable: bool | None
    rebaseable: bool | None
    state: str


def standing(call: Call, repository: Repository, pull: PullRequest) -> Standing:
    """How a pull request stands to its base branch now."""
    if pull.state != "open":
        return Standing(None, None, "unknown")
    if not mergeable(call, repository, pull):
        return Standing(False, False, "dirty")
    return Standing(True, rebaseable(call, repository, pull), _word(call, repository, pull))


def mergeable(call: Call, repository: Repository, pull: PullRequest) -> bool:
    """Whether it merges without conflicts, by content."""
    key = base_of(call, repository, pull), pull.head_sha
    if key not in _clean:
        if len(_clean) >= KEPT:
            _clean.clear()
        _clean[key] = bool(between(call, repository, *key).merge_bases) and merged(call, repository, *key).clean
    return _clean[key]


def rebaseable(call: Call, repository: Repository, pull: PullRequest) -> bool:
    """Whether each of its commits applies on top of the base without conflicts."""
    key = base_of(call, repository, pull), pull.head_sha
    if key not in _straight:
        if len(_straight) >= KEPT:
            _straight.clear()
        _straight[key] = replay(call, repository, key[0], commits_of(call, repository, pull)) is not None
    return _straight[key]


def _word(call: Call, repository: Repository, pull: PullRequest) -> str:
    if pull.draft:
        return "draft"
    rules = protection(call, repository, pull.base_ref)
    if rules is not None:
        if rules.lock_branch or lacking(call, repository, pull, rules):
            return "blocked"
        if behind_strictly(call, repository, pull, rules):
            return "behind"
    return "unstable" if _troubled(call, repository, pull.head_sha) else "clean"


def _troubled(call: Call, repository: Repository, sha: str) -> bool:
    """Whether the newest report of any context on a commit is bad or still to come."""
    store = call.session.store
    newest = {}
    if store.holds(Status):
        newest = {made.context: made.state for made in call.all(Status, {"repository": repository.id, "sha": sha})}
    runs = {}
    if store.holds(CheckRun):
        found = call.all(CheckRun, {"repository": repository.id, "sha": sha})
        runs = {made.name: made.conclusion for made in found}
    good = ("success", "neutral", "skipped")
    return any(state != "success" for state in newest.values()) or any(end not in good for end in runs.values())
