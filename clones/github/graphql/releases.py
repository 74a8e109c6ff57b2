"""Releases, their files, and the rules of protected branches; https://docs.github.com/graphql/reference/objects#release."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.graphql.graph import resolves

from .. import gitstore
from ..lookups import may
from ..operations.releases.releases import latest, published
from ..records.branches import BranchProtection
from ..records.git import Ref
from ..records.people import User
from ..records.releases import Release, ReleaseAsset
from ..records.repositories import Repository
from ..records.teams import Team
from ..references import people
from .comments import rest
from .lists import ordered
from .pages import cut
from .things import Thing, thing

if TYPE_CHECKING:
    from clonery.server.call import Call


@resolves("Repository.releases")
def releases(call: Call, repository: Repository, **given: Any) -> dict[str, Any]:
    """The newest first unless an order is asked for; drafts are for those who may push."""
    found = call.all(Release, {"repository": repository.id})
    kept = [each for each in found if not each.draft or may(call, repository, "push")]
    order = given.get("orderBy") or {"field": "CREATED_AT", "direction": "DESC"}
    return cut(ordered(kept, {"orderBy": order}), given)


@resolves("Repository.release")
def release(call: Call, repository: Repository, tagName: str) -> Release | None:
    return published(call, repository, tagName)


@resolves("Repository.latestRelease")
def latest_release(call: Call, repository: Repository) -> Release | None:
    return latest(call, repository)


@resolves("Release.isLatest")
def is_latest(call: Call, release: Release) -> bool:
    return latest(call, call.get(Repository, release.repository)) == release


@resolves("Release.immutable")
def immutable(call: Call, release: Release) -> bool:
    return False


@resolves("Release.author")
def author(call: Call, release: Release) -> User | None:
    return call.peek(User, release.author)


@resolves("Release.tag")
def tag(call: Call, release: Release) -> Ref | None:
    place = call.get(Repository, release.repository)
    return gitstore.find_ref(call, place, f"refs/tags/{release.tag_name}")


@resolves("Release.tagCommit")
def tag_commit(call: Call, release: Release) -> Thing | None:
    place, ref = call.get(Repository, release.repository), tag(call, release)
    sha = gitstore.peel(call, place, ref.sha) if ref else None
    return thing("Commit", repository=place.id, sha=sha) if sha else None


@resolves("Release.mentions")
def mentions(call: Call, release: Release, **given: Any) -> dict[str, Any]:
    return cut(people(call, release.body), given)


@resolves("Release.releaseAssets")
def assets(call: Call, release: Release, name: str | None = None, **given: Any) -> dict[str, Any]:
    found = call.all(ReleaseAsset, {"release": release.id})
    return cut([each for each in found if not name or each.name == name], given)


@resolves("ReleaseAsset.downloadUrl")
def download(call: Call, asset: ReleaseAsset) -> str:
    return str(rest(call, asset)["browser_download_url"])


# the rules of protected branches


@resolves("Repository.branchProtectionRules")
def rules(call: Call, repository: Repository, **given: Any) -> dict[str, Any]:
    """For administrators, as in REST; none for others."""
    shown = may(call, repository, "admin") and call.session.store.holds(BranchProtection)
    return cut(call.all(BranchProtection, {"repository": repository.id}) if shown else [], given)


def _reviews(field: str, otherwise: Any) -> Any:
    return lambda call, rule: (rule.reviews or {}).get(field, otherwise)


_OF_REVIEWS = {
    "requiredApprovingReviewCount": ("required_approving_review_count", None),
    "dismissesStaleReviews": ("dismiss_stale_reviews", False),
    "requiresCodeOwnerReviews": ("require_code_owner_reviews", False),
    "requireLastPushApproval": ("require_last_push_approval", False),
}  # fmt: skip
for _name, _held in _OF_REVIEWS.items():
    globals()[f"rule_{_held[0]}"] = resolves(f"BranchProtectionRule.{_name}")(_reviews(*_held))


@resolves("BranchProtectionRule.requiresApprovingReviews")
def wants_reviews(call: Call, rule: BranchProtection) -> bool:
    return rule.reviews is not None


@resolves("BranchProtectionRule.restrictsReviewDismissals")
def restricts_dismissals(call: Call, rule: BranchProtection) -> bool:
    return bool((rule.reviews or {}).get("dismissal_restrictions"))


@resolves("BranchProtectionRule.requiresStatusChecks")
def wants_checks(call: Call, rule: BranchProtection) -> bool:
    return rule.checks is not None


@resolves("BranchProtectionRule.requiresStrictStatusChecks")
def wants_strict(call: Call, rule: BranchProtection) -> bool:
    return bool(rule.checks and rule.checks["strict"])


@resolves("BranchProtectionRule.requiredStatusCheckContexts")
def contexts(call: Call, rule: BranchProtection) -> list[str]:
    return [check["context"] for check in rule.checks["checks"]] if rule.checks else []


@resolves("BranchProtectionRule.requiredStatusChecks")
def checks(call: Call, rule: BranchProtection) -> list[dict[str, Any]]:
    return [{"context": context, "app": None} for context in contexts(call, rule)]


@resolves("BranchProtectionRule.restrictsPushes")
def restricts_pushes(call: Call, rule: BranchProtection) -> bool:
    return rule.restrictions is not None


@resolves("BranchProtectionRule.matchingRefs")
def matching(call: Call, rule: BranchProtection, query: str | None = None, **given: Any) -> dict[str, Any]:
    found = gitstore.find_ref(call, call.get(Repository, rule.repository), f"refs/heads/{rule.branch}")
    return cut([found] if found else [], given)


@resolves("BranchProtectionRule.branchProtectionRuleConflicts", "BranchProtectionRule.bypassForcePushAllowances")
def none_of(call: Call, rule: BranchProtection, **given: Any) -> dict[str, Any]:
    """Each rule is of one branch, so none conflict; nobody may force a push past one."""
    return cut([], given)


def _allowed(call: Call, rule: BranchProtection, people: dict[str, Any] | None, given: dict[str, Any]) -> Any:
    """Users and teams as a connection of allowances."""
    users = [call.peek(User, id) for id in (people or {}).get("users", ())]
    teams = [call.peek(Team, id) for id in (people or {}).get("teams", ())]
    found = [each for each in [*users, *teams] if each is not None]
    return cut(found, given, shown=lambda each: {"actor": each, "branchProtectionRule": rule})


@resolves("BranchProtectionRule.pushAllowances")
def pushers(call: Call, rule: BranchProtection, **given: Any) -> Any:
    return _allowed(call, rule, rule.restrictions, given)


@resolves("BranchProtectionRule.reviewDismissalAllowances")
def dismissers(call: Call, rule: BranchProtection, **given: Any) -> Any:
    return _allowed(call, rule, (rule.reviews or {}).get("dismissal_restrictions"), given)


@resolves("BranchProtectionRule.bypassPullRequestAllowances")
def bypassers(call: Call, rule: BranchProtection, **given: Any) -> Any:
    return _allowed(call, rule, (rule.reviews or {}).get("bypass_pull_request_allowances"), given)
