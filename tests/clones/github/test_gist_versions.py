"""Revisions of gists have git's own ids."""

from clonery.clones.github.gist_versions import change_status, keep, latest
from clonery.clones.github.records.gists import Gist
from clonery.server.call import Call


def test_a_revision_has_the_id_of_the_commit_that_git_would_make(call: Call) -> None:
    stamps = {"created_at": call.now, "updated_at": call.now}
    gist = call.create(Gist, id="a" * 32, owner=call.actor, files={"a.txt": "one\n"}, **stamps)
    first = keep(call, gist, call.actor)
    # what `git commit-tree` gave for a.txt with that line, by Ada Moreau at 1767614400 +0000, with no message
    assert first.version == "b41160e5186bf04f9d4a2fcfab5906c378b6760f"
    assert first.change_status == {"additions": 1, "deletions": 0, "total": 1}
    second = keep(call, call.update(gist, files={"a.txt": "two\n"}), call.actor)
    assert (latest(call, gist.id), second.change_status["total"]) == (second, 2)
    assert second.version != first.version


def test_lines_are_counted_over_all_files() -> None:
    old, new = {"a": "1\n2\n", "b": "x\n"}, {"a": "1\n3\n", "c": "y\nz\n"}
    assert change_status(old, new) == {"additions": 3, "deletions": 2, "total": 5}
