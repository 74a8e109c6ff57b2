"""Check runs and suites as they are shown."""

from clonery.clones.github import gitstore
from clonery.clones.github.records.commits import CheckRun, CheckSuite
from clonery.clones.github.records.repositories import Repository
from clonery.clones.github.shapes.checks import ACTIONS, app
from clonery.server.call import Call


def test_a_run_and_its_suite_point_at_each_other(call: Call, webapp: Repository) -> None:
    sha, stamps = gitstore.resolve(call, webapp), {"created_at": call.now, "updated_at": call.now}
    suite = call.create(CheckSuite, repository=webapp, sha=sha, app={"slug": "mine", "name": "Mine", "id": 7}, **stamps)
    run = call.create(CheckRun, repository=webapp, suite=suite, sha=sha, name="test", annotations=[{}, {}])
    show = call.clone.dialect.show
    shown = show(call, run)
    assert (shown["check_suite"], shown["app"]["slug"], shown["status"]) == ({"id": suite.id}, "mine", "queued")
    assert shown["output"]["annotations_count"] == 2
    assert shown["details_url"] == shown["html_url"] == f"http://test/github/acme/webapp/runs/{run.id}"
    whole = show(call, suite)
    assert (whole["latest_check_runs_count"], whole["head_commit"]["id"]) == (1, sha)


def test_an_app_without_words_of_its_own_is_the_one_of_workflows(call: Call) -> None:
    assert app(call, {})["id"] == ACTIONS["id"]
    assert app(call, {"name": "X", "slug": "x", "id": 1})["external_url"] == "http://test/github/apps/x"
