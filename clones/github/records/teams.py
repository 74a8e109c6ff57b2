"""Teams, their members and their repositories; https://docs.github.com/rest/teams."""

from clonery.server.state.record import Record


class Team(
    Record, kind="team", parent="organization=user", unique=["organization slug"],
    indexes=["organization name", "parent"],
    text=["name", "slug", "description"],
):  # fmt: skip
    """A team; `parent` is the team above it."""

    id: int
    organization: int
    name: str
    slug: str
    description: str | None = None
    privacy: str = "secret"
    permission: str = "pull"
    notification_setting: str = "notifications_enabled"
    parent: int | None = None
    created_at: str
    updated_at: str


class TeamMembership(
    Record, kind="team_membership", parent="team", unique=["team user"], indexes=["team role", "user state"]
):  # fmt: skip
    """A person in a team; role member or maintainer, state active or pending."""

    id: int
    team: int
    user: int
    role: str = "member"
    state: str = "active"


class TeamRepository(
    Record, kind="team_repository", parent="team", unique=["repository team"], indexes=["team", "repository"]
):  # fmt: skip
    """What a team may do in a repository: pull, triage, push, maintain or admin."""

    id: int
    team: int
    repository: int
    permission: str = "pull"
