"""Fields that have one value here, since nothing in the clone could make it another; https://docs.github.com/graphql/reference/objects."""

from typing import Any

_COMMENTS = (
    "Issue", "PullRequest", "IssueComment", "PullRequestReview", "PullRequestReviewComment", "Discussion",
    "DiscussionComment", "CommitComment",
)  # fmt: skip
_OF_COMMENTS: dict[str, Any] = {
    "createdViaEmail": False, "includesCreatedEdit": False, "lastEditedAt": None, "editor": None,
    "isMinimized": False, "minimizedReason": None,
}  # fmt: skip
"""Nothing comes by mail here, and earlier wordings are not kept."""
_NO_QUEUE: dict[str, Any] = {
    "isInMergeQueue": False, "isMergeQueueEnabled": False, "mergeQueue": None, "mergeQueueEntry": None,
}  # fmt: skip
_OF_REPOSITORIES: dict[str, Any] = {
    "isMirror": False, "mirrorUrl": None, "isLocked": False, "lockReason": None, "codeOfConduct": None,
    "hasSponsorshipsEnabled": False, "usesCustomOpenGraphImage": False, "archivedAt": None, "tempCloneToken": None,
    "templateRepository": None, "mergeQueue": None, "fundingLinks": [], "contactLinks": [], "issueTemplates": [],
    "pullRequestTemplates": [], "isBlankIssuesEnabled": True, "isUserConfigurationRepository": False,
    "interactionAbility": None, "isSecurityPolicyEnabled": False, "securityPolicyUrl": None,
    "hasVulnerabilityAlertsEnabled": False, "contributingGuidelines": None,
}  # fmt: skip
_OF_PEOPLE: dict[str, Any] = {
    "isBountyHunter": False, "isCampusExpert": False, "isDeveloperProgramMember": False, "isEmployee": False,
    "isGitHubStar": False, "hasSponsorsListing": False, "isSponsoringViewer": False, "viewerIsSponsoring": False,
    "viewerCanSponsor": False, "pronouns": None, "status": None, "sponsorsListing": None, "copilotEndpoints": None,
    "estimatedNextSponsorsPayoutInCents": 0, "monthlyEstimatedSponsorsIncomeInCents": 0, "isVerified": False,
    "announcement": None, "archivedAt": None, "interactionAbility": None, "requiresTwoFactorAuthentication": False,
}  # fmt: skip

FIXED: dict[str, Any] = {
    **{f"{type}.{field}": value for type in _COMMENTS for field, value in _OF_COMMENTS.items()},
    **{f"PullRequest.{field}": value for field, value in _NO_QUEUE.items()},
    **{f"Repository.{field}": value for field, value in _OF_REPOSITORIES.items()},
    **{f"{type}.{field}": value for type in ("User", "Organization") for field, value in _OF_PEOPLE.items()},
    "Issue.isReadByViewer": True, "PullRequest.isReadByViewer": True, "Discussion.poll": None,
    "PullRequestChangedFile.viewerViewedState": "UNVIEWED", "PullRequest.suggestedReviewers": [],
    "PullRequest.viewerCanApplySuggestion": False, "PullRequest.viewerCanEnableAutoMerge": False,
    "PullRequest.viewerCanDisableAutoMerge": False, "ReviewRequest.asCodeOwner": False,
    "Blob.isTruncated": False, "TreeEntry.isGenerated": False, "TreeEntry.submodule": None,
    "Commit.onBehalfOf": None, "Commit.pushedDate": None, "CheckRun.deployment": None,
    "CheckRun.pendingDeploymentRequest": None, "CheckSuite.creator": None, "CheckSuite.push": None,
    "Team.reviewRequestDelegationEnabled": False, "Team.reviewRequestDelegationAlgorithm": None,
    "Team.reviewRequestDelegationMemberCount": None, "Team.reviewRequestDelegationNotifyTeam": False,
    "BranchProtectionRule.creator": None, "BranchProtectionRule.requiresDeployments": False,
    "BranchProtectionRule.requiredDeploymentEnvironments": [], "Ref.refUpdateRule": None,
    "Release.isImmutable": False, "IssueType.isPrivate": False,
}  # fmt: skip
