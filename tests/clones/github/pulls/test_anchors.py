"""Where comments may stand, and where they go."""

import pytest

from clonery.clones.github import gitstore
from clonery.clones.github.operations.pulls.comments import create_comment
from clonery.clones.github.pulls.anchors import Misplaced, Wanted, anchored, follow_head
from clonery.clones.github.records.pulls import PullRequest, ReviewComment
from clonery.clones.github.records.repositories import Repository
from clonery.server.call import Call

CSS = "static/dark.css"


def test_a_line_has_a_position_and_a_hunk(call: Call, webapp: Repository, pull: PullRequest) -> None:
    place = anchored(call, webapp, pull, pull.head_sha, Wanted(CSS, line=1))
    assert (place["position"], place["side"], place["diff_hunk"]) == (1, "RIGHT", "@@ -0,0 +1,8 @@\n+body {")
    assert (place["start_line"], place["original_line"]) == (None, 1)


@pytest.mark.parametrize(
    ("wanted", "sentence", "count"),
    [
        (Wanted("nope", line=1), "Path could not be resolved", 1),
        (Wanted(CSS, position=0), "Position could not be resolved", 1),
        (Wanted(CSS, line=9), "Pull request review thread line must be part of the diff and Pull request review", 2),
        (Wanted(CSS), "Pull request review thread line must be part of the diff", 2),
        (Wanted(CSS, line=2, start_line=2), "Pull request review thread start line must precede the end line.", 1),
        (Wanted(CSS, line=2, start_line=9), "Pull request review thread start line must precede the end line.", 1),
        (
            Wanted(CSS, line=2, start_line=1, start_side="LEFT"),
            "Pull request review thread start line must be part of the same hunk as the line.", 1,
        ),
    ],
)  # fmt: skip
def test_what_cannot_stand(
    call: Call, webapp: Repository, pull: PullRequest, wanted: Wanted, sentence: str, count: int
) -> None:
    with pytest.raises(Misplaced) as refused:
        anchored(call, webapp, pull, pull.head_sha, wanted)
    assert refused.value.sentence.startswith(sentence)
    assert len(refused.value.entries) == count


def test_on_an_earlier_commit_it_is_that_commit_s_diff(call: Call, webapp: Repository, pull: PullRequest) -> None:
    first = gitstore.resolve(call, webapp, "dark-theme~1")
    assert anchored(call, webapp, pull, first, Wanted(CSS, line=4))["commit"] == first
    with pytest.raises(Misplaced):
        anchored(call, webapp, pull, first, Wanted(CSS, line=6))


def test_lines_that_stay_are_followed_and_files_that_go_are_not(
    call: Call, webapp: Repository, pull: PullRequest
) -> None:
    kept = create_comment(call, "acme", "webapp", pull.number, "x", pull.head_sha, CSS, line=8, start_line=6)
    old = b"body {\n  background: #111;\n  color: #eee;\n}\n\nbutton {\n  background: #333;\n}\n"
    sha = gitstore.commit_files(call, webapp, "dark-theme", {CSS: b"one\ntwo\n" + old}, "Two above").sha
    moved = call.get(ReviewComment, kept.id)
    assert (moved.line, moved.start_line, moved.position, moved.commit) == (10, 8, 10, sha)
    gitstore.commit_files(call, webapp, "dark-theme", {CSS: None, "y": b"y"}, "Gone")
    gone = call.get(ReviewComment, kept.id)
    assert (gone.line, gone.start_line, gone.position, gone.commit) == (None, None, None, sha)
    follow_head(call, webapp, call.get(PullRequest, pull.id), sha)
    assert call.get(ReviewComment, kept.id).position is None
