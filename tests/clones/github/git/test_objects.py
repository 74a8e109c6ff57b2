"""Blobs and trees have the ids that git gives them."""

import pytest

from clonery.clones.github.git.objects import (
    DIRECTORY,
    EMPTY_BLOB,
    EMPTY_TREE,
    EXECUTABLE,
    FILE,
    SUBMODULE,
    SYMLINK,
    Entry,
    blob_id,
    check_entries,
    check_mode,
    check_sha,
    decode_tree,
    encode_tree,
    to_bytes,
    to_text,
    tree_id,
)
from clonery.clones.github.git.refusal import GitRefusal

from .conftest import Repository

SHA = "ce013625030ba8dba906f756967f9e9ca394464a"


@pytest.mark.parametrize("data", [b"", b"hello\n", b"\0\xff" * 5000])
def test_blobs(repository: Repository, data: bytes) -> None:
    assert blob_id(data) == repository.git("hash-object", "--stdin", given=data).decode().strip()


def test_known_ids() -> None:
    assert blob_id(b"hello\n") == SHA
    assert blob_id(b"") == EMPTY_BLOB
    assert tree_id([]) == EMPTY_TREE


def test_a_tree_is_sorted_as_git_sorts_it(repository: Repository) -> None:
    blob, below = repository.put_blob(b"x\n"), repository.put_tree({"f": b"y\n"})
    entries = [
        Entry("a", DIRECTORY, below), Entry("a.b", FILE, blob), Entry("a-b", EXECUTABLE, blob), Entry("a0", FILE, blob),
        Entry("Z", SYMLINK, blob), Entry("é", FILE, blob), Entry("sub", SUBMODULE, SHA), Entry("b", FILE, blob),
    ]  # fmt: skip
    lines = "".join(f"{mode} {Entry(name, mode, sha).type} {sha}\t{name}\0" for name, mode, sha in entries)
    made = repository.git("mktree", "-z", "--missing", given=lines.encode()).decode().strip()
    assert tree_id(entries) == made
    assert repository.git("cat-file", "tree", made) == encode_tree(entries)
    names = [entry.name for entry in decode_tree(encode_tree(entries))]
    assert names == ["Z", "a-b", "a.b", "a", "a0", "b", "sub", "é"]
    assert sorted(decode_tree(encode_tree(entries))) == sorted(entries)
    assert check_entries(entries) == decode_tree(encode_tree(entries))


def test_names_that_are_not_utf_8_survive() -> None:
    name = to_text(b"caf\xe9")
    assert to_bytes(name) == b"caf\xe9"
    assert decode_tree(encode_tree([Entry(name, FILE, SHA)])) == [Entry(name, FILE, SHA)]


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (Entry("", FILE, SHA), "bad_name"), (Entry("..", FILE, SHA), "bad_name"),
        (Entry(".Git", FILE, SHA), "bad_name"), (Entry("a/b", FILE, SHA), "bad_name"),
        (Entry("a\0", FILE, SHA), "bad_name"), (Entry("a", "100640", SHA), "bad_mode"),
        (Entry("a", "40000", SHA), "bad_mode"), (Entry("a", FILE, SHA[:39]), "bad_sha"),
        (Entry("a", FILE, SHA.upper()), "bad_sha"),
        (Entry("twice", DIRECTORY, SHA), "duplicate_path"),
    ],
)  # fmt: skip
def test_what_no_tree_may_hold(entry: Entry, code: str) -> None:
    with pytest.raises(GitRefusal) as refused:
        check_entries([Entry("twice", FILE, SHA), entry])
    assert refused.value.code == code


def test_a_mode_has_to_go_with_the_type() -> None:
    assert check_mode(FILE, "blob") == FILE
    with pytest.raises(GitRefusal) as refused:
        check_mode(DIRECTORY, "blob", "a")
    assert (refused.value.code, refused.value.parts) == (
        "mode_mismatch",
        {"path": "a", "mode": "040000", "type": "blob"},
    )


def test_an_id_is_forty_digits() -> None:
    assert check_sha(SHA) == SHA
    with pytest.raises(GitRefusal) as refused:
        check_sha("zz", "parent")
    assert refused.value.parts == {"what": "parent", "sha": "zz"}
