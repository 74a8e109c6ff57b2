"""Finding things, and who may do what."""

import pytest

from clonery.clones.github.lookups import (
    Moved,
    find_issue,
    find_organization,
    find_repository,
    find_user,
    may,
    permission,
    require,
    user_permission,
)
from clonery.clones.github.records.people import User
from clonery.clones.github.records.repositories import Redirect, Repository
from clonery.clones.github.records.teams import Team, TeamMembership, TeamRepository
from clonery.server.call import Call
from clonery.server.problems import Forbidden, Gone, NotFound, Unauthorized


@pytest.fixture
def private(call: Call) -> Repository:
    """acme/infrastructure, in an organization that gives its members nothing."""
    acme = call.update(find_user(call, "acme"), default_repository_permission="none")
    found = call.find(Repository, owner=acme.id, name="infrastructure")
    assert found is not None
    return found


def level(call: Call, repository: Repository, login: str) -> str | None:
    return user_permission(call, repository, find_user(call, login).id)


def test_permissions_by_ownership_base_grant_and_team(call: Call, private: Repository) -> None:
    assert [level(call, private, login) for login in ("ada", "ben", "cleo", "dev-bot")] == ["admin", "push", None, None]
    stamps = {"created_at": call.now, "updated_at": call.now}
    team = call.create(Team, organization=private.owner, name="Core", slug="core", **stamps)
    for login in ("ben", "cleo"):
        call.create(TeamMembership, team=team, user=find_user(call, login))
    call.create(TeamRepository, team=team, repository=private, permission="maintain")
    assert [level(call, private, login) for login in ("ben", "cleo")] == ["maintain", "maintain"]
    call.update(call.get(User, private.owner), default_repository_permission="admin")
    assert level(call, private, "cleo") == "admin"


def test_what_the_caller_may_not_see_is_not_there(call: Call, webapp: Repository, private: Repository) -> None:
    call.actor = find_user(call, "cleo")
    call.memo.clear()
    with pytest.raises(NotFound):
        find_repository(call, "acme", "infrastructure")
    assert (permission(call, webapp), may(call, webapp, "push")) == ("triage", False)
    with pytest.raises(Forbidden):
        require(call, webapp, "push")
    with pytest.raises(NotFound):
        find_organization(call, "cleo")
    call.actor = None
    call.memo.clear()
    assert permission(call, webapp) == "pull"
    with pytest.raises(Unauthorized):
        require(call, webapp, "push")


def test_an_archive_takes_no_writes(call: Call, webapp: Repository) -> None:
    archived = call.update(webapp, archived=True)
    for name, refused in (("repos/replace-all-topics", True), ("repos/update", False), ("repos/get", False)):
        call.operation = call.clone.operations[name]
        if refused:
            with pytest.raises(Forbidden):
                require(call, archived, "admin")
        else:
            require(call, archived, "admin")


def test_issues_that_are_switched_off(call: Call, webapp: Repository) -> None:
    assert find_issue(call, "ACME", "WebApp", 1)[1].number == 1
    with pytest.raises(NotFound):
        find_issue(call, "acme", "webapp", 999)
    call.update(webapp, has_issues=False)
    with pytest.raises(Gone):
        find_issue(call, "acme", "webapp", 1)


@pytest.mark.parametrize(("method", "status"), [("GET", 301), ("PATCH", 307)])
def test_an_old_name_leads_on(call: Call, webapp: Repository, method: str, status: int) -> None:
    call.create(Redirect, owner="acme", name="shop", repository=webapp.id)
    call.request.method, call.request.path, call.request.query = method, "/repos/acme/shop/issues", "page=2"
    with pytest.raises(Moved) as caught:
        find_repository(call, "acme", "shop")
    assert caught.value.status == status
    assert call.headers == [("Location", f"http://test/github/repositories/{webapp.id}/issues?page=2")]
