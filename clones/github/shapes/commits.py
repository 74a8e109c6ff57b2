"""Commits as GitHub shows them, with the accounts of their people; https://docs.github.com/rest/commits/commits."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from clonery.server.problems import NotFound

from ..git.commits import Commit, Person, encode_commit
from ..gitstore import find_commit, parsed_commit
from ..nodes import node_id
from ..records.accounts import Email
from ..records.commits import CommitComment
from ..records.git import StoredCommit
from ..records.people import User
from ..records.repositories import Repository
from .people import short, simple_user
from .repositories import html_url, repository_url

if TYPE_CHECKING:
    from clonery.server.call import Call

NOREPLY = "users.noreply.github.com"
WEB_FLOW = "noreply@github.com"
"""The address of commits that the site itself makes; their account is `web-flow`."""


def person(fields: dict[str, Any]) -> dict[str, Any]:
    """Who and when, as commits name it."""
    return {"name": fields["name"], "email": fields["email"], "date": Person(**fields).date}


def account(call: Call, fields: dict[str, Any]) -> dict[str, Any] | None:
    """The account that an author's or committer's address belongs to, in its short form."""
    email = fields["email"].lower()
    key = ("account", email)
    if key not in call.memo:
        call.memo[key] = _account(call, email)
    made: dict[str, Any] | None = call.memo[key]
    return made


def _account(call: Call, email: str) -> dict[str, Any] | None:
    if email == WEB_FLOW:
        return short(call, User.load(0, {"id": 19864447, "login": "web-flow", "type": "User", "site_admin": False}))
    name, _, host = email.partition("@")
    if host == NOREPLY:
        found = call.find(User, login=name.rpartition("+")[2])
    else:
        known = call.find(Email, email=email) if call.session.store.holds(Email) else None
        found = call.peek(User, known.user) if known else call.first(User, {"email": email})
    return simple_user(call, found.id) if found else None


def email_of(call: Call, login: str) -> set[str]:
    """The addresses that make a commit one of this account's."""
    found = call.find(User, login=login)
    if found is None:
        return {login.lower()}
    made = {f"{found.login}@{NOREPLY}".lower(), f"{found.id}+{found.login}@{NOREPLY}".lower()}
    return made | {found.email.lower()} if found.email else made


def verification(commit: Commit | None) -> dict[str, Any]:
    """What is known of a signature: keys are not, so one that is there can't be verified."""
    if commit is None or not commit.signature:
        return {"verified": False, "reason": "unsigned", "signature": None, "payload": None, "verified_at": None}
    payload = encode_commit(commit._replace(signature=None)).decode("utf-8", "replace")
    return {
        "verified": False, "reason": "unknown_key", "signature": commit.signature, "payload": payload,
        "verified_at": None,
    }  # fmt: skip


def commit(call: Call, repository: Repository, record: StoredCommit) -> dict[str, Any]:
    """A commit of a repository, as lists and everything that names commits show it: without its files."""
    url, page = repository_url(call, repository.id), html_url(call, repository.id)
    signed = parsed_commit(record) if record.signature else None
    comments = 0
    if call.session.store.holds(CommitComment):
        comments = call.count(CommitComment, {"repository": repository.id, "commit": record.sha})
    return {
        "sha": record.sha, "node_id": node_id("commit", repository.id, record.sha),
        "commit": {
            "author": person(record.author), "committer": person(record.committer), "message": record.message,
            "tree": {"sha": record.tree, "url": f"{url}/git/trees/{record.tree}"},
            "url": f"{url}/git/commits/{record.sha}", "comment_count": comments, "verification": verification(signed),
        },
        "url": f"{url}/commits/{record.sha}", "html_url": f"{page}/commit/{record.sha}",
        "comments_url": f"{url}/commits/{record.sha}/comments", "author": account(call, record.author),
        "committer": account(call, record.committer),
        "parents": [
            {"sha": sha, "url": f"{url}/commits/{sha}", "html_url": f"{page}/commit/{sha}"} for sha in record.parents
        ],
    }  # fmt: skip


def commits(call: Call, repository: Repository, shas: Iterable[str]) -> list[dict[str, Any]]:
    """The commits of these ids."""
    found = (find_commit(call, repository, sha) for sha in shas)
    return [commit(call, repository, record) for record in found if record is not None]


def commit_of(call: Call, repository: Repository, sha: str) -> StoredCommit:
    """The commit of that id. Raises NotFound."""
    found = find_commit(call, repository, sha)
    if found is None:
        raise NotFound(kind="commit")
    return found


def short_commit(call: Call, repository: Repository, sha: str) -> dict[str, str]:
    """A commit by id and address, as branches and tags name it."""
    return {"sha": sha, "url": f"{repository_url(call, repository.id)}/commits/{sha}"}


def git_commit(call: Call, repository: Repository, record: StoredCommit) -> dict[str, Any]:
    """A commit as the git database shows it."""
    url, page = repository_url(call, repository.id), html_url(call, repository.id)
    signed = parsed_commit(record) if record.signature else None
    return {
        "sha": record.sha, "node_id": node_id("commit", repository.id, record.sha),
        "url": f"{url}/git/commits/{record.sha}", "html_url": f"{page}/commit/{record.sha}",
        "author": person(record.author), "committer": person(record.committer),
        "tree": {"sha": record.tree, "url": f"{url}/git/trees/{record.tree}"}, "message": record.message,
        "parents": [
            {"sha": sha, "url": f"{url}/git/commits/{sha}", "html_url": f"{page}/commit/{sha}"}
            for sha in record.parents
        ],
        "verification": verification(signed),
    }  # fmt: skip


def simple_commit(call: Call, record: StoredCommit) -> dict[str, Any]:
    """The few words about a commit that check suites and workflow runs carry."""
    return {
        "id": record.sha, "tree_id": record.tree, "message": record.message, "timestamp": person(record.author)["date"],
        "author": {"name": record.author["name"], "email": record.author["email"]},
        "committer": {"name": record.committer["name"], "email": record.committer["email"]},
    }  # fmt: skip
