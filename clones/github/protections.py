"""What protected branches refuse, to pushes and to merges; https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/managing-protected-branches/about-protected-branches."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .gitstore import contains, find_commit
from .lookups import user_permission
from .records.branches import BranchProtection
from .records.commits import CheckRun, Status
from .records.repositories import Repository
from .records.teams import TeamMembership
from .refusals import Unprocessable

if TYPE_CHECKING:
    from clonery.server.call import Call

_PASSING = ("success", "neutral", "skipped")


def protection(call: Call, repository: Repository, branch: str) -> BranchProtection | None:
    """The rules of a branch; None for one that is free."""
    if not call.session.store.holds(BranchProtection):
        return None
    return call.find(BranchProtection, repository=repository.id, branch=branch)


def exempt(call: Call, repository: Repository, rules: BranchProtection) -> bool:
    """Whether the caller is an administrator whom the rules leave alone."""
    return not rules.enforce_admins and _level(call, repository) == "admin"


def _level(call: Call, repository: Repository) -> str | None:
    return user_permission(call, repository, call.actor.id) if call.actor is not None else None


def among(call: Call, allowed: Mapping[str, list[Any]] | None) -> bool:
    """Whether the caller is one of these users, or in one of these teams."""
    if not allowed or call.actor is None:
        return False
    if call.actor.id in allowed.get("users", ()):
        return True
    teams = (call.find(TeamMembership, team=team, user=call.actor.id) for team in allowed.get("teams", ()))
    return any(found is not None and found.state == "active" for found in teams)


def missing_checks(call: Call, repository: Repository, rules: BranchProtection, sha: str | None) -> list[str]:
    """The required contexts that have not passed on a commit."""
    required = rules.checks["checks"] if rules.checks else []
    return [check["context"] for check in required if not sha or not passed(call, repository, sha, check["context"])]


def passed(call: Call, repository: Repository, sha: str, context: str) -> bool:
    """Whether the newest status or check run of that name on a commit is good."""
    status = call.first(Status, {"repository": repository.id, "sha": sha, "context": context}, "-rid")
    run = call.first(CheckRun, {"repository": repository.id, "sha": sha, "name": context}, "-rid")
    if status is None and run is None:
        return False
    return (status is None or status.state == "success") and (run is None or run.conclusion in _PASSING)


def expected(missing: list[str], count: int) -> str:
    """The words for required checks that have not passed."""
    if count == 1:
        return f'Required status check "{missing[0]}" is expected.'
    return f"{len(missing)} of {count} required status checks are expected."


def objection(call: Call, repository: Repository, name: str, before: str | None, after: str | None) -> str:
    """Why the caller may not move a reference so (`after`: None to delete, "" if not known yet); "" if they may."""
    branch = name.removeprefix("refs/heads/")
    rules = protection(call, repository, branch) if branch != name else None
    if rules is None:
        return ""
    if after is None:
        return "" if rules.allow_deletions else "Cannot delete this branch"
    if before and after and not rules.allow_force_pushes and not contains(call, repository, before, after):
        return "Cannot force-push to this branch"
    if exempt(call, repository, rules):
        return ""
    if rules.lock_branch:
        return "Cannot change this locked branch"
    if rules.restrictions is not None and not among(call, rules.restrictions):
        return "You're not authorized to push to this branch."
    if rules.reviews is not None and not among(call, rules.reviews.get("bypass_pull_request_allowances")):
        return "Changes must be made through a pull request."
    missing = missing_checks(call, repository, rules, after)
    if missing and rules.checks:
        return expected(missing, len(rules.checks["checks"]))
    commit = find_commit(call, repository, after) if after else None
    if rules.required_linear_history and commit is not None and len(commit.parents) > 1:
        return "This branch must not contain merge commits."
    return ""


def guard(call: Call, repository: Repository, name: str, before: str | None, after: str | None) -> None:
    """Raise Unprocessable where the branch's rules forbid the caller to move or delete it so."""
    words = objection(call, repository, name, before, after)
    if words:
        raise Unprocessable(words)
