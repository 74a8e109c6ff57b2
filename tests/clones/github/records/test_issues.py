"""Records of issues and what belongs to them."""

import pytest

from clonery.clones.github.records.issues import Comment, Dependency, Issue, Label, Milestone, SubIssue
from clonery.clones.github.records.repositories import Repository
from clonery.server.call import Call
from clonery.server.problems import Taken


def test_names_and_numbers_are_a_repositorys_own(call: Call, webapp: Repository, fresh: Repository) -> None:
    with pytest.raises(Taken):
        call.create(Label, repository=webapp, name="BUG")
    assert call.create(Label, repository=fresh, name="Bug").color == "ededed"
    stamps = {"created_at": call.now, "updated_at": call.now}
    with pytest.raises(Taken):
        call.create(Milestone, repository=webapp, number=9, title="1.0", creator=call.actor, **stamps)
    with pytest.raises(Taken):
        call.create(Issue, repository=webapp, number=1, title="x", user=call.actor, labels=[], assignees=[], **stamps)


def test_comments_and_links_go_with_the_issue(call: Call, webapp: Repository) -> None:
    first, second = call.all(Issue, {"repository": webapp.id}, "number", 2)
    call.create(SubIssue, above=first, child=second.id, position=1.0)
    call.create(Dependency, blocked=first, blocking=second.id)
    with pytest.raises(Taken):
        call.create(SubIssue, above=first, child=second.id, position=2.0)
    assert call.count(Comment, {"issue": first.id}) == 2
    call.delete(first)
    assert (call.count(Comment, {"issue": first.id}), call.count(SubIssue), call.count(Dependency)) == (0, 0, 0)
