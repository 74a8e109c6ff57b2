"""Statuses, checks, rules and releases of seeds."""

from typing import Any

import pytest

from clonery.clones.github import gitstore
from clonery.clones.github.lookups import find_repository
from clonery.clones.github.operations.commits.statuses import combined, newest
from clonery.clones.github.protections import missing_checks, protection
from clonery.clones.github.records.commits import CheckSuite
from clonery.clones.github.records.people import User
from clonery.clones.github.records.releases import Release, ReleaseAsset
from clonery.clones.github.records.repositories import Repository
from clonery.server.call import Call
from clonery.server.farm import Farm, FarmError
from clonery.server.request import Request
from clonery.server.settings import Settings


@pytest.fixture
def service() -> tuple[Call, Repository]:
    farm = Farm(Settings(clones=("github",)))
    session = farm.create(seeds={"github": "ci-cd-pipeline"})
    call = Call(session, farm.clone("github"), Request("GET", "/"), session.clock.now())
    call.actor = call.find(User, login="ada")
    return call, find_repository(call, "acme", "service")


def test_reports_come_to_one_word_for_each_branch(service: tuple[Call, Repository]) -> None:
    call, repository = service
    states = {
        branch: combined(newest(call, repository, gitstore.resolve(call, repository, branch)))
        for branch in ("main", "add-metrics", "faster-start", "new-runner")
    }
    assert states == {"main": "success", "add-metrics": "pending", "faster-start": "failure", "new-runner": "pending"}
    rules = protection(call, repository, "main")
    assert rules is not None
    missing = [missing_checks(call, repository, rules, gitstore.resolve(call, repository, name)) for name in states]
    assert missing == [[], [], ["test"], ["test", "lint"]]
    assert rules.reviews is not None
    assert (rules.reviews["required_approving_review_count"], rules.reviews["dismiss_stale_reviews"]) == (1, True)


def test_runs_of_one_app_share_a_suite(service: tuple[Call, Repository]) -> None:
    call, repository = service
    sha = gitstore.resolve(call, repository, "faster-start")
    suites = call.all(CheckSuite, {"repository": repository.id, "sha": sha})
    assert [(suite.app["slug"], suite.status, suite.conclusion) for suite in suites] == [
        ("github-actions", "completed", "failure")
    ]


def test_releases_come_with_tags_files_and_drafts(service: tuple[Call, Repository]) -> None:
    call, repository = service
    found = call.all(Release, {"repository": repository.id}, "created_at")
    assert [(release.tag_name, release.draft, release.published_at) for release in found] == [
        ("v1.0.0", False, "2025-10-20T10:00:00Z"), ("v1.1.0", True, None),
    ]  # fmt: skip
    assert gitstore.find_ref(call, repository, "refs/tags/v1.1.0") is None
    asset = call.first(ReleaseAsset, {"release": found[0].id})
    assert asset is not None
    assert call.read_bytes(asset.key) == b"not really a binary\n"


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"statuses": [{"at": "no", "state": "success"}]}, "statuses.0: no branch, tag or commit 'no'"),
        ({"statuses": [{"at": "main", "state": "success", "creator": "no"}]}, "statuses.0: no user 'no'"),
        ({"protections": {"no": {}}}, "protections.no: no branch 'no'"),
        ({"releases": [{"tag": "v1", "published_at": "soon"}]}, "releases.0.published_at: "),
        ({"checks": [{"at": "main", "name": "x", "conclusion": "fine"}]}, "checks.0.conclusion"),
    ],
)
def test_what_cannot_be_is_named_with_its_place(fields: dict[str, Any], message: str) -> None:
    repository = {"owner": "ada", "name": "code", "files": {"a": "1"}, **fields}
    with pytest.raises(FarmError) as refused:
        Farm(Settings(clones=("github",))).create(
            seeds={"github": {"users": [{"login": "ada"}], "repositories": [repository]}}
        )
    assert f"repositories.0.{message}" in str(refused.value)
