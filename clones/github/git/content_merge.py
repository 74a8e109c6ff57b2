"""Three texts merged into one by hunks (https://git-scm.com/docs/git-merge-file)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from .diff import edits
from .lines import Edit, split_lines

MARKER = 7
"""How many signs a conflict's marker has."""

_OURS, _THEIRS, _BOTH, _CONFLICT = "ours", "theirs", "both", "conflict"
_CLOSE = 3
"""Two conflicts with no more equal lines between them become one."""


class MergedText(NamedTuple):
    """The merged text, with markers where the two sides conflict."""

    text: bytes
    clean: bool


@dataclass(slots=True)
class _Region:
    """Lines `ours` … `ours_end` of our text against `theirs` … `theirs_end` of theirs, and which of them to take."""

    take: str
    ours: int
    ours_end: int
    theirs: int
    theirs_end: int


def merge_texts(
    base: bytes, ours: bytes, theirs: bytes, labels: tuple[str, str] = ("ours", "theirs"), marker: int = MARKER
) -> MergedText:
    """Both sides' changes to `base` in one text. Changes that touch conflict unless they are the same."""
    base_lines, our_lines, their_lines = split_lines(base), split_lines(ours), split_lines(theirs)
    our_edits = edits(base_lines, our_lines, rare_first=True, by_indent=False)
    their_edits = edits(base_lines, their_lines, rare_first=True, by_indent=False)
    if not our_edits:
        return MergedText(theirs, True)
    if not their_edits:
        return MergedText(ours, True)
    regions: list[_Region] = []
    for region in _regions(our_edits, their_edits, our_lines, their_lines):
        _append(regions, region)
    regions = _joined([part for region in regions for part in _refined(region, our_lines, their_lines)])
    text = b"".join(_assembled(regions, our_lines, their_lines, labels, marker))
    return MergedText(text, all(region.take != _CONFLICT for region in regions))


def _regions(
    our_edits: list[Edit], their_edits: list[Edit], our_lines: list[bytes], their_lines: list[bytes]
) -> Iterator[_Region]:
    """The edits of both sides in the order of the base; overlapping or touching ones as conflicts."""
    ours, theirs = list(reversed(our_edits)), list(reversed(their_edits))
    our_shift = their_shift = 0
    while ours or theirs:
        if not theirs or (ours and ours[-1].old_end < theirs[-1].old):
            one = ours.pop()
            our_shift = one.new_end - one.old_end
            yield _Region(_OURS, one.new, one.new_end, one.old + their_shift, one.old_end + their_shift)
        elif not ours or theirs[-1].old_end < ours[-1].old:
            two = theirs.pop()
            their_shift = two.new_end - two.old_end
            yield _Region(_THEIRS, two.old + our_shift, two.old_end + our_shift, two.new, two.new_end)
        else:
            one, two = ours[-1], theirs[-1]
            if one[:2] != two[:2] or our_lines[one.new : one.new_end] != their_lines[two.new : two.new_end]:
                yield _overlap(one, two)
            if one.old_end <= two.old_end:
                our_shift = ours.pop().new_end - one.old_end
            if two.old_end <= one.old_end:
                their_shift = theirs.pop().new_end - two.old_end


def _overlap(one: Edit, two: Edit) -> _Region:
    """Two edits of overlapping base lines, both widened to what the two cover."""
    start, end = min(one.old, two.old), max(one.old_end, two.old_end)
    return _Region(
        _CONFLICT,
        one.new - (one.old - start),
        one.new_end + (end - one.old_end),
        two.new - (two.old - start),
        two.new_end + (end - two.old_end),
    )


def _append(regions: list[_Region], region: _Region) -> None:
    """Add a region; one that touches the last in either text grows that one, in conflict if they differ."""
    last = regions[-1] if regions else None
    if last and (region.ours <= last.ours_end or region.theirs <= last.theirs_end):
        if region.take != last.take:
            last.take = _CONFLICT
        last.ours_end, last.theirs_end = region.ours_end, region.theirs_end
    else:
        regions.append(region)


def _refined(region: _Region, our_lines: list[bytes], their_lines: list[bytes]) -> Iterator[_Region]:
    """A conflict without the lines that both sides have alike."""
    if region.take != _CONFLICT or region.ours == region.ours_end or region.theirs == region.theirs_end:
        yield region
        return
    mine, other = our_lines[region.ours : region.ours_end], their_lines[region.theirs : region.theirs_end]
    found = edits(mine, other, rare_first=True, by_indent=False)
    if not found:
        region.take = _BOTH
        yield region
    for edit in found:
        mine_at, other_at = region.ours, region.theirs
        ours, ours_end, theirs, theirs_end = edit
        yield _Region(_CONFLICT, mine_at + ours, mine_at + ours_end, other_at + theirs, other_at + theirs_end)


def _joined(regions: list[_Region]) -> list[_Region]:
    """Conflicts that are close to each other as one."""
    found: list[_Region] = []
    for region in regions:
        last = found[-1] if found else None
        near = last and last.take == region.take == _CONFLICT and region.ours - last.ours_end <= _CLOSE
        if last and near:
            last.ours_end, last.theirs_end = region.ours_end, region.theirs_end
        else:
            found.append(region)
    return found


def _assembled(
    regions: list[_Region], our_lines: list[bytes], their_lines: list[bytes], labels: tuple[str, str], marker: int
) -> Iterator[bytes]:
    """The pieces of the merged text: ours, but for the regions that say otherwise."""
    place = 0
    for region in regions:
        if region.take == _BOTH:
            continue
        yield from our_lines[place : region.ours]
        mine, other = our_lines[region.ours : region.ours_end], their_lines[region.theirs : region.theirs_end]
        if region.take == _CONFLICT:
            yield b"<" * marker + f" {labels[0]}\n".encode()
            yield _ended(mine)
            yield b"=" * marker + b"\n"
            yield _ended(other)
            yield b">" * marker + f" {labels[1]}\n".encode()
        else:
            yield from mine if region.take == _OURS else other
        place = region.ours_end
    yield from our_lines[place:]


def _ended(lines: list[bytes]) -> bytes:
    text = b"".join(lines)
    return text if not text or text.endswith(b"\n") else text + b"\n"
