"""Paths with three versions, and renames followed across sides."""

from clonery.clones.github.git.changes import Change
from clonery.clones.github.git.merge_cells import OURS, THEIRS, Cells, find_renames, follow_renames, gather
from clonery.clones.github.git.merge_files import FileMerger, Labels, Version
from clonery.clones.github.git.objects import FILE, blob_id

TEXT = b"".join(b"line %d\n" % number for number in range(20))
BLOBS = {blob_id(data): data for data in (TEXT, TEXT + b"more\n", b"other\n")}
OLD, EDITED, OTHER = [(FILE, sha) for sha in BLOBS]
FILES = FileMerger(BLOBS.__getitem__, Labels(), 0)


def gone(path: str, old: Version) -> Change:
    return Change("removed", path, path, *old, "000000", "0" * 40)


def added(path: str, new: Version) -> Change:
    return Change("added", path, path, "000000", "0" * 40, *new)


def edited(path: str, old: Version, new: Version) -> Change:
    return Change("modified", path, path, *old, *new)


def followed(ours: list[Change], theirs: list[Change]) -> Cells:
    cells = gather(ours, theirs)
    renames = [find_renames(cells, side, found, BLOBS.__getitem__) for side, found in ((OURS, ours), (THEIRS, theirs))]
    follow_renames(cells, renames[0], renames[1], FILES)
    return cells


def test_a_side_that_left_a_path_alone_has_the_base_there() -> None:
    cells = gather([edited("a", OLD, EDITED)], [added("b", OTHER)])
    assert cells["a"].versions == [OLD, EDITED, OLD]
    assert cells["b"].versions == [None, None, OTHER]


def test_only_renames_that_matter_to_the_other_side_are_looked_for() -> None:
    ours = [gone("a", OLD), added("b", OLD)]
    assert find_renames(gather(ours, []), OURS, ours, BLOBS.__getitem__) == {}
    cells = gather(ours, [edited("a", OLD, EDITED)])
    assert find_renames(cells, OURS, ours, BLOBS.__getitem__) == {"a": "b"}


def test_an_edit_follows_the_rename() -> None:
    cells = followed([gone("a", OLD), added("b", OLD)], [edited("a", OLD, EDITED)])
    assert cells["a"].versions == [None, None, None]
    assert (cells["b"].versions, cells["b"].names) == ([OLD, OLD, EDITED], ["a", "b", "a"])


def test_renamed_here_and_deleted_there() -> None:
    cells = followed([gone("a", OLD)], [gone("a", OLD), added("b", EDITED)])
    assert (cells["b"].conflict, cells["b"].versions) == ("rename/delete", [OLD, None, EDITED])


def test_renamed_on_both_sides() -> None:
    same = followed([gone("a", OLD), added("b", OLD)], [gone("a", OLD), added("b", EDITED)])
    assert (same["b"].conflict, same["b"].versions) == ("", [OLD, OLD, EDITED])
    apart = followed([gone("a", OLD), added("b", OLD)], [gone("a", OLD), added("c", EDITED)])
    assert {path: cell.conflict for path, cell in apart.items()} == dict.fromkeys("abc", "rename/rename")
    assert (apart["b"].versions[OURS], apart["c"].versions[THEIRS]) == (EDITED, EDITED)


def test_a_rename_onto_a_new_file() -> None:
    cells = followed([gone("a", OLD), added("b", OLD)], [edited("a", OLD, EDITED), added("b", OTHER)])
    assert cells["b"].versions == [None, EDITED, OTHER]
