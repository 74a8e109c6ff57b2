"""Gists and what hangs on them."""

from clonery.clones.github.records.gists import Gist, GistComment, GistRevision, GistStar
from clonery.server.call import Call


def test_a_gist_takes_all_that_is_its_along(call: Call) -> None:
    stamps = {"created_at": call.now, "updated_at": call.now}
    gist = call.create(Gist, id="f" * 32, owner=call.actor, files={"a": "1"}, **stamps)
    call.create(GistComment, gist=gist.id, user=call.actor, body="x", **stamps)
    call.create(GistStar, gist=gist.id, user=call.actor)
    call.create(
        GistRevision, gist=gist.id, version="0" * 40, user=call.actor, files=gist.files, change_status={},
        committed_at=call.now,
    )  # fmt: skip
    assert call.first(GistComment, {"gist": gist.id}) is not None
    call.delete(gist)
    assert [call.count(kind) for kind in (Gist, GistComment, GistStar, GistRevision)] == [0, 0, 0, 0]
