"""Discussions as they are kept."""

import pytest

from clonery.clones.github.records.discussions import Discussion, DiscussionCategory, DiscussionComment
from clonery.clones.github.records.repositories import Repository
from clonery.server.call import Call
from clonery.server.problems import Taken


def test_comments_go_with_their_discussion(call: Call, webapp: Repository) -> None:
    stamps = {"created_at": call.now, "updated_at": call.now}
    category = call.create(DiscussionCategory, repository=webapp, name="Ideas", slug="ideas", emoji="💡", **stamps)
    fields = {"title": "T", "body": "B", "user": 1, "labels": [], "upvotes": [], **stamps}
    made = call.create(Discussion, repository=webapp, number=50, category=category, **fields)
    said = {"discussion": made, "user": 1, "body": "C", "upvotes": [], **stamps}
    comment = call.create(DiscussionComment, repository=webapp.id, **said)
    with pytest.raises(Taken):
        call.create(Discussion, repository=webapp, number=50, category=category, **fields)
    call.delete(made)
    assert call.peek(DiscussionComment, comment.id) is None
