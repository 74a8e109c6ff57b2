"""Repositories and who may do what in them; https://docs.github.com/rest/repos."""

from typing import Any

from clonery.server.state.record import Record


class Repository(
    Record, kind="repository", parent="owner=user", unique=["owner name nocase"],
    indexes=["owner created_at", "owner updated_at", "private created_at"],
    text=["name", "description", "topics"],
    facets=["owner", "private", "fork", "archived", "is_template", "topics[]"],
):  # fmt: skip
    id: int
    owner: int
    name: str
    description: str | None = None
    homepage: str | None = None
    private: bool = False
    fork: bool = False
    parent: int | None = None
    source: int | None = None
    default_branch: str = "main"
    language: str | None = None
    license: str | None = None
    topics: list[str]
    archived: bool = False
    disabled: bool = False
    is_template: bool = False
    has_issues: bool = True
    has_projects: bool = True
    has_wiki: bool = True
    has_downloads: bool = True
    has_discussions: bool = False
    has_pages: bool = False
    allow_merge_commit: bool = True
    allow_squash_merge: bool = True
    allow_rebase_merge: bool = True
    allow_auto_merge: bool = False
    allow_update_branch: bool = False
    allow_forking: bool = True
    delete_branch_on_merge: bool = False
    use_squash_pr_title_as_default: bool = False
    squash_merge_commit_title: str = "COMMIT_OR_PR_TITLE"
    squash_merge_commit_message: str = "COMMIT_MESSAGES"
    merge_commit_title: str = "MERGE_MESSAGE"
    merge_commit_message: str = "PR_TITLE"
    web_commit_signoff_required: bool = False
    stars: int = 0
    watchers: int = 0
    forks: int = 0
    open_issues: int = 0
    size: int = 0
    languages: dict[str, int]
    security: dict[str, Any]
    created_at: str
    updated_at: str
    pushed_at: str | None = None


class Collaborator(
    Record, kind="collaborator", parent="repository", unique=["repository user"], indexes=["user"]
):  # fmt: skip
    """A person's own permission in a repository: pull, triage, push, maintain or admin."""

    id: int
    repository: int
    user: int
    permission: str = "push"


class Redirect(Record, kind="redirect", unique=["owner name nocase"], indexes=["repository"]):
    """Where a renamed or transferred repository was: its old owner's login and name."""

    id: int
    owner: str
    name: str
    repository: int


class RepositoryInvitation(
    Record, kind="repository_invitation", parent="repository", unique=["repository invitee"], indexes=["invitee"]
):  # fmt: skip
    """An invitation to collaborate that waits for an answer; `permission` as a collaborator's."""

    id: int
    repository: int
    invitee: int
    inviter: int
    permission: str = "push"
    created_at: str


class Transfer(Record, kind="transfer", parent="repository", unique=["repository"]):
    """A hand-over to another person that waits for their word."""

    id: int
    repository: int
    owner: int
    name: str


class DeployKey(Record, kind="deploy_key", parent="repository", unique=["key"], indexes=["repository"]):
    id: int
    repository: int
    title: str
    key: str
    read_only: bool = False
    added_by: int | None = None
    created_at: str


class Autolink(Record, kind="autolink", parent="repository", unique=["repository key_prefix"], indexes=["repository"]):
    id: int
    repository: int
    key_prefix: str
    url_template: str
    is_alphanumeric: bool = True
    updated_at: str
