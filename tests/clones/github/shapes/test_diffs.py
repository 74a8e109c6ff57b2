"""Changed files as they are listed."""

from clonery.clones.github import gitstore
from clonery.clones.github.records.repositories import Repository
from clonery.clones.github.shapes import diffs
from clonery.server.call import Call

LINES = b"".join(b"line %d\n" % number for number in range(20))


def changed(call: Call, repository: Repository) -> tuple[list[dict[str, object]], dict[str, int]]:
    old = gitstore.commit_files(
        call, repository, "", {"gone": b"x\n", "moved": LINES, "same": b"1\n", "bytes": b"\0a", "run": b"!\n"}, "old"
    )
    new = gitstore.commit_files(
        call, repository, "",
        {"gone": None, "moved": None, "deep/moved": LINES + b"more\n", "new": b"1\n2\n", "bytes": b"\0b",
         "run": ("100755", b"!\n")},
        "new",
    )  # fmt: skip
    patches = diffs.files(call, repository, old.tree, new.tree)
    return [diffs.diff_entry(call, repository, patch, new.sha, old.sha) for patch in patches], diffs.stats(patches)


def test_every_kind_of_change_has_its_status(call: Call, fresh: Repository) -> None:
    entries, stats = changed(call, fresh)
    assert {str(entry["filename"]): (entry["status"], entry["additions"], entry["deletions"]) for entry in entries} == {
        "bytes": ("modified", 0, 0), "deep/moved": ("renamed", 1, 0), "gone": ("removed", 0, 1), "new": ("added", 2, 0),
        "run": ("modified", 0, 0),
    }  # fmt: skip
    assert stats == {"total": 4, "additions": 3, "deletions": 1}
    found = {str(entry["filename"]): entry for entry in entries}
    assert found["deep/moved"]["previous_filename"] == "moved"
    assert found["new"]["patch"] == "@@ -0,0 +1,2 @@\n+1\n+2"
    assert "patch" not in found["bytes"]
    assert "patch" not in found["run"]


def test_a_deleted_file_is_linked_where_it_was(call: Call, fresh: Repository) -> None:
    entries, _ = changed(call, fresh)
    gone = next(entry for entry in entries if entry["filename"] == "gone")
    before = gitstore.resolve(call, fresh, "main~1")
    assert gone["contents_url"] == f"http://test/github/repos/ada/fresh/contents/gone?ref={before}"
    assert gone["sha"] == "587be6b4c3f93f93c489c0111bba5596147a26cb"


def test_a_long_patch_is_left_out(call: Call, fresh: Repository) -> None:
    made = gitstore.commit_files(call, fresh, "", {"long": b"x\n" * 3001}, "m")
    patch = diffs.files(call, fresh, None, made.tree)[0]
    shown = diffs.diff_entry(call, fresh, patch, made.sha)
    assert (shown["additions"], "patch" in shown) == (3001, False)
