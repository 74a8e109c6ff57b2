"""Which OAuth scopes a call needs; https://docs.github.com/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clonery.server.problems import MissingScope

if TYPE_CHECKING:
    from clonery.server.call import Call

ALL = (
    "admin:gpg_key", "admin:org", "admin:org_hook", "admin:public_key", "admin:repo_hook", "admin:ssh_signing_key",
    "delete_repo", "gist", "notifications", "project", "repo", "user", "workflow",
)  # fmt: skip
PARENTS = {
    "repo": ("public_repo", "repo:status", "repo_deployment", "repo:invite", "security_events"),
    "admin:org": ("write:org", "read:org"),
    "write:org": ("read:org",),
    "admin:repo_hook": ("write:repo_hook", "read:repo_hook"),
    "write:repo_hook": ("read:repo_hook",),
    "user": ("read:user", "user:email", "user:follow"),
    "admin:public_key": ("write:public_key", "read:public_key"),
    "write:public_key": ("read:public_key",),
    "admin:ssh_signing_key": ("write:ssh_signing_key", "read:ssh_signing_key"),
    "write:ssh_signing_key": ("read:ssh_signing_key",),
    "admin:gpg_key": ("write:gpg_key", "read:gpg_key"),
    "write:gpg_key": ("read:gpg_key",),
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


_NOTICES = ("notifications", "repo")
_CODE = ("public_repo", "repo")
_RULES: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("/gists", (), ("gist",)),
    ("/notifications", _NOTICES, _NOTICES),
    ("/repos/{owner}/{repo}/notifications", _NOTICES, _NOTICES),
    (
        "/repos/{owner}/{repo}/hooks", ("admin:repo_hook", "read:repo_hook", "repo"),
        ("admin:repo_hook", "write:repo_hook", "repo"),
    ),
    ("/repos/{owner}/{repo}/invitations", ("repo:invite", "repo"), ("repo:invite", "repo")),
    ("/repos/{owner}/{repo}/statuses", (), ("repo:status", "repo")),
    ("/repos/", (), _CODE),
    ("/orgs/{org}/repos", (), _CODE),
    ("/orgs/{org}/hooks", ("admin:org_hook",), ("admin:org_hook",)),
    ("/orgs/", (), ("admin:org", "write:org")),
    ("/teams/", (), ("admin:org", "write:org")),
    ("/user/repos", (), _CODE),
    ("/user/starred", (), _CODE),
    ("/user/subscriptions", (), _CODE),
    ("/user/repository_invitations", ("repo:invite", "repo"), ("repo:invite", "repo")),
    ("/user/following", (), ("user:follow", "user")),
    ("/user/emails", ("user:email", "user"), ("user",)),
    ("/user/public_emails", ("user:email", "user"), ("user",)),
    ("/user/keys", ("read:public_key",), ("write:public_key",)),
    ("/user/ssh_signing_keys", ("read:ssh_signing_key",), ("write:ssh_signing_key",)),
    ("/user/gpg_keys", ("read:gpg_key",), ("write:gpg_key",)),
    ("/user/orgs", ("read:org", "user"), ()),
    ("/user/teams", ("read:org", "user", "repo"), ()),
    ("/user/memberships", ("read:org",), ("write:org",)),
    ("/user", (), ("user",)),
)  # fmt: skip
"""The start of a path, the scopes that open its reads, those that open its writes; the first that fits decides."""


def accepted(call: Call) -> tuple[str, ...]:
    """The scopes of which any one opens the operation; () where none is needed."""
    operation = call.operation
    if operation is None or "http" not in operation.entry:
        return ()
    path = operation.entry["http"]["path"]
    if path == "/repos/{owner}/{repo}" and operation.method == "DELETE":
        return ("delete_repo",)
    if path.startswith("/users/"):
        return ()
    for start, reading, writing in _RULES:
        if path.startswith(start):
            return writing if operation.writes else reading
    return ()


def check(call: Call) -> None:
    """Raise MissingScope where the token has none of the scopes that open the operation."""
    credential = call.credential
    if credential is None or credential.scopes is None:
        return
    needed = accepted(call)
    if needed and not any(holds(call, scope) for scope in needed):
        raise MissingScope(needed=list(needed), provided=list(credential.scopes))
