"""The rules of protected branches: all of them, required checks and reviews; https://docs.github.com/rest/branches/branch-protection."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import operation
from clonery.server.problems import NotFound

from ... import gitstore
from ...lookups import find_repository, find_user
from ...protections import protection
from ...records.branches import BranchProtection
from ...records.people import User
from ...records.repositories import Repository
from ...records.teams import Team
from ...refusals import Unprocessable, ValidationFailed
from ...shapes.branches import branch_url, protected_branch, reviews, status_checks

SWITCHES = (
    "required_linear_history", "allow_force_pushes", "allow_deletions", "block_creations",
    "required_conversation_resolution", "lock_branch", "allow_fork_syncing",
)  # fmt: skip
MOST_REVIEWS = 6


def ruled(call: Call, owner: str, repo: str, branch: str) -> tuple[Repository, BranchProtection]:
    """The rules of a branch, for an administrator. Raises NotFound for a branch that is free, or that is not there."""
    repository = find_repository(call, owner, repo, "admin")
    if gitstore.branch_head(call, repository, branch) is None:
        raise NotFound("Branch not found", kind="branch")
    rules = protection(call, repository, branch)
    if rules is None:
        raise NotFound("Branch not protected", kind="branch_protection")
    return repository, rules


def allowance(call: Call, repository: Repository, given: dict[str, Any]) -> dict[str, list[Any]]:
    """Logins and slugs as the ids that are stored. Raises ValidationFailed for one of nobody."""
    users = []
    for login in given.get("users") or []:
        try:
            users.append(find_user(call, login).id)
        except NotFound:
            raise ValidationFailed("BranchProtection", "users", "invalid", f"{login} is no user") from None
    teams = []
    for slug in given.get("teams") or []:
        found = call.find(Team, organization=repository.owner, slug=slug)
        if found is None:
            raise ValidationFailed("BranchProtection", "teams", "invalid", f"{slug} is no team")
        teams.append(found.id)
    return {"users": users, "teams": teams, "apps": []}


def checks_given(given: dict[str, Any], before: dict[str, Any] | None = None) -> dict[str, Any]:
    """Required checks as they are stored: `checks` wins over the older `contexts`."""
    before = before or {"strict": False, "checks": []}
    checks = before["checks"]
    if given.get("checks") is not None:
        checks = [{"context": check["context"], "app_id": check.get("app_id")} for check in given["checks"]]
        checks = [{**check, "app_id": None if check["app_id"] == -1 else check["app_id"]} for check in checks]
    elif given.get("contexts") is not None:
        checks = [{"context": context, "app_id": None} for context in dict.fromkeys(given["contexts"])]
    return {"strict": given.get("strict", before["strict"]), "checks": checks}


def reviews_given(
    call: Call, repository: Repository, given: dict[str, Any], before: dict[str, Any] | None = None
) -> dict[str, Any]:
    """Settings of reviews as they are stored. Raises ValidationFailed."""
    made = dict(before or {
        "dismiss_stale_reviews": False, "require_code_owner_reviews": False, "required_approving_review_count": 1,
        "require_last_push_approval": False, "dismissal_restrictions": None, "bypass_pull_request_allowances": None,
    })  # fmt: skip
    for name, value in given.items():
        if name in ("dismissal_restrictions", "bypass_pull_request_allowances"):
            made[name] = allowance(call, repository, value) if value else None
        elif name in made:
            made[name] = value
    if not 0 <= made["required_approving_review_count"] <= MOST_REVIEWS:
        words = f"required_approving_review_count must be between 0 and {MOST_REVIEWS}"
        raise ValidationFailed("BranchProtection", "required_approving_review_count", "custom", words)
    return made


@operation("repos/get-branch-protection")
def get(call: Call, owner: str, repo: str, branch: str) -> dict[str, Any]:
    """GET /repos/{owner}/{repo}/branches/{branch}/protection"""
    return protected_branch(call, *ruled(call, owner, repo, branch))


@operation("repos/update-branch-protection")
def update(
    call: Call, owner: str, repo: str, branch: str, required_status_checks: dict[str, Any] | None,
    enforce_admins: bool | None, required_pull_request_reviews: dict[str, Any] | None,
    restrictions: dict[str, Any] | None, **switches: Any,
) -> dict[str, Any]:  # fmt: skip
    """PUT /repos/{owner}/{repo}/branches/{branch}/protection: what is not named is off."""
    repository = find_repository(call, owner, repo, "admin")
    if gitstore.branch_head(call, repository, branch) is None:
        raise NotFound("Branch not found", kind="branch")
    if restrictions is not None and call.get(User, repository.owner).type != "Organization":
        words = "Only organization repositories can have users and team restrictions"
        raise Unprocessable("Validation Failed", [words])
    fields: dict[str, Any] = {
        "checks": None if required_status_checks is None else checks_given(required_status_checks),
        "reviews": None, "enforce_admins": bool(enforce_admins),
        "restrictions": None if restrictions is None else allowance(call, repository, restrictions),
    }  # fmt: skip
    if required_pull_request_reviews is not None:
        fields["reviews"] = reviews_given(call, repository, required_pull_request_reviews)
    fields |= {name: bool(switches.get(name)) for name in SWITCHES}
    found = protection(call, repository, branch)
    if found is None:
        made = call.create(BranchProtection, repository=repository, branch=branch, **fields)
        call.emit("branch_protection_rule", action="created", repository=repository, rule=made)
    else:
        made = call.update(found, **fields)
        call.emit("branch_protection_rule", action="edited", repository=repository, rule=made)
    return protected_branch(call, repository, made)


@operation("repos/delete-branch-protection")
def delete(call: Call, owner: str, repo: str, branch: str) -> None:
    """DELETE /repos/{owner}/{repo}/branches/{branch}/protection"""
    repository, rules = ruled(call, owner, repo, branch)
    call.delete(rules)
    call.emit("branch_protection_rule", action="deleted", repository=repository, rule=rules)


# one group of rules


def _off(words: str) -> NotFound:
    return NotFound(words, kind="branch_protection")


@operation("repos/get-status-checks-protection")
def get_checks(call: Call, owner: str, repo: str, branch: str) -> dict[str, Any]:
    """GET /repos/{owner}/{repo}/branches/{branch}/protection/required_status_checks"""
    repository, rules = ruled(call, owner, repo, branch)
    if rules.checks is None:
        raise _off("Required status checks not enabled")
    return status_checks(call, repository, rules)


@operation("repos/update-status-check-protection")
def update_checks(call: Call, owner: str, repo: str, branch: str, **changes: Any) -> dict[str, Any]:
    """PATCH /repos/{owner}/{repo}/branches/{branch}/protection/required_status_checks"""
    repository, rules = ruled(call, owner, repo, branch)
    rules = call.update(rules, checks=checks_given(changes, rules.checks))
    return status_checks(call, repository, rules)


@operation("repos/remove-status-check-protection")
def remove_checks(call: Call, owner: str, repo: str, branch: str) -> None:
    """DELETE /repos/{owner}/{repo}/branches/{branch}/protection/required_status_checks"""
    call.update(ruled(call, owner, repo, branch)[1], checks=None)


@operation("repos/get-all-status-check-contexts")
def get_contexts(call: Call, owner: str, repo: str, branch: str) -> list[str]:
    """GET /repos/{owner}/{repo}/branches/{branch}/protection/required_status_checks/contexts"""
    _, rules = ruled(call, owner, repo, branch)
    if rules.checks is None:
        raise _off("Required status checks not enabled")
    return [check["context"] for check in rules.checks["checks"]]


def _contexts(call: Call, rules: BranchProtection, wanted: list[str]) -> list[str]:
    if rules.checks is None:
        raise _off("Required status checks not enabled")
    known = {check["context"]: check for check in rules.checks["checks"]}
    checks = [known.get(context, {"context": context, "app_id": None}) for context in dict.fromkeys(wanted)]
    call.update(rules, checks={**rules.checks, "checks": checks})
    return [check["context"] for check in checks]


@operation("repos/add-status-check-contexts")
def add_contexts(call: Call, owner: str, repo: str, branch: str, contexts: list[str]) -> list[str]:
    """POST /repos/{owner}/{repo}/branches/{branch}/protection/required_status_checks/contexts"""
    there = get_contexts(call, owner, repo, branch)
    return _contexts(call, ruled(call, owner, repo, branch)[1], there + contexts)


@operation("repos/set-status-check-contexts")
def set_contexts(call: Call, owner: str, repo: str, branch: str, contexts: list[str]) -> list[str]:
    """PUT /repos/{owner}/{repo}/branches/{branch}/protection/required_status_checks/contexts"""
    return _contexts(call, ruled(call, owner, repo, branch)[1], contexts)


@operation("repos/remove-status-check-contexts")
def remove_contexts(call: Call, owner: str, repo: str, branch: str, contexts: list[str]) -> list[str]:
    """DELETE /repos/{owner}/{repo}/branches/{branch}/protection/required_status_checks/contexts"""
    there = get_contexts(call, owner, repo, branch)
    gone = [context for context in contexts if context not in there]
    if gone:
        raise ValidationFailed("BranchProtection", "contexts", "invalid", f"{gone[0]} is not required")
    return _contexts(call, ruled(call, owner, repo, branch)[1], [each for each in there if each not in contexts])


@operation("repos/get-pull-request-review-protection")
def get_reviews(call: Call, owner: str, repo: str, branch: str) -> dict[str, Any]:
    """GET /repos/{owner}/{repo}/branches/{branch}/protection/required_pull_request_reviews"""
    repository, rules = ruled(call, owner, repo, branch)
    if rules.reviews is None:
        raise _off("Pull request reviews not enabled")
    return reviews(call, repository, rules)


@operation("repos/update-pull-request-review-protection")
def update_reviews(call: Call, owner: str, repo: str, branch: str, **changes: Any) -> dict[str, Any]:
    """PATCH /repos/{owner}/{repo}/branches/{branch}/protection/required_pull_request_reviews"""
    repository, rules = ruled(call, owner, repo, branch)
    rules = call.update(rules, reviews=reviews_given(call, repository, changes, rules.reviews))
    return reviews(call, repository, rules)


@operation("repos/delete-pull-request-review-protection")
def delete_reviews(call: Call, owner: str, repo: str, branch: str) -> None:
    """DELETE /repos/{owner}/{repo}/branches/{branch}/protection/required_pull_request_reviews"""
    call.update(ruled(call, owner, repo, branch)[1], reviews=None)


# switches


def _switch(call: Call, owner: str, repo: str, branch: str, name: str, on: bool | None) -> dict[str, Any]:
    """One of the rules that are on or off, set unless `on` is None."""
    repository, rules = ruled(call, owner, repo, branch)
    if on is not None:
        rules = call.update(rules, **{name: on})
    return {"url": f"{branch_url(call, repository, branch)}/protection/{name}", "enabled": getattr(rules, name)}


@operation("repos/get-admin-branch-protection")
def get_admins(call: Call, owner: str, repo: str, branch: str) -> dict[str, Any]:
    """GET /repos/{owner}/{repo}/branches/{branch}/protection/enforce_admins"""
    return _switch(call, owner, repo, branch, "enforce_admins", None)


@operation("repos/set-admin-branch-protection")
def set_admins(call: Call, owner: str, repo: str, branch: str) -> dict[str, Any]:
    """POST /repos/{owner}/{repo}/branches/{branch}/protection/enforce_admins"""
    return _switch(call, owner, repo, branch, "enforce_admins", True)


@operation("repos/delete-admin-branch-protection")
def delete_admins(call: Call, owner: str, repo: str, branch: str) -> None:
    """DELETE /repos/{owner}/{repo}/branches/{branch}/protection/enforce_admins"""
    _switch(call, owner, repo, branch, "enforce_admins", False)


@operation("repos/get-commit-signature-protection")
def get_signatures(call: Call, owner: str, repo: str, branch: str) -> dict[str, Any]:
    """GET /repos/{owner}/{repo}/branches/{branch}/protection/required_signatures"""
    return _switch(call, owner, repo, branch, "required_signatures", None)


@operation("repos/create-commit-signature-protection")
def set_signatures(call: Call, owner: str, repo: str, branch: str) -> dict[str, Any]:
    """POST /repos/{owner}/{repo}/branches/{branch}/protection/required_signatures"""
    return _switch(call, owner, repo, branch, "required_signatures", True)


@operation("repos/delete-commit-signature-protection")
def delete_signatures(call: Call, owner: str, repo: str, branch: str) -> None:
    """DELETE /repos/{owner}/{repo}/branches/{branch}/protection/required_signatures"""
    _switch(call, owner, repo, branch, "required_signatures", False)
