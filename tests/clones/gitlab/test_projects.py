"""Projects, groups and milestones have what GitLab says of new ones."""

from tests.clones.caller import Caller

from clonery.clones.gitlab.operations.projects import slug


def test_a_project_lies_in_a_namespace() -> None:
    ask = Caller("gitlab")
    own = ask("POST", "/api/v4/projects", {"name": "My Tool"}).data
    assert (own["path_with_namespace"], own["visibility"], own["default_branch"]) == ("ada/my-tool", "private", "main")
    assert ask("GET", "/api/v4/projects/ada%2Fmy-tool").data["id"] == own["id"]
    grouped = ask("POST", "/api/v4/projects", {"name": "Tool", "namespace_id": 10}).data
    assert (grouped["path_with_namespace"], grouped["namespace"]["kind"]) == ("acme/tool", "group")
    assert ask("POST", "/api/v4/projects", {"name": "My Tool"}).status == 400
    assert ask("POST", "/api/v4/projects", {}).status == 400
    assert ask("POST", "/api/v4/projects", {"name": "x", "namespace_id": 999}).status == 400


def test_groups_and_milestones() -> None:
    ask = Caller("gitlab")
    top = ask("POST", "/api/v4/groups", {"name": "Team", "path": "team"}).data
    below = ask("POST", "/api/v4/groups", {"name": "Sub", "path": "sub", "parent_id": int(top["id"])}).data
    assert (below["full_path"], below["full_name"]) == ("team/sub", "Team / Sub")
    assert ask("POST", "/api/v4/groups", {"name": "Team", "path": "team"}).status == 400
    iids = [ask("POST", "/api/v4/projects/1/milestones", {"title": str(n)}).data["iid"] for n in range(2)]
    assert iids == [1, 2]
    assert [each["state"] for each in ask("GET", "/api/v4/projects/1/milestones").data] == ["active", "active"]


def test_paths_of_names() -> None:
    assert [slug(name) for name in ("My Project", "a_b.c", "¡!")] == ["my-project", "a_b.c", "project"]
