"""Teams: made, nested, changed and ended."""

from collections.abc import Callable

import httpx
import pytest
from github import Github, GithubException, UnknownObjectException
from tests.clones.github.credentials import BEN, CLEO


def test_a_team_is_made_changed_and_ended(gh: Github, http: httpx.Client) -> None:
    acme = gh.get_organization("acme")
    made = acme.create_team(
        "Core Team", [gh.get_repo("acme/webapp")], privacy="closed", permission="push", description="Builds",
        maintainers=["ben"],
    )  # fmt: skip
    assert (made.slug, made.privacy, made.members_count, made.repos_count) == ("core-team", "closed", 2, 1)
    made.edit("Core", description="Builds it", privacy="closed", notification_setting="notifications_disabled")
    there = acme.get_team_by_slug("core")
    assert (there.id, there.description, there.notification_setting) == (
        made.id, "Builds it", "notifications_disabled",
    )  # fmt: skip
    assert [team.slug for team in acme.get_teams()] == ["core"]
    assert [team.slug for team in gh.get_user().get_teams()] == ["core"]
    assert http.get(f"/teams/{made.id}").json()["slug"] == "core"
    there.delete()
    with pytest.raises(UnknownObjectException):
        acme.get_team_by_slug("core")


def test_teams_below_teams(gh: Github, http: httpx.Client) -> None:
    acme = gh.get_organization("acme")
    top = acme.create_team("top", privacy="closed")
    below = acme.create_team("below", parent_team_id=top.id)
    assert below.parent is not None
    assert (below.parent.slug, below.privacy) == ("top", "closed")
    assert [team.slug for team in acme.get_team(top.id).get_teams()] == ["below"]
    circle = http.patch("/orgs/acme/teams/top", json={"parent_team_id": below.id})
    assert circle.status_code == 422
    assert http.patch("/orgs/acme/teams/below", json={"parent_team_id": None}).json()["parent"] is None
    http.patch("/orgs/acme/teams/below", json={"parent_team_id": top.id})
    assert http.delete("/orgs/acme/teams/top").status_code == 204
    assert http.get("/orgs/acme/teams").json() == []


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"name": "CORE"}, "data"),
        ({"name": "x", "maintainers": ["dev-bot"]}, "maintainers"),
        ({"name": "x", "repo_names": ["acme/nothing"]}, "repo_names"),
        ({"name": "x", "parent_team_id": 99}, "parent_team_id"),
        ({"name": "x", "parent_team_id": 1, "privacy": "secret"}, "privacy"),
        ({"name": "!!"}, "name"),
    ],
)
def test_a_team_that_can_not_be(gh: Github, http: httpx.Client, body: dict[str, object], field: str) -> None:
    gh.get_organization("acme").create_team("core", privacy="closed")
    refused = http.post("/orgs/acme/teams", json=body)
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, field)


def test_a_name_that_is_taken_in_the_words_of_github(gh: Github) -> None:
    gh.get_organization("acme").create_team("core")
    with pytest.raises(GithubException) as caught:
        gh.get_organization("acme").create_team("Core")
    assert caught.value.data["errors"] == [
        {"resource": "Team", "code": "unprocessable", "field": "data", "message": "Name must be unique for this org"}
    ]


def test_secret_teams_are_seen_by_their_own(gh: Github, sign_in: Callable[[str], Github], http: httpx.Client) -> None:
    acme = gh.get_organization("acme")
    secret = acme.create_team("hidden", privacy="secret")
    theirs = sign_in(BEN).get_organization("acme")
    assert list(theirs.get_teams()) == []
    with pytest.raises(UnknownObjectException):
        theirs.get_team_by_slug("hidden")
    secret.add_membership(gh.get_user("ben"))
    assert [team.slug for team in theirs.get_teams()] == ["hidden"]
    with pytest.raises(GithubException) as caught:
        theirs.get_team_by_slug("hidden").edit("mine")
    assert caught.value.status == 403
    nobody = http.get("/orgs/acme/teams", headers={"Authorization": f"Bearer {CLEO}"})
    assert nobody.status_code == 403


def test_paths_with_names_lead_to_the_same(gh: Github, http: httpx.Client) -> None:
    top = gh.get_organization("acme").create_team("top", [gh.get_repo("acme/webapp")], privacy="closed")
    gh.get_organization("acme").create_team("below", parent_team_id=top.id)
    top.add_membership(gh.get_user("dev-bot"))
    place = "/orgs/acme/teams/top"
    assert [team["slug"] for team in http.get(f"{place}/teams").json()] == ["below"]
    assert [person["login"] for person in http.get(f"{place}/members").json()] == ["ada"]
    assert [repo["name"] for repo in http.get(f"{place}/repos").json()] == ["webapp"]
    assert [person["login"] for person in http.get(f"{place}/invitations").json()] == ["dev-bot"]
    assert http.delete(f"{place}/memberships/dev-bot").status_code == 204
    assert http.get(f"{place}/memberships/dev-bot").status_code == 404
