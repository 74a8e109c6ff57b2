"""Discussions, their categories and comments; https://docs.github.com/graphql/guides/using-the-graphql-api-for-discussions."""

from clonery.server.state.record import Record


class DiscussionCategory(
    Record, kind="discussion_category", parent="repository", unique=["repository slug"], indexes=["repository"]
):  # fmt: skip
    """What discussions are about; those of an answerable one may have an answer."""

    id: int
    repository: int
    name: str
    slug: str
    emoji: str
    description: str | None = None
    answerable: bool = False
    created_at: str
    updated_at: str


class Discussion(
    Record, kind="discussion", parent="repository", unique=["repository number"], text=["title", "body"],
    indexes=["repository created_at", "repository updated_at", "category"], facets=["repository"],
):  # fmt: skip
    """A discussion; `number` is one of the repository's issue numbers, `upvotes` are people."""

    id: int
    repository: int
    number: int
    category: int
    title: str
    body: str
    user: int
    labels: list[int]
    upvotes: list[int]
    answer: int | None = None
    answer_chosen_at: str | None = None
    answer_chosen_by: int | None = None
    state_reason: str | None = None
    closed_at: str | None = None
    locked: bool = False
    active_lock_reason: str | None = None
    created_at: str
    updated_at: str


class DiscussionComment(
    Record, kind="discussion_comment", parent="discussion", indexes=["discussion created_at", "reply_to"],
    text=["body"],
):  # fmt: skip
    """A comment, or with `reply_to` an answer to one."""

    id: int
    repository: int
    discussion: int
    user: int
    body: str
    reply_to: int | None = None
    upvotes: list[int]
    created_at: str
    updated_at: str
