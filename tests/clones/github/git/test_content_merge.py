"""Three texts merged are what git's merge makes of them, markers included."""

import pytest

from clonery.clones.github.git.content_merge import merge_texts

from .conftest import Fuzz, Repository

BASE = b"".join(b"%d\n" % number for number in range(1, 13))


@pytest.mark.parametrize("seed", range(3))
def test_random_texts(repository: Repository, seed: int) -> None:
    fuzz = Fuzz(seed)
    cases = []
    for number in range(40):
        base = fuzz.text(60) or b"x\n"
        texts = base, fuzz.edited(base, 3), fuzz.edited(base, 3)
        trees = [repository.put_tree({"f": text}) for text in texts]
        root = repository.put_commit(trees[0], message=f"root {number}")
        ours = repository.put_commit(trees[1], (root,), message="ours")
        cases.append((texts, ours, repository.put_commit(trees[2], (root,), message="theirs")))
    verdicts = set()
    for texts, ours, theirs in cases:
        clean, tree = repository.merge_tree(ours, theirs)
        merged = merge_texts(*texts, (ours, theirs))
        assert merged == (repository.git("cat-file", "blob", f"{tree}:f"), clean), texts
        verdicts.add(clean)
    assert verdicts == {True, False}


def test_changes_apart_go_together() -> None:
    merged = merge_texts(BASE, BASE.replace(b"2\n", b"two\n", 1), BASE.replace(b"11\n", b""))
    assert merged == (BASE.replace(b"2\n", b"two\n", 1).replace(b"11\n", b""), True)


def test_touching_changes_conflict_and_equal_ones_do_not() -> None:
    ours, theirs = BASE.replace(b"5\n", b"five\n"), BASE.replace(b"6\n", b"six\n")
    merged = merge_texts(BASE, ours, theirs, ("main", "topic"))
    assert not merged.clean
    assert b"4\n<<<<<<< main\nfive\n6\n=======\n5\nsix\n>>>>>>> topic\n7\n" in merged.text
    assert merge_texts(BASE, ours, ours) == (ours, True)


def test_one_side_unchanged_gives_the_other() -> None:
    assert merge_texts(b"a\n", b"a\n", b"b") == (b"b", True)
    assert merge_texts(b"a\n", b"b", b"a\n") == (b"b", True)


def test_wider_markers() -> None:
    merged = merge_texts(b"a", b"b", b"c", ("x", "y"), 9)
    assert merged.text == b"<<<<<<<<< x\nb\n=========\nc\n>>>>>>>>> y\n"
