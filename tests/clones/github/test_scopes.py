"""Which scopes open which calls."""

import pytest

from clonery.clones.github.scopes import accepted, check, holds
from clonery.server.call import Call
from clonery.server.problems import MissingScope
from clonery.server.state.credentials import Credential


def token(call: Call, *scopes: str) -> None:
    call.credential = Credential(token="t", clone="github", user=call.actor.id, scopes=scopes)


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        ("repos/get", ()),
        ("repos/update", ("public_repo", "repo")),
        ("repos/delete", ("delete_repo",)),
        ("repos/create-in-org", ("public_repo", "repo")),
        ("orgs/update", ("admin:org", "write:org")),
        ("orgs/list-for-authenticated-user", ("read:org", "user")),
        ("users/list-emails-for-authenticated-user", ("user:email", "user")),
        ("users/create-public-ssh-key-for-authenticated-user", ("write:public_key",)),
        ("users/follow", ("user:follow", "user")),
        ("gists/get", ()),
        ("gists/create", ("gist",)),
        ("activity/list-notifications-for-authenticated-user", ("notifications", "repo")),
        ("users/get-by-username", ()),
        ("users/update-authenticated", ("user",)),
    ],
)
def test_each_operation_names_its_scopes(call: Call, operation: str, expected: tuple[str, ...]) -> None:
    call.operation = call.clone.operations[operation]
    assert accepted(call) == expected


def test_a_wider_scope_holds_the_narrower_ones(call: Call) -> None:
    token(call, "admin:org", "user")
    assert [holds(call, scope) for scope in ("read:org", "user:email", "repo")] == [True, True, False]
    call.credential = None
    assert not holds(call, "repo")


def test_a_token_without_any_of_them_is_refused(call: Call) -> None:
    call.operation = call.clone.operations["gists/create"]
    token(call, "gist")
    check(call)
    token(call, "repo")
    with pytest.raises(MissingScope) as caught:
        check(call)
    assert caught.value.details == {"needed": ["gist"], "provided": ["repo"]}
