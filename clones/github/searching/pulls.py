"""What only pull requests are searched by: their branches and reviews; https://docs.github.com/search-github/searching-on-github/searching-issues-and-pull-requests#search-by-pull-request-review-status-and-reviewer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ..records.pulls import Review
from .conditions import NOTHING, Leaf
from .query import Qualifier

if TYPE_CHECKING:
    from .issues import IssueSearch

_REVIEWED = "id {}IN (SELECT json_extract(doc, '$.pull') FROM records WHERE kind = ? AND {})"
_REVIEWS = {
    "approved": "json_extract(doc, '$.state') = 'APPROVED'",
    "changes_requested": "json_extract(doc, '$.state') = 'CHANGES_REQUESTED'",
}


def _review(made: IssueSearch, part: Qualifier) -> Leaf:
    number = Review.KIND.number
    if part.value == "none":
        return made.pull(_REVIEWED.format("NOT ", "json_extract(doc, '$.state') <> 'PENDING'"), number)
    held = _REVIEWS.get(part.value)
    return made.pull(_REVIEWED.format("", held), number) if held else NOTHING


def _reviewed_by(made: IssueSearch, part: Qualifier) -> Leaf:
    held = "json_extract(doc, '$.user') = ? AND json_extract(doc, '$.state') <> 'PENDING'"
    return made.pull(_REVIEWED.format("", held), Review.KIND.number, made.people(part)[0])


def _requested(made: IssueSearch, part: Qualifier) -> Leaf:
    held = "EXISTS (SELECT 1 FROM json_each(json_extract(doc, '$.requested_reviewers')) WHERE value = ?)"
    return made.pull(held, made.people(part)[0])


def _branch(field: str) -> Callable[[IssueSearch, Qualifier], Leaf]:
    return lambda made, part: made.pull(f"json_extract(doc, '$.{field}') = ?", part.value)


def _commit(made: IssueSearch, part: Qualifier) -> Leaf:
    held = " OR ".join(f"json_extract(doc, '$.{field}') LIKE ?" for field in ("head_sha", "merge_commit_sha"))
    return made.pull(f"({held})", f"{part.value.lower()}%", f"{part.value.lower()}%")


LEAVES: dict[str, Callable[[IssueSearch, Qualifier], Leaf]] = {
    "base": _branch("base_ref"), "head": _branch("head_ref"), "sha": _commit, "review": _review,
    "reviewed-by": _reviewed_by, "review-requested": _requested, "user-review-requested": _requested,
}  # fmt: skip
