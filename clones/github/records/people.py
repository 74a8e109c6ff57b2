"""Users, organizations and who belongs to what; https://docs.github.com/rest/users."""

from typing import Any

from clonery.server.state.record import Record

INTEGRATION = "integration"
"""In a credential's details: the app (id, slug, name) whose installation's token it is."""


class User(
    Record, kind="user", unique=["login nocase"], indexes=["type", "email nocase"], also=["organization"],
    facets=["type"], text=["login", "name", "email"],
):  # fmt: skip
    """An account: a person, or an organization (type "Organization")."""

    id: int
    login: str
    type: str = "User"
    name: str | None = None
    email: str | None = None
    company: str | None = None
    blog: str = ""
    location: str | None = None
    hireable: bool | None = None
    bio: str | None = None
    twitter_username: str | None = None
    social_accounts: list[str] | None = None
    description: str | None = None
    billing_email: str | None = None
    default_repository_permission: str = "read"
    members_can_create_repositories: bool = True
    settings: dict[str, Any] | None = None
    """An organization's further settings, where they are not what they begin with."""
    site_admin: bool = False
    suspended: bool = False
    created_at: str
    updated_at: str


class Membership(
    Record, kind="org_membership", parent="organization=user", unique=["organization user"],
    indexes=["organization role", "user"],
):  # fmt: skip
    """A person in an organization; role admin or member, state active or pending."""

    id: int
    organization: int
    user: int
    role: str = "member"
    state: str = "active"
    public: bool = False


class OrganizationInvitation(
    Record, kind="organization_invitation", parent="organization=user", indexes=["organization", "invitee"]
):  # fmt: skip
    """An invitation of a person or an address into an organization; beside a person's stands a pending membership."""

    id: int
    organization: int
    invitee: int | None = None
    email: str | None = None
    role: str = "direct_member"
    inviter: int
    teams: list[int]
    created_at: str
