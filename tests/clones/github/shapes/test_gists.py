"""Gists in lists and alone."""

from clonery.clones.github.gist_versions import keep
from clonery.clones.github.records.gists import Gist, GistComment
from clonery.clones.github.shapes.gists import SHOWN_BYTES, at_revision, comment, gist, revision
from clonery.server.call import Call


def test_content_stands_in_the_whole_form_up_to_its_limit(call: Call) -> None:
    stamps = {"created_at": call.now, "updated_at": call.now}
    files = {"big.txt": "é" * SHOWN_BYTES, "x.py": "1\n"}
    record = call.create(Gist, id="a" * 32, owner=call.actor, files=files, **stamps)
    version = keep(call, record, call.actor)
    whole, listed = gist(call, record, True), gist(call, record, False)
    big, small = whole["files"]["big.txt"], whole["files"]["x.py"]
    assert (big["size"], big["truncated"], len(big["content"])) == (2 * SHOWN_BYTES, True, SHOWN_BYTES // 2)
    assert (small["language"], small["type"], small["truncated"]) == ("Python", "application/x-python", False)
    assert ("content" in listed["files"]["x.py"], "history" in listed) == (False, False)
    assert whole["history"] == [revision(call, version, False)]
    later = call.update(record, files={"x.py": "2\n"})
    assert at_revision(call, later, version)["files"]["x.py"]["content"] == "1\n"


def test_a_comment_knows_the_owner(call: Call) -> None:
    stamps = {"created_at": call.now, "updated_at": call.now}
    record = call.create(Gist, id="a" * 32, owner=call.actor, files={}, **stamps)
    mine, theirs = (call.create(GistComment, gist=record.id, user=user, body="x", **stamps) for user in (1, 2))
    assert [comment(call, each, True)["author_association"] for each in (mine, theirs)] == ["OWNER", "NONE"]
