"""Records of what is said about commits."""

from clonery.clones.github.records.commits import CheckRun, CheckSuite, CommitComment, Status
from clonery.clones.github.records.repositories import Repository
from clonery.server.call import Call

SHA = "1" * 40


def test_statuses_of_a_context_come_from_the_newest(call: Call, webapp: Repository) -> None:
    stamps = {"created_at": call.now, "updated_at": call.now}
    for state in ("pending", "success"):
        call.create(Status, repository=webapp, sha=SHA, state=state, creator=call.actor, **stamps)
    where = {"repository": webapp.id, "sha": SHA, "context": "default"}
    assert [status.state for status in call.all(Status, where, "-rid")] == ["success", "pending"]


def test_runs_go_with_their_suite_and_all_with_the_repository(call: Call, webapp: Repository) -> None:
    stamps = {"created_at": call.now, "updated_at": call.now}
    suites = [call.create(CheckSuite, repository=webapp, sha=SHA, app={}, **stamps) for _ in range(2)]
    for suite in suites:
        call.create(CheckRun, repository=webapp, suite=suite, sha=SHA, name="test", annotations=[])
    call.create(CommitComment, repository=webapp, commit=SHA, user=call.actor, body="Hm", **stamps)
    call.delete(suites[0])
    assert [run.suite for run in call.all(CheckRun)] == [suites[1].id]
    call.delete(webapp)
    assert [call.count(kind) for kind in (CheckSuite, CheckRun, CommitComment)] == [0, 0, 0]
