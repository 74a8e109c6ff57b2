"""The same history made through the API and by git itself: every blob, tree, commit and tag has the same id."""

import base64
import os
import subprocess
from hashlib import sha1
from pathlib import Path
from typing import Any

import pytest
from github import Github, InputGitAuthor, InputGitTreeElement
from github.Repository import Repository

ADA = ("Ada Moreau", "ada@acme.example")


class Git:
    """A repository of real git; each commit is made by the same people at the same times as one of the API's."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.run("init", "-q", "--initial-branch=main", "--template=")

    def run(self, *arguments: str, given: str = "", **environment: str) -> str:
        everything = {
            "PATH": os.environ["PATH"], "HOME": str(self.folder), "GIT_CONFIG_GLOBAL": "/dev/null",
            "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C", **environment,
        }  # fmt: skip
        command = ["git", *arguments]
        done = subprocess.run(
            command, cwd=self.folder, input=given, env=everything, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"git {' '.join(arguments)}: {done.stdout}{done.stderr}"
        return done.stdout.strip()

    def people(self, commit: Any) -> dict[str, str]:
        """The environment that makes git write the people of a commit of the API."""
        made = {}
        for role, person in (("AUTHOR", commit.author), ("COMMITTER", commit.committer)):
            made |= {f"GIT_{role}_NAME": person.name, f"GIT_{role}_EMAIL": person.email}
            made[f"GIT_{role}_DATE"] = f"{int(person.date.timestamp())} +0000"
        return made

    def write(self, path: str, data: bytes) -> None:
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_bytes(data)

    def commit(self, like: Any) -> str:
        """Commit all that changed, as the API's commit `like` says; the id."""
        self.run("add", "-A")
        message = self.folder / ".git" / "message"
        message.write_text(like.message)
        self.run("commit", "-q", "--allow-empty", "--cleanup=verbatim", "-F", str(message), **self.people(like))
        return self.run("rev-parse", "HEAD")

    def objects(self, head: str) -> set[tuple[str, str]]:
        """Type and id of every object behind a commit."""
        ids = "\n".join(line.split(" ")[0] for line in self.run("rev-list", "--objects", head).splitlines())
        checked = self.run("cat-file", "--batch-check=%(objecttype) %(objectname)", given=ids)
        return {(line.split(" ")[0], line.split(" ")[1]) for line in checked.splitlines()}


@pytest.fixture
def git(tmp_path: Path) -> Git:
    return Git(tmp_path)


def all_objects(repository: Repository, head: str) -> set[tuple[str, str]]:
    """The same as `Git.objects`, read through the API; the contents of blobs are hashed anew."""
    found: set[tuple[str, str]] = set()
    waiting = [head]
    while waiting:
        commit = repository.get_git_commit(waiting.pop())
        found |= {("commit", commit.sha), ("tree", commit.tree.sha)}
        waiting += [parent.sha for parent in commit.parents if ("commit", parent.sha) not in found]
        for entry in repository.get_git_tree(commit.tree.sha, recursive=True).tree:
            if entry.type == "blob" and ("blob", entry.sha) not in found:
                data = base64.b64decode(repository.get_git_blob(entry.sha).content)
                assert sha1(b"blob %d\0" % len(data) + data).hexdigest() == entry.sha
            found.add((entry.type, entry.sha))
    return found


