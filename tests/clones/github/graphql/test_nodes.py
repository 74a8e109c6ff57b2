"""Node ids read back."""

import pytest

from clonery.clones.github.graphql import nodes
from clonery.clones.github.records.issues import Comment, Issue, Label
from clonery.clones.github.records.people import User
from clonery.clones.github.records.repositories import Repository
from clonery.server.call import Call
from clonery.server.problems import NotFound


@pytest.mark.parametrize("kind", [User, Repository, Issue, Label, Comment])
def test_each_id_leads_back(call: Call, kind: type[User]) -> None:
    for record in call.all(kind)[:20]:
        found = nodes.find(call, nodes.id_of(record))
        assert found == record


def test_what_the_caller_may_not_see_is_not_there(call: Call, webapp: Repository) -> None:
    hidden = call.update(webapp, private=True)
    call.actor = call.create(User, login="stranger", created_at=call.now, updated_at=call.now)
    call.memo.clear()
    with pytest.raises(NotFound) as caught:
        nodes.find(call, nodes.id_of(hidden))
    assert caught.value.details["shown"] == {"type": "NOT_FOUND"}
