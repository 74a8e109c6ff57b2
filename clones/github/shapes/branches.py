"""Branches, tags and the rules of protected branches; https://docs.github.com/rest/branches/branches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ..nodes import node_id
from ..protections import protection
from ..records.branches import BranchProtection
from ..records.repositories import Repository
from ..records.teams import Team
from .commits import commit, commit_of, short_commit
from .people import simple_user
from .repositories import html_url, repository_url
from .teams import team

if TYPE_CHECKING:
    from clonery.server.call import Call

_SWITCHES = (
    "required_linear_history", "allow_force_pushes", "allow_deletions", "block_creations",
    "required_conversation_resolution", "lock_branch", "allow_fork_syncing",
)  # fmt: skip


def branch_url(call: Call, repository: Repository, branch: str) -> str:
    """The API address of a branch."""
    return f"{repository_url(call, repository.id)}/branches/{quote(branch)}"


def short_branch(call: Call, repository: Repository, name: str, sha: str) -> dict[str, Any]:
    """A branch as lists show it."""
    rules = protection(call, repository, name)
    return {"name": name, "commit": short_commit(call, repository, sha), "protected": rules is not None}


def branch(call: Call, repository: Repository, name: str, sha: str) -> dict[str, Any]:
    """A branch alone: with its commit, and with what protects it."""
    url, page = branch_url(call, repository, name), html_url(call, repository.id)
    rules = protection(call, repository, name)
    contexts = [check["context"] for check in rules.checks["checks"]] if rules and rules.checks else []
    level = "off" if not contexts else "everyone" if rules and rules.enforce_admins else "non_admins"
    checks = rules.checks["checks"] if rules and rules.checks else []
    return {
        "name": name, "commit": commit(call, repository, commit_of(call, repository, sha)),
        "_links": {"self": url, "html": f"{page}/tree/{quote(name)}"}, "protected": rules is not None,
        "protection": {
            "enabled": rules is not None,
            "required_status_checks": {"enforcement_level": level, "contexts": contexts, "checks": checks},
        },
        "protection_url": f"{url}/protection",
    }  # fmt: skip


def protected_branch(call: Call, repository: Repository, rules: BranchProtection) -> dict[str, Any]:
    """All rules of a branch; groups that are off are left out."""
    url = f"{branch_url(call, repository, rules.branch)}/protection"
    made: dict[str, Any] = {"url": url}
    if rules.checks is not None:
        made["required_status_checks"] = status_checks(call, repository, rules)
    if rules.reviews is not None:
        made["required_pull_request_reviews"] = reviews(call, repository, rules)
    if rules.restrictions is not None:
        made["restrictions"] = restrictions(call, repository, rules)
    made["required_signatures"] = {"url": f"{url}/required_signatures", "enabled": rules.required_signatures}
    made["enforce_admins"] = {"url": f"{url}/enforce_admins", "enabled": rules.enforce_admins}
    return made | {name: {"enabled": getattr(rules, name)} for name in _SWITCHES}


def status_checks(call: Call, repository: Repository, rules: BranchProtection) -> dict[str, Any]:
    """Which checks must pass."""
    assert rules.checks is not None
    url = f"{branch_url(call, repository, rules.branch)}/protection/required_status_checks"
    checks = rules.checks["checks"]
    return {
        "url": url, "strict": rules.checks["strict"], "contexts": [check["context"] for check in checks],
        "contexts_url": f"{url}/contexts", "checks": checks,
    }  # fmt: skip


def reviews(call: Call, repository: Repository, rules: BranchProtection) -> dict[str, Any]:
    """How many reviews it takes, and whose."""
    assert rules.reviews is not None
    url = f"{branch_url(call, repository, rules.branch)}/protection"
    names = ("dismiss_stale_reviews", "require_code_owner_reviews", "required_approving_review_count",
             "require_last_push_approval")  # fmt: skip
    made = {"url": f"{url}/required_pull_request_reviews"} | {name: rules.reviews[name] for name in names}
    if rules.reviews.get("dismissal_restrictions") is not None:
        at = f"{url}/dismissal_restrictions"
        people = allowed(call, rules.reviews["dismissal_restrictions"])
        made["dismissal_restrictions"] = {"url": at, "users_url": f"{at}/users", "teams_url": f"{at}/teams", **people}
    if rules.reviews.get("bypass_pull_request_allowances") is not None:
        made["bypass_pull_request_allowances"] = allowed(call, rules.reviews["bypass_pull_request_allowances"])
    return made


def restrictions(call: Call, repository: Repository, rules: BranchProtection) -> dict[str, Any]:
    """Who may push."""
    assert rules.restrictions is not None
    url = f"{branch_url(call, repository, rules.branch)}/protection/restrictions"
    links = {"url": url, "users_url": f"{url}/users", "teams_url": f"{url}/teams", "apps_url": f"{url}/apps"}
    return links | allowed(call, rules.restrictions)


def allowed(call: Call, people: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """The users and teams behind a list of ids; apps, of which this farm has none, stay empty."""
    found = (call.peek(Team, id) for id in people.get("teams", ()))
    teams = [team(call, record, False) for record in found if record is not None]
    return {"users": [simple_user(call, id) for id in people.get("users", ())], "teams": teams, "apps": []}


def tag(call: Call, repository: Repository, name: str, sha: str) -> dict[str, Any]:
    """A tag as the list of tags shows it: with the commit behind it."""
    url = repository_url(call, repository.id)
    return {
        "name": name, "zipball_url": f"{url}/zipball/refs/tags/{quote(name)}",
        "tarball_url": f"{url}/tarball/refs/tags/{quote(name)}", "commit": short_commit(call, repository, sha),
        "node_id": node_id("ref", repository.id, f"refs/tags/{name}"),
    }  # fmt: skip
