"""The tools for repositories, branches, commits and tags."""

from github import Github
from tests.clones.github.tools.conftest import Use

MINE = {"owner": "ada", "repo": "made"}


def test_repositories_are_made_for_oneself_or_an_organization(use: Use, gh: Github) -> None:
    made = use("create_repository", here=False, name="made", description="By a tool", private=True, autoInit=True)
    assert (made["full_name"], made["private"]) == ("ada/made", True)
    assert gh.get_repo("ada/made").get_readme().name == "README.md"
    assert use("create_repository", here=False, name="team", organization="acme")["full_name"] == "acme/team"
    taken = use("create_repository", here=False, name="team", organization="acme", error=True)
    assert taken["errors"][0]["message"] == "name already exists on this account"


def test_branches_start_at_others(use: Use, gh: Github) -> None:
    use("create_repository", here=False, name="made", autoInit=True)
    head = gh.get_repo("ada/made").get_branch("main").commit.sha
    assert use("create_branch", **MINE, branch="one")["object"]["sha"] == head
    use("create_or_update_file", **MINE, path="a", content="a", message="A", branch="one")
    use("create_branch", **MINE, branch="two", from_branch="one")
    assert gh.get_repo("ada/made").get_branch("two").commit.sha != head
    assert [branch["name"] for branch in use("list_branches", **MINE)] == ["main", "one", "two"]
    assert use("create_branch", **MINE, branch="three", from_branch="none", error=True)["message"] == "Not Found"


def test_a_commit_in_more_or_less_detail(use: Use, gh: Github) -> None:
    use("create_repository", here=False, name="made", autoInit=True)
    use("create_or_update_file", **MINE, path="a", content="a\n", message="A", branch="main")
    files = use("get_commit", **MINE, sha="main")["files"]
    assert [(file["filename"], file["additions"], "patch" in file) for file in files] == [("a", 1, False)]
    assert "files" not in use("get_commit", **MINE, sha="main", detail="none")
    assert use("get_commit", **MINE, sha="main", detail="full_patch")["files"][0]["patch"] == "@@ -0,0 +1 @@\n+a"
    assert [made["commit"]["message"] for made in use("list_commits", **MINE)] == ["A", "Initial commit"]


def test_tags_say_what_they_are_at(use: Use, gh: Github) -> None:
    repo = gh.get_user().create_repo("made", auto_init=True)
    head = repo.get_branch("main").commit.sha
    repo.create_git_ref("refs/tags/light", head)
    tag = repo.create_git_tag("v1", "First", head, "commit")
    repo.create_git_ref("refs/tags/v1", tag.sha)
    assert use("get_tag", **MINE, tag="light")["object"]["sha"] == head
    assert use("get_tag", **MINE, tag="v1")["message"] == "First"
    assert use("get_tag", **MINE, tag="v2", error=True)["message"] == "Not Found"