def test_files_branches_and_a_merge_have_the_ids_that_git_gives_them(gh: Github, git: Git) -> None:
    repository = gh.get_user().create_repo("history")
    writer = InputGitAuthor("Björk Ødegård", "bjork@example.com", "2025-03-04T05:06:07Z")
    steps: list[tuple[str, str, bytes]] = [
        ("README.md", "Begin", b"# History\n"),
        ("src/deep/er/main.py", "Write the program\n\nWith a body.\n", b"print('hi')\n" * 50),
        ("src/deep.txt", "A name that sorts beside the folder", b"no newline at the end"),
        ("empty", "Nothing in it", b""),
        ("bin.dat", "Bytes", bytes(range(256))),
        ("ünï/cödé.txt", "Ünïcödé", "schön\n".encode()),
    ]
    for path, message, data in steps:
        made = repository.create_file(path, message, data, author=writer, committer=writer)["commit"]
        git.write(path, data)
        assert git.commit(repository.get_git_commit(made.sha)) == made.sha
    old = repository.get_contents("README.md")
    made = repository.update_file("README.md", "Say more", b"# History\n\nMore.\n", old.sha)["commit"]
    said = repository.get_git_commit(made.sha)
    assert (said.author.name, said.author.email) == ADA
    git.write("README.md", b"# History\n\nMore.\n")
    assert git.commit(said) == made.sha

    repository.create_git_ref("refs/heads/side", made.sha)
    git.run("checkout", "-q", "-b", "side")
    gone = repository.delete_file("empty", "Remove it", repository.get_contents("empty").sha, branch="side")["commit"]
    (git.folder / "empty").unlink()
    assert git.commit(repository.get_git_commit(gone.sha)) == gone.sha

    git.run("checkout", "-q", "main")
    ahead = repository.create_file("ahead.txt", "Meanwhile", b"1\n")["commit"]
    git.write("ahead.txt", b"1\n")
    assert git.commit(repository.get_git_commit(ahead.sha)) == ahead.sha

    merge = repository.merge("main", "side", "Merge side into main")
    assert merge is not None
    message = git.folder / ".git" / "message"
    message.write_text("Merge side into main")
    like = repository.get_git_commit(merge.sha)
    git.run("merge", "-q", "--no-ff", "--cleanup=verbatim", "-F", str(message), "side", **git.people(like))
    assert git.run("rev-parse", "HEAD") == merge.sha
    assert all_objects(repository, merge.sha) == git.objects("HEAD")
    assert len(git.objects("HEAD")) == 33


def test_trees_with_every_mode_and_signed_people_have_the_ids_that_git_gives_them(gh: Github, git: Git) -> None:
    repository = gh.get_user().create_repo("modes", auto_init=True)
    module = "0123456789abcdef0123456789abcdef01234567"
    blob = repository.create_git_blob(base64.b64encode(b"#!/bin/sh\n").decode(), "base64")
    elements = [
        InputGitTreeElement("run.sh", "100755", "blob", sha=blob.sha),
        InputGitTreeElement("a/link", "120000", "blob", content="../run.sh"),
        InputGitTreeElement("lib", "160000", "commit", sha=module),
        InputGitTreeElement("a.b", "100644", "blob", content="between a and a/\n"),
    ]
    tree = repository.create_git_tree(elements)
    git.write("run.sh", b"#!/bin/sh\n")
    (git.folder / "run.sh").chmod(0o755)
    git.write("a.b", b"between a and a/\n")
    (git.folder / "a").mkdir()
    (git.folder / "a" / "link").symlink_to("../run.sh")
    git.run("add", "-A")
    git.run("update-index", "--add", "--cacheinfo", f"160000,{module},lib")
    assert git.run("write-tree") == tree.sha

    author = InputGitAuthor("Ada", "ada@acme.example", "2024-02-29T23:59:59+05:30")
    committer = InputGitAuthor("Ben", "ben@acme.example", "2024-03-01T08:00:00-03:00")
    commit = repository.create_git_commit("Every mode\n", tree, [], author=author, committer=committer)
    dates = {"GIT_AUTHOR_DATE": "2024-02-29T23:59:59+0530", "GIT_COMMITTER_DATE": "2024-03-01T08:00:00-0300"}
    names = {"GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@acme.example", "GIT_COMMITTER_NAME": "Ben"}
    names["GIT_COMMITTER_EMAIL"] = "ben@acme.example"
    assert git.run("commit-tree", tree.sha, given="Every mode\n", **dates, **names) == commit.sha

    tag = repository.create_git_tag("v1", "The first\n", commit.sha, "commit", tagger=committer)
    git.run("tag", "-a", "-F", "-", "v1", commit.sha, given="The first\n", **dates, **names)
    assert git.run("rev-parse", "v1") == tag.sha
    assert git.run("cat-file", "-t", tag.sha) == "tag"
