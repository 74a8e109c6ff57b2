"""Stars, watching, notifications and the stream of what happened; https://docs.github.com/rest/activity."""

from typing import Any

from clonery.server.state.record import Record


class Star(
    Record, kind="star", parent="repository", unique=["user repository"],
    indexes=["user created_at", "repository created_at"],
):  # fmt: skip
    id: int
    repository: int
    user: int
    created_at: str


class Subscription(
    Record, kind="subscription", parent="repository", unique=["user repository"],
    indexes=["user subscribed", "repository subscribed"],
):  # fmt: skip
    """How a person watches a repository; ignored ones hear of nothing."""

    id: int
    repository: int
    user: int
    subscribed: bool = True
    ignored: bool = False
    created_at: str


class Thread(
    Record, kind="thread", parent="repository", unique=["user subject"],
    indexes=["user updated_at", "user repository updated_at", "subject"],
):  # fmt: skip
    """What one person is told about one thing: `subject` is its kind and id, such as `issue/12`.

    One without a `reason` only keeps a subscription: nothing has been told yet.
    """

    id: int
    repository: int
    user: int
    subject: str
    reason: str | None = None
    unread: bool = True
    done: bool = False
    subscribed: bool | None = None
    """Set by the person; None where the reason alone decides."""
    ignored: bool = False
    latest_comment: str | None = None
    subscribed_at: str | None = None
    updated_at: str
    last_read_at: str | None = None


class Activity(Record, kind="activity", indexes=["repository", "actor"]):
    """One line in the stream of events: `type` as the API names it, `payload` with the ids of what it is about."""

    id: int
    type: str
    actor: int
    repository: int
    repository_name: str
    organization: int | None = None
    public: bool
    payload: dict[str, Any]
    created_at: str
