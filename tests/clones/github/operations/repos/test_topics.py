"""Topics, languages, contributors and teams of a repository."""

from collections.abc import Callable

import httpx
import pytest
from github import Github, GithubException
from github.InputGitAuthor import InputGitAuthor
from tests.clones.github.credentials import BEN


def test_topics_are_small_letters_each_once(gh: Github, http: httpx.Client) -> None:
    repo = gh.get_repo("acme/webapp")
    assert repo.get_topics() == ["shop", "web"]
    repo.replace_topics(["Python", "python", "api-2"])
    assert http.get("/repos/acme/webapp/topics").json() == {"names": ["python", "api-2"]}


@pytest.mark.parametrize("topics", [["-a"], ["a b"], ["x" * 51], [f"t{number}" for number in range(21)]])
def test_what_is_no_topic(gh: Github, topics: list[str]) -> None:
    with pytest.raises(GithubException) as caught:
        gh.get_repo("acme/webapp").replace_topics(topics)
    assert (caught.value.status, gh.get_repo("acme/webapp").get_topics()) == (422, ["shop", "web"])


def test_contributors_are_counted_by_person(gh: Github, sign_in: Callable[[str], Github], http: httpx.Client) -> None:
    repo = gh.get_user().create_repo("lib")
    assert http.get("/repos/ada/lib/contributors").status_code == 204
    repo.create_file("a.py", "one", b"a = 1\n")
    repo.create_file("b.py", "two", b"b = 1\n", author=InputGitAuthor("Ben", "ben@acme.example"))
    repo.create_file("c.py", "three", b"c = 1\n", author=InputGitAuthor("Who", "who@nowhere.example"))
    repo.create_file("d.py", "four", b"d = 1\n")
    assert [(person.login, person.contributions) for person in repo.get_contributors()] == [("ada", 2), ("ben", 1)]
    assert sorted(person.type for person in repo.get_contributors(anon="true")) == ["Anonymous", "User", "User"]
    assert http.get("/repos/ada/lib/languages").json() == {"Python": 24}


def test_teams_of_a_repository_for_members_alone(gh: Github, base: str, sign_in: Callable[[str], Github]) -> None:
    team = gh.get_organization("acme").create_team("core", privacy="closed")
    team.add_to_repos(gh.get_repo("acme/webapp"))
    assert [found.slug for found in sign_in(BEN).get_repo("acme/webapp").get_teams()] == ["core"]
    assert httpx.get(f"{base}/repos/acme/webapp/teams").json() == []
