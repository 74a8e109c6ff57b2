"""Tools for teams, people and projects."""

from tests.clones.linear.tools.conftest import Use


def test_teams_and_people(use: Use, refused: Use) -> None:
    assert [team["key"] for team in use("list_teams", query="eng")["teams"]] == ["ENG"]
    assert use("get_team", query="engineering")["key"] == "ENG"
    assert {user["displayName"] for user in use("list_users", team="ENG")["users"]} == {"ada", "ben", "cleo"}
    assert [user["name"] for user in use("list_users", query="okafor")["users"]] == ["Ben Okafor"]
    assert use("get_user", query="me")["displayName"] == "ada"
    assert use("get_user", query="Cleo Lindqvist")["email"] == "cleo@acme.example"
    assert refused("get_user", query="nobody") == "Entity not found: User"


def test_projects_are_listed_made_and_changed(use: Use, refused: Use) -> None:
    assert [each["name"] for each in use("list_projects", state="started", team="ENG", member="ben")["projects"]] == [
        "Checkout rewrite"
    ]
    made = use("save_project", name="Mobile", addTeams=["ENG"], summary="Small", lead="ben", state="planned")
    assert (made["status"]["type"], made["lead"]["name"], made["summary"]) == ("planned", "Ben Okafor", "Small")
    changed = use("update_project", id="Mobile", state="In Progress", targetDate="2026-06-30")
    assert (changed["status"]["name"], changed["targetDate"]) == ("In Progress", "2026-06-30")
    assert use("create_project", name="Old name", team="ENG")["teams"][0]["name"] == "Engineering"
    assert refused("save_project", name="x") == "name and setTeams or addTeams must be given to make a project"
    assert refused("save_project", id="Mobile", state="nope") == "there is no project status 'nope'"


def test_milestones_and_members(use: Use, refused: Use) -> None:
    made = use("save_milestone", project="Checkout rewrite", name="Beta", targetDate="2026-02-01")
    assert [each["name"] for each in use("list_milestones", project="Checkout rewrite")] == ["Alpha", "Launch", "Beta"]
    assert use("save_milestone", project="Checkout rewrite", id=made["id"], name="Gamma")["name"] == "Gamma"
    assert use("get_milestone", project="Checkout rewrite", query="gamma")["targetDate"] == "2026-02-01"
    whole = use("get_project", query="checkout rewrite", includeMembers=True, includeMilestones=True)
    assert {each["displayName"] for each in whole["members"]} == {"ada", "ben"}
    assert len(whole["milestones"]) == 3
    assert refused("save_milestone", project="Checkout rewrite") == "name must be given to make a milestone"


def test_project_labels(use: Use) -> None:
    assert use("list_project_labels") == {"labels": [], "hasNextPage": False}
