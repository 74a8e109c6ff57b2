"""Which OAuth scopes a call needs; https://docs.github.com/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clonery.server.problems import MissingScope

if TYPE_CHECKING:
    from clonery.server.call import Call

ALL = ("admin:org", "admin:repo_hook", "delete_repo", "gist", "notifications", "project", "repo", "user", "workflow")
PARENTS = {
    "repo": ("public_repo", "repo:status", "repo_deployment", "repo:invite", "security_events"),
    "admin:org": ("write:org", "read:org"),
    "write:org": ("read:org",),
    "admin:repo_hook": ("write:repo_hook", "read:repo_hook"),
    "write:repo_hook": ("read:repo_hook",),
    "user": ("read:user", "user:email", "user:follow"),
    "admin:public_key": ("write:public_key", "read:public_key"),
}
"""A scope and those that it includes."""


def holds(call: Call, scope: str) -> bool:
    """Whether the call's token has the scope, itself or by a wider one."""
    credential = call.credential
    if credential is None:
        return False
    if credential.scopes is None:
        return True
    return any(given == scope or scope in _below(given) for given in credential.scopes)


def _below(scope: str) -> set[str]:
    found = set(PARENTS.get(scope, ()))
    return found.union(*(_below(name) for name in found)) if found else found


def accepted(call: Call) -> tuple[str, ...]:
    """The scopes of which any one opens the operation; () where none is needed."""
    operation = call.operation
    if operation is None:
        return ()
    path, writes = operation.entry["http"]["path"] if "http" in operation.entry else "", operation.writes
    if path.startswith(("/gists", "/gist")):
        return ("gist",) if writes else ()
    if path.startswith("/notifications") or path.endswith("/notifications"):
        return ("notifications", "repo")
    if path.startswith("/repos/{owner}/{repo}/hooks"):
        return ("admin:repo_hook", "write:repo_hook", "repo") if writes else ("admin:repo_hook", "read:repo_hook", "repo")
    if path == "/repos/{owner}/{repo}" and operation.method == "DELETE":
        return ("delete_repo",)
    if path == "/orgs/{org}/repos" and writes:
        return ("public_repo", "repo")
    if path.startswith(("/orgs/", "/teams/")) and writes:
        return ("admin:org", "write:org")
    if path in ("/user/repos",) or path.startswith(("/user/starred", "/user/subscriptions", "/user/repository_invitations")):
        return ("public_repo", "repo") if writes else ()
    if path.startswith("/user/following") and writes:
        return ("user:follow", "user")
    if path.startswith("/user") and writes and not path.startswith("/users"):
        return ("user",)
    if "/statuses/" in path and writes:
        return ("repo:status", "repo")
    if path.startswith("/repos/") and writes:
        return ("public_repo", "repo")
    return ()


def check(call: Call) -> None:
    """Raise MissingScope where the token has none of the scopes that open the operation."""
    credential = call.credential
    if credential is None or credential.scopes is None:
        return
    needed = accepted(call)
    if needed and not any(holds(call, scope) for scope in needed):
        raise MissingScope(needed=list(needed), provided=list(credential.scopes))
