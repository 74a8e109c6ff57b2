"""Conversations on a diff."""

import pytest

from clonery.clones.github.lookups import find_user
from clonery.clones.github.operations.pulls.comments import create_comment, create_reply
from clonery.clones.github.pulls.threads import find_thread, resolve, shown_thread, thread_id, threads_of
from clonery.clones.github.records.pulls import PullRequest, ReviewComment
from clonery.server.call import Call
from clonery.server.problems import Forbidden, NotFound

CSS = "static/dark.css"


def test_a_conversation_is_found_by_its_id_and_settled(call: Call, pull: PullRequest) -> None:
    first = create_comment(call, "acme", "webapp", pull.number, "Why?", pull.head_sha, CSS, line=1)
    answer = create_reply(call, "acme", "webapp", pull.number, first.id, "So")
    other = create_comment(call, "acme", "webapp", pull.number, "And?", pull.head_sha, CSS, line=2)
    assert threads_of(call, pull) == [[first, answer], [other]]
    assert thread_id(first).startswith("PRRT_")
    assert find_thread(call, thread_id(first)) == first
    assert resolve(call, first, True).resolved
    settled = call.get(ReviewComment, first.id)
    assert resolve(call, settled, True) == settled
    shown = shown_thread(call, [settled, answer])
    assert (shown["is_resolved"], shown["is_outdated"], shown["total_count"]) == (True, False, 2)
    assert [comment["body"] for comment in shown["comments"]] == ["Why?", "So"]
    assert not resolve(call, settled, False).resolved


@pytest.mark.parametrize("id", ["", "PRRT_", "PRRT_nope", "PRRC_kwAAAAABAAAAAQ", "PRRT_kwAAAAABAAAAYw"])
def test_ids_of_nothing(call: Call, pull: PullRequest, id: str) -> None:
    create_comment(call, "acme", "webapp", pull.number, "Why?", pull.head_sha, CSS, line=1)
    with pytest.raises(NotFound):
        find_thread(call, id)


def test_pending_ones_are_their_author_s_and_strangers_settle_none(call: Call, pull: PullRequest) -> None:
    first = create_comment(call, "acme", "webapp", pull.number, "Why?", pull.head_sha, CSS, line=1)
    call.update(first, pending=True)
    call.actor = find_user(call, "cleo")
    call.memo.clear()
    assert threads_of(call, pull) == []
    with pytest.raises(Forbidden):
        resolve(call, first, True)
