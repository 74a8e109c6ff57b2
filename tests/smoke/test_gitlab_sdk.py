"""python-gitlab on GitLab's clone: most of what it calls nobody has written."""

import pytest

from .conftest import Vendor

gitlab = pytest.importorskip("gitlab")
CLONE = "gitlab"


@pytest.fixture
def lab(vendor: Vendor) -> "gitlab.Gitlab":
    made = gitlab.Gitlab(vendor.env["GITLAB_URL"], private_token=vendor.env["GITLAB_TOKEN"])
    made.auth()
    return made


def test_issues_are_made_listed_read_closed_and_deleted(lab: "gitlab.Gitlab") -> None:
    project = lab.projects.get("acme/webapp")
    issue = project.issues.create({"title": "First", "description": "d", "labels": "a,b"})
    assert (issue.state, issue.labels, issue.author["username"]) == ("opened", ["a", "b"], "ada")
    issue.title = "Second"
    issue.save()
    assert project.issues.get(issue.iid).title == "Second"
    issue.state_event = "close"
    issue.save()
    assert project.issues.get(issue.iid).state == "closed"
    assert issue.iid in [each.iid for each in project.issues.list(state="closed", get_all=True)]
    issue.notes.create({"body": "hello"})
    assert [note.body for note in issue.notes.list(get_all=True)] == ["hello"]
    issue.delete()
    with pytest.raises(gitlab.GitlabGetError) as caught:
        project.issues.get(issue.iid)
    assert caught.value.response_code == 404


def test_pages_follow_each_other(lab: "gitlab.Gitlab") -> None:
    project = lab.projects.get("acme/infrastructure")
    made = [project.issues.create({"title": f"n{number}"}).iid for number in range(5)]
    assert [each.iid for each in project.issues.list(iterator=True, per_page=2)] == made[::-1]
    assert [each.iid for each in project.issues.list(page=2, per_page=2, get_all=False)] == made[::-1][2:4]


def test_projects_groups_and_what_lies_below(lab: "gitlab.Gitlab", vendor: Vendor) -> None:
    project = lab.projects.create({"name": "Smoke Test"})
    assert project.path_with_namespace == "ada/smoke-test"
    assert lab.projects.get("ada/smoke-test").id == project.id
    label = project.labels.create({"name": "smoke", "color": "#ff0000"})
    assert project.labels.get("smoke").id == label.id
    milestone = project.milestones.create({"title": "1.0"})
    milestone.description = "First"
    milestone.save()
    read = project.milestones.get(milestone.id)
    assert (read.iid, read.state, read.description) == (1, "active", "First")
    with pytest.raises(gitlab.GitlabCreateError):
        lab.projects.create({"name": "Smoke Test"})
    assert lab.groups.create({"name": "Team", "path": "team"}).full_path == "team"
    project.delete()
    with pytest.raises(gitlab.GitlabGetError):
        lab.projects.get(project.id)
    assert {"postApiV4ProjectsIdLabels", "getApiV4ProjectsIdMilestonesMilestoneId"} <= vendor.generic()


def test_generic_operations_alone(lab: "gitlab.Gitlab", vendor: Vendor) -> None:
    """Hooks: made, listed, read, changed, paged, deleted."""
    hooks = lab.projects.get("acme/infrastructure", lazy=True).hooks
    with vendor.alone():
        made = [hooks.create({"url": f"https://acme.example/{number}", "push_events": True}) for number in range(5)]
        made[0].url = "https://acme.example/first"
        made[0].issues_events = True
        made[0].save()
        read = hooks.get(made[0].id)
        assert (read.url, read.push_events, read.issues_events) == ("https://acme.example/first", True, True)
        pages = [hooks.list(per_page=2, page=number, get_all=False) for number in (1, 2, 3)]
        assert [len(page) for page in pages] == [2, 2, 1]
        assert {each.id for page in pages for each in page} == {each.id for each in made}
        every = [each.id for page in pages for each in page]
        assert [each.id for each in hooks.list(iterator=True, per_page=2)] == every
        made[0].delete()
        with pytest.raises(gitlab.GitlabGetError) as caught:
            hooks.get(made[0].id)
        assert caught.value.response_code == 404


def test_a_wrong_token_is_refused(vendor: Vendor) -> None:
    with pytest.raises(gitlab.GitlabAuthenticationError):
        gitlab.Gitlab(vendor.env["GITLAB_URL"], private_token="wrong").auth()
