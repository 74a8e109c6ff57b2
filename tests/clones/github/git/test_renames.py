"""Which removed and added files are one."""

from typing import Any

from clonery.clones.github.git.objects import EXECUTABLE, FILE, SYMLINK, blob_id
from clonery.clones.github.git.renames import Files, pair_renames

BLOBS: dict[str, bytes] = {}


def put(text: str, mode: str = FILE) -> tuple[str, str]:
    sha = blob_id(text.encode())
    BLOBS[sha] = text.encode()
    return mode, sha


def text(*words: str) -> str:
    return "".join(f"{word} is a line\n" for word in words)


def pairs(sources: Files, targets: Files, **more: Any) -> dict[str, tuple[str, int]]:
    return dict(pair_renames(sources, targets, BLOBS.__getitem__, **more))


def test_equal_content_first_and_then_the_equal_name() -> None:
    same = put("same\n")
    found = pairs({"a/x": same, "a/y": same}, {"b/y": same, "b/z": same})
    assert found == {"b/y": ("a/y", 100), "b/z": ("a/x", 100)}


def test_a_unique_name_needs_75_per_cent_and_any_pair_50() -> None:
    old, near, far = put(text(*"abcdefgh")), put(text(*"abcdefXY")), put(text(*"abcdWXYZ"))
    assert pairs({"a/n": old}, {"b/n": near, "b/o": put(text(*"abcdefgX"))}) == {"b/n": ("a/n", 75)}
    assert pairs({"a/n": old}, {"b/n": far, "b/o": put(text(*"abcdefgX"))}) == {"b/o": ("a/n", 87)}
    assert pairs({"a/n": old}, {"b/m": far}) == {"b/m": ("a/n", 50)}
    assert pairs({"a/n": old}, {"b/m": put(text(*"abcVWXYZ"))}) == {}


def test_links_move_only_whole_and_modes_only_among_files() -> None:
    link, script = put("target\n", SYMLINK), put("target\n", EXECUTABLE)
    assert pairs({"a": link}, {"b": script}) == {}
    assert pairs({"a": link}, {"b": link}) == {"b": ("a", 100)}
    assert pairs({"a": put("target\n")}, {"b": script}) == {"b": ("a", 100)}


def test_limits() -> None:
    sources = {f"a{number}": put(text(*"abcdefg", str(number))) for number in range(3)}
    targets = {f"b{number}": put(text(*"abcdefg", f"new {number}")) for number in range(3)}
    assert len(pairs(sources, targets)) == 3
    assert pairs(sources, targets, limit=2) == {}


def test_only_relevant_sources_and_no_empty_files() -> None:
    old = put(text(*"abcdefgh"))
    sources, targets = {"a": old, "b": put(text(*"abcdefgX"))}, {"c": put(text(*"abcdefgY"))}
    assert pairs(sources, targets, relevant={"b"}) == {"c": ("b", 87)}
    assert pairs({"a": put("")}, {"b": put("")}) == {"b": ("a", 100)}
    assert pairs({"a": put("")}, {"b": put("")}, empty_renames=False) == {}
