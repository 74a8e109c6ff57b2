"""Comments on gists."""

from collections.abc import Callable

import httpx
import pytest
from github import Github, InputFileContent, UnknownObjectException
from github.Gist import Gist


@pytest.fixture
def gist(gh: Github) -> Gist:
    return gh.get_user().create_gist(True, {"a": InputFileContent("1")})


def test_comments_come_change_and_go(gist: Gist, gh: Github) -> None:
    made = gist.create_comment("good")
    assert (made.body, made.user.login, gh.get_gist(gist.id).comments) == ("good", "ada", 1)
    made.edit("better")
    assert [each.body for each in gist.get_comments()] == ["better"]
    gist.get_comment(made.id).delete()
    assert (list(gist.get_comments()), gh.get_gist(gist.id).comments) == ([], 0)


def test_authors_edit_and_owners_delete(
    gist: Gist, sign_in: Callable[[str], Github], token_of: Callable[..., str], http: httpx.Client
) -> None:
    theirs = sign_in(token_of("ben")).get_gist(gist.id).create_comment("mine")
    mine = gist.create_comment("owner's")
    assert http.get(f"/gists/{gist.id}/comments/{theirs.id}").json()["author_association"] == "NONE"
    assert http.patch(f"/gists/{gist.id}/comments/{theirs.id}", json={"body": "x"}).status_code == 404
    with pytest.raises(UnknownObjectException):
        sign_in(token_of("ben")).get_gist(gist.id).get_comment(mine.id).delete()
    gist.get_comment(theirs.id).delete()
    assert [each.body for each in gist.get_comments()] == ["owner's"]
    assert http.post(f"/gists/{gist.id}/comments", json={"body": " "}).status_code == 422
    assert http.get(f"/gists/{'0' * 32}/comments/{mine.id}").status_code == 404
