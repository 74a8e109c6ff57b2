"""Mutations of repositories and of what belongs to people: stars, whom they follow, protected branches; https://docs.github.com/graphql/reference/mutations#createrepository."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.graphql.graph import answers

from ..lookups import me
from ..protections import protection
from ..records.branches import BranchProtection
from ..records.people import User
from ..records.repositories import Repository
from ..records.teams import Team
from ..refusals import Unprocessable
from .changing import allowed, doing, done, logins, named
from .nodes import find

if TYPE_CHECKING:
    from clonery.server.call import Call

_SETTINGS = {
    "name": "name", "description": "description", "homepageUrl": "homepage", "template": "is_template",
    "hasIssuesEnabled": "has_issues", "hasWikiEnabled": "has_wiki", "hasProjectsEnabled": "has_projects",
    "hasDiscussionsEnabled": "has_discussions",
}  # fmt: skip


def _settings(input: dict[str, Any]) -> dict[str, Any]:
    """The settings that an input has, by their names in REST."""
    return {name: input[field] for field, name in _SETTINGS.items() if input.get(field) is not None}


@answers("mutation.createRepository")
def create(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    owner: User = find(call, input["ownerId"], "User", "Organization") if input.get("ownerId") else me(call)
    fields = {**_settings(input), "visibility": input["visibility"].lower()}
    if owner.type == "Organization":
        team: Team | None = find(call, input["teamId"], "Team") if input.get("teamId") else None
        made = doing(call, "repos/create-in-org", org=owner.login, team_id=team.id if team else None, **fields)
    elif owner.id == me(call).id:
        made = doing(call, "repos/create-for-authenticated-user", **fields)
    else:
        raise Unprocessable(f"{me(call).login} cannot create a repository for {owner.login}.")
    return done(call, input, repository=made)


@answers("mutation.cloneTemplateRepository")
def clone_template(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    template: Repository = find(call, input["repositoryId"], "Repository")
    owner: User = find(call, input["ownerId"], "User", "Organization")
    there = named(call, template)
    made = doing(
        call, "repos/create-using-template", template_owner=there["owner"], template_repo=there["repo"],
        name=input["name"], owner=owner.login, include_all_branches=bool(input.get("includeAllBranches")),
        description=input.get("description"), private=input["visibility"] != "PUBLIC",
    )  # fmt: skip
    return done(call, input, repository=made)


def _changed(call: Call, input: dict[str, Any], **fields: Any) -> dict[str, Any]:
    place: Repository = find(call, input["repositoryId"], "Repository")
    return done(call, input, repository=doing(call, "repos/update", **named(call, place), **fields))


@answers("mutation.updateRepository")
def update(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    return _changed(call, input, **_settings(input))


@answers("mutation.archiveRepository")
def archive(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    return _changed(call, input, archived=True)


@answers("mutation.unarchiveRepository")
def unarchive(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    return _changed(call, input, archived=False)


@answers("mutation.updateTopics")
def topics(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    place: Repository = find(call, input["repositoryId"], "Repository")
    doing(call, "repos/replace-all-topics", **named(call, place), names=input["topicNames"])
    return done(call, input, repository=call.get(Repository, place.id), invalidTopicNames=None)


@answers("mutation.addStar")
def star(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    return _starred(call, input, "activity/star-repo-for-authenticated-user")


@answers("mutation.removeStar")
def unstar(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    return _starred(call, input, "activity/unstar-repo-for-authenticated-user")


def _starred(call: Call, input: dict[str, Any], name: str) -> dict[str, Any]:
    place: Repository = find(call, input["starrableId"], "Repository")
    doing(call, name, **named(call, place))
    return done(call, input, starrable=call.get(Repository, place.id))


@answers("mutation.followUser", "mutation.followOrganization")
def follow(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    return _followed(call, input, "users/follow")


@answers("mutation.unfollowUser", "mutation.unfollowOrganization")
def unfollow(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    return _followed(call, input, "users/unfollow")


def _followed(call: Call, input: dict[str, Any], name: str) -> dict[str, Any]:
    type = "User" if "userId" in input else "Organization"
    account: User = find(call, input[f"{type.lower()}Id"], type)
    doing(call, name, username=account.login)
    return done(call, input, **{type.lower(): account})


# the rules of protected branches


def _rules(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    """An input's rules in the words of REST, which wants all of them."""
    checks = input.get("requiredStatusCheckContexts")
    made: dict[str, Any] = {
        "required_status_checks": None, "required_pull_request_reviews": None, "restrictions": None,
        "enforce_admins": bool(input.get("isAdminEnforced")),
        "allow_force_pushes": bool(input.get("allowsForcePushes")),
        "allow_deletions": bool(input.get("allowsDeletions")),
        "block_creations": bool(input.get("blocksCreations")), "lock_branch": bool(input.get("lockBranch")),
        "allow_fork_syncing": bool(input.get("lockAllowsFetchAndMerge")),
        "required_linear_history": bool(input.get("requiresLinearHistory")),
        "required_conversation_resolution": bool(input.get("requiresConversationResolution")),
    }  # fmt: skip
    if input.get("requiresStatusChecks"):
        strict = bool(input.get("requiresStrictStatusChecks"))
        made["required_status_checks"] = {"strict": strict, "contexts": checks or []}
    if input.get("requiresApprovingReviews"):
        made["required_pull_request_reviews"] = {
            "required_approving_review_count": input.get("requiredApprovingReviewCount") or 1,
            "dismiss_stale_reviews": bool(input.get("dismissesStaleReviews")),
            "require_code_owner_reviews": bool(input.get("requiresCodeOwnerReviews")),
            "require_last_push_approval": bool(input.get("requireLastPushApproval")),
        }  # fmt: skip
    if input.get("restrictsPushes"):
        users = [id for id in input.get("pushActorIds") or () if id.startswith("U_")]
        teams = [find(call, id, "Team").slug for id in input.get("pushActorIds") or () if id.startswith("T_")]
        made["restrictions"] = {"users": logins(call, users), "teams": teams}
    return made


