"""Finding things by the names that paths use, and who may see and do what; https://docs.github.com/rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clonery.server.problems import Forbidden, Gone, NotFound, Unauthorized

from . import scopes
from .records.issues import Issue, Label, Milestone
from .records.people import Membership, User
from .records.repositories import Collaborator, Redirect, Repository
from .team_access import team_permissions

if TYPE_CHECKING:
    from clonery.server.call import Call

LEVELS = ("pull", "triage", "push", "maintain", "admin")
OPEN_IN_ARCHIVES = ("repos/update", "repos/delete", "repos/transfer")
"""Operations for administrators that an archived repository still takes."""
_MUST_HAVE = {"push": "Must have push access to repository", "admin": "Must have admin rights to Repository."}


def me(call: Call) -> User:
    """The caller. Raises Unauthorized for a call without a token."""
    if call.actor is None:
        raise Unauthorized(code="missing")
    actor: User = call.actor
    return actor


def find_user(call: Call, login: str) -> User:
    """A person or organization by login. Raises NotFound."""
    found = call.find(User, login=login)
    if found is None:
        raise NotFound(kind="user")
    _link_by_id(call, found)
    return found


def _link_by_id(call: Call, account: User) -> None:
    """Let links to other pages of a list below `/users/…` or `/orgs/…` name the account by its id, as GitHub's do."""
    parts = call.request.path.split("/", 3)
    if len(parts) > 3 and parts[1] in ("users", "orgs") and parts[2].lower() == account.login.lower():
        call.link_path = f"/{'user' if parts[1] == 'users' else 'organizations'}/{account.id}/{parts[3]}"


def find_organization(call: Call, login: str) -> User:
    found = find_user(call, login)
    if found.type != "Organization":
        raise NotFound(kind="organization")
    return found


def membership(call: Call, organization: int, user: int) -> Membership | None:
    """A person's membership of an organization, pending ones too."""
    return call.find(Membership, organization=organization, user=user)


def owns(call: Call, organization: int, user: int) -> bool:
    """Whether a person is an active owner of an organization."""
    found = membership(call, organization, user)
    return found is not None and found.state == "active" and found.role == "admin"


def find_repository(call: Call, owner: str, repo: str, need: str = "") -> Repository:
    """A repository that the caller may see, with the permission `need` in it.

    Raises NotFound for one that is not there or private to others, Moved for a renamed one, Forbidden for too little.
    """
    account = call.find(User, login=owner)
    name = repo.removesuffix(".git")
    found = call.find(Repository, owner=account.id, name=name) if account else None
    if found is None:
        found = _moved(call, owner, name)
    held = permission(call, found)
    if held is None:
        raise NotFound(kind="repository")
    if need:
        require(call, found, need)
    rest = call.request.path.split("/", 4)
    if len(rest) > 4 and rest[1] == "repos":
        call.link_path = f"/repositories/{found.id}/{rest[4]}"
    return found


def _moved(call: Call, owner: str, name: str) -> Repository:
    redirect = call.find(Redirect, owner=owner, name=name)
    found = call.peek(Repository, redirect.repository) if redirect else None
    if found is None:
        raise NotFound(kind="repository")
    if permission(call, found) is None:
        raise NotFound(kind="repository")
    raise Moved(call, found)


class Moved(NotFound):
    """The repository has another name now, clients follow `Location`: 301, for a write 307 that repeats its method."""

    def __init__(self, call: Call, repository: Repository) -> None:
        read = call.request.method in ("GET", "HEAD")
        super().__init__("Moved Permanently", status=301 if read else 307)
        self.repository = repository
        rest = call.request.path.split("/", 4)
        tail = f"/{rest[4]}" if len(rest) > 4 else ""
        query = f"?{call.request.query}" if call.request.query else ""
        self.url = f"{call.base}/repositories/{repository.id}{tail}{query}"
        call.headers.append(("Location", self.url))


def permission(call: Call, repository: Repository) -> str | None:
    """What the caller may do in a repository: one of LEVELS, or None where even its existence is hidden."""
    key = ("permission", repository.id)
    if key not in call.memo:
        call.memo[key] = _permission(call, repository)
    held: str | None = call.memo[key]
    return held


def _permission(call: Call, repository: Repository) -> str | None:
    if call.actor is None:
        return None if repository.private else "pull"
    if repository.private and call.credential is not None and not scopes.holds(call, "repo"):
        return None
    return user_permission(call, repository, call.actor.id) or (None if repository.private else "pull")


def user_permission(call: Call, repository: Repository, user: int) -> str | None:
    """A person's own permission in a repository, by ownership, organization, team or invitation."""
    if repository.owner == user:
        return "admin"
    held = []
    mine = call.find(Collaborator, repository=repository.id, user=user)
    if mine is not None:
        held.append(mine.permission)
    belongs = membership(call, repository.owner, user)
    if belongs is not None and belongs.state == "active":
        if belongs.role == "admin":
            return "admin"
        base = call.get(User, repository.owner).default_repository_permission
        held += {"read": ["pull"], "write": ["push"], "admin": ["admin"]}.get(base, [])
        held += team_permissions(call, repository.id, user)
    return max(held, key=LEVELS.index) if held else None


def may(call: Call, repository: Repository, need: str) -> bool:
    held = permission(call, repository)
    return held is not None and LEVELS.index(held) >= LEVELS.index(need)


def require(call: Call, repository: Repository, need: str) -> None:
    """Raise Unauthorized, Forbidden or NotFound where the caller lacks `need`; writes to an archive are refused."""
    me(call)
    if not may(call, repository, need):
        if need == "admin" and not may(call, repository, "push"):
            raise NotFound(kind="repository")
        raise Forbidden(_MUST_HAVE.get(need, _MUST_HAVE["push"]))
    if repository.archived and call.operation is not None and call.operation.writes:
        if call.operation.name not in OPEN_IN_ARCHIVES:
            raise Forbidden("Repository was archived so is read-only.")


def find_issue(call: Call, owner: str, repo: str, issue_number: int) -> tuple[Repository, Issue]:
    """An issue (or a pull request's issue side) and its repository. Raises NotFound, Gone for disabled issues."""
    repository = find_repository(call, owner, repo)
    found = call.find(Issue, repository=repository.id, number=issue_number)
    if not repository.has_issues and (found is None or found.pull is None):
        raise Gone("Issues are disabled for this repo")
    if found is None:
        raise NotFound(kind="issue")
    return repository, found


def find_label(call: Call, repository: Repository, name: str) -> Label | None:
    return call.find(Label, repository=repository.id, name=name)


def find_milestone(call: Call, repository: Repository, number: int) -> Milestone:
    found = call.find(Milestone, repository=repository.id, number=number)
    if found is None:
        raise NotFound(kind="milestone")
    return found
