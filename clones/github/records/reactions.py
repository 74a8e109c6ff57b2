"""Reactions to issues, comments, reviews and releases; https://docs.github.com/rest/reactions."""

from clonery.server.state.record import Record


class Reaction(
    Record, kind="reaction", parent="repository", unique=["subject user content"], indexes=["subject content"]
):  # fmt: skip
    """`subject` is the kind and id of what it is a reaction to, such as `issue/12`."""

    id: int
    repository: int
    subject: str
    user: int
    content: str
    created_at: str
