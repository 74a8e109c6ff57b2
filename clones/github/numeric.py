"""Paths with ids in place of names, as GitHub's page links and redirects use them; https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .records.people import User
from .records.repositories import Repository

if TYPE_CHECKING:
    from clonery.server.call import Call


def named(call: Call, path: str) -> str:
    """`/repositories/1/issues` → `/repos/ada/web/issues`, and so for organizations, teams' organizations and users."""
    parts = path.split("/", 3)
    if len(parts) < 3 or not parts[2].isdecimal():
        return path
    rest = f"/{parts[3]}" if len(parts) > 3 else ""
    if parts[1] == "repositories":
        repository = call.peek(Repository, int(parts[2]))
        owner = call.peek(User, repository.owner) if repository else None
        return f"/repos/{owner.login}/{repository.name}{rest}" if repository and owner else path
    if parts[1] == "organizations" and rest.startswith("/team/"):
        return f"/teams/{rest.removeprefix('/team/')}"
    if parts[1] in ("organizations", "user"):
        account = call.peek(User, int(parts[2]))
        if account is None or (parts[1] == "user" and (not rest or rest.endswith("/drafts"))):
            return path  # an operation of its own
        return f"/{'orgs' if parts[1] == 'organizations' else 'users'}/{account.login}{rest}"
    return path
