"""Commits as they are shown, and whose they are."""

import pytest

from clonery.clones.github import gitstore
from clonery.clones.github.git.commits import Person
from clonery.clones.github.records.accounts import Email
from clonery.clones.github.records.commits import CommitComment
from clonery.clones.github.records.repositories import Repository
from clonery.clones.github.shapes.commits import account, commit, commit_of, email_of, git_commit, simple_commit
from clonery.server.call import Call
from clonery.server.problems import NotFound


@pytest.mark.parametrize(
    ("email", "login"),
    [
        ("ada@acme.example", "ada"), ("ADA@Acme.Example", "ada"), ("1+ada@users.noreply.github.com", "ada"),
        ("ben@users.noreply.github.com", "ben"), ("noreply@github.com", "web-flow"), ("nobody@example.com", None),
        ("nobody@users.noreply.github.com", None),
    ],
)  # fmt: skip
def test_an_address_tells_the_account(call: Call, email: str, login: str | None) -> None:
    found = account(call, {"name": "x", "email": email})
    assert (found and found["login"]) == login


def test_an_account_has_addresses(call: Call) -> None:
    assert email_of(call, "ada") == {
        "ada@acme.example", "ada@users.noreply.github.com", "1+ada@users.noreply.github.com",
    }  # fmt: skip
    assert email_of(call, "Eve@Example.com") == {"eve@example.com"}


def test_one_commit_in_three_shapes(call: Call, webapp: Repository) -> None:
    eve = Person("Eve", "eve@example.com", 1_700_000_000, -120)
    record = gitstore.commit_files(call, webapp, "", {"a": b"1"}, "m", author=eve)
    date = {"name": "Eve", "email": "eve@example.com", "date": "2023-11-14T22:13:20Z"}
    shown, plain, few = commit(call, webapp, record), git_commit(call, webapp, record), simple_commit(call, record)
    assert (shown["commit"]["author"], shown["author"], plain["author"]) == (date, None, date)
    assert shown["url"] == f"http://test/github/repos/acme/webapp/commits/{record.sha}"
    assert plain["url"] == f"http://test/github/repos/acme/webapp/git/commits/{record.sha}"
    assert [parent["sha"] for parent in shown["parents"]] == record.parents
    assert (few["id"], few["timestamp"], few["author"]["name"]) == (record.sha, date["date"], "Eve")


def test_comments_are_counted(call: Call, webapp: Repository) -> None:
    sha = gitstore.resolve(call, webapp)
    stamps = {"created_at": call.now, "updated_at": call.now}
    call.create(CommitComment, repository=webapp, commit=sha, user=call.actor, body="Hm", **stamps)
    assert commit(call, webapp, commit_of(call, webapp, sha))["commit"]["comment_count"] == 1
    with pytest.raises(NotFound):
        commit_of(call, webapp, "0" * 40)


def test_a_second_address_is_as_good_as_the_first(call: Call) -> None:
    call.create(Email, user=call.actor, email="Ada@Home.example", verified=True)
    call.update(call.actor, email="ADA@acme.example")
    found = [account(call, {"name": "x", "email": email}) for email in ("ada@home.example", "ada@acme.example")]
    assert [user and user["login"] for user in found] == ["ada", "ada"]
