"""Gists: made, changed, starred, forked, ended."""

from collections.abc import Callable

import httpx
import pytest
from github import Github, GithubException, InputFileContent, UnknownObjectException
from tests.clones.github.credentials import BEN, CLEO


def test_a_gist_is_made_and_read(gh: Github, http: httpx.Client) -> None:
    files = {"b.py": InputFileContent("print(1)\n"), "a.md": InputFileContent("# A\n")}
    made = gh.get_user().create_gist(True, files, "Two files")
    assert (made.description, made.public, len(made.id)) == ("Two files", True, 32)
    there = gh.get_gist(made.id)
    assert {name: (file.content, file.language, file.size) for name, file in there.files.items()} == {
        "a.md": ("# A\n", "Markdown", 4), "b.py": ("print(1)\n", "Python", 9),
    }  # fmt: skip
    assert there.owner.login == "ada"
    listed = http.get("/gists").json()[0]
    assert "content" not in listed["files"]["b.py"]
    assert [gist.id for gist in gh.get_user("ada").get_gists()] == [made.id]
    assert gh.get_user("ada").public_gists == 1


def test_secret_gists_are_listed_for_their_owner_alone(gh: Github, sign_in: Callable[[str], Github], base: str) -> None:
    secret = gh.get_user().create_gist(False, {"a": InputFileContent("hidden")})
    public = gh.get_user().create_gist(True, {"a": InputFileContent("seen")})
    assert {gist.id for gist in gh.get_user().get_gists()} == {secret.id, public.id}
    assert [gist.id for gist in gh.get_gists()] == [public.id]
    assert [gist["id"] for gist in httpx.get(f"{base}/gists").json()] == [public.id]
    assert sign_in(CLEO).get_gist(secret.id).files["a"].content == "hidden"


def test_files_change_and_each_state_stays(gh: Github, http: httpx.Client) -> None:
    gist = gh.get_user().create_gist(True, {"a": InputFileContent("1\n"), "b": InputFileContent("2\n")})
    gist.edit("more", {"a": InputFileContent("1\n1\n", new_name="c"), "b": None, "d": InputFileContent("4\n")})
    there = gh.get_gist(gist.id)
    assert ({name: file.content for name, file in there.files.items()}, there.description) == (
        {"c": "1\n1\n", "d": "4\n"}, "more",
    )  # fmt: skip
    newest, first = there.history
    assert (newest.change_status.additions, newest.change_status.deletions) == (3, 2)
    old = http.get(f"/gists/{gist.id}/{first.version}").json()
    assert {name: file["content"] for name, file in old["files"].items()} == {"a": "1\n", "b": "2\n"}
    gist.edit("words alone")
    assert [commit["version"] for commit in http.get(f"/gists/{gist.id}/commits").json()] == [
        newest.version, first.version,
    ]  # fmt: skip
    assert http.get(f"/gists/{gist.id}/{'0' * 40}").status_code == 404


@pytest.mark.parametrize("files", [{}, {"a": {"content": " \n"}}, {"a/b": {"content": "x"}}, {"a": {}}])
def test_what_is_no_gist(http: httpx.Client, files: dict[str, object]) -> None:
    assert http.post("/gists", json={"files": files}).status_code == 422
    assert http.get("/gists").json() == []


def test_a_gist_can_not_lose_its_last_file(gh: Github, http: httpx.Client) -> None:
    gist = gh.get_user().create_gist(True, {"a": InputFileContent("1")})
    refusals = ({"files": {"a": None}}, {"files": {"z": None}}, {"files": {"a": {"content": ""}}}, {})
    assert [http.patch(f"/gists/{gist.id}", json=body).status_code for body in refusals] == [422, 422, 422, 422]
    assert gh.get_gist(gist.id).files["a"].content == "1"


def test_stars(gh: Github, sign_in: Callable[[str], Github]) -> None:
    gist = gh.get_user().create_gist(True, {"a": InputFileContent("1")})
    assert not gist.is_starred()
    gist.set_starred()
    gist.set_starred()
    assert gist.is_starred()
    assert [each.id for each in gh.get_user().get_starred_gists()] == [gist.id]
    gist.reset_starred()
    assert not gist.is_starred()


def test_forks(gh: Github, sign_in: Callable[[str], Github], token_of: Callable[..., str]) -> None:
    gist = gh.get_user().create_gist(True, {"a": InputFileContent("1")}, "first")
    ben = sign_in(token_of("ben"))
    fork = ben.get_gist(gist.id).create_fork()
    assert ben.get_gist(gist.id).create_fork().id == fork.id
    there = gh.get_gist(fork.id)
    assert (there.owner.login, there.fork_of.id, there.description) == ("ben", gist.id, "first")
    assert [each.id for each in gh.get_gist(gist.id).forks] == [fork.id]
    with pytest.raises(GithubException) as caught:
        gist.create_fork()
    assert caught.value.status == 422


def test_others_change_nothing(gh: Github, sign_in: Callable[[str], Github], token_of: Callable[..., str]) -> None:
    gist = gh.get_user().create_gist(True, {"a": InputFileContent("1")})
    theirs = sign_in(token_of("ben")).get_gist(gist.id)
    for action in (lambda: theirs.edit("mine"), theirs.delete):
        with pytest.raises(UnknownObjectException):
            action()
    with pytest.raises(GithubException) as caught:
        sign_in(BEN).get_user().create_gist(True, {"a": InputFileContent("1")})
    assert caught.value.status == 403
    gist.delete()
    with pytest.raises(UnknownObjectException):
        gh.get_gist(gist.id)


def test_forks_are_listed_and_lists_begin_at_a_time(
    gh: Github, http: httpx.Client, token_of: Callable[..., str]
) -> None:
    gist = gh.get_user().create_gist(True, {"a": InputFileContent("1")})
    made = http.post(f"/gists/{gist.id}/forks", headers={"Authorization": f"Bearer {token_of('ben')}"})
    assert [each["id"] for each in http.get(f"/gists/{gist.id}/forks").json()] == [made.json()["id"]]
    assert http.get("/gists", params={"since": "2999-01-01T00:00:00Z"}).json() == []
