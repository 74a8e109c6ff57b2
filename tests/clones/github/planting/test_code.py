"""Files, commits, branches and tags of seeds."""

from collections.abc import Callable
from typing import Any

import pytest

from clonery.clones.github import gitstore
from clonery.clones.github.git.trees import flatten
from clonery.clones.github.lookups import find_repository
from clonery.clones.github.merging import merged
from clonery.clones.github.planting.code import content
from clonery.clones.github.records.people import User
from clonery.clones.github.records.repositories import Repository
from clonery.server.call import Call
from clonery.server.farm import Farm, FarmError
from clonery.server.request import Request
from clonery.server.settings import Settings

USERS = [{"login": "ada", "email": "ada@acme.example"}, {"login": "ben"}]


@pytest.fixture
def plant() -> Callable[..., tuple[Call, Repository]]:
    """Makes a session of a repository `ada/code` with these fields."""
    farm = Farm(Settings(clones=("github",)))

    def make(**fields: Any) -> tuple[Call, Repository]:
        seed = {"users": USERS, "repositories": [{"owner": "ada", "name": "code", **fields}]}
        return opened(farm, seed, "ada", "code")

    return make


def opened(farm: Farm, seed: Any, owner: str, repo: str) -> tuple[Call, Repository]:
    session = farm.create(seeds={"github": seed})
    call = Call(session, farm.clone("github"), Request("GET", "/"), session.clock.now())
    call.actor = call.find(User, login="ada")
    return call, find_repository(call, owner, repo)


def test_files_are_text_lines_modes_and_bytes() -> None:
    assert content("a\n") == b"a\n"
    assert content(["a", "b"]) == b"a\nb\n"
    assert content({"mode": "100755", "text": ["x"]}) == ("100755", b"x\n")
    assert content({"base64": "AAE="}) == ("100644", b"\0\1")
    assert content(None) is None


def test_a_history_grows_in_the_order_it_is_written(plant: Callable[..., tuple[Call, Repository]]) -> None:
    call, repository = plant(
        created_at="2025-01-01T00:00:00Z", files={"a": "1"},
        commits=[
            {"message": "Two", "author": "ben", "files": {"a": "2"}},
            {"message": "Side", "branch": "side", "from": "main", "date": "2025-02-01T00:00:00Z", "files": {"b": "1"}},
            {"message": "Three", "branch": "main", "files": {"a": None, "c": "3"}},
            {"message": "Merge", "branch": "main", "merge": "side"},
        ],
        branches={"old": "main~2"}, tags={"v1": "side", "v2": {"at": "main", "message": "Two"}},
    )  # fmt: skip
    record = gitstore.find_commit(call, repository, gitstore.resolve(call, repository))
    assert record is not None
    assert (record.message, len(record.parents)) == ("Merge", 2)
    assert sorted(flatten(gitstore.read_tree(call, repository), record.tree)) == ["b", "c"]
    log = [gitstore.find_commit(call, repository, sha) for sha in gitstore.history(call, repository, record.sha)]
    assert [each.message for each in log if each] == ["Merge", "Three", "Side", "Two", "Initial commit"]
    assert [each.author["email"] for each in log if each][3] == "2+ben@users.noreply.github.com"
    assert repository.pushed_at == "2025-02-01T03:00:00Z", "an hour passes between commits without a date"
    names = [ref.name for ref in gitstore.refs_below(call, repository, "refs/")]
    assert names == ["refs/heads/main", "refs/heads/old", "refs/heads/side", "refs/tags/v1", "refs/tags/v2"]
    assert gitstore.seek(call, repository, "v2") == record.sha


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"files": {"a/../b": "x"}}, "repositories.0.files: git refuses it: bad_name"),
        ({"commits": [{"message": "m", "author": "nobody"}]}, "repositories.0.commits.0: no user 'nobody'"),
        ({"files": {"a": "1"}, "commits": [{"message": "m", "branch": "no"}]}, "commits.0: Branch no not found"),
        ({"files": {"a": "1"}, "commits": [{"message": "m", "date": "soon"}]}, "repositories.0.commits.0.date: "),
        ({"files": {"a": "1"}, "branches": {"x": "no"}}, "repositories.0.branches.x: no branch, tag or commit 'no'"),
        ({"files": {"a": "1"}, "tags": {"x": {"mode": 1}}}, "repositories.0.tags.x"),
        ({"files": {"a": 1}}, "repositories.0.files.a"),
        (
            {"files": {"a": "1"}, "commits": [
                {"message": "m", "branch": "x", "from": "main", "files": {"a": "2"}},
                {"message": "m", "files": {"a": "3"}}, {"message": "m", "merge": "x"},
            ]},
            "repositories.0.commits.2.merge: x conflicts with main",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_is_named_with_its_place(
    plant: Callable[..., tuple[Call, Repository]], fields: dict[str, Any], message: str
) -> None:
    with pytest.raises(FarmError) as refused:
        plant(**fields)
    assert message in str(refused.value)


def test_the_conflicting_seed_conflicts() -> None:
    call, repository = opened(Farm(Settings(clones=("github",))), "merge-conflict", "acme", "storefront")
    main = gitstore.resolve(call, repository)
    kinds = {}
    for ref in gitstore.refs_below(call, repository, "refs/heads/"):
        branch = ref.name.removeprefix("refs/heads/")
        found = merged(call, repository, main, gitstore.resolve(call, repository, branch))
        kinds[branch] = [(conflict.path, conflict.kind) for conflict in found.conflicts]
    assert kinds == {
        "lower-tax": [("shop/prices.py", "content")], "fix-legacy-total": [("shop/legacy.py", "modify/delete")],
        "coupon-file": [("shop/coupons.py", "add/add")], "carrier-parcel": [("config/shipping.json", "content")],
        "rename-discounts": [], "cart-quantities": [], "main": [],
    }  # fmt: skip


def test_the_empty_seed_has_people_and_nothing_else() -> None:
    farm = Farm(Settings(clones=("github",)))
    session = farm.create(seeds={"github": "empty"})
    call = Call(session, farm.clone("github"), Request("GET", "/"), session.clock.now())
    assert (call.count(Repository), call.count(User, {"type": "User"})) == (0, 3)
