"""How alike two files are."""

from clonery.clones.github.git.similarity import FULL, Fingerprint, score


def of(old: bytes, new: bytes, least: int = 0) -> int:
    return score(Fingerprint(old), Fingerprint(new), least)


def test_the_share_of_bytes_in_equal_lines() -> None:
    assert of(b"aaaa\nbbbb\n", b"aaaa\ncccc\n") == FULL // 2
    assert of(b"a\nb\nc\n", b"c\nb\na\n") == FULL
    assert of(b"a\na\na\n", b"a\nb\nb\n") == FULL // 3
    assert of(b"a\n", b"") == of(b"", b"") == 0


def test_long_lines_are_cut_every_64_bytes() -> None:
    assert of(b"x" * 64 + b"y" * 64, b"x" * 64 + b"z" * 64) == FULL // 2


def test_a_carriage_return_counts_only_in_binary_files() -> None:
    assert of(b"abc\r\n" * 2, b"abc\n" * 2) == 8 * FULL // 10
    assert of(b"\0bc\r\n" * 2, b"\0bc\n" * 2) == 0


def test_sizes_alone_can_rule_a_pair_out() -> None:
    assert of(b"aa\n" * 3, b"aa\n", FULL // 2) == 0
    assert of(b"aa\n" * 3, b"aa\n", FULL // 3) == FULL // 3
