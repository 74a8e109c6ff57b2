"""Commits made of changed files."""

import pytest

from clonery.clones.github import gitstore
from clonery.clones.github.git.commits import Person
from clonery.clones.github.git.refusal import GitRefusal
from clonery.clones.github.git.trees import flatten
from clonery.clones.github.records.people import User
from clonery.clones.github.records.repositories import Repository
from clonery.server.call import Call
from clonery.server.problems import NotFound


def files(call: Call, repository: Repository, tree: str) -> dict[str, tuple[str, bytes]]:
    reader = gitstore.read_blob(call, repository)
    found = flatten(gitstore.read_tree(call, repository), tree)
    return {path: (mode, reader(sha)) for path, (mode, sha) in found.items()}


def test_the_first_commit_makes_the_branch_and_the_next_stands_on_it(call: Call, fresh: Repository) -> None:
    first = gitstore.commit_files(call, fresh, "", {"a/b": b"1\n", "x": ("100755", b"#!\n")}, "First")
    second = gitstore.commit_files(call, fresh, "main", {"a/b": None, "x": b"#!/bin/sh\n", "c": b""}, "Second")
    assert (first.parents, second.parents) == ([], [first.sha])
    assert files(call, fresh, first.tree) == {"a/b": ("100644", b"1\n"), "x": ("100755", b"#!\n")}
    assert files(call, fresh, second.tree) == {"c": ("100644", b""), "x": ("100755", b"#!/bin/sh\n")}
    assert gitstore.branch_head(call, fresh, "main") == second.sha


def test_people_default_to_the_caller(call: Call, fresh: Repository) -> None:
    eve = Person("Eve", "eve@example.com", 1_700_000_000, 60)
    made = gitstore.commit_files(call, fresh, "", {"a": b""}, "m")
    assert made.author == {"name": "Ada Moreau", "email": "ada@acme.example", "seconds": 1_767_614_400, "offset": 0}
    by_eve = gitstore.commit_files(call, fresh, "", {"a": b"1"}, "m", author=eve)
    assert (by_eve.author["name"], by_eve.committer["offset"]) == ("Eve", 60)


def test_someone_without_an_address_gets_one(call: Call) -> None:
    anna = call.create(User, login="anna", created_at=call.now, updated_at=call.now)
    person = gitstore.identity(call, anna)
    assert (person.name, person.email) == ("anna", f"{anna.id}+anna@users.noreply.github.com")


def test_an_unknown_branch_and_a_bad_path_are_refused(call: Call, webapp: Repository) -> None:
    with pytest.raises(NotFound, match="Branch no not found"):
        gitstore.commit_files(call, webapp, "no", {"a": b""}, "m")
    with pytest.raises(GitRefusal):
        gitstore.commit_files(call, webapp, "", {"a/../b": b""}, "m")
