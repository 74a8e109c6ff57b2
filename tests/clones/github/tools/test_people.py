"""The tools for teams, gists and stars."""

import httpx
from github import Github
from tests.clones.github.tools.conftest import Use


def test_teams_and_their_members(use: Use, gh: Github) -> None:
    team = gh.get_organization("acme").create_team("Core", description="The core", privacy="closed")
    team.add_membership(gh.get_user("ben"), role="member")
    assert use("get_teams", here=False, user="ben") == [
        {"org": "acme", "teams": [{"name": "Core", "slug": "core", "description": "The core"}]}
    ]
    assert "ben" in use("get_team_members", here=False, org="acme", team_slug="core")
    assert use("get_teams", here=False, user="cleo") == []
    assert use("get_me", here=False)["login"] == "ada"


def test_gists_are_made_changed_and_listed(use: Use) -> None:
    made = use("create_gist", here=False, filename="a.txt", content="one", description="A gist")
    use("update_gist", here=False, gist_id=made["id"], filename="a.txt", content="two")
    assert use("get_gist", here=False, gist_id=made["id"])["files"]["a.txt"]["content"] == "two"
    assert [gist["description"] for gist in use("list_gists", here=False)] == ["A gist"]
    assert use("list_gists", here=False, username="ben") == []


def test_stars(use: Use) -> None:
    use("star_repository")
    assert [made["full_name"] for made in use("list_starred_repositories", here=False)] == ["acme/webapp"]
    assert use("list_starred_repositories", here=False, username="ben") == []
    use("unstar_repository")
    assert use("list_starred_repositories", here=False) == []


def test_the_assistant_is_asked_for_a_review(use: Use, http: httpx.Client) -> None:
    opened = {"title": "A dark theme", "head": "dark-theme", "base": "main"}
    number = http.post("/repos/acme/webapp/pulls", json=opened).json()["number"]
    place = f"/repos/acme/webapp/pulls/{number}/requested_reviewers"
    body = {"reviewers": ["copilot-pull-request-reviewer[bot]"]}
    assert [each["login"] for each in http.post(place, json=body).json()["requested_reviewers"]] == ["Copilot"]
    assert http.request("DELETE", place, json=body).status_code == 200
    assert http.get(place).json()["users"] == []
    assert use("request_copilot_review", pullNumber=number) == ""
    assert [(each["login"], each["type"]) for each in http.get(place).json()["users"]] == [("Copilot", "Bot")]
