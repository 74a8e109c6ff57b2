"""Commits and tags have the ids that git gives them."""

import pytest

from clonery.clones.github.git.commits import (
    Commit,
    Person,
    Tag,
    commit_id,
    encode_commit,
    encode_tag,
    read_date,
    tag_id,
    zone,
)
from clonery.clones.github.git.objects import EMPTY_TREE
from clonery.clones.github.git.refusal import GitRefusal

from .conftest import Repository

ADA = Person.at("Ada Lovelace", "ada@example.com", "2008-07-09T16:13:30+12:00")
BEN = Person.at("Ben Ø", "ben@example.com", "2024-02-29T23:59:59Z")


def made_by_git(repository: Repository, author: Person, committer: Person, message: str, *parents: str) -> str:
    for role, person in (("AUTHOR", author), ("COMMITTER", committer)):
        repository.environment[f"GIT_{role}_NAME"] = person.name
        repository.environment[f"GIT_{role}_EMAIL"] = person.email
        repository.environment[f"GIT_{role}_DATE"] = f"{person.seconds} {zone(person.offset)}"
    options = [word for parent in parents for word in ("-p", parent)]
    return repository.git("commit-tree", EMPTY_TREE, *options, given=message.encode()).decode().strip()


@pytest.mark.parametrize("message", ["one line\n", "no newline", "", "ünï\n\nbody\n\n", "  odd \r\n"])
def test_commits(repository: Repository, message: str) -> None:
    root = Commit(EMPTY_TREE, (), ADA, BEN, message)
    assert commit_id(root) == made_by_git(repository, ADA, BEN, message)
    other = made_by_git(repository, BEN, ADA, "other")
    merge = Commit(EMPTY_TREE, (commit_id(root), other), BEN, BEN, message)
    assert commit_id(merge) == made_by_git(repository, BEN, BEN, message, commit_id(root), other)


def test_a_signed_commit_reads_back(repository: Repository) -> None:
    signature = "-----BEGIN PGP SIGNATURE-----\n\niQ==\n=abcd\n-----END PGP SIGNATURE-----\n"
    commit = Commit(EMPTY_TREE, (), ADA, BEN, "signed\n", signature)
    sha = repository.put_object("commit", encode_commit(commit))
    assert sha == commit_id(commit)
    assert b"gpgsig -----BEGIN PGP SIGNATURE-----\n \n iQ==\n" in repository.git("cat-file", "commit", sha)
    assert repository.git("log", "-1", "--format=%an|%ai|%s", sha) == b"Ada Lovelace|2008-07-09 16:13:30 +1200|signed\n"
    assert repository.git("fsck", "--strict", sha, "--no-dangling") == b""


def test_tags(repository: Repository) -> None:
    commit = repository.put_commit(EMPTY_TREE)
    tag = Tag(commit, "commit", "v1.0", ADA, "first\nrelease\n")
    made = repository.git("mktag", given=encode_tag(tag)).decode().strip()
    assert tag_id(tag) == made
    head = f"object {commit}\ntype commit\ntag v1.0\ntagger Ada Lovelace <ada@example.com> 1215576810 +1200\n\n"
    assert repository.git("cat-file", "tag", made).decode() == head + "first\nrelease\n"


@pytest.mark.parametrize(
    ("text", "seconds", "offset"),
    [
        ("2011-04-14T16:00:49Z", 1302796849, 0), ("2011-04-14T16:00:49+05:30", 1302777049, 330),
        ("2011-04-14T16:00:49-0800", 1302825649, -480), ("2011-04-14 16:00:49.999Z", 1302796849, 0),
        ("2011-04-14T16:00:49", 1302796849, 0), ("2011-04-14", 1302739200, 0), ("1969-12-31T23:59:59Z", -1, 0),
    ],
)  # fmt: skip
def test_dates(text: str, seconds: int, offset: int) -> None:
    assert read_date(text) == (seconds, offset)


@pytest.mark.parametrize("text", ["", "today", "2011-02-30T00:00:00Z", "2011-04-14T25:00:00Z", "2011-04-14T00:00+99"])
def test_bad_dates(text: str) -> None:
    with pytest.raises(GitRefusal) as refused:
        read_date(text)
    assert (refused.value.code, refused.value.parts) == ("bad_date", {"text": text})


def test_people() -> None:
    assert (ADA.date, ADA.local.isoformat()) == ("2008-07-09T04:13:30Z", "2008-07-09T16:13:30+12:00")
    odd = Person.at(' "A <B>, Jr.', "<a@b.c>\n", "2024-01-01T00:00:00Z")
    assert (odd.name, odd.email) == ("A B, Jr", "a@b.c")
    assert zone(-90) == "-0130"
    with pytest.raises(GitRefusal) as refused:
        Person.at(" <> ", "a@b.c", "2024-01-01")
    assert refused.value.code == "bad_person"


def test_no_nul_in_a_message() -> None:
    with pytest.raises(GitRefusal) as refused:
        encode_commit(Commit(EMPTY_TREE, (), ADA, ADA, "a\0"))
    assert refused.value.code == "bad_message"
    with pytest.raises(GitRefusal) as refused:
        encode_tag(Tag(EMPTY_TREE, "tree", "t", ADA, "\0"))
    assert refused.value.code == "bad_message"
