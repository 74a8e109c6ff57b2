"""The messages of commits that merge pull requests, as a repository wants them; https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/configuring-pull-request-merges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..git.commits import Person
from ..records.git import StoredCommit
from ..records.issues import Issue
from ..records.people import User
from ..records.pulls import PullRequest
from ..records.repositories import Repository

if TYPE_CHECKING:
    from clonery.server.call import Call

TRAILER = "Co-authored-by: "


def joined(title: str, body: str) -> str:
    """A commit's message of its title and the rest."""
    return f"{title}\n\n{body}" if body else title


def parts(message: str) -> tuple[str, str]:
    """A message's first line, and what follows without blank lines around it."""
    title, _, rest = message.partition("\n")
    return title.strip(), rest.strip("\n")


def of_merge(call: Call, repository: Repository, pull: PullRequest, issue: Issue) -> tuple[str, str]:
    """Title and body of a merge commit, where the caller gives none."""
    login = call.get(User, pull.head_owner).login
    title = f"Merge pull request #{pull.number} from {login}/{pull.head_ref}"
    if repository.merge_commit_title == "PR_TITLE":
        title = f"{issue.title} (#{pull.number})"
    bodies = {"PR_TITLE": issue.title, "PR_BODY": issue.body or "", "BLANK": ""}
    return title, bodies[repository.merge_commit_message]


def of_squash(
    repository: Repository, pull: PullRequest, issue: Issue, commits: list[StoredCommit], author: Person
) -> tuple[str, str]:
    """Title and body of the one commit that stands for `commits` (oldest first), with who else wrote them."""
    single = commits[0] if len(commits) == 1 else None
    title = issue.title
    if single and repository.squash_merge_commit_title == "COMMIT_OR_PR_TITLE":
        title = parts(single.message)[0]
    how = repository.squash_merge_commit_message
    if how == "PR_BODY":
        body = issue.body or ""
    elif how == "BLANK":
        body = ""
    elif single:
        body = parts(single.message)[1]
    else:
        body = "\n\n".join(f"* {joined(*parts(commit.message))}" for commit in commits)
    others = [line for line in trailers(commits, author) if line not in body]
    if others:
        rule = "---------\n\n" if body and not single and how == "COMMIT_MESSAGES" else ""
        body = "\n\n".join(part for part in (body, rule + "\n".join(others)) if part)
    return f"{title} (#{pull.number})", body


def trailers(commits: list[StoredCommit], author: Person) -> list[str]:
    """A line for each person who wrote a commit and isn't the author of all."""
    found: dict[str, str] = {}
    for commit in commits:
        email = commit.author["email"]
        if email.lower() != author.email.lower():
            found.setdefault(email.lower(), f"{TRAILER}{commit.author['name']} <{email}>")
    return list(found.values())
