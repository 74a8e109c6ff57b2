"""Trees built, overlaid, walked and looked up."""

import pytest

from clonery.clones.github.git.objects import DIRECTORY, EMPTY_TREE, EXECUTABLE, FILE, Entry, blob_id
from clonery.clones.github.git.refusal import GitRefusal
from clonery.clones.github.git.trees import build, entries_of, flat_tree, flatten, lookup, overlay, walk

from .conftest import Fuzz, Repository, fits

X, Y = (FILE, blob_id(b"x")), (EXECUTABLE, blob_id(b"y"))
BASE = build({"a": X, "d/e/f": X, "d/g": Y, "d.c": X})


def read(sha: str) -> list[Entry]:
    return BASE.trees[sha]


@pytest.mark.parametrize("seed", range(4))
def test_overlays_are_those_of_git(repository: Repository, seed: int) -> None:
    fuzz = Fuzz(seed)
    for _ in range(8):
        files = fuzz.files(fuzz.random.randint(1, 15))
        base = repository.put_tree(files)
        gone = [path for path in files if fuzz.random.random() < 0.4]
        kept = files.keys() - set(gone)
        new = {path: data for path, data in fuzz.files(4).items() if path in kept or fits(path, kept)}
        put = {path: (FILE, repository.put_blob(data)) for path, data in new.items()}
        repository.git("read-tree", base)
        lines = [f"0 {'0' * 40}\t{path}" for path in gone] + [f"{FILE} {put[path][1]}\t{path}" for path in new]
        repository.git("update-index", "--add", "--index-info", given="\n".join(lines).encode())
        written = overlay(repository.read_tree, base, dict.fromkeys(gone) | put)
        assert written.sha == repository.git("write-tree").decode().strip()
        repository.put_trees(written.trees)
        assert flatten(repository.read_tree, written.sha).keys() == kept | new.keys()


def test_only_directories_on_the_way_are_read() -> None:
    asked = []

    def count(sha: str) -> list[Entry]:
        asked.append(sha)
        return read(sha)

    written = overlay(count, BASE.sha, {"d/new": X})
    folder = next(entry for entry in read(BASE.sha) if entry.name == "d")
    assert asked == [BASE.sha, folder.sha]
    assert len(written.trees) == 2
    assert overlay(read, BASE.sha, {"a": X}).trees == {}


def test_a_walk_and_a_look() -> None:
    assert [path for path, _ in walk(read, BASE.sha)] == ["a", "d.c", "d", "d/e", "d/e/f", "d/g"]
    assert flatten(read, BASE.sha) == {"a": X, "d.c": X, "d/e/f": X, "d/g": Y}
    assert lookup(read, BASE.sha, "/d/e/f") == Entry("f", *X)
    assert lookup(read, BASE.sha, "") == Entry("", DIRECTORY, BASE.sha)
    assert [lookup(read, BASE.sha, path) for path in ("b", "a/b", "d/e/f/g")] == [None, None, None]
    assert entries_of(read, None) == entries_of(read, EMPTY_TREE) == []


def test_files_and_directories_take_each_others_place() -> None:
    assert flatten(overlay(read, BASE.sha, {"d": X}).trees.__getitem__, overlay(read, BASE.sha, {"d": X}).sha) == {
        "a": X, "d": X, "d.c": X,
    }  # fmt: skip
    below = overlay(read, BASE.sha, {"a/b": Y, "d": None})
    assert flatten(below.trees.__getitem__, below.sha) == {"a/b": Y, "d.c": X}
    moved = overlay(read, BASE.sha, {"d/e/f": None, "d/g": None, "d": Y})
    assert flatten(moved.trees.__getitem__, moved.sha) == {"a": X, "d": Y, "d.c": X}


def test_nothing_left_is_the_empty_tree() -> None:
    written = overlay(read, BASE.sha, {"a": None, "d": None, "d.c": None})
    assert written == (EMPTY_TREE, {EMPTY_TREE: []})
    assert build({}).sha == EMPTY_TREE


@pytest.mark.parametrize(
    ("edits", "code"),
    [
        ({"b": None}, "path_missing"), ({"d/e/x": None}, "path_missing"), ({"a/b": None}, "path_missing"),
        ({"a": X, "a/b": X}, "path_collision"), ({"x/y": X, "x": X}, "path_collision"), ({"": X}, "bad_name"),
        ({"x//y": X}, "bad_name"), ({"/x": X}, "bad_name"), ({"x/../y": X}, "bad_name"), ({".git/x": X}, "bad_name"),
        ({"x": ("100600", X[1])}, "bad_mode"), ({"x": (FILE, "abc")}, "bad_sha"),
    ],
)  # fmt: skip
def test_refused_edits(edits: dict[str, tuple[str, str] | None], code: str) -> None:
    with pytest.raises(GitRefusal) as refused:
        overlay(read, BASE.sha, edits)
    assert refused.value.code == code


def test_a_tree_of_direct_entries() -> None:
    entries = [Entry("b", *X), Entry("a", DIRECTORY, BASE.sha)]
    sha, trees = flat_tree(entries)
    assert trees == {sha: entries[::-1]}
    with pytest.raises(GitRefusal):
        flat_tree([Entry("b", *X), Entry("b", *Y)])
