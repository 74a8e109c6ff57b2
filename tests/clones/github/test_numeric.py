"""Paths with ids lead where those with names do."""

import pytest

from clonery.clones.github.lookups import find_user
from clonery.clones.github.numeric import named
from clonery.server.call import Call


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/repositories/1", "/repos/acme/webapp"),
        ("/repositories/1/issues/2", "/repos/acme/webapp/issues/2"),
        ("/repositories/99/issues", "/repositories/99/issues"),
        ("/repositories/x", "/repositories/x"),
        ("/organizations/{acme}/repos", "/orgs/acme/repos"),
        ("/organizations/{acme}/team/7/members", "/teams/7/members"),
        ("/user/{ben}/repos", "/users/ben/repos"),
        ("/user/{ben}", "/user/{ben}"),
        ("/user/{ben}/projectsV2/1/drafts", "/user/{ben}/projectsV2/1/drafts"),
        ("/user", "/user"),
    ],
)
def test_a_path_by_id(call: Call, path: str, expected: str) -> None:
    ids = {login: find_user(call, login).id for login in ("acme", "ben")}
    assert named(call, path.format(**ids)) == expected.format(**ids)
