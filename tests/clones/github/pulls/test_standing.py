"""Whether a pull request can be merged."""

from clonery.clones.github import gitstore
from clonery.clones.github.pulls.ranges import base_of
from clonery.clones.github.pulls.standing import mergeable, rebaseable, standing
from clonery.clones.github.records.commits import CheckRun, CheckSuite, Status
from clonery.clones.github.records.pulls import PullRequest
from clonery.clones.github.records.repositories import Repository
from clonery.server.call import Call


def test_clean_then_dirty_once_the_base_has_the_same_file(call: Call, webapp: Repository, pull: PullRequest) -> None:
    assert standing(call, webapp, pull) == (True, True, "clean")
    gitstore.commit_files(call, webapp, "main", {"static/dark.css": b"body {}\n"}, "Another one")
    assert standing(call, webapp, pull) == (False, False, "dirty")
    assert not mergeable(call, webapp, pull)
    assert not rebaseable(call, webapp, pull)


def test_drafts_and_closed_ones(call: Call, webapp: Repository, pull: PullRequest) -> None:
    assert standing(call, webapp, call.update(pull, draft=True)).state == "draft"
    assert standing(call, webapp, call.update(pull, state="closed")) == (None, None, "unknown")


def test_reports_on_the_head_make_it_unstable_until_the_newest_is_good(
    call: Call, webapp: Repository, pull: PullRequest
) -> None:
    stamps = {"created_at": call.now, "updated_at": call.now}
    fields = {"repository": webapp, "sha": pull.head_sha, "creator": 1, **stamps}
    call.create(Status, state="pending", **fields)
    assert standing(call, webapp, pull).state == "unstable"
    call.create(Status, state="success", **fields)
    assert standing(call, webapp, pull).state == "clean"
    suite = call.create(CheckSuite, repository=webapp, sha=pull.head_sha, app={}, **stamps)
    run = {"repository": webapp.id, "suite": suite, "sha": pull.head_sha, "name": "lint", "annotations": []}
    call.create(CheckRun, status="completed", conclusion="failure", **run)
    assert standing(call, webapp, pull).state == "unstable"


def test_a_merge_of_what_is_already_there_is_clean(call: Call, webapp: Repository, pull: PullRequest) -> None:
    assert base_of(call, webapp, pull) != pull.head_sha
    gitstore.move_ref(call, webapp, "refs/heads/dark-theme", base_of(call, webapp, pull), force=True)
    assert mergeable(call, webapp, call.get(PullRequest, pull.id))