def _ruled(call: Call, place: Repository, branch: str, input: dict[str, Any]) -> BranchProtection | None:
    """Set a branch's rules by REST's operation, which takes None for what is off."""
    from ..operations.branches.branch_protection import update as put

    allowed(call, "repos/update-branch-protection")
    put(call, **named(call, place), branch=branch, **_rules(call, input))
    rules = protection(call, call.get(Repository, place.id), branch)
    wanted = input.get("requiresCommitSignatures")
    return call.update(rules, required_signatures=bool(wanted)) if rules and wanted is not None else rules


@answers("mutation.createBranchProtectionRule")
def create_rule(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    """Rules are of one branch here: a pattern must be its name."""
    place: Repository = find(call, input["repositoryId"], "Repository")
    if protection(call, place, input["pattern"]) is not None:
        raise Unprocessable(f"Name already protected: {input['pattern']}")
    return done(call, input, branchProtectionRule=_ruled(call, place, input["pattern"], input))


@answers("mutation.updateBranchProtectionRule")
def update_rule(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    """What an input does not name stays as it is."""
    rule: BranchProtection = find(call, input["branchProtectionRuleId"], "BranchProtectionRule")
    place = call.get(Repository, rule.repository)
    made = _ruled(call, place, rule.branch, {**_as_they_are(rule), **input})
    return done(call, input, branchProtectionRule=made)


def _as_they_are(rule: BranchProtection) -> dict[str, Any]:
    """A branch's rules as an input would say them."""
    reviews, checks = rule.reviews or {}, rule.checks or {"strict": False, "checks": []}
    return {
        "isAdminEnforced": rule.enforce_admins, "allowsForcePushes": rule.allow_force_pushes,
        "allowsDeletions": rule.allow_deletions, "blocksCreations": rule.block_creations,
        "lockBranch": rule.lock_branch, "lockAllowsFetchAndMerge": rule.allow_fork_syncing,
        "requiresLinearHistory": rule.required_linear_history,
        "requiresConversationResolution": rule.required_conversation_resolution,
        "requiresStatusChecks": rule.checks is not None, "requiresStrictStatusChecks": checks["strict"],
        "requiredStatusCheckContexts": [check["context"] for check in checks["checks"]],
        "requiresApprovingReviews": rule.reviews is not None,
        "requiredApprovingReviewCount": reviews.get("required_approving_review_count"),
        "dismissesStaleReviews": reviews.get("dismiss_stale_reviews"),
        "requiresCodeOwnerReviews": reviews.get("require_code_owner_reviews"),
        "requireLastPushApproval": reviews.get("require_last_push_approval"),
    }  # fmt: skip


@answers("mutation.deleteBranchProtectionRule")
def delete_rule(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    rule: BranchProtection = find(call, input["branchProtectionRuleId"], "BranchProtectionRule")
    there = named(call, call.get(Repository, rule.repository))
    doing(call, "repos/delete-branch-protection", **there, branch=rule.branch)
    return done(call, input)
