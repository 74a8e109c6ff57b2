"""GitHub's graph over the records of its REST API; https://docs.github.com/graphql."""

from typing import Any

from clonery.server.graphql.graph import Graph

from ..records.issues import Issue
from ..records.people import User


def typed(record: Any) -> str:
    """The type that a record is shown as: an account is a person or an organization, an issue may be a pull request."""
    if isinstance(record, User):
        return record.type
    if isinstance(record, Issue):
        return "Issue" if record.pull is None else "PullRequest"
    return "".join(part.title() for part in record.KIND.name.split("_"))


graph = Graph(
    snake=True, suffix="", archived="", orders=("created_at", "updated_at"), typed=typed,
    kinds={"Organization": "account", "PullRequest": "pull_side"},
)  # fmt: skip
