"""Where comments stand on a diff: placed, refused outside it, moved along with new commits; https://docs.github.com/rest/pulls/comments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from ..git.changes import Change
from ..git.diff import edits
from ..git.lines import split_lines
from ..git.objects import DIRECTORY
from ..git.patches import FilePatch
from ..git.positions import Place, at_line, at_position
from ..git.trees import lookup
from ..gitstore import read_blob, read_tree, tree_of
from ..records.pulls import PullRequest, ReviewComment
from ..records.repositories import Repository
from .ranges import changes_of, patch_of

if TYPE_CHECKING:
    from clonery.server.call import Call

RIGHT, LEFT = "RIGHT", "LEFT"


class Misplaced(Exception):
    """A comment can't stand there: the thread's `field`, what is wrong with it, and whether there is a hunk for it."""

    def __init__(self, field: str, message: str, hunk: bool = True) -> None:
        super().__init__(message)
        self.field, self.message, self.hunk = field, message, hunk

    @property
    def entries(self) -> list[dict[str, str]]:
        """As `errors` of a single comment have it."""
        name = f"pull_request_review_thread.{self.field}"
        first = {"resource": "PullRequestReviewComment", "field": name}
        if self.message == "could not be resolved":
            return [{**first, "code": "invalid"}]
        made = [{**first, "code": "custom", "message": f"{name} {self.message}"}]
        if not self.hunk:
            hunk = "pull_request_review_thread.diff_hunk"
            made.append({"resource": "PullRequestReviewComment", "code": "missing_field", "field": hunk})
        return made

    @property
    def sentence(self) -> str:
        """As `errors` of a review with comments have it."""
        if self.message == "could not be resolved":
            return f"{self.field.capitalize()} could not be resolved"
        words = f"Pull request review thread {self.field.replace('_', ' ')} {self.message}"
        return words if self.hunk else f"{words} and Pull request review thread diff hunk can't be blank"


class Wanted(NamedTuple):
    """Where a caller wants a comment; `subject_type` is line or file."""

    path: str
    line: int | None = None
    side: str | None = None
    start_line: int | None = None
    start_side: str | None = None
    position: int | None = None
    subject_type: str | None = None


def anchored(call: Call, repository: Repository, pull: PullRequest, commit: str, wanted: Wanted) -> dict[str, Any]:
    """The fields of a new comment on the diff up to `commit`. Raises Misplaced."""
    found = next((made for made in changes_of(call, repository, pull, commit) if made.path == wanted.path), None)
    if found is None:
        raise Misplaced("path", "could not be resolved")
    patch = patch_of(call, repository, found)
    fields: dict[str, Any] = {"path": wanted.path, "commit": commit, "original_commit": commit}
    if wanted.subject_type == "file":
        hunk = patch.hunks[0].text()[:-1].decode("utf-8", "replace") if patch.hunks else ""
        return {**fields, "subject_type": "file", "diff_hunk": hunk, "position": 1, "original_position": 1}
    place, side, line = _place(patch, wanted)
    start, start_side = wanted.start_line, None
    if start is not None:
        start_side = wanted.start_side if wanted.start_side in (LEFT, RIGHT) else side
        _check_start(patch, place, start, start_side, line if start_side == side else None)
    return fields | {
        "side": side, "line": line, "original_line": line, "start_line": start, "original_start_line": start,
        "start_side": start_side, "position": place.position, "original_position": place.position,
        "diff_hunk": place.text.decode("utf-8", "replace"),
    }  # fmt: skip


def _place(patch: FilePatch, wanted: Wanted) -> tuple[Place, str, int]:
    """The line of the diff, its side and its number there."""
    if wanted.line is None and wanted.position is not None:
        place = at_position(patch.hunks, wanted.position)
        if place is None:
            raise Misplaced("position", "could not be resolved")
        side = RIGHT if place.new is not None else LEFT
        line = place.new if side == RIGHT else place.old
    else:
        side, line = wanted.side or RIGHT, wanted.line
        place = at_line(patch.hunks, side, line) if line is not None else None
        if place is None:
            raise Misplaced("line", "must be part of the diff", hunk=False)
    assert line is not None, "a place has a line on its side"
    return place, side, line


def _check_start(patch: FilePatch, place: Place, start: int, side: str, line: int | None) -> None:
    if line is not None and start >= line:
        raise Misplaced("start_line", "must precede the end line.")
    first = at_line(patch.hunks, side, start)
    if first is None or first.hunk is not place.hunk:
        raise Misplaced("start_line", "must be part of the same hunk as the line.")


# moved along


def follow_head(call: Call, repository: Repository, pull: PullRequest, before: str) -> None:
    """Move the comments of a pull request to where their lines are at its new head; without a line goes on none."""
    if not call.session.store.holds(ReviewComment):
        return
    patches = {change.path: change for change in changes_of(call, repository, pull)}
    for comment in call.all(ReviewComment, {"pull": pull.id}):
        if comment.position is None:
            continue
        change = patches.get(comment.path)
        moved = _moved(call, repository, pull, comment, before, change)
        call.update(comment, **(moved or {"line": None, "start_line": None, "position": None}))


def _moved(
    call: Call, repository: Repository, pull: PullRequest, comment: ReviewComment, before: str, change: Change | None
) -> dict[str, Any] | None:
    """The fields that say where a comment stands now; None if it can't any more."""
    if change is None:
        return None
    if comment.subject_type == "file":
        return {"commit": pull.head_sha}
    line, start = comment.line, comment.start_line
    if comment.side == RIGHT and line is not None:
        shift = _shift(call, repository, before, pull.head_sha, comment.path, start or line, line)
        if shift is None:
            return None
        line, start = line + shift, start + shift if start is not None else None
    place = at_line(patch_of(call, repository, change).hunks, comment.side, line) if line is not None else None
    if place is None:
        return None
    return {"line": line, "start_line": start, "position": place.position, "commit": pull.head_sha}


def _shift(call: Call, repository: Repository, before: str, after: str, path: str, first: int, last: int) -> int | None:
    """By how many the lines `first` to `last` (from 1) of a file moved between two commits; None if they changed."""
    texts = [_text(call, repository, sha, path) for sha in (before, after)]
    if texts[0] is None or texts[1] is None:
        return None
    shift = 0
    for edit in edits(split_lines(texts[0]), split_lines(texts[1])):
        if edit.old_end <= first - 1:
            shift += (edit.new_end - edit.new) - (edit.old_end - edit.old)
        elif edit.old < last:
            return None
        else:
            break
    return shift


def _text(call: Call, repository: Repository, sha: str, path: str) -> bytes | None:
    entry = lookup(read_tree(call, repository), tree_of(call, repository, sha), path)
    if entry is None or entry.mode == DIRECTORY or entry.type != "blob":
        return None
    return read_blob(call, repository)(entry.sha)
