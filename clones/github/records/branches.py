"""How branches are protected; https://docs.github.com/rest/branches/branch-protection."""

from typing import Any

from clonery.server.state.record import Record


class BranchProtection(
    Record, kind="branch_protection", parent="repository", unique=["repository branch"], indexes=["repository"]
):  # fmt: skip
    """The rules of one branch; None where a group of rules is off.

    `checks` holds `strict` and `checks` (each a `context` and an `app_id`); `reviews` the settings of reviews, with
    `dismissal_restrictions` and `bypass_pull_request_allowances`; these and `restrictions` (who may push) are lists of
    ids under `users` and `teams`, and of slugs under `apps`.
    """

    id: int
    repository: int
    branch: str
    checks: dict[str, Any] | None = None
    reviews: dict[str, Any] | None = None
    restrictions: dict[str, list[Any]] | None = None
    enforce_admins: bool = False
    required_signatures: bool = False
    required_linear_history: bool = False
    required_conversation_resolution: bool = False
    allow_force_pushes: bool = False
    allow_deletions: bool = False
    allow_fork_syncing: bool = False
    block_creations: bool = False
    lock_branch: bool = False


class BranchRedirect(Record, kind="branch_redirect", parent="repository", unique=["repository name"]):
    """The name that a renamed branch had, and the one it has now."""

    id: int
    repository: int
    name: str
    branch: str
