"""Records of reactions."""

import pytest

from clonery.clones.github.records.reactions import Reaction
from clonery.clones.github.records.repositories import Repository
from clonery.server.call import Call
from clonery.server.problems import Taken


def test_one_of_a_kind_from_each_to_each(call: Call, webapp: Repository) -> None:
    given = {"repository": webapp, "subject": "issue/1", "user": call.actor, "created_at": call.now}
    call.create(Reaction, content="heart", **given)
    call.create(Reaction, content="eyes", **given)
    with pytest.raises(Taken):
        call.create(Reaction, content="heart", **given)
    assert call.count(Reaction, {"subject": "issue/1", "content": "eyes"}) == 1
