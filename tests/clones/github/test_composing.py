"""Operations inside tools."""

import pytest

from clonery.clones.github.composing import paged, run
from clonery.clones.github.records.issues import Issue
from clonery.clones.github.records.repositories import Repository
from clonery.server.call import Call
from clonery.server.problems import MissingScope
from clonery.server.state.credentials import Credential


def test_an_operation_answers_and_what_is_none_is_not_sent(call: Call, webapp: Repository) -> None:
    made = run(call, "issues/update", owner="acme", repo="webapp", issue_number=1, title="New", state=None)
    assert isinstance(made, Issue)
    assert (made.title, made.state, call.operation) == ("New", "open", None)


def test_scopes_hold_inside_tools_too(call: Call, webapp: Repository) -> None:
    call.credential = Credential(token="x", clone="github", user=1, scopes=())
    with pytest.raises(MissingScope):
        run(call, "issues/update", owner="acme", repo="webapp", issue_number=1, title="New")
    assert call.operation is not None
    assert call.operation.name == "issues/update"


def test_pages(call: Call) -> None:
    paged(call, 3, 20)
    assert (call.paging.limit, call.paging.offset, call.paging.number) == (20, 40, 3)
    paged(call, None, 1000)
    assert (call.paging.limit, call.paging.offset) == (100, 0)
