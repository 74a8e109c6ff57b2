"""The table of changed files that stands in a mailed patch (https://git-scm.com/docs/git-format-patch)."""

from collections.abc import Sequence
from typing import NamedTuple

from .changes import Change
from .patches import FilePatch, quote

WIDTH = 72
"""Columns of the table in a mail."""

_LEAST_NAME = 16
_LEAST_GRAPH = 6


class _Widths(NamedTuple):
    """Columns for the names, the numbers and the row of signs, and the most lines that one file changes."""

    name: int
    number: int
    graph: int
    most: int


def diffstat(patches: Sequence[FilePatch], width: int = WIDTH) -> bytes:
    """One line per file, the totals, and a line for each file that is new, gone, renamed or has another mode."""
    if not patches:
        return b""
    names = [_name(patch.change) for patch in patches]
    widths = _widths(names, patches, width)
    rows = [_row(name, patch, widths) for name, patch in zip(names, patches, strict=True)]
    return b"".join([*rows, _totals(patches), *[_summary(patch.change) for patch in patches]])


def _name(change: Change) -> bytes:
    return _both_names(change) if change.status == "renamed" else quote(change.path)


def _both_names(change: Change) -> bytes:
    """`folder/{old => new}/file`: what the two paths share at both ends, cut at slashes, is written once."""
    old, new = quote(change.old_path), quote(change.path)
    if old[:1] == b'"' or new[:1] == b'"':
        return old + b" => " + new
    same = next((at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), None)
    start = old.rfind(b"/", 0, min(len(old), len(new)) if same is None else same) + 1
    tail = 0
    shared = 0
    limit = min(len(old), len(new)) - start + (1 if start else 0)
    while shared < limit and old[-1 - shared] == new[-1 - shared]:
        shared += 1
        if old[-shared] == ord("/"):
            tail = shared
    if not start + tail:
        return old + b" => " + new
    old_middle, new_middle = old[start : max(start, len(old) - tail)], new[start : max(start, len(new) - tail)]
    return old[:start] + b"{" + old_middle + b" => " + new_middle + b"}" + old[len(old) - tail :]


def _sizes(patch: FilePatch) -> bytes:
    return b"%d -> %d bytes" % (patch.old_size, patch.size)


def _widths(names: list[bytes], patches: Sequence[FilePatch], width: int) -> _Widths:
    """Share the columns out: what all want if it fits, else five eighths to the names."""
    most = max([patch.additions + patch.deletions for patch in patches if not patch.binary], default=0)
    binary = max([len(b"Bin ") + len(_sizes(patch)) for patch in patches if patch.binary], default=0)
    number = max(len(str(most)), 3 if binary else 1)
    width = max(width, _LEAST_NAME + 6 + number)
    graph = most if most + 4 > binary else binary - 4
    name = max(map(len, names))
    if name + number + 6 + graph > width:
        if graph > width * 3 // 8 - number - 6:
            graph = max(width * 3 // 8 - number - 6, _LEAST_GRAPH)
        if name > width - number - 6 - graph:
            name = width - number - 6 - graph
        else:
            graph = width - number - 6 - name
    return _Widths(name, number, graph, most)


def _row(name: bytes, patch: FilePatch, widths: _Widths) -> bytes:
    if len(name) > widths.name:
        name = name[len(name) - widths.name + 3 :]
        name = b"..." + name[max(name.find(b"/"), 0) :]
    head = b" %s |" % name.ljust(widths.name)
    if patch.binary:
        same = not patch.old_size and not patch.size
        return head + b" %s%s\n" % (b"Bin".rjust(widths.number), b"" if same else b" " + _sizes(patch))
    total = patch.additions + patch.deletions
    plus, minus = _signs(patch.additions, patch.deletions, widths)
    signs = b" " + b"+" * plus + b"-" * minus if total else b""
    return head + b" %s%s\n" % (str(total).encode().rjust(widths.number), signs)


def _signs(plus: int, minus: int, widths: _Widths) -> tuple[int, int]:
    """How many signs to show: all of them, or a share that leaves at least one of each kind there is."""
    if widths.graph > widths.most:
        return plus, minus
    total = _share(plus + minus, widths)
    if total < 2 and plus and minus:
        total = 2
    if plus < minus:
        plus = _share(plus, widths)
        return plus, total - plus
    minus = _share(minus, widths)
    return total - minus, minus


def _share(count: int, widths: _Widths) -> int:
    return 1 + count * (widths.graph - 1) // widths.most if count else 0


def _totals(patches: Sequence[FilePatch]) -> bytes:
    plus = sum(patch.additions for patch in patches)
    minus = sum(patch.deletions for patch in patches)
    line = f" {_many(len(patches), 'file')} changed"
    if plus or not minus:
        line += f", {_many(plus, 'insertion')}(+)"
    if minus or not plus:
        line += f", {_many(minus, 'deletion')}(-)"
    return line.encode() + b"\n"


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" + ("" if count == 1 else "s")


def _summary(change: Change) -> bytes:
    """What happened to the file itself, if anything did."""
    if change.status == "added":
        return b" create mode %s %s\n" % (change.mode.encode(), quote(change.path))
    if change.status == "removed":
        return b" delete mode %s %s\n" % (change.old_mode.encode(), quote(change.path))
    line = b""
    if change.status == "renamed":
        line = b" rename %s (%d%%)\n" % (_both_names(change), change.similarity)
    if change.old_mode != change.mode:
        line += b" mode change %s => %s" % (change.old_mode.encode(), change.mode.encode())
        line += b"\n" if change.status == "renamed" else b" %s\n" % quote(change.path)
    return line
