"""Binary files and their patches."""

import random

from clonery.clones.github.git.binary import binary_patch, is_binary

from .conftest import Repository


def test_a_nul_in_the_first_8000_bytes_makes_a_file_binary() -> None:
    assert is_binary(b"a" * 7999 + b"\0")
    assert not is_binary(b"a" * 8000 + b"\0")
    assert not is_binary("ünï\r\n".encode())


def test_git_applies_the_patch(repository: Repository) -> None:
    source = random.Random(1)
    for size in (0, 1, 51, 52, 53, 700):
        old, new = source.randbytes(size) + b"\0", b"\0" + source.randbytes(size * 2)
        (repository.folder / "f").write_bytes(old)
        ids = repository.put_blob(old), repository.put_blob(new)
        head = f"diff --git a/f b/f\nindex {ids[0]}..{ids[1]} 100644\n".encode()
        patch = head + binary_patch(old, new)
        repository.git("apply", given=patch)
        assert (repository.folder / "f").read_bytes() == new
        repository.git("apply", "-R", given=patch)
        assert (repository.folder / "f").read_bytes() == old
