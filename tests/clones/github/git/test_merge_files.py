"""One path merged from three versions."""

import pytest

from clonery.clones.github.git.merge_files import FileMerger, Labels, Version
from clonery.clones.github.git.objects import EXECUTABLE, FILE, SUBMODULE, SYMLINK, blob_id

TEXT = b"1\n2\n3\n4\n5\n6\n7\n"
TEXTS = [TEXT, TEXT.replace(b"1", b"one"), TEXT.replace(b"7", b"seven"), TEXT.replace(b"1", b"eins")]
BINARY = [b"\0" + text for text in TEXTS]
BLOBS = {blob_id(data): data for data in TEXTS + BINARY}
BASE, FIRST, LAST, OTHER = [blob_id(text) for text in TEXTS]
NAMES = ("f", "f", "f")


def merger(depth: int = 0) -> FileMerger:
    return FileMerger(BLOBS.__getitem__, Labels("main", "topic"), depth)


def test_contents_and_modes_merge_apart() -> None:
    files = merger()
    version, clean = files.merge((FILE, BASE), (EXECUTABLE, FIRST), (FILE, LAST), NAMES)
    assert (version[0], clean) == (EXECUTABLE, True)
    assert files.blobs == {version[1]: b"one\n2\n3\n4\n5\n6\nseven\n"}


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "result"),
    [
        ((FILE, BASE), (FILE, FIRST), (EXECUTABLE, BASE), ((EXECUTABLE, FIRST), True)),
        ((FILE, BASE), (FILE, BASE), (EXECUTABLE, FIRST), ((EXECUTABLE, FIRST), True)),
        ((FILE, BASE), (EXECUTABLE, FIRST), (EXECUTABLE, FIRST), ((EXECUTABLE, FIRST), True)),
        (None, (FILE, FIRST), (EXECUTABLE, FIRST), ((FILE, FIRST), False)),
        ((SYMLINK, BASE), (SYMLINK, FIRST), (SYMLINK, LAST), ((SYMLINK, FIRST), False)),
        ((SUBMODULE, BASE), (SUBMODULE, FIRST), (SUBMODULE, LAST), ((SUBMODULE, FIRST), False)),
    ],
)
def test_no_text_is_made(base: Version | None, ours: Version, theirs: Version, result: tuple[Version, bool]) -> None:
    files = merger()
    assert files.merge(base, ours, theirs, NAMES) == result
    assert files.blobs == {}


def test_a_conflict_carries_labels_and_the_paths_that_differ() -> None:
    files = merger()
    version, clean = files.merge((FILE, BASE), (FILE, FIRST), (FILE, OTHER), ("f", "g", "f"))
    assert not clean
    assert files.blobs[version[1]].startswith(b"<<<<<<< main:g\none\n=======\neins\n>>>>>>> topic:f\n2\n")
    wide, _ = merger(1).merge((FILE, BASE), (FILE, FIRST), (FILE, OTHER), NAMES, 1)
    assert wide != version


def test_binary_files_and_links_never_mix() -> None:
    base, ours, theirs = [(FILE, blob_id(data)) for data in BINARY[:3]]
    assert merger().merge(base, ours, theirs, NAMES) == (ours, False)
    assert merger(1).merge(base, ours, theirs, NAMES) == (base, False)
    assert merger(1).merge((SYMLINK, BASE), (SYMLINK, FIRST), (SYMLINK, LAST), NAMES) == ((SYMLINK, BASE), False)
